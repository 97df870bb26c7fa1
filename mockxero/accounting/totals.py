"""What the lines of a document add up to."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from mockxero.accounting.lifecycle import FINAL
from mockxero.accounting.lines import DocumentLine
from mockxero.accounting.rulebook import Books, Complete, Filled, Proposal
from mockxero.primitives.money import ZERO, cents, summed

MOST_ROUNDED = Decimal("0.10")


def totals(proposal: Proposal[Any], books: Books) -> Filled:
    """SubTotal, TotalTax, Total and discounts. What the caller sent for them is ignored."""
    lines = proposal.now.lines
    if proposal.before is not None and lines is proposal.before.lines:
        return {}
    amount = taxes = ZERO
    for line in lines:
        amount += line.line_amount or ZERO
        taxes += line.tax_amount or ZERO
    net = amount - taxes if proposal.now.line_amount_types == "Inclusive" else amount
    return {"sub_total": net, "total_tax": taxes, "total": net + taxes}


def rounded(has_settlements: Callable[[Any], bool]) -> Complete:
    """The cents by which a caller's own total differs: RoundingAmount.

    They count on what is submitted or approved, up to ten, where the caller sends all three sums
    and they add up; else they are passed over. Source: field notes; guess: that they stay until
    another sum moves
    """

    def rounds(proposal: Proposal[Any], books: Books) -> Filled:
        now, before = proposal.now, proposal.before
        said = "rounding_amount" in proposal.sent
        if before is not None and (
            has_settlements(before) or not (said or _sums(now) != _sums(before))
        ):
            amount = before.rounding_amount
        else:
            amount = _rounding(proposal) if said else None
        if amount is None and not said and (before is None or before.rounding_amount is None):
            return {}
        return {"rounding_amount": amount, "total": sum(_sums(now)) + (amount or ZERO)}

    return rounds


def _sums(document: Any) -> tuple[Decimal, Decimal]:
    return document.sub_total, document.total_tax


def _rounding(proposal: Proposal[Any]) -> Decimal | None:
    """What the caller rounds, if that may count."""
    now, sent = proposal.now, proposal.sent
    amount = cents(sent.get("rounding_amount") or ZERO)
    if now.status not in FINAL or not amount or abs(amount) > MOST_ROUNDED:
        return None
    told = [sent.get(attr) for attr in ("sub_total", "total_tax", "total")]
    return amount if told == [*_sums(now), sum(_sums(now)) + amount] else None


def discounts(proposal: Proposal[Any], books: Books) -> Filled:
    """How much all discounts come to; shown only where there is one."""
    given = [line for line in proposal.now.lines if line.discount_rate or line.discount_amount]
    if not given and not proposal.now.is_discounted:
        return {}
    saved = summed(_saved(line) for line in given)
    return {"is_discounted": bool(given), "total_discount": saved if given else None}


def _saved(line: DocumentLine) -> Decimal:
    if line.quantity is None or line.unit_amount is None or line.line_amount is None:
        return ZERO
    return cents(line.quantity * line.unit_amount) - line.line_amount
