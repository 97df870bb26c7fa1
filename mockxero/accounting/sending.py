"""What a customer gets to see of an invoice: an e-mail, and an address to look at it."""

from collections.abc import Iterator
from hashlib import sha512

from mockxero.accounting.rulebook import Books
from mockxero.accounting.settlement import APPROVED
from mockxero.primitives.complaints import Complaint
from mockxero.resources.contacts import Contact
from mockxero.resources.invoices import Invoice
from mockxero.resources.organisations import Organisation

EMAILS_A_DAY = {"DEMO": 0, "TRIAL": 20}
PAYING = 1000
"""How many e-mails an organisation may send in a day, by its class. Source: Xero's Invoices page"""

SENT = "Invoice sent"
"""What history calls it. # seen: 2026-nz/invoice_history.json"""

_CAN_BE_SENT = ("SUBMITTED", *APPROVED)
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def daily_emails(organisation: Organisation) -> int:
    """How many e-mails the real Xero lets an organisation send in a day."""
    kind = "DEMO" if organisation.is_demo_company else organisation.organisation_class
    return EMAILS_A_DAY.get(kind or "", PAYING)


def recipients(invoice: Invoice, books: Books) -> list[str]:
    """Who gets it: the contact, and whoever there wants to be included."""
    contact = books.find(Contact, invoice.contact)
    if contact is None or not contact.email_address:
        return []
    others = (one.email_address for one in contact.persons if one.include_in_emails)
    return [contact.email_address, *filter(None, others)]


def may_be_emailed(invoice: Invoice, books: Books) -> Iterator[Complaint]:
    """A sales invoice that is complete, for somebody with an address. # guess: the words"""
    if invoice.type != "ACCREC":
        yield Complaint("Only ACCREC invoices can be emailed.")
    if invoice.status not in _CAN_BE_SENT:
        yield Complaint("Only SUBMITTED, AUTHORISED or PAID invoices can be emailed.")
    if not recipients(invoice, books):
        yield Complaint("The contact does not have an email address.")


def may_be_online(invoice: Invoice, books: Books) -> Iterator[Complaint]:
    """Bills and drafts are nobody else's business. # guess: the words, and what was given up"""
    if invoice.type != "ACCREC":
        yield Complaint("Online invoices are only available for ACCREC invoices.")
    if invoice.status in ("DRAFT", "DELETED", "VOIDED"):
        yield Complaint(f"Online invoices are not available for {invoice.status} invoices.")


def online_address(invoice: Invoice, books: Books) -> str:
    """The same address for the same invoice: forty letters and digits.

    # seen: openapi-getOnlineInvoice-200.json
    """
    mark = f"{books.organisation.organisation_id}/{invoice.invoice_id}"
    drawn = sha512(mark.encode()).digest()[:40]
    return "https://in.xero.com/" + "".join(_LETTERS[byte % len(_LETTERS)] for byte in drawn)
