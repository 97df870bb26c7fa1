"""Tax returns: what was sold and bought in some days, and the tax on it, in the boxes of a form."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from mockxero.accounting.reports.figures import Figures, Scope, Taxed
from mockxero.accounting.reports.periods import Period, short
from mockxero.accounting.rulebook import Books
from mockxero.primitives.ids import derived_guid
from mockxero.primitives.money import ONE, ZERO, cents, summed
from mockxero.resources.reports import PublishedReturn, ReturnAttribute, ReturnField
from mockxero.resources.tax_rates import TaxRate

_WHEN_PAID = ("PAYMENTS", "CASH")
"""The bases on which tax is due when money moves."""


class Sums:
    """What was sold and bought, by the kind of tax on it; sales and purchases both positive."""

    def __init__(self, taxed: Iterable[Taxed], books: Books) -> None:
        self._nets: dict[str, Decimal] = {}
        self._taxes: dict[str, Decimal] = {}
        for one in taxed:
            kind = _kind(one.tax_type, books)
            self._nets[kind] = self._nets.get(kind, ZERO) + one.net
            self._taxes[kind] = self._taxes.get(kind, ZERO) + one.tax

    def sold(self, *kinds: str) -> Decimal:
        """With tax."""
        return -self.bought(*kinds)

    def bought(self, *kinds: str) -> Decimal:
        """With tax."""
        return summed(self._nets.get(kind, ZERO) for kind in kinds) + self.paid(*kinds)

    def collected(self, *kinds: str) -> Decimal:
        """The tax alone."""
        return -self.paid(*kinds)

    def paid(self, *kinds: str) -> Decimal:
        """The tax alone."""
        return summed(self._taxes.get(kind, ZERO) for kind in kinds)


class Form(NamedTuple):
    """What a return is called, and what is in its boxes."""

    name: str
    type: str
    fields: Callable[[Sums], Iterator[ReturnField]]


def tax_return(period: Period, form: Form, books: Books, figures: Figures) -> PublishedReturn:
    """A return for some days, by the basis that the organisation accounts for its tax on."""
    scope = Scope(paid_only=books.organisation.sales_tax_basis in _WHEN_PAID)
    sums = Sums(figures.taxed(*period, scope), books)
    seed = f"{books.organisation.organisation_id}/return/{period.first}/{period.last}"
    days = zip(("fromDate", "toDate"), ("From", "To"), period, strict=True)
    return PublishedReturn(
        report_id=derived_guid(seed),
        name=form.name,
        type=form.type,
        date=f"{short(period.first)} to {short(period.last)}",
        updated=books.now,
        attributes=tuple(
            ReturnAttribute(name=name, description=words, value=day.isoformat())
            for name, words, day in days
        ),
        return_fields=tuple(form.fields(sums)),
    )


def _kind(tax_type: str, books: Books) -> str:
    """What a tax type counts as in a return."""
    rate = books.find(TaxRate, tax_type)
    kind = (rate and rate.report_tax_type) or tax_type
    return "ZERORATED" if rate and kind == "OUTPUT" and not rate.effective_rate else kind


# --- New Zealand ----------------------------------------------------------------------------------


def _gst(sums: Sums) -> Iterator[ReturnField]:
    """Form GST101A. Source: Inland Revenue; guess: ids and words at Xero

    Inland Revenue has the tax worked out of the totals; what the documents say beyond that, to the
    cent, is an adjustment.
    """
    zero = sums.sold("ZERORATED")
    sales, purchases = sums.sold("OUTPUT") + zero, sums.bought("INPUT", "GSTONIMPORTS")
    collected, paid = sums.collected("OUTPUT"), sums.paid("INPUT", "GSTONIMPORTS")
    due, credit = _of_total(sales - zero), _of_total(purchases)
    yield from _told(
        ("5", "Total sales and income for the period", sales),
        ("6", "Zero-rated supplies included in Box 5", zero),
        ("7", "Box 5 less Box 6", sales - zero),
        ("8", "Box 7 multiplied by 3 and divided by 23", due),
        ("9", "Adjustments", collected - due),
        ("10", "Total GST collected on sales and income", collected),
        ("11", "Total purchases and expenses", purchases),
        ("12", "Box 11 multiplied by 3 and divided by 23", credit),
        ("13", "Credit adjustments", paid - credit),
        ("14", "Total GST credit for purchases and expenses", paid),
        ("15", "Difference between Box 10 and Box 14", collected - paid),
    )


def _of_total(amount: Decimal) -> Decimal:
    """The fifteen per cent in an amount."""
    return cents(amount * 3 / 23)


# --- Australia ------------------------------------------------------------------------------------

_SALES = ("OUTPUT", "ZERORATED", "EXEMPTOUTPUT", "EXEMPTEXPORT")
_CAPITAL = ("CAPITALEXINPUT", "EXEMPTCAPITAL", "GSTONCAPITALIMPORTS")
_OTHERS = ("INPUT", "EXEMPTEXPENSES", "GSTONIMPORTS")


def _bas(sums: Sums) -> Iterator[ReturnField]:
    """An activity statement, in whole dollars. Source: Taxation Office; guess: words at Xero"""
    collected, paid = (
        _whole(one) for one in (sums.collected(*_SALES), sums.paid(*_CAPITAL, *_OTHERS))
    )
    yield from _told(
        ("G1", "Total sales", _whole(sums.sold(*_SALES))),
        ("G2", "Export sales", _whole(sums.sold("EXEMPTEXPORT"))),
        ("G3", "Other GST-free sales", _whole(sums.sold("EXEMPTOUTPUT"))),
        ("G10", "Capital purchases", _whole(sums.bought(*_CAPITAL))),
        ("G11", "Non-capital purchases", _whole(sums.bought(*_OTHERS))),
        ("1A", "GST on sales", collected),
        ("1B", "GST on purchases", paid),
        ("8A", "You owe the ATO", collected),
        ("8B", "The ATO owes you", paid),
        ("9", "Your payment or refund amount", collected - paid),
    )


def _whole(amount: Decimal) -> Decimal:
    """Without the cents."""
    return amount.quantize(ONE, ROUND_DOWN) + 0


def _told(*boxes: tuple[str, str, Decimal]) -> Iterator[ReturnField]:
    for box, words, amount in boxes:
        yield ReturnField(field_id=box, description=words, value=f"{amount + 0:f}")


FORMS: Mapping[str, Form] = {
    "NZ": Form("GST and Provisional Tax Return", "GSTReturn", _gst),
    "AU": Form("Activity Statement", "SalesTaxReturn", _bas),
}
"""By the edition of Xero. Source: Xero's page on Reports, which knows no others"""
