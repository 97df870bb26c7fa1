"""Tracked inventory: what approved documents do to the quantity and the cost of what is on hand.

An item is moved when a document is approved, whatever its date. Source: Xero's help on tracked
inventory. What is bought comes in at its price, what is sold goes out at average cost.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from mockxero.accounting.rulebook import Books, Effect, Filled, Proposal
from mockxero.accounting.settlement import APPROVED
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ONE, ZERO, cents
from mockxero.resources.items import Item, PriceDetails
from mockxero.resources.parts import LineItem

_IN = frozenset({"ACCPAY", "SPEND", "ACCRECCREDIT"})
_OUT = frozenset({"ACCREC", "RECEIVE", "ACCPAYCREDIT"})
_BOUGHT = frozenset({"ACCPAY", "SPEND", "ACCPAYCREDIT"})
"""Documents whose lines say what a thing costs; the others move it at average cost."""


class Stock(NamedTuple):
    """What is on hand of an item, or what comes or goes of it."""

    quantity: Decimal = ZERO
    cost: Decimal = ZERO

    def plus(self, other: "Stock") -> "Stock":
        """Both together."""
        return Stock(self.quantity + other.quantity, self.cost + other.cost)

    def minus(self, other: "Stock") -> "Stock":
        """What the one leaves of the other."""
        return Stock(self.quantity - other.quantity, self.cost - other.cost)


# --- completing -----------------------------------------------------------------------------------


def costed(proposal: Proposal[Any], books: Books) -> Filled:
    """The lines of an approved document remember what they move of tracked items, at which cost.

    A line that moves what it moved before keeps its cost.
    """
    now, before = proposal.now, proposal.before
    if not _is_live(now) or not any(_tracked(line, books) for line in now.lines):
        return {}
    known = {line.line_item_id: line for line in _moving(before)}
    kept = {
        line.line_item_id: line.cost
        for line in now.lines
        if _moves_the_same(known.get(line.line_item_id), line, now.type in _BOUGHT)
    }
    on_hand = _without(proposal, kept, books)
    lines = []
    for line in now.lines:
        item = _tracked(line, books)
        if item is None:
            lines.append(line.but(cost=None))
            continue
        cost = kept.get(line.line_item_id)
        if cost is None:
            cost = _cost(line, now, item, on_hand[item.item_id])
            on_hand[item.item_id] = on_hand[item.item_id].plus(_moved(line.but(cost=cost), now))
        lines.append(line.but(cost=cost))
    return {"lines": tuple(lines)}


def _without(
    proposal: Proposal[Any], kept: Mapping[str | None, Any], books: Books
) -> dict[str | None, Stock]:
    """What would be on hand of each item if nothing were moved but by the lines that stay."""
    items = (_tracked(line, books) for line in proposal.now.lines)
    on_hand: dict[str | None, Stock] = {
        item.item_id: stock_of(item) for item in items if item is not None
    }
    before = proposal.before
    for line in _moving(before):
        if line.item_id in on_hand and line.line_item_id not in kept:
            on_hand[line.item_id] = on_hand[line.item_id].minus(_moved(line, before))
    return on_hand


def _moves_the_same(before: LineItem | None, now: LineItem, bought: bool) -> bool:
    if before is None or before.cost is None:
        return False
    attrs = ("item_id", "quantity", *(("line_amount", "tax_amount") if bought else ()))
    return all(getattr(before, attr) == getattr(now, attr) for attr in attrs)


def _cost(line: LineItem, document: Any, item: Item, on_hand: Stock) -> Decimal:
    """What the goods of a line cost, in base currency."""
    quantity = line.quantity or ZERO
    if document.type in _BOUGHT:
        tax = line.tax_amount or ZERO if document.line_amount_types == "Inclusive" else ZERO
        return cents(((line.line_amount or ZERO) - tax) / (document.currency_rate or ONE))
    if on_hand.quantity <= 0:  # guess: what comes back costs what it is bought for
        price = (item.purchase_details or PriceDetails()).unit_price or ZERO
        return cents(quantity * price) if document.type in _IN else ZERO
    if quantity >= on_hand.quantity and document.type in _OUT:
        return on_hand.cost
    return cents(on_hand.cost * quantity / on_hand.quantity)


# --- what may be wrong ----------------------------------------------------------------------------


def enough_on_hand(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """Nobody sells what is not there, unless the caller allows backorders. # guess: the words"""
    for item, change in _changes(proposal, books):
        left = stock_of(item).quantity + change.quantity
        if change.quantity < 0 and left < 0 and not proposal.backorders:
            yield Complaint(f"There is not enough quantity on hand of item '{item.code}'")


def quantity_is_positive(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """No line moves less than nothing of a tracked item.

    # seen: an integrator's list of Xero's messages; guess: that it is about tracked items
    """
    for line in proposal.now.lines if "lines" in proposal.sent else ():
        if line.quantity is not None and line.quantity < 0 and _tracked(line, books) is not None:
            yield Complaint(
                f"The quantity value '{line.quantity:.4f}' is invalid. "
                "Quantity must not be less than zero."
            )


# --- consequences ---------------------------------------------------------------------------------


def stock_moves(proposal: Proposal[Any], books: Books) -> Iterator[Effect]:
    """Items have what is on hand of them by now. # guess: their UpdatedDateUTC stays"""
    for item, change in _changes(proposal, books):
        after = stock_of(item).plus(change)
        yield Effect(
            item.but(quantity_on_hand=after.quantity, total_cost_pool=after.cost), silent=True
        )


def stock_of(item: Item) -> Stock:
    """What is on hand of an item."""
    return Stock(item.quantity_on_hand or ZERO, item.total_cost_pool or ZERO)


def _changes(proposal: Proposal[Any], books: Books) -> Iterator[tuple[Item, Stock]]:
    """What a change of a document does to each item."""
    changes: dict[str, Stock] = {}
    for document, take in ((proposal.before, Stock.minus), (proposal.now, Stock.plus)):
        for line in _moving(document):
            if line.cost is not None and line.item_id is not None:
                moved = changes.get(line.item_id, Stock())
                changes[line.item_id] = take(moved, _moved(line, document))
    for item_id, change in changes.items():
        item = books.find(Item, item_id)
        if item is not None and item.is_tracked and change != Stock():
            yield item, change


def _moved(line: LineItem, document: Any) -> Stock:
    """What a line brings in, or (negative) takes out."""
    sign = ONE if document.type in _IN else -ONE
    return Stock(sign * (line.quantity or ZERO), sign * (line.cost or ZERO))


def _moving(document: Any) -> tuple[LineItem, ...]:
    """The lines of a document that count."""
    return document.lines if _is_live(document) else ()


def _is_live(document: Any) -> bool:
    return document is not None and document.status in APPROVED and document.type in _IN | _OUT


def _tracked(line: LineItem, books: Books) -> Item | None:
    """The item that a line moves."""
    item = books.find(Item, line.item_id) if line.line_amount is not None else None
    return item if item is not None and item.is_tracked else None
