"""The executive summary: a month beside the one before, in figures, percentages and ratios."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from mockxero.accounting.reports import layout
from mockxero.accounting.reports.figures import Chart, Figures
from mockxero.accounting.reports.periods import Period, month_of, months_later
from mockxero.accounting.reports.profit_and_loss import DIRECT_COSTS, EXPENSES, INCOME, OTHER_INCOME
from mockxero.accounting.rulebook import Books
from mockxero.primitives.money import HUNDRED, ZERO
from mockxero.resources.reports import Report, Row

TITLE = "Executive Summary"
_ROOMY = Context(prec=60)
_LARGEST = 2**96
"""What the digits of one of .NET's decimals stay below."""
_MOST_PLACES = 28


def executive_summary(books: Books, figures: Figures, day: date) -> Report:
    """The month of a day, and the month before."""
    this, previous = month_of(day), month_of(months_later(day, -1))
    titles = [TITLE, books.organisation.name, f"For the month of {this.first:%B %Y}"]
    ledger = Chart(books, figures)
    rows = _rows(_Month(ledger, this), _Month(ledger, previous), this, previous)
    return layout.report("ExecutiveSummary", TITLE, titles, rows, books)


class Shown(NamedTuple):
    """A figure, and how it is printed."""

    value: Decimal | None
    text: str


Told = list[tuple[str, Shown]]
"""What is told in a section: labels, and figures."""


class _Month:
    """What is told of one month."""

    def __init__(self, ledger: Chart, period: Period) -> None:
        self._ledger, self._period = ledger, period
        self._bank = self._standing("BANK")
        self._income, self._direct = -self._moved(*INCOME), self._moved(*DIRECT_COSTS)
        self._other, self._expenses = -self._moved(*OTHER_INCOME), self._moved(*EXPENSES)
        self._gross = self._income - self._direct
        self._profit = self._gross + self._other - self._expenses
        self._debtors, self._creditors = self._control("DEBTORS"), -self._control("CREDITORS")
        self._net = self._class("ASSET") + self._class("LIABILITY")

    def told(self) -> list[tuple[str, Told]]:
        """The sections, in order."""
        return [
            ("Cash", self._cash()),
            ("Profitability", self._profitability()),
            ("Balance Sheet", self._balance_sheet()),
            ("Income", self._invoices()),
            ("Performance", self._performance()),
            ("Position", self._position()),
        ]

    def _cash(self) -> Told:
        cash = self._ledger.cash(*self._period)
        return [
            ("Cash received", _money(cash.received)),
            ("Cash spent", _money(cash.spent)),
            ("Cash surplus (deficit)", _money(cash.received - cash.spent)),
            ("Closing bank balance", _money(self._bank)),
        ]

    def _profitability(self) -> Told:
        return [
            ("Income", _money(self._income)),
            ("Direct costs", _money(self._direct)),
            ("Gross profit (loss)", _money(self._gross)),
            ("Other Income", _money(self._other)),
            ("Expenses", _money(self._expenses)),
            ("Profit (loss)", _money(self._profit)),
        ]

    def _balance_sheet(self) -> Told:
        return [
            ("Debtors", _money(self._debtors)),
            ("Creditors", _money(self._creditors)),
            ("Net assets", _money(self._net)),
        ]

    def _invoices(self) -> Told:
        number, value = self._ledger.figures.issued(*self._period)
        return [
            ("Number of invoices issued", Shown(number, f"{number:.0f}")),
            ("Average value of invoices", _money(value / number if number else ZERO)),
        ]

    def _performance(self) -> Told:
        return [
            ("Gross profit margin", _percentage(self._gross, self._income)),
            ("Net profit margin", _percentage(self._profit, self._income)),
            ("Return on investment (p.a.)", _yearly(self._profit, self._net)),
        ]

    def _position(self) -> Told:
        days, costs = self._period.last.day, self._direct + self._expenses
        owned = self._bank + self._standing("CURRENT", "INVENTORY", "PREPAYMENT")
        owed = -self._standing("CURRLIAB", "PAYG", "LIABILITY")
        return [
            ("Average debtors days", _ratio(self._debtors, self._income, days)),
            ("Average creditors days", _ratio(self._creditors, costs, days)),
            ("Short term cash forecast", _money(self._debtors - self._creditors)),
            ("Current assets to liabilities", _ratio(owned, owed)),
            ("Term assets to liabilities", Shown(None, "")),
        ]

    def _moved(self, *types: str) -> Decimal:
        return self._ledger.movement(self._ledger.of_type(*types), *self._period)

    def _standing(self, *types: str) -> Decimal:
        return self._ledger.balance(self._ledger.of_type(*types), self._period.last)

    def _class(self, name: str) -> Decimal:
        return self._ledger.balance(self._ledger.of_class(name), self._period.last)

    def _control(self, name: str) -> Decimal:
        return self._ledger.balance(self._ledger.system(name), self._period.last)


def _rows(this: _Month, previous: _Month, *months: Period) -> Iterator[layout.Block]:
    yield layout.header("", *(f"{month.first:%b %Y}" for month in months), "Variance")
    for (title, now), (_, before) in zip(this.told(), previous.told(), strict=True):
        pairs = zip(now, before, strict=True)
        yield layout.section(title, [_row(label, new, old) for (label, new), (_, old) in pairs])


def _row(label: str, now: Shown, before: Shown) -> Row:
    return layout.plain(label, (now.text, before.text, _variance(now.value, before.value)))


def _variance(now: Decimal | None, before: Decimal | None) -> str:
    """How much more there is than before; nothing where there was nothing."""
    if not before:
        return "0.0%"
    return _percent(((now or ZERO) - before) / abs(before))


def _percent(part: Decimal) -> str:
    rounded = (part * HUNDRED).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded or Decimal('0.0')}%"


def _money(amount: Decimal) -> Shown:
    return Shown(amount, layout.money(amount))


def _percentage(part: Decimal, whole: Decimal) -> Shown:
    """A margin; without income there is none."""
    return Shown(part / whole, _percent(part / whole)) if whole else Shown(None, "")


def _yearly(profit: Decimal, net: Decimal) -> Shown:
    """A month's profit as if it went on for a year. # guess: without net assets it is nothing"""
    share = profit * 12 / net if net else ZERO
    return Shown(share, _percent(share))


def _ratio(part: Decimal, whole: Decimal, times: int = 1) -> Shown:
    """A ratio with all the digits that .NET has. # seen: gateway-report-executive-summary.xml"""
    if not whole:
        return Shown(ZERO, "0")
    share = _as_dotnet(_ROOMY.divide(part, whole)).normalize(_ROOMY)
    result = _as_dotnet(_ROOMY.multiply(share, Decimal(times)))
    return Shown(result, f"{result:f}")


def _as_dotnet(number: Decimal) -> Decimal:
    """A number with no more digits than 96 bits hold."""
    places = min(_MOST_PLACES, max(0, -int(number.as_tuple().exponent)))
    while places >= 0:
        rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, _ROOMY)
        if abs(int(rounded.scaleb(places, _ROOMY))) < _LARGEST:
            return rounded
        places -= 1
    return number
