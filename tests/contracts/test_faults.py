"""One line a fault, and no fault where the two mean the same."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.faults import MISSING, agrees, fault


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (Decimal("33.00"), 33.0),
        (Decimal("33.00"), 33),
        (Decimal("33.10"), Decimal("33.1")),
        (3, 3),
        ("PAID", "PAID"),
        (date(2026, 9, 14), "/Date(1789344000000+0000)/"),
        (date(2026, 9, 14), "/Date(1789344000000)/"),
        ([], []),
        (MISSING, MISSING),
    ],
)
def test_the_same_in_other_words_agrees(expected, got):
    assert agrees(expected, got)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (Decimal("33.00"), 33.01),
        (Decimal("33.00"), "33.00"),
        (Decimal(0), False),
        (True, 1),
        (False, 0),
        ("PAID", "paid"),
        (date(2026, 9, 14), "2026-09-14"),
        (date(2026, 9, 14), "/Date(1789430400000+0000)/"),
        ("", None),
        (Decimal("1.00"), MISSING),
        (MISSING, None),
    ],
)
def test_what_is_different_does_not_agree(expected, got):
    assert not agrees(expected, got)


@pytest.mark.parametrize(
    ("expected", "got", "line"),
    [
        (Decimal("33.00"), 0.0, "invoice totals: TotalTax expected 33.00, got 0.0"),
        ("PAID", "AUTHORISED", 'invoice totals: TotalTax expected "PAID", got "AUTHORISED"'),
        (date(2026, 9, 14), MISSING, "invoice totals: TotalTax expected 2026-09-14, got nothing"),
        (True, None, "invoice totals: TotalTax expected true, got null"),
    ],
)
def test_a_fault_reads_like_a_sentence(expected, got, line):
    assert fault("invoice totals", "TotalTax", expected, got) == line


def test_a_long_value_is_cut():
    line = fault("list", "ids", [], ["x" * 500])

    assert len(line) < 150
    assert line.endswith("…")
