"""RoundingAmount: cents by which a caller's own total differs from that of the lines."""

from datetime import date

import pytest

from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from tests.builders import (
    ACCOUNT_IDS,
    BILL,
    CREDIT,
    LINE,
    NORTH,
    REGION,
    SALE,
    accepted,
    edited,
    payment,
    record,
    sent,
    stored,
)

TAXED = LINE | {"tax_type": "OUTPUT2"}
SUMS = {"sub_total": "100.00", "total_tax": "15.00"}
ROUNDED = SUMS | {"lines": [TAXED], "rounding_amount": "-0.05", "total": "114.95"}


def told(document):
    amount = document.rounding_amount
    return None if amount is None else str(amount), str(document.total)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, ("-0.05", "114.95")),
        ({"rounding_amount": "0.10", "total": "115.10"}, ("0.10", "115.10")),
        ({"status": "SUBMITTED"}, ("-0.05", "114.95")),
        ({"status": "DRAFT"}, (None, "115.00")),
        ({"rounding_amount": "0.11", "total": "115.11"}, (None, "115.00")),
        ({"rounding_amount": "-0.11", "total": "114.89"}, (None, "115.00")),
        ({"rounding_amount": "0.00", "total": "115.00"}, (None, "115.00")),
        ({"rounding_amount": "0.005", "total": "115.005"}, (None, "115.00")),
        ({"total": "115.00"}, (None, "115.00")),
        ({"total_tax": "14.95", "rounding_amount": "0.05", "total": "115.00"}, (None, "115.00")),
        ({"sub_total": None}, (None, "115.00")),
        ({"total_tax": None}, (None, "115.00")),
        ({"total": None}, (None, "115.00")),
        ({"rounding_amount": None}, (None, "115.00")),
    ],
)
def test_it_counts_where_all_sums_are_sent_and_add_up(books, members, expected):
    """On what is submitted or approved, up to ten cents. Source: resources.md 0.7"""
    members = {key: value for key, value in (ROUNDED | members).items() if value is not None}

    assert told(accepted(record(books, sent(Invoice, **SALE | members)))) == expected


@pytest.mark.parametrize(
    ("resource", "usual", "control", "sign"),
    [
        (Invoice, SALE, "610", 1),
        (Invoice, BILL, "800", -1),
        (CreditNote, CREDIT, "610", -1),
        (CreditNote, CREDIT | {"type": "ACCPAYCREDIT"}, "800", 1),
    ],
)
def test_it_stands_on_the_account_for_rounding(books, resource, usual, control, sign):
    """What is owed is the total; the lines and their tax are as ever. Source: ledger.md 3"""
    accepted(record(books, sent(resource, **usual | ROUNDED)))
    (posted,) = books.ledger.entries
    nets = {one.account_id: str(sign * one.net) for one in posted.entry.postings}

    assert nets == {
        ACCOUNT_IDS[control]: "114.95",
        ACCOUNT_IDS["200"]: "-100.00",
        ACCOUNT_IDS["820"]: "-15.00",
        ACCOUNT_IDS["860"]: "0.05",
    }


def test_it_is_filed_under_nothing(books):
    tracked = TAXED | {"tracking": [{"category_id": REGION, "option_id": NORTH}]}
    accepted(record(books, sent(Invoice, **SALE | ROUNDED | {"lines": [tracked]})))
    (posted,) = books.ledger.entries
    owed = [
        (str(one.net), bool(one.filing))
        for one in posted.entry.postings
        if one.account_id == ACCOUNT_IDS["610"]
    ]

    assert owed == [("115.00", True), ("-0.05", False)]


def test_the_last_cent_is_paid(books):
    made = stored(books, accepted(record(books, sent(Invoice, **SALE | ROUNDED))))
    assert str(made.amount_due) == "114.95"
    payment(books, made, "114.95")

    assert stored(books, made).status == "PAID"
    assert books.ledger.balance(ACCOUNT_IDS["610"], date.max) == 0


def test_it_stays_until_another_sum_moves(books):
    """# guess"""
    made = stored(books, accepted(record(books, sent(Invoice, **SALE | ROUNDED))))
    same = accepted(edited(books, made, reference="R", lines=[TAXED]))
    assert told(same) == ("-0.05", "114.95")
    dearer = accepted(edited(books, made, lines=[TAXED | {"unit_amount": "200"}]))

    assert told(dearer) == (None, "230.00")


def test_it_moves_no_more_once_something_is_paid(books):
    made = stored(books, accepted(record(books, sent(Invoice, **SALE | ROUNDED))))
    payment(books, made, "14.95")
    other = SUMS | {"rounding_amount": "0.05", "total": "115.05"}

    assert told(accepted(edited(books, stored(books, made), **other))) == ("-0.05", "114.95")
