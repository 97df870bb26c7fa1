"""Batch payments: what they entail, and what is said once."""

from decimal import Decimal

import pytest

from mockxero.resources.batch_payments import BatchPayment
from mockxero.resources.invoices import Invoice
from mockxero.resources.payments import Payment
from tests.builders import BANK, BILL, accepted, edited, invoice, payment, record, sent, stored

GONE_TOGETHER = "Payments that are part of a batch payment cannot be deleted individually"


@pytest.fixture
def bundle(books):
    """What becomes of a batch that pays so much of each of these invoices."""

    def ask(*owed, amount="40.00", **members):
        lines = [{"invoice": {"invoice_id": one.key}, "amount": amount} for one in owed]
        batch = {"account": {"account_id": BANK}, "date": "2026-03-03", "lines": lines} | members
        return record(books, sent(BatchPayment, **batch))

    return ask


def test_each_line_becomes_a_payment(books, bundle):
    """Of its own invoice, with the account and the day of the batch."""
    owed = [invoice(books), invoice(books)]
    batch = accepted(bundle(*owed))

    made = books.by(Payment, "batch", batch.key)
    assert [one.invoice for one in made] == [one.key for one in owed]
    assert {(one.account, one.date, one.status) for one in made} == {
        (BANK, batch.date, "AUTHORISED")
    }
    assert [stored(books, one).amount_due for one in owed] == [Decimal("60.00")] * 2


@pytest.mark.parametrize(("members", "type"), [({}, "RECBATCH"), (BILL, "PAYBATCH")])
def test_the_type_is_that_of_what_is_paid(books, bundle, members, type):
    """Sales invoices are received, bills are paid."""
    assert accepted(bundle(invoice(books, **members))).type == type


def test_a_payment_that_is_refused_refuses_the_batch(books, bundle):
    """And undoes the payments before it."""
    first, second = invoice(books), invoice(books)
    payment(books, second, "70.00")
    outcome = bundle(first, second)

    assert outcome.errors == ["Payment amount exceeds the amount outstanding on this document"]
    assert list(books.every(BatchPayment)) == []
    assert len(list(books.every(Payment))) == 1
    assert stored(books, first) == first


def test_what_is_wrong_with_batch_and_payments_is_said_once(books, bundle):
    """An account that is missing is missing from all of them."""
    outcome = bundle(invoice(books), invoice(books), account={"code": "999"})

    assert outcome.errors == ["Account could not be found"]


def test_deleting_a_batch_deletes_its_payments_alone(books, bundle):
    """Another payment of the same invoice stays."""
    owed = invoice(books)
    alone = payment(books, owed, "10.00")
    batch = accepted(bundle(owed))
    (mine,) = books.by(Payment, "batch", batch.key)
    accepted(edited(books, batch, status="DELETED"))

    assert stored(books, mine).status == "DELETED"
    assert stored(books, alone).status == "AUTHORISED"
    assert stored(books, owed).amount_due == Decimal("90.00")


def test_a_payment_of_a_batch_does_not_go_alone(books, bundle):
    """Its batch has to."""
    batch = accepted(bundle(invoice(books)))
    (mine,) = books.by(Payment, "batch", batch.key)

    assert edited(books, mine, status="DELETED").errors == [GONE_TOGETHER]


@pytest.mark.parametrize("members", [{"amount": "1"}, {"reference": "R", "status": "DELETED"}])
def test_of_a_payment_only_the_status_changes(books, members):
    """In Xero's words."""
    made = payment(books, invoice(books), "10.00")

    assert "Only Status accepted for updates." in edited(books, made, **members).errors


def test_an_invoice_that_a_batch_pays_in_full_is_paid(books, bundle):
    """On the day of the batch."""
    owed = invoice(books)
    batch = accepted(bundle(owed, amount="100.00"))
    paid = books.find(Invoice, owed.key)

    assert (paid.status, paid.fully_paid_on) == ("PAID", batch.date)
