"""Every line of the recorded demo companies, worked out again from what somebody typed in."""

from typing import Any

import pytest

from mockxero.control.fixture import lay_down
from mockxero.primitives.clock import FrozenClock
from mockxero.primitives.ids import Ids
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.contacts import Contact
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from tests.builders import NOON, accepted, record, sent

TYPED = ("description", "quantity", "unit_amount", "tax_type", "account_code")
"""What a line is worked out from; its item and its tracking do not move an amount."""
WORKED_OUT = ("line_amount", "tax_amount")
LINES = {
    ("nz", Invoice): 92,
    ("nz", CreditNote): 5,
    ("nz", BankTransaction): 38,
    ("global", Invoice): 87,
    ("global", CreditNote): 5,
    ("global", BankTransaction): 38,
}
"""How many lines with an amount there are."""


def typed(document, contact, **members):
    """The document as it was entered, with no amount that Xero works out."""
    lines = [
        {attr: value for attr in TYPED if (value := getattr(line, attr)) is not None}
        | {"description": line.description or "Without words"}
        for line in document.lines
    ]
    known = {
        "type": document.type,
        "contact": {"contact_id": contact.contact_id},
        "date": document.date,
        "line_amount_types": document.line_amount_types,
        "lines": lines,
    }
    return sent(type(document), **known | members)


@pytest.mark.parametrize(("name", "resource"), LINES, ids=lambda one: getattr(one, "__name__", one))
def test_every_recorded_line_comes_to_what_was_recorded(name, resource):
    """# seen: the documents of both demo companies, 2020 and 2026. Source: ledger.md P13"""
    books = lay_down(name, FrozenClock(NOON), Ids("tests"))
    contact = next(one for one in books.every(Contact) if one.status == "ACTIVE")
    counted = 0
    for document in [*books.every(resource)]:
        members: dict[str, Any] = {"status": "DRAFT"}
        if isinstance(document, BankTransaction):
            members = {"bank_account": {"account_id": document.bank_account}}
        made = accepted(record(books, typed(document, contact, **members), create=True))
        for known, line in zip(document.lines, made.lines, strict=True):
            assert [getattr(line, one) for one in WORKED_OUT] == [
                getattr(known, one) for one in WORKED_OUT
            ]
            counted += line.line_amount is not None
        sums = ("sub_total", "total_tax", "total")
        assert [getattr(made, one) for one in sums] == [getattr(document, one) for one in sums]
    assert counted == LINES[name, resource]
