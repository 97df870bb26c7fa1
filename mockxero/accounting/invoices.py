"""What is peculiar to sales invoices and bills."""

from collections.abc import Iterator

from mockxero.accounting.numbering import held_by_another, known
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.accounting.settlement import APPROVED, CLOSED
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.resources.invoices import Invoice


def has_unique_number(proposal: Proposal[Invoice], books: Books) -> Iterator[Complaint]:
    """No two sales invoices have one number; on bills it is free text."""
    now = proposal.now
    if now.type != "ACCREC" or not now.invoice_number or not proposal.moves("invoice_number"):
        return
    if held_by_another(proposal, "invoice_number", "ACCREC", books) is not None:
        yield Complaint("Invoice # must be unique.")
    if not (now.invoice_number.isascii() and now.invoice_number.isprintable()):
        yield Complaint("Invoice # must contain printable ASCII characters only.")  # guess


def sent_once_approved(proposal: Proposal[Invoice], books: Books) -> Filled:
    """Only approved invoices can be marked as sent. # guess: for others it is passed over"""
    is_marked = proposal.now.sent_to_contact and proposal.now.status not in APPROVED
    return {"sent_to_contact": False} if is_marked else {}


def flag_of_contact(invoice_type: str) -> str:
    """What an invoice of this type makes of its contact."""
    return "is_customer" if invoice_type == "ACCREC" else "is_supplier"


def as_answered(proposal: Proposal[Invoice]) -> Invoice:
    """The answer to a void still shows what was due. # seen: 2026-nz/invoice_void.json

    # guess: that to a delete does the same.
    """
    now, before = proposal.now, proposal.before
    if before is not None and now.status in CLOSED and before.status not in CLOSED:
        return now.but(amount_due=before.amount_due)
    return now


def recognised(sent: Draft, books: Books) -> Invoice | None:
    """The sales invoice with the number that was sent; bills are known by their id alone."""
    number = sent.get("invoice_number")
    if not number or sent.get("type") == "ACCPAY":
        return None
    return known(Invoice, number, "ACCREC", books)
