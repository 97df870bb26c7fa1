"""Tracked inventory: what approved documents do to the quantity and the cost of what is on hand.

An item is moved when a document is approved, whatever its date. Source: Xero's help on tracked
inventory. What is bought comes in at its price, what is sold goes out at average cost. Whatever
an item is worth stands on its inventory account: what its moves leave too much or too little in
its pool goes to the cost of goods sold, as a revaluation.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from mockxero.accounting.currency import in_base
from mockxero.accounting.lines import account_called
from mockxero.accounting.rulebook import Books, Effect, Filled, Proposal
from mockxero.accounting.settlement import APPROVED
from mockxero.accounting.tax import net_of
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ONE, ZERO, cents
from mockxero.resources.items import Item, PriceDetails
from mockxero.resources.parts import Goods, LineItem, Revaluation

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


_NOTHING = Stock()


# --- completing -----------------------------------------------------------------------------------


def costed(proposal: Proposal[Any], books: Books) -> Filled:
    """The lines of an approved document remember what they move of tracked items, at which cost.

    What is sold keeps its cost while the line moves what it moved before.
    """
    now, before = proposal.now, proposal.before
    if not _moved(before) and not any(_tracked(line, books) for line in _moving(now)):
        return {}
    lines = _Costing(proposal, books).lines() if _is_live(now) else now.lines
    revaluations = tuple(_revaluations(before, now.but(lines=lines), books))
    return {"lines": lines, "revaluations": revaluations}


class _Costing:
    """Finds what the lines of one document move, against what is on hand without them."""

    def __init__(self, proposal: Proposal[Any], books: Books) -> None:
        self._now, self._books = proposal.now, books
        self._known = {line.line_item_id: line for line in _moving(proposal.before)}
        self._before = _moves(proposal.before)
        self._on_hand: dict[str, Stock] = {}

    def lines(self) -> tuple[LineItem, ...]:
        """All lines; those that stay as they were come first."""
        kept = {line.line_item_id: line for line in self._now.lines if self._stays(line)}
        for line in kept.values():
            self._take(line)
        return tuple(kept.get(line.line_item_id) or self._line(line) for line in self._now.lines)

    def _stays(self, line: LineItem) -> bool:
        """Whether a line moves what it moved before; one that moved nothing still does not."""
        before = self._known.get(line.line_item_id)
        if before is None or (before.item_id, before.quantity) != (line.item_id, line.quantity):
            return False
        if before.goods is None or self._now.type not in _BOUGHT:
            return before.goods == line.goods
        return before.goods.cost == in_base(net_of(line, self._now), self._now.currency_rate)

    def _line(self, line: LineItem) -> LineItem:
        item = _tracked(line, self._books)
        accounts = _accounts_of(item, self._books) if item is not None else None
        if item is None or accounts is None:
            return line.but(goods=None)
        line = line.but(goods=Goods(self._cost(line, item), *accounts))
        self._take(line)
        return line

    def _cost(self, line: LineItem, item: Item) -> Decimal:
        """What the goods of a line cost, in base currency."""
        if self._now.type in _BOUGHT:
            return in_base(net_of(line, self._now), self._now.currency_rate)
        on_hand, quantity = self._left(item.item_id), line.quantity or ZERO
        if self._now.type in _OUT and quantity >= on_hand.quantity:
            return max(on_hand.cost, ZERO)  # the last one takes the rest of the pool
        if on_hand.quantity > 0:
            return cents(on_hand.cost * quantity / on_hand.quantity)
        return cents(quantity * _usual_cost(item))

    def _left(self, item_id: str) -> Stock:
        known = self._on_hand.get(item_id)
        if known is None:
            known = _stock_of(item_id, self._books).minus(self._before.get(item_id, _NOTHING))
        return known

    def _take(self, line: LineItem) -> None:
        if line.goods is not None and line.item_id is not None:
            left = self._left(line.item_id)
            self._on_hand[line.item_id] = left.plus(_goods_of(line, self._now))


def _usual_cost(item: Item) -> Decimal:
    """What one is worth where none is on hand. # guess: what one was worth, else its price"""
    price = (item.purchase_details or PriceDetails()).unit_price
    return (price if item.average_cost is None else item.average_cost) or ZERO


def _accounts_of(item: Item, books: Books) -> tuple[str, str] | None:
    """The ids of the accounts for what is on hand of a tracked item, and for what is sold of it."""
    bought = item.purchase_details or PriceDetails()
    stock = account_called(item.inventory_account_code or "", books)
    cost = account_called(bought.cogs_account_code or "", books)
    return (stock.account_id, cost.account_id) if stock is not None and cost is not None else None


