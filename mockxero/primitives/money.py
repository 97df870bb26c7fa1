"""Exact amounts, rounded the way an accountant rounds."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

ZERO = Decimal("0.00")
ONE = Decimal(1)
HUNDRED = Decimal(100)
LARGEST_LINE = Decimal("9999999999.99")
"""What one line may come to. Xero's Invoices page."""

PLACES = {places: Decimal(1).scaleb(-places) for places in range(11)}
"""One unit of the last decimal, by how many there are."""
_ROOMY = Context(prec=100)
"""Absurd amounts are for the rules to refuse: they must not fail on the way there."""


def to_places(amount: Decimal, places: int) -> Decimal:
    """Round to so many decimals, ties away from zero.

    # guess: no recorded amount is a tie; contracts/stories/test_invoices.py can settle it.
    """
    return amount.quantize(PLACES[places], ROUND_HALF_UP, _ROOMY)


def cents(amount: Decimal) -> Decimal:
    """Round to two decimals."""
    return amount.quantize(PLACES[2], ROUND_HALF_UP, _ROOMY)


def summed(amounts: Iterable[Decimal]) -> Decimal:
    """Their sum, a Decimal even of none."""
    return sum(amounts, ZERO)
