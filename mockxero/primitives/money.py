"""Exact amounts, rounded the way an accountant rounds."""

from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
ONE = Decimal(1)
HUNDRED = Decimal(100)
LARGEST_LINE = Decimal("9999999999.99")
"""What one line may come to. Xero's Invoices page."""

_PLACES = {places: Decimal(1).scaleb(-places) for places in range(11)}


def to_places(amount: Decimal, places: int) -> Decimal:
    """Round to so many decimals, ties away from zero.

    # guess: no recorded amount is a tie; contracts/stories/test_tax.py can settle it.
    """
    return amount.quantize(_PLACES[places], ROUND_HALF_UP)


def cents(amount: Decimal) -> Decimal:
    """Round to two decimals."""
    return amount.quantize(_PLACES[2], ROUND_HALF_UP)
