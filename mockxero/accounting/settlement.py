"""What payments, refunds and allocations leave open of a document."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from mockxero.accounting.credits import applied_to
from mockxero.accounting.rulebook import Books, Complete, Filled, Proposal
from mockxero.primitives.money import ZERO, summed
from mockxero.resources.credits import Credit
from mockxero.resources.invoices import Invoice

CLOSED = ("DELETED", "VOIDED")
"""Statuses in which nothing is owed. # seen: invoices of Demo Company (Global), 2026"""
APPROVED = ("AUTHORISED", "PAID")
"""Statuses in which a document counts, settled or not."""


def invoice_settled(invoice: Invoice) -> bool:
    """Whether anything has been paid or credited."""
    return bool(invoice.payments or applied_to(invoice))


def credit_spent(credit: Credit) -> bool:
    """Whether anything has been refunded or allocated."""
    return bool(credit.payments or credit.allocations)


def never_settled(document: Any) -> bool:
    """Nothing is ever paid or credited on it."""
    return False


def reopened(has_settlements: Callable[[Any], bool]) -> Complete:
    """What is PAID because nothing is due on it is as good as approved, while it is changed."""

    def reopen(proposal: Proposal[Any], books: Books) -> Filled:
        before = proposal.before
        if before is None or has_settlements(before):
            return {}
        return {"status": "AUTHORISED"} if before.status == proposal.now.status == "PAID" else {}

    return reopen


def paid_or_open(proposal: Proposal[Any], books: Books) -> Filled:
    """PAID if nothing is due, and the day since when; whoever is approved over nothing, at once."""
    return {"fully_paid_on": None} | _paid_or_open(proposal.now)


def amounts_of_invoice(proposal: Proposal[Invoice], books: Books) -> Filled:
    """AmountDue, AmountPaid and AmountCredited."""
    return _left_of_invoice(proposal.now)


def _left_of_invoice(invoice: Invoice) -> Filled:
    """What an invoice's settlements leave open."""
    paid = summed([payment.amount for payment in invoice.payments])
    credited = summed([credit.applied_amount for credit in applied_to(invoice)])
    due = ZERO if invoice.status in CLOSED else (invoice.total or ZERO) - paid - credited
    return {"amount_paid": paid, "amount_credited": credited, "amount_due": due}


def remaining_of_credit(proposal: Proposal[Any], books: Books) -> Filled:
    """RemainingCredit."""
    return _left_of_credit(proposal.now)


def _left_of_credit(credit: Credit) -> Filled:
    """What a credit's refunds and allocations leave."""
    if credit.status in CLOSED:
        return {"remaining_credit": ZERO}
    spent = summed(payment.amount for payment in credit.payments)
    spent += summed(one.amount for one in credit.allocations if one.amount is not None)
    return {"remaining_credit": (credit.total or ZERO) - spent}


def _paid_or_open(document: Any) -> Filled:
    """PAID with the day of the last settlement, or AUTHORISED again without one.

    What comes to nothing needs none: it is PAID from its own day on. # guess
    """
    if document.status not in APPROVED:
        return {}
    if outstanding(document):
        return {"status": "AUTHORISED", "fully_paid_on": None}
    return {"status": "PAID", "fully_paid_on": max(_dates(document), default=document.date)}


def _dates(document: Any) -> list[date]:
    """The days on which a document was settled."""
    others = applied_to(document) if isinstance(document, Invoice) else document.allocations
    return [one.date for one in (*document.payments, *others) if one.date is not None]


def outstanding(document: Invoice | Credit) -> Decimal:
    """What can still be paid, refunded or allocated."""
    if document.status in CLOSED:
        return ZERO
    left = document.amount_due if isinstance(document, Invoice) else document.remaining_credit
    return left or ZERO


def rebalanced(document: Any) -> Any:
    """A document with what is left of it worked out anew; one that is settled is PAID."""
    left = _left_of_invoice if isinstance(document, Invoice) else _left_of_credit
    document = document.but(**left(document))
    return document.but(**_paid_or_open(document))
