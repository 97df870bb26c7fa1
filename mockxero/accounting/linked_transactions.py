"""Linked transactions: which cost is billed on, to whom, and how far that has come."""

from collections.abc import Iterator
from typing import Any

from mockxero.accounting.rulebook import Books, Effect, Filled, Proposal
from mockxero.accounting.settlement import APPROVED, CLOSED
from mockxero.primitives.complaints import Complaint
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.contacts import Contact
from mockxero.resources.invoices import Invoice
from mockxero.resources.linked_transactions import LinkedTransaction

_SOURCES: tuple[type[Any], ...] = (Invoice, BankTransaction)
_SOURCE_TYPES = ("ACCPAY", "SPEND")


# --- completing -----------------------------------------------------------------------------------


def source_stays(proposal: Proposal[LinkedTransaction], books: Books) -> Filled:
    """What a link begins with is said once; later it is passed over. # guess"""
    before = proposal.before
    return {} if before is None else {"source": before.source, "source_line": before.source_line}


def link_defaults(proposal: Proposal[LinkedTransaction], books: Books) -> Filled:
    """What follows from the two documents; the customer is that of the invoice, if none is named.

    # guess: the customer
    """
    now = proposal.now
    source, target = _source(now, books), books.find(Invoice, now.target)
    return {
        "type": "BILLABLEEXPENSE",
        "source_type": source.type if source is not None else None,
        "contact": now.contact or (target.contact if target is not None else None),
        "status": status_of(now, books),
    }


def status_of(link: LinkedTransaction, books: Books) -> str:
    """How far a cost has come. Source: Xero's page on types"""
    source, target = _source(link, books), books.find(Invoice, link.target)
    if source is not None and source.status in CLOSED:
        return "VOIDED"
    if target is not None:
        return "BILLED" if target.status in APPROVED else "ONDRAFT"
    return "APPROVED" if source is not None and source.status in APPROVED else "DRAFT"


# --- what may be wrong ----------------------------------------------------------------------------


def source_is_good(proposal: Proposal[LinkedTransaction], books: Books) -> Iterator[Complaint]:
    """A link begins with a line of a bill, or of money spent. # guess: all but the first words"""
    if not proposal.creating:
        return
    now, source = proposal.now, _source(proposal.now, books)
    for name, value in (("TransactionID", now.source), ("LineItemID", now.source_line)):
        if value is None:
            yield Complaint(f"The Source{name} field must be specified")
    if now.source is None or now.source_line is None:
        return
    if not _has_line(source, now.source_line):
        yield Complaint("The SourceLineItemID and SourceTransactionID do not match")
    elif source.type not in _SOURCE_TYPES:
        yield Complaint("The source transaction must be of type ACCPAY or SPEND")
    elif source.status in CLOSED:
        yield Complaint(f"The source transaction must not be {source.status}")


def target_is_good(proposal: Proposal[LinkedTransaction], books: Books) -> Iterator[Complaint]:
    """A link ends in a sales invoice. # guess: the words"""
    now, target = proposal.now, books.find(Invoice, proposal.now.target)
    if not (proposal.moves("target") or proposal.moves("target_line")):
        return
    if now.target is None:
        if now.target_line is not None:
            yield Complaint("The TargetTransactionID field must be specified")
    elif target is None or (now.target_line is not None and not _has_line(target, now.target_line)):
        yield Complaint("The TargetLineItemID and TargetTransactionID do not match")
    elif target.type != "ACCREC":
        yield Complaint("The target transaction must be of type ACCREC")
    elif target.status in CLOSED:
        yield Complaint(f"The target transaction must not be {target.status}")


def contact_is_good(proposal: Proposal[LinkedTransaction], books: Books) -> Iterator[Complaint]:
    """The customer is somebody, and the one whom the invoice is for. # guess: the first words"""
    contact, target = proposal.now.contact, books.find(Invoice, proposal.now.target)
    if contact is not None and books.find(Contact, contact) is None:
        yield Complaint("The ContactID could not be found")
    if target is not None and contact != target.contact:
        yield Complaint("The ContactID and the TargetTransaction ContactID do not match")


# --- when a document changes ----------------------------------------------------------------------


def links_follow(proposal: Proposal[Any], books: Books) -> Iterator[Effect]:
    """The links of a document go where it goes; Xero keeps quiet about it. # guess"""
    for link in books.by(LinkedTransaction, "documents", proposal.now.key):
        after = _followed(link, books)
        if after != link:
            yield Effect(after, silent=True)


def _followed(link: LinkedTransaction, books: Books) -> LinkedTransaction:
    """A link as its documents stand: an invoice or line that is gone lets go of it. # guess"""
    target = books.find(Invoice, link.target)
    if target is not None and (
        target.status in CLOSED
        or (link.target_line is not None and not _has_line(target, link.target_line))
    ):
        link = link.but(target=None, target_line=None)
    return link.but(status=status_of(link, books))


def _source(link: LinkedTransaction, books: Books) -> Any:
    found = (books.find(resource, link.source) for resource in _SOURCES)
    return next((document for document in found if document is not None), None)


def _has_line(document: Any, line_id: str) -> bool:
    return document is not None and any(line.line_item_id == line_id for line in document.lines)
