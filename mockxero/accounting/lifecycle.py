"""A document from draft to paid, void or deleted, and what may be edited on the way."""

from collections.abc import Callable, Iterator
from typing import Any

from mockxero.accounting.credits import applied_to
from mockxero.accounting.lines import sells
from mockxero.accounting.rulebook import Books, Check, Complete, Effect, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.resources.branding_themes import BrandingTheme
from mockxero.resources.contacts import Contact
from mockxero.resources.invoices import Invoice

CREATABLE = ("DRAFT", "SUBMITTED", "AUTHORISED")
MOVES = {
    "DRAFT": ("DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"),
    "SUBMITTED": ("SUBMITTED", "DRAFT", "AUTHORISED", "DELETED"),
    "AUTHORISED": ("AUTHORISED", "VOIDED"),
    "PAID": ("PAID",),
    "DELETED": (),
    "VOIDED": (),
}
"""Where a status may go. Source: Xero's page on invoice statuses."""
FINAL = ("SUBMITTED", "AUTHORISED")
"""Statuses in which a document must be complete."""

_NO_CREATION = Complaint("Invoice not of valid status for creation")
_NO_CHANGE = Complaint("Invoice not of valid status for modification")
_HAS_SETTLEMENTS = Complaint(
    "This document cannot be edited as it has a payment or credit note allocated to it."
)
_FROZEN = ("type", "date", "currency_code", "currency_rate", "line_amount_types")
"""Members that no longer move once something has been paid or credited."""

Settled = Callable[[Any], bool]


# --- completing -----------------------------------------------------------------------------------


def document_defaults(proposal: Proposal[Any], books: Books) -> Filled:
    """What a new document has, unless the caller said otherwise."""
    if not proposal.creating:
        return {}
    now = proposal.now
    return {
        "status": now.status or "DRAFT",
        "line_amount_types": now.line_amount_types or "Exclusive",
        "date": now.date or books.today,
        "sent_to_contact": bool(now.sent_to_contact),
        "reference": now.reference or "",
        "branding_theme_id": now.branding_theme_id or theme_for(now.type, books),
    }


def theme_for(document_type: str | None, books: Books) -> str | None:
    """Sales documents look like the theme that sorts first; bills have no look of their own."""
    if not sells(document_type):
        return None
    themes = books.every(BrandingTheme)
    first = min(themes, key=lambda theme: theme.sort_order, default=None)
    return first.branding_theme_id if first is not None else None


def keep_what_is_settled(has_settlements: Settled) -> Complete:
    """On a document with payments or credits, amounts that were sent are dropped without a word."""

    def keep(proposal: Proposal[Any], books: Books) -> Filled:
        before = proposal.before
        if before is None or not has_settlements(before) or proposal.now.lines is before.lines:
            return {}
        sent = {draft.get("line_item_id"): draft for draft in proposal.sent.get("lines", [])}
        kept = tuple(
            line.but(**_editable(line, proposal.now.lines)) if line.line_item_id in sent else line
            for line in before.lines
        )
        return {"lines": kept}

    return keep


def _editable(line: Any, lines: Any) -> Filled:
    """What may still change on a paid line. Source: Xero's Invoices page"""
    new = next(one for one in lines if one.line_item_id == line.line_item_id)
    return {
        attr: getattr(new, attr)
        for attr in ("description", "account_code", "account_id", "tracking")
    }


# --- what may be wrong ----------------------------------------------------------------------------


