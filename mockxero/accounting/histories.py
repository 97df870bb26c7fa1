"""What the history of a record says of a change: one word for it, and the record in short."""

from collections.abc import Callable
from typing import Any

from mockxero.accounting.rulebook import Books, History, Line, Proposal
from mockxero.resources.contacts import Contact

_WORDS = {
    "AUTHORISED": "Approved",
    "POSTED": "Posted",
    "VOIDED": "Voided",
    "DELETED": "Deleted",
    # guess: what happens to purchase orders and quotes
    "BILLED": "Billed",
    "SENT": "Sent",
    "ACCEPTED": "Accepted",
    "DECLINED": "Declined",
    "INVOICED": "Invoiced",
}
"""For a change that moves the status."""


def telling(details: Callable[[Any], str]) -> History:
    """The line that a change leaves in the history of the record itself."""

    def line(proposal: Proposal[Any], books: Books) -> Line:
        return _line(proposal, details(proposal.now))

    return line


def telling_of_document(noun: str, number_attr: str) -> History:
    """The same for a document: what it is, whose, how much.

    # seen: Xero's page on history, "INV-0041 to ABC Furniture for 100.00."; guess: "from"
    """

    def line(proposal: Proposal[Any], books: Books) -> Line:
        now = proposal.now
        contact = books.find(Contact, now.contact)
        whose = f" {_preposition(now)} {contact.name}" if contact is not None else ""
        return _line(proposal, f"{getattr(now, number_attr) or noun}{whose} for {now.total}.")

    return line


def _line(proposal: Proposal[Any], details: str) -> Line:
    if proposal.creating:
        return Line("Created", details)
    words = _WORDS.get(getattr(proposal.now, "status", None) or "")
    if words and proposal.moves("status"):
        return Line(words, details)
    reconciled = getattr(proposal.now, "is_reconciled", False) and proposal.moves("is_reconciled")
    return Line("Reconciled" if reconciled else "Edited", details)


def _preposition(document: Any) -> str:
    return "from" if (getattr(document, "type", None) or "").startswith("ACCPAY") else "to"