# --- what the pool of an item may be --------------------------------------------------------------


def _revaluations(before: Any, now: Any, books: Books) -> Iterator[Revaluation]:
    """What a document adds to the pools of its items, so that what is left has a price.

    # guess: that it goes to the cost of goods sold; help on the subject does not say.
    """
    known = {one.item_id: one for one in (before.revaluations if before is not None else ())}
    stood = {
        line.item_id: line.goods for one in (before, now) for line in _moving(one) if line.goods
    }
    goods, earlier = _moves(now, revalued=False), _moves(before, revalued=False)
    for item_id in dict.fromkeys([*known, *goods, *earlier]):
        if goods.get(item_id) == earlier.get(item_id):
            if item_id in known:
                yield known[item_id]  # nothing moves it
            continue
        apart = _stock_of(item_id, books).minus(_moves(before).get(item_id, _NOTHING))
        come = goods.get(item_id, _NOTHING)
        amount = _pool(apart, come) - apart.cost - come.cost
        if amount:
            where = stood[item_id]
            yield Revaluation(item_id, amount, where.stock_account, where.cost_account)


def _pool(apart: Stock, come: Stock) -> Decimal:
    """What all goods are worth after some came (or went): nothing if there are none, or too few.

    If too few had been there, the first that come are sold already, and the others keep the price.
    """
    quantity = apart.quantity + come.quantity
    if quantity <= 0:
        return ZERO
    if apart.quantity < 0 < come.quantity:
        return max(come.cost - cents(come.cost * -apart.quantity / come.quantity), ZERO)
    return max(apart.cost + come.cost, ZERO)


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
    """Items have what is on hand of them by now; their UpdatedDateUTC stays.

    Source: Xero's guide to tracked inventory
    """
    for item, change in _changes(proposal, books):
        after = stock_of(item).plus(change)
        average = after.cost / after.quantity if after.quantity > 0 else item.average_cost
        moved = {"quantity_on_hand": after.quantity, "total_cost_pool": after.cost}
        yield Effect(item.but(**moved, average_cost=average), silent=True)


def stock_of(item: Item) -> Stock:
    """What is on hand of an item."""
    return Stock(item.quantity_on_hand or ZERO, item.total_cost_pool or ZERO)


def _stock_of(item_id: str, books: Books) -> Stock:
    item = books.find(Item, item_id)
    return stock_of(item) if item is not None else _NOTHING


def _changes(proposal: Proposal[Any], books: Books) -> Iterator[tuple[Item, Stock]]:
    """What a change of a document does to each item."""
    before, now = _moves(proposal.before), _moves(proposal.now)
    for item_id in dict.fromkeys([*before, *now]):
        change = now.get(item_id, _NOTHING).minus(before.get(item_id, _NOTHING))
        item = books.find(Item, item_id)
        if item is not None and item.is_tracked and change != _NOTHING:
            yield item, change


def _moves(document: Any, *, revalued: bool = True) -> dict[str, Stock]:
    """What a document moves, or has moved, of each item, by its lines and by revaluation."""
    moves: dict[str, Stock] = {}
    for line in _moving(document):
        if line.goods is not None and line.item_id is not None:
            known = moves.get(line.item_id, _NOTHING)
            moves[line.item_id] = known.plus(_goods_of(line, document))
    for one in document.revaluations if document is not None and revalued else ():
        known = moves.get(one.item_id, _NOTHING)
        moves[one.item_id] = known.plus(Stock(cost=one.amount))
    return moves


def _moved(document: Any) -> bool:
    """Whether there is anything that a change of a document could take back."""
    return document is not None and bool(
        document.revaluations or any(line.goods for line in _moving(document))
    )


def _goods_of(line: LineItem, document: Any) -> Stock:
    """What a line brings in, or (negative) takes out."""
    sign = ONE if document.type in _IN else -ONE
    cost = line.goods.cost if line.goods is not None else ZERO
    return Stock(sign * (line.quantity or ZERO), sign * cost)


def _moving(document: Any) -> tuple[LineItem, ...]:
    """The lines of a document that count."""
    return document.lines if _is_live(document) else ()


def _is_live(document: Any) -> bool:
    return document is not None and document.status in APPROVED and document.type in _IN | _OUT


def _tracked(line: LineItem, books: Books) -> Item | None:
    """The item that a line moves."""
    item = books.find(Item, line.item_id) if line.line_amount is not None else None
    return item if item is not None and item.is_tracked else None