def has_type(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """A document says what it is, and never becomes something else."""
    if proposal.now.type is None:
        yield Complaint("The Type field must be specified")  # guess
    elif proposal.before is not None and proposal.moves("type"):
        yield _NO_CHANGE  # guess


def has_lines(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """There is something on the document."""
    if not proposal.now.lines:
        yield Complaint("One or more line items must be specified")


def final_has_lines(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """A draft may be empty; what is submitted or approved may not."""
    if proposal.now.status in FINAL:
        yield from has_lines(proposal, books)


def status_may_move(has_settlements: Settled) -> Check:
    """Every status has its way in; a document with payments or credits cannot be undone."""

    def check(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
        before, status = proposal.before, proposal.now.status
        if before is None:
            if status not in CREATABLE:
                yield _NO_CREATION
        elif has_settlements(before) and status != before.status:
            yield Complaint(
                f"The status {status} cannot be applied to the invoice because it has payments "
                "or credit notes allocated to it."
            )
        elif status not in MOVES[standing(before, has_settlements)]:
            yield _NO_CHANGE

    return check


def standing(document: Any, has_settlements: Settled) -> str:
    """The status from which a document moves. What is PAID without a payment is but approved.

    # guess: so that what was approved over nothing can be voided
    """
    if document.status == "PAID" and not has_settlements(document):
        return "AUTHORISED"
    return document.status or "DRAFT"


def settled_parts_stand(has_settlements: Settled) -> Check:
    """Once something has been paid or credited, the figures are fixed."""

    def check(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
        before = proposal.before
        if before is None or not has_settlements(before):
            return
        drafts = proposal.sent.get("lines", [])
        if any("line_item_id" not in draft for draft in drafts):
            yield Complaint(
                "To update fields on a paid invoice line item, you must supply a LineItemID"
            )
        known = {line.line_item_id for line in before.lines}
        strangers = any(draft.get("line_item_id") not in known for draft in drafts)
        frozen = (*_FROZEN, "contact") if _involves_credit(before) else _FROZEN
        if strangers or any(proposal.moves(attr) for attr in frozen):
            yield _NO_CHANGE
            yield _HAS_SETTLEMENTS

    return check


def _involves_credit(document: Any) -> bool:
    """Whether credit was set against it or taken out of it, which is for one contact only."""
    if isinstance(document, Invoice):
        return bool(applied_to(document))
    return bool(getattr(document, "allocations", ()))


def has_contact(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """A document is for somebody, who is not archived."""
    sent = proposal.sent.get("contact")
    if sent is not None and sent.get("status") not in (None, "ACTIVE"):
        # seen: a help centre, of a contact that was read and sent back
        yield Complaint(f"The status '{sent.get('status')}' is not valid for contacts")
    if proposal.now.contact is not None:
        contact = books.find(Contact, proposal.now.contact)
        if contact is not None and contact.status != "ACTIVE" and proposal.moves("contact"):
            yield Complaint(
                "The contact with the specified contact details has been archived. The contact "
                "must be un-archived before creating new invoices or credit notes."
            )
    elif "contact" in proposal.sent and not _names_somebody(proposal.sent.get("contact")):
        yield Complaint(
            "The Contact must contain at least 1 of the following elements to identify the "
            "contact: Name, ContactID, ContactNumber"
        )
    elif not proposal.complaints:
        yield Complaint("A Contact must be specified for this type of transaction")


def _names_somebody(sent: Draft) -> bool:
    return any(sent.get(attr) for attr in ("contact_id", "contact_number", "name"))


def final_has_due_date(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """What is submitted or approved has a due date; the contact's terms do not give it one."""
    if proposal.now.status in FINAL and proposal.now.due_date is None:
        yield Complaint("The document DueDate field must be specified")


def discounts_only_on_sales(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """Bills, credit notes and receipts have none. # guess: documented, but not in which words"""
    if proposal.now.type != "ACCREC" and any(
        line.discount_rate or line.discount_amount for line in proposal.now.lines
    ):
        yield Complaint("Discounts are only supported on invoices of type ACCREC")


def total_is_not_negative(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """A document does not owe less than nothing. # guess: the words"""
    if proposal.now.total is not None and proposal.now.total < 0:
        yield Complaint("The document total must not be negative")


# --- consequences ---------------------------------------------------------------------------------


def contact_becomes(flag_of: Callable[[str], str]) -> Any:
    """A first document makes its contact a customer or a supplier; Xero keeps quiet about it."""

    def becomes(proposal: Proposal[Any], books: Books) -> Iterator[Effect]:
        contact = books.find(Contact, proposal.now.contact)
        flag = flag_of(proposal.now.type)
        if contact is not None and not getattr(contact, flag):
            yield Effect(contact.but(**{flag: True}), silent=True)

    return becomes
