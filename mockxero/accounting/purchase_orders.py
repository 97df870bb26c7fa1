"""Purchase orders: from draft to billed, under a number of their own."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from mockxero.accounting import totals
from mockxero.accounting.contacts import groups_of
from mockxero.accounting.lifecycle import has_lines
from mockxero.accounting.numbering import held_by_another, known
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ZERO
from mockxero.primitives.records import Draft, Record
from mockxero.resources.contacts import Contact
from mockxero.resources.purchase_orders import PurchaseOrder, Supplier

P = TypeVar("P", bound=Record)

SERIES = "PURCHASEORDER"
CREATABLE = ("DRAFT", "SUBMITTED", "AUTHORISED", "BILLED")
MOVES = {
    "DRAFT": CREATABLE,
    "SUBMITTED": CREATABLE,
    "AUTHORISED": ("AUTHORISED", "BILLED"),
    "BILLED": ("BILLED", "AUTHORISED"),
}
"""Where a status may go; all may go to DELETED. # guess: that an approved order is no draft again,
which integrators report, and that what was billed can be unbilled, as by hand.

# seen: nz-demo-2026-purchase-order-delete.json and …-delete-billed.json
"""
APPROVED = ("AUTHORISED", "BILLED")

_STATUS = Complaint("PurchaseOrder status change is invalid")
_DELETED = Complaint("Deleted PurchaseOrders cannot be updated")


# --- completing -----------------------------------------------------------------------------------


def order_defaults(proposal: Proposal[PurchaseOrder], books: Books) -> Filled:
    """What an order has, unless the caller said otherwise; on an update, an empty contact is none.

    Source: Xero-OpenAPI, updatePurchaseOrder, which sends no lines and an empty contact
    """
    now, before = proposal.now, proposal.before
    if before is not None:
        contact = proposal.sent.get("contact")
        is_blank = contact is not None and not contact.sent
        return {"contact": before.contact} if is_blank else {}
    return {
        "status": now.status or "DRAFT",
        "line_amount_types": now.line_amount_types or "Exclusive",
        "date": now.date or books.today,
    }


def sent_to_contact(proposal: Proposal[PurchaseOrder], books: Books) -> Filled:
    """Only what is approved can have been sent."""
    now, before = proposal.now, proposal.before
    if now.status in APPROVED:
        return {"sent_to_contact": bool(now.sent_to_contact)}
    return {"sent_to_contact": bool(before.sent_to_contact) if before is not None else False}


def discounts(proposal: Proposal[PurchaseOrder], books: Books) -> Filled:
    """How much all discounts come to, which is told even where there are none.

    # seen: 2026-nz/purchase_order_create.json
    """
    filled = totals.discounts(proposal, books)
    told = filled.get("total_discount", proposal.now.total_discount)
    return filled | {"total_discount": told or ZERO}


# --- what may be wrong ----------------------------------------------------------------------------


def status_may_move(proposal: Proposal[PurchaseOrder], books: Books) -> Iterator[Complaint]:
    """An order may begin in any status but deleted; one that is deleted stays as it is."""
    before, status = proposal.before, proposal.now.status
    if before is None:
        if status not in CREATABLE:
            yield _STATUS
    elif before.status == "DELETED":
        yield _DELETED
    elif status not in (*MOVES[before.status or "DRAFT"], "DELETED"):
        yield _STATUS


def has_unique_number(proposal: Proposal[PurchaseOrder], books: Books) -> Iterator[Complaint]:
    """No two orders have one number; a deleted order holds on to its own.

    # seen: nz-demo-2026-purchase-order-number-held-by-deleted.json
    """
    other = held_by_another(proposal, "purchase_order_number", SERIES, books)
    if other is not None and other.status == "DELETED" and proposal.creating:
        yield _STATUS
        yield _DELETED
    elif other is not None:
        yield Complaint("Order number must be unique")


def final_has_lines(proposal: Proposal[PurchaseOrder], books: Books) -> Iterator[Complaint]:
    """A draft may be empty. Source: Xero-Net, CoreTests/Integration/PurchaseOrders"""
    if proposal.now.status not in ("DRAFT", "DELETED"):
        yield from has_lines(proposal, books)


def sent_only_once_approved(proposal: Proposal[PurchaseOrder], books: Books) -> Iterator[Complaint]:
    """Xero passes over SentToContact on a draft, and says so."""
    sent = proposal.sent.get("sent_to_contact")
    if sent is not None and sent != proposal.now.sent_to_contact:
        yield Complaint(
            "Only AUTHORISED and BILLED purchase orders may have SentToContact updated.",
            warning=True,
        )


# --- who and what is meant ------------------------------------------------------------------------


def recognised(sent: Draft, books: Books) -> PurchaseOrder | None:
    """The order with the number that was sent, unless it is deleted."""
    number = sent.get("purchase_order_number")
    found = known(PurchaseOrder, number, SERIES, books) if number else None
    return found if found is not None and found.status != "DELETED" else None


def supplier(order: PurchaseOrder, books: Books) -> Supplier | None:
    """The contact of an order, as a reader of the order sees it: without blanks."""
    found = _supplier(order, books)
    return found and found.but(
        addresses=tuple(_filled(found.addresses)), phones=tuple(_filled(found.phones))
    )


def supplier_answered(order: PurchaseOrder, books: Books) -> Supplier | None:
    """The contact of an order, in the answer to a change: on the organisation's own clocks.

    # seen: 2026-nz/purchase_order_create.json, twelve hours ahead of the UTC that it claims
    """
    found = supplier(order, books)
    return found and found.but(updated=found.updated and books.local(found.updated))


def supplier_refused(order: PurchaseOrder, books: Books) -> Supplier | None:
    """The contact of an order that was refused: with all its blanks, and on those clocks, too.

    # seen: nz-demo-2026-purchase-order-number-held-by-deleted.json
    """
    contact = _supplier(order, books)
    return contact and contact.but(updated=contact.updated and books.local(contact.updated))


def _supplier(order: PurchaseOrder, books: Books) -> Supplier | None:
    contact = books.find(Contact, order.contact)
    if contact is None:
        return None
    shared: dict[str, Any] = {
        attr: getattr(contact, attr) for attr in Supplier.places if attr in Contact.places
    }
    shared["default_currency"] = contact.default_currency or books.organisation.base_currency
    return Supplier(**shared, groups=groups_of(contact, books))


def _filled(parts: Iterable[P]) -> Iterator[P]:
    """Those that say more than of which kind they are."""
    return (part for part in parts if any([*part][1:]))
