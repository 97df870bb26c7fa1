"""What the lines of a document add up to."""

from decimal import Decimal
from typing import Any

from mockxero.accounting.lines import DocumentLine
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.money import ZERO, cents, summed


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
