"""Documents that come to nothing: PAID as soon as they are approved, and as good as open."""

from datetime import date

import pytest

from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from tests.builders import (
    BILL,
    CREDIT,
    LINE,
    SALE,
    accepted,
    decimal,
    edited,
    record,
    sent,
    stored,
)

FREE = [LINE, LINE | {"unit_amount": "-100.00"}]
CHANGED = "Invoice not of valid status for modification"
KINDS = pytest.mark.parametrize(
    ("resource", "usual"),
    [
        (Invoice, SALE),
        (Invoice, BILL),
        (CreditNote, CREDIT),
        (CreditNote, CREDIT | {"type": "ACCPAYCREDIT"}),
    ],
)
FIRST = date(2026, 3, 1)
SECOND = date(2026, 3, 2)


def told(document):
    return document.status, document.fully_paid_on


@KINDS
def test_approved_over_nothing_is_paid_on_its_day(books, resource, usual):
    """In the answer, too. Source: ledger.md P16; # guess: that Xero does so"""
    made = accepted(record(books, sent(resource, **usual | {"lines": FREE})))

    assert told(made) == told(stored(books, made)) == ("PAID", made.date)
    assert made.total == 0


@KINDS
def test_a_draft_waits_for_its_approval(books, resource, usual):
    draft = accepted(record(books, sent(resource, **usual | {"lines": FREE, "status": "DRAFT"})))
    assert told(draft) == ("DRAFT", None)

    assert told(accepted(edited(books, draft, status="AUTHORISED"))) == ("PAID", draft.date)


@KINDS
def test_it_can_be_voided_and_nothing_else_becomes_of_it(books, resource, usual):
    """# guess: nothing was paid, so nothing is in the way"""
    made = accepted(record(books, sent(resource, **usual | {"lines": FREE})))
    for status in ("DRAFT", "SUBMITTED", "DELETED"):
        assert edited(books, made, status=status).errors == [CHANGED]
    assert told(accepted(edited(books, made, status="PAID"))) == ("PAID", made.date)
    voided = stored(books, accepted(edited(books, made, status="VOIDED")))

    assert told(voided) == ("VOIDED", None)


@KINDS
def test_it_opens_when_something_is_due_and_closes_when_nothing_is(books, resource, usual):
    made = accepted(record(books, sent(resource, **usual | {"lines": FREE})))
    dearer = stored(books, accepted(edited(books, made, lines=[LINE])))
    assert told(dearer) == ("AUTHORISED", None)
    later = edited(books, dearer, lines=FREE, date="2026-03-02")

    assert told(stored(books, accepted(later))) == ("PAID", SECOND)


@KINDS
def test_a_new_reference_leaves_it_paid(books, resource, usual):
    made = accepted(record(books, sent(resource, **usual | {"lines": FREE})))
    after = stored(books, accepted(edited(books, made, reference="R")))

    assert (after.reference, *told(after)) == ("R", "PAID", made.date)


def test_it_has_to_be_as_complete_as_any(books):
    """Whoever asks for AUTHORISED is asked for what that needs."""
    free = {key: value for key, value in SALE.items() if key != "due_date"} | {"lines": FREE}

    assert record(books, sent(Invoice, **free)).errors == [
        "The document DueDate field must be specified"
    ]


def test_nobody_creates_a_paid_one(books):
    assert record(books, sent(Invoice, **SALE | {"lines": FREE, "status": "PAID"})).errors == [
        "Invoice not of valid status for creation"
    ]


def test_what_it_posts_adds_up_and_a_void_takes_it_back(books):
    lines = [LINE, LINE | {"unit_amount": "-100.00", "account_code": "260"}]
    made = stored(books, accepted(record(books, sent(Invoice, **SALE | {"lines": lines}))))
    (posted,) = books.ledger.entries
    assert sorted(one.net for one in posted.entry.postings) == [decimal(-100), decimal(100)]
    accepted(edited(books, made, status="VOIDED"))

    assert len(books.ledger.entries) == 2
    assert all(books.ledger.balance(one.account_id, FIRST) == 0 for one in posted.entry.postings)
