"""Allocations: when a credit may be set against an invoice, and what that changes."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mockxero.accounting import locks
from mockxero.accounting.credits import CREDITS_OF, kind_of
from mockxero.accounting.rulebook import Books
from mockxero.accounting.settlement import outstanding, rebalanced
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import summed
from mockxero.resources.allocations import Allocation
from mockxero.resources.credits import Credit
from mockxero.resources.invoices import Invoice


def cannot_allocate(
    credit: Credit, invoice: Invoice | None, amount: Decimal | None, books: Books
) -> Iterator[Complaint]:
    """What speaks against setting a part of a credit against an invoice; all of it is told.

    # guess: of prepayments and overpayments Xero says what it was seen to say of credit notes
    """
    noun = kind_of(credit).noun
    if credit.status != "AUTHORISED":  # guess: the words
        yield Complaint(f"{noun} must be AUTHORISED before it can be allocated")
    if invoice is None:
        yield Complaint("Invoice could not be found")  # guess
        return
    if invoice.status == "PAID":
        yield Complaint("The invoice you are trying to allocate to has already been paid off")
    elif invoice.status != "AUTHORISED":  # guess: the words of a payment
        yield Complaint(f"{noun} can only be allocated to Authorised invoices")
    if amount is None or amount <= 0:
        yield Complaint(f"{noun} allocation amount must be greater than zero")  # guess
    elif amount > outstanding(invoice) or amount > outstanding(credit):
        yield Complaint(f"{noun} cannot be allocated as amount is greater than amount outstanding")
    if credit.type not in CREDITS_OF.get(invoice.type or "", ()):
        yield Complaint(f"{noun} cannot be allocated to an incorrect invoice type")
    if invoice.contact != credit.contact:  # guess: the words
        yield Complaint(f"{noun} cannot be allocated to an invoice of a different contact")
    if invoice.currency_code != credit.currency_code:  # guess: the words
        yield Complaint(f"{noun} cannot be allocated to an invoice in a different currency")
    yield from locks.dated_into_closed_period(_day(credit, invoice), books)


def cannot_release(allocation: Allocation, books: Books) -> Iterator[Complaint]:
    """What speaks against taking an allocation back: the day of it may be closed by now."""
    return locks.dated_in_closed_period(allocation.date, books)


def allocated(
    credit: Credit, invoice: Invoice, amount: Decimal, allocation_id: str
) -> tuple[Credit, Invoice, Allocation]:
    """A credit and an invoice after the one has been set against the other."""
    allocation = Allocation(
        allocation_id=allocation_id,
        amount=amount,
        date=_day(credit, invoice),
        invoice=invoice.invoice_id,
    )
    spent = rebalanced(credit.but(allocations=(*credit.allocations, allocation)))
    return spent, with_credit(invoice, spent), allocation


def _day(credit: Credit, invoice: Invoice) -> date | None:
    """The later of the two. Source: Xero's pages on all three kinds of credit"""
    return max((day for day in (credit.date, invoice.date) if day is not None), default=None)


def released(credit: Credit, invoice: Invoice, allocation_id: str) -> tuple[Credit, Invoice]:
    """The same two after an allocation has been taken back."""
    left = tuple(one for one in credit.allocations if one.allocation_id != allocation_id)
    spared = rebalanced(credit.but(allocations=left))
    return spared, with_credit(invoice, spared)


def with_credit(invoice: Invoice, credit: Credit) -> Invoice:
    """The invoice, showing what this credit has been allocated to it by now."""
    kind = kind_of(credit)
    mine = [one for one in credit.allocations if one.invoice == invoice.invoice_id]
    listed = tuple(one for one in getattr(invoice, kind.listed) if one.id != credit.key)
    if mine:
        told = {attr: value for attr, value in credit.items() if attr in kind.applied.places}
        told["id"] = credit.key
        told["applied_amount"] = summed(one.amount for one in mine if one.amount is not None)
        told["date"] = max(one.date for one in mine if one.date is not None)
        listed = (*listed, kind.applied(**told))
    after: Invoice = rebalanced(invoice.but(**{kind.listed: listed}))
    return after
