"""Allocations: when a credit note may be set against an invoice, and what that changes."""

from collections.abc import Iterator
from decimal import Decimal

from mockxero.accounting.settlement import outstanding, rebalanced, summed
from mockxero.primitives.complaints import Complaint
from mockxero.resources.credit_notes import Allocation, CreditNote
from mockxero.resources.documents import AppliedCredit
from mockxero.resources.invoices import Invoice

_SIDE = {"ACCREC": "ACCRECCREDIT", "ACCPAY": "ACCPAYCREDIT"}
"""The credit notes that may be allocated to each type of invoice."""


def cannot_allocate(
    note: CreditNote, invoice: Invoice | None, amount: Decimal | None
) -> Iterator[Complaint]:
    """What speaks against setting a part of a credit against an invoice; all of it is told."""
    if note.status != "AUTHORISED":  # guess: the words
        yield Complaint("Credit Note must be AUTHORISED before it can be allocated")
    if invoice is None:
        yield Complaint("Invoice could not be found")  # guess
        return
    if invoice.status == "PAID":
        yield Complaint("The invoice you are trying to allocate to has already been paid off")
    elif invoice.status != "AUTHORISED":  # guess: the words of a payment
        yield Complaint("Credit Note can only be allocated to Authorised invoices")
    if amount is None or amount <= 0:
        yield Complaint("Credit Note allocation amount must be greater than zero")  # guess
    elif amount > outstanding(invoice) or amount > outstanding(note):
        yield Complaint(
            "Credit Note cannot be allocated as amount is greater than amount outstanding"
        )
    if _SIDE.get(invoice.type or "") != note.type:
        yield Complaint("Credit Note cannot be allocated to an incorrect invoice type")
    if invoice.contact != note.contact:  # guess: the words
        yield Complaint("Credit Note cannot be allocated to an invoice of a different contact")


def allocated(
    note: CreditNote, invoice: Invoice, amount: Decimal, allocation_id: str
) -> tuple[CreditNote, Invoice, Allocation]:
    """A credit note and an invoice after the one has been set against the other."""
    day = max(day for day in (note.date, invoice.date) if day is not None)
    allocation = Allocation(
        allocation_id=allocation_id, amount=amount, date=day, invoice=invoice.invoice_id
    )
    spent = rebalanced(note.but(allocations=(*note.allocations, allocation)))
    return spent, with_credit(invoice, spent), allocation


def released(note: CreditNote, invoice: Invoice, allocation_id: str) -> tuple[CreditNote, Invoice]:
    """The same two after an allocation has been taken back."""
    left = tuple(one for one in note.allocations if one.allocation_id != allocation_id)
    spared = rebalanced(note.but(allocations=left))
    return spared, with_credit(invoice, spared)


def with_credit(invoice: Invoice, note: CreditNote) -> Invoice:
    """The invoice, showing what this credit note has been allocated to it by now."""
    mine = [one for one in note.allocations if one.invoice == invoice.invoice_id]
    others = tuple(one for one in invoice.credit_notes if one.credit_note_id != note.credit_note_id)
    if not mine:
        return _rebalanced_invoice(invoice, others)
    applied = AppliedCredit(
        credit_note_id=note.credit_note_id,
        credit_note_number=note.credit_note_number,
        id=note.credit_note_id,
        currency_rate=note.currency_rate,
        applied_amount=summed(one.amount for one in mine if one.amount is not None),
        date=max(one.date for one in mine if one.date is not None),
        total=note.total,
    )
    return _rebalanced_invoice(invoice, (*others, applied))


def _rebalanced_invoice(invoice: Invoice, credits: tuple[AppliedCredit, ...]) -> Invoice:
    after: Invoice = rebalanced(invoice.but(credit_notes=credits))
    return after
