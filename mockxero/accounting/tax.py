"""Tax on a line: which rate applies, and what it comes to."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from mockxero.accounting.rulebook import Books, Records
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import HUNDRED, ONE, ZERO, cents, summed, to_places
from mockxero.resources.accounts import Account
from mockxero.resources.tax_rates import TaxComponent, TaxRate

_UNTAXED = {"AU": "BASEXCLUDED"}
"""The rate of what is not taxed, by edition. # seen: au-demo-get-journals-page-1.json"""

_DECIMALS = 4
"""Of an EffectiveRate. Source: Xero's page on TaxRates"""
_APPLIES_TO = {
    "ASSET": "applies_to_assets",
    "EQUITY": "applies_to_equity",
    "EXPENSE": "applies_to_expenses",
    "LIABILITY": "applies_to_liabilities",
    "REVENUE": "applies_to_revenue",
}


def rate(tax_type: str | None, books: Books) -> Decimal:
    """The percentage of a tax type; nothing where it is unknown."""
    found = books.find(TaxRate, tax_type)
    return ZERO if found is None or found.effective_rate is None else found.effective_rate


def unusable(tax_type: str) -> Complaint:
    """There is no such rate, or none that may be used any more."""
    return Complaint(
        f"The TaxType code '{tax_type}' does not exist or cannot be used "
        "for this type of transaction"
    )


def no_tax(books: Records) -> str:
    """The tax type of what is not taxed: NONE, but for Australia."""
    return _UNTAXED.get(books.organisation.version or "", "NONE")


def tax_on(amount: Decimal, percent: Decimal, line_amount_types: str | None) -> Decimal:
    """The tax in or on an amount, rounded by the line."""
    if line_amount_types == "NoTax" or not percent:
        return ZERO
    if line_amount_types == "Inclusive":
        return cents(amount * percent / (HUNDRED + percent))
    return cents(amount * percent / HUNDRED)


_WORKED_OUT_ELSEWHERE = ("AVALARA", "USSALESTAX")
"""Source: Xero's page on types, which says that they do not work through the API"""


def is_usable(found: TaxRate | None) -> bool:
    """Whether new lines and accounts may have this rate."""
    return (
        found is not None
        and found.status == "ACTIVE"
        and found.tax_type not in _WORKED_OUT_ELSEWHERE
    )


def fits(found: TaxRate, account: Account) -> bool:
    """Whether a rate may be used on an account of this class."""
    return getattr(found, _APPLIES_TO.get(account.account_class or "", ""), None) is not False


def net_of(line: Any, document: Any) -> Decimal:
    """What a line comes to without the tax that can be claimed back."""
    net: Decimal = (line.line_amount or ZERO) + (line.unclaimed_tax or ZERO)
    return net - (line.tax_amount or ZERO) if document.line_amount_types == "Inclusive" else net


def recoverable(line: Any) -> Decimal:
    """The tax of a line that can be claimed back, or is owed."""
    return (line.tax_amount or ZERO) - (line.unclaimed_tax or ZERO)


def unclaimed(amount: Decimal, tax_type: str | None, books: Books) -> Decimal | None:
    """How much of a tax cannot be claimed back: the share of its components that say so.

    # guess: how it is rounded; documented is only that such components are not recoverable
    """
    found = books.find(TaxRate, tax_type)
    if found is None or not any(part.is_non_recoverable for part in found.components):
        return None
    whole = _charged(found.components)
    lost = _charged(found.components, lambda part: part.is_non_recoverable)
    return cents(amount * lost / whole) if whole else ZERO


def display_rate(components: Iterable[TaxComponent]) -> Decimal:
    """What the components add up to."""
    return summed(part.rate or ZERO for part in components)


def effective_rate(components: Iterable[TaxComponent]) -> Decimal:
    """What the components come to; a compound one is charged on top of the others.

    # guess: Xero documents that it compounds, and to how many decimals, not how it rounds.
    """
    return to_places(_charged([*components]), _DECIMALS)


def _charged(
    components: Sequence[TaxComponent], counts: Callable[[TaxComponent], bool] = lambda part: True
) -> Decimal:
    """The percentage that some of the components come to, each charged as all of them stand."""
    simple = summed(part.rate or ZERO for part in components if not part.is_compound)
    on_top = ONE + simple / HUNDRED
    rates = (
        (part.rate or ZERO) * (on_top if part.is_compound else ONE)
        for part in components
        if counts(part)
    )
    return summed(rates)
