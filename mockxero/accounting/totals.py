"""What the lines of a document add up to."""

from decimal import Decimal
from typing import Any

from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.money import ZERO, cents
from mockxero.resources.parts import LineItem


def totals(proposal: Proposal[Any], books: Books) -> Filled:
    """SubTotal, TotalTax and Total. What the caller sent for them is ignored."""
    lines = proposal.now.lines
    if not proposal.creating and lines is proposal.before.lines:  # type: ignore[union-attr]
        return {}
    amount = sum((line.line_amount for line in lines if line.line_amount is not None), ZERO)
    taxes = sum((line.tax_amount for line in lines if line.tax_amount is not None), ZERO)
    net = amount - taxes if proposal.now.line_amount_types == "Inclusive" else amount
    return {"sub_total": net, "total_tax": taxes, "total": net + taxes}


def discounts(proposal: Proposal[Any], books: Books) -> Filled:
    """How much all discounts come to; shown only where there is one."""
    given = [line for line in proposal.now.lines if line.discount_rate or line.discount_amount]
    saved = sum((_saved(line) for line in given), ZERO)
    return {"is_discounted": bool(given), "total_discount": saved if given else None}


def _saved(line: LineItem) -> Decimal:
    if line.quantity is None or line.unit_amount is None or line.line_amount is None:
        return ZERO
    return cents(line.quantity * line.unit_amount) - line.line_amount
