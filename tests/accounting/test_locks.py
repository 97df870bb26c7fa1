"""Up to a lock date the books are closed."""

from datetime import date

import pytest

from mockxero.accounting.locks import outside_locked_periods
from mockxero.accounting.rulebook import Proposal
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from mockxero.resources.payments import Payment
from tests.builders import (
    BANK,
    CREDIT,
    SALE,
    accepted,
    edited,
    invoice,
    keep,
    payment,
    record,
    sent,
    stored,
    words,
)

NEW = "The document date cannot be before the {} lock date, currently set at {}"
OLD = "The document cannot be edited as it is currently dated before the {} lock date"


@pytest.fixture
def lock(books):
    """Close the books."""

    def close(**dates):
        books.organisation = books.organisation.but(**dates)

    return close


@pytest.mark.parametrize(
    ("day", "messages"),
    [
        ("2026-02-28", [NEW.format("period", "28-Feb-2026")]),
        ("2026-01-01", [NEW.format("period", "28-Feb-2026")]),
        ("2026-03-01", []),
    ],
)
@pytest.mark.parametrize(("resource", "members"), [(Invoice, SALE), (CreditNote, CREDIT)])
def test_nothing_new_is_dated_up_to_a_lock_date(complaints, lock, resource, members, day, messages):
    """Not on that day either."""
    lock(period_lock_date=date(2026, 2, 28))

    assert complaints(resource, **(members | {"date": day})) == messages


def test_both_locks_speak(complaints, lock):
    lock(period_lock_date=date(2026, 2, 28), end_of_year_lock_date=date(2025, 3, 9))

    assert complaints(Invoice, **(SALE | {"date": "2025-03-09"})) == [
        NEW.format("period", "28-Feb-2026"),
        NEW.format("end of year", "09-Mar-2025"),
    ]


@pytest.mark.parametrize(
    "change", [{"reference": "x"}, {"status": "VOIDED"}, {"date": "2026-03-30"}]
)
def test_nothing_old_is_changed(complaints, books, lock, change):
    """Nor voided, nor dated out of the closed period."""
    known = invoice(books)
    lock(end_of_year_lock_date=date(2026, 3, 1))

    assert complaints(Invoice, known, **change) == [OLD.format("end of year")]


def test_what_is_open_cannot_be_dated_into_the_past(complaints, books, lock):
    known = invoice(books)
    lock(period_lock_date=date(2026, 2, 28))

    assert complaints(Invoice, known, date="2026-02-01") == [NEW.format("period", "28-Feb-2026")]
    assert complaints(Invoice, known, reference="x") == []


def test_payments_keep_to_it_too(books, lock):
    """Whatever the invoice is dated."""
    owed = invoice(books, date="2026-01-01")
    paid = payment(books, owed, "10.00")
    lock(period_lock_date=date(2026, 3, 3))
    members = {
        "invoice": {"invoice_id": owed.key},
        "account": {"account_id": BANK},
        "amount": "10.00",
    }

    assert record(books, sent(Payment, **members, date="2026-03-03")).errors == [
        NEW.format("period", "03-Mar-2026")
    ]
    assert accepted(record(books, sent(Payment, **members, date="2026-03-04")))
    assert edited(books, paid, status="DELETED").errors == [OLD.format("period")]


def test_what_has_no_date_is_in_no_period(books, lock):
    lock(period_lock_date=date(2026, 2, 28))
    undated = keep(books, Invoice(invoice_id="1"))
    proposal = Proposal(sent=sent(Invoice), before=undated, now=stored(books, undated))

    assert words(outside_locked_periods(proposal, books)) == []
