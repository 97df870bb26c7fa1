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
    now = rebalanced(proposal.now)
    paid_on = now.fully_paid_on if now.status == "PAID" else None
    return {"status": now.status, "fully_paid_on": paid_on}


def amounts_of_invoice(proposal: Proposal[Invoice], books: Books) -> Filled:
    """AmountDue, AmountPaid and AmountCredited."""
    return _amounts(balance(proposal.now))


def _amounts(filled: Filled) -> Filled:
    """Without the status: only a settlement moves it, and what a caller sends for it is judged."""
    return {attr: filled[attr] for attr in filled.keys() - {"status", "fully_paid_on"}}


def balance(invoice: Invoice) -> Filled:
    """What an invoice's settlements leave open; one that is settled is PAID."""
    paid = summed([payment.amount for payment in invoice.payments])
    credited = summed([credit.applied_amount for credit in applied_to(invoice)])
    due = ZERO if invoice.status in CLOSED else (invoice.total or ZERO) - paid - credited
    filled: Filled = {"amount_paid": paid, "amount_credited": credited, "amount_due": due}
    if invoice.status not in APPROVED:
        return filled
    dates = [payment.date for payment in invoice.payments]
    dates += [credit.date for credit in applied_to(invoice)]
    return filled | _paid_or_open(invoice, due, dates)


def remaining_of_credit(proposal: Proposal[Any], books: Books) -> Filled:
    """RemainingCredit."""
    return _amounts(remaining(proposal.now))


def remaining(credit: Credit) -> Filled:
    """What a credit's refunds and allocations leave; one that is used up is PAID."""
    spent = summed(payment.amount for payment in credit.payments)
    spent += summed(one.amount for one in credit.allocations if one.amount is not None)
    left = (credit.total or ZERO) - spent
    if credit.status in CLOSED:
        return {"remaining_credit": ZERO}
    dates = [payment.date for payment in credit.payments]
    dates += [one.date for one in credit.allocations if one.date is not None]
    filled: Filled = {"remaining_credit": left}
    return filled | _paid_or_open(credit, left, dates) if credit.status in APPROVED else filled


def _paid_or_open(document: Any, left: Decimal, dates: list[date]) -> Filled:
    """PAID with the day of the last settlement, or AUTHORISED again without one.

    What comes to nothing needs none: it is PAID from its own day on. # guess
    """
    if left == 0:
        return {"status": "PAID", "fully_paid_on": max(dates, default=document.date)}
    return {"status": "AUTHORISED", "fully_paid_on": None}


def outstanding(document: Invoice | Credit) -> Decimal:
    """What can still be paid, refunded or allocated."""
    if document.status in CLOSED:
        return ZERO
    left = document.amount_due if isinstance(document, Invoice) else document.remaining_credit
    return left or ZERO


def rebalanced(document: Any) -> Any:
    """A document with what is left of it worked out anew."""
    filled = balance(document) if isinstance(document, Invoice) else remaining(document)
    return document.but(**filled)
