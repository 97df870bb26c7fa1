"""Entries as journals: the order of their lines, their signs, and ids that follow from numbers."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from mockxero.accounting.ledger.entries import Entry, Part, Posted, Posting
from mockxero.accounting.ledger.journals import journal

NOON = datetime(2026, 3, 4, 12)
NORTH, SOUTH = (("region", "north"),), (("region", "south"),)
LINE, TAX, OWED, BANK, OTHER = Part.LINE, Part.TAX, Part.CONTROL, Part.BANK, Part.OTHER


def entry(*postings, source_type="ACCREC"):
    return Entry(date(2026, 3, 1), source_type, "an invoice", "", tuple(postings))


def posting(part, account, net=1, **members):
    return Posting(part, account, Decimal(net), **members)


def shown(made, number=1, tenant="tenant", **members):
    return journal(Posted(number=number, created=NOON, entry=made, **members), tenant)


def accounts(made):
    return [line.account_id for line in shown(made).lines]


def test_tax_and_what_is_owed_stand_before_the_lines():
    """# seen: au-demo-get-journals-page-1.json, number 2"""
    assert accounts(entry(posting(LINE, "200"), posting(OWED, "610"), posting(TAX, "820"))) == [
        "820", "610", "200",
    ]  # fmt: skip


def test_the_bank_stands_before_all():
    """# seen: au-demo-get-journals-page-2.json, number 324"""
    made = entry(posting(TAX, "820"), posting(LINE, "469"), posting(BANK, "090"))

    assert accounts(made) == ["090", "820", "469"]


def test_what_makes_the_rest_add_up_comes_last():
    made = entry(posting(OTHER, "860"), posting(LINE, "200"), posting(OWED, "610"))

    assert accounts(made) == ["610", "200", "860"]


def test_each_combination_of_options_has_its_tax_and_its_share():
    """What has none comes first. # seen: au-demo-get-journals-page-2.json, number 397"""
    filed = [
        (part, f"{account} {name}", filing)
        for part, account in ((LINE, "489"), (OWED, "800"), (TAX, "820"))
        for name, filing in (("north", NORTH), ("all", ()), ("south", SOUTH))
    ]
    made = entry(*(posting(part, account, filing=filing) for part, account, filing in filed))

    assert accounts(made) == [
        "820 all", "800 all", "820 north", "800 north", "820 south", "800 south",
        "489 north", "489 all", "489 south",
    ]  # fmt: skip


def test_what_nothing_made_stands_as_it_was_told():
    """# seen: au-demo-get-journals-page-2.json, number 310"""
    made = entry(posting(OTHER, "840"), posting(BANK, "090"), source_type=None)

    assert accounts(made) == ["840", "090"]


def test_a_reversal_has_its_lines_turned_round():
    made = entry(posting(LINE, "200", -100, tax=Decimal(-15), tax_type="OUTPUT2"))
    (line,) = shown(made, number=2, reverses=1).lines

    assert (line.net_amount, line.tax_amount, line.gross_amount) == (100, 15, 115)
    assert line.tax_type == "OUTPUT2"


@pytest.mark.parametrize("change", [{"number": 2}, {"tenant": "another"}])
def test_ids_follow_from_tenant_and_number(change):
    """And from nothing else: not from when somebody asks."""
    made = entry(posting(LINE, "200"), posting(OWED, "610"))
    one, again, other = shown(made), shown(made), shown(made, **change)

    assert one == again
    ids = {each.journal_id for each in (one, other)}
    ids |= {line.journal_line_id for each in (one, other) for line in each.lines}
    assert len(ids) == 6
