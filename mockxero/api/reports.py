"""``GET /Reports/…``: what a report is asked about, and the report."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from flask import Response

from mockxero.accounting.reports.aged import PAYABLES, RECEIVABLES, Side, Span, aged
from mockxero.accounting.reports.balance_sheet import balance_sheet
from mockxero.accounting.reports.bank_summary import bank_summary
from mockxero.accounting.reports.budget_summary import budget_summary, overall
from mockxero.accounting.reports.executive_summary import executive_summary
from mockxero.accounting.reports.figures import Figures, Scope
from mockxero.accounting.reports.periods import (
    MONTHS_OF,
    Period,
    day_before,
    month_end,
    month_of,
    months_later,
    shorter,
)
from mockxero.accounting.reports.profit_and_loss import Column, profit_and_loss
from mockxero.accounting.reports.ten_ninety_nine import FIRST_YEAR, ten_ninety_nine
from mockxero.accounting.reports.trial_balance import trial_balance
from mockxero.api.answers import answer, element
from mockxero.api.gate import Gate
from mockxero.api.parameters import day, guid, refuse, whole, word
from mockxero.api.visit import Visit
from mockxero.primitives.complaints import NotFound
from mockxero.primitives.records import Record
from mockxero.resources.contacts import Contact
from mockxero.resources.reports import PublishedReturn
from mockxero.resources.tracking import TrackingCategory, TrackingOption

MOST_COMPARED = 11
MOST_PLANNED = 12
LONGEST_SPAN = 366
"""Days between the two dates of a report. # guess: connectors say a year"""


def get_trial_balance(gate: Gate, visit: Visit) -> Response:
    """``GET /Reports/TrialBalance``: what was debited and credited, and what stands."""
    on = day(visit, "date") or visit.organisation.today
    paid_only = visit.flag("paymentsOnly")
    with visit.organisation.lock:
        return _answer(
            visit, [trial_balance(visit.organisation, _figures(visit), on, paid_only=paid_only)]
        )


def get_balance_sheet(gate: Gate, visit: Visit) -> Response:
    """``GET /Reports/BalanceSheet``: what is owned and owed at the ends of months."""
    on = day(visit, "date") or visit.organisation.today
    count = whole(visit, "periods", 1, MOST_COMPARED)
    timeframe = word(visit, "timeframe", *MONTHS_OF)
    # guess: periods alone are months; neither is one year. Source: Xero's page on Reports
    step = MONTHS_OF[timeframe or ("YEAR" if count is None else "MONTH")]
    first = on.replace(day=1)
    days = [month_end(months_later(first, -step * back)) for back in range((count or 1) + 1)]
    with visit.organisation.lock:
        tracking = _options(visit, "trackingOptionID1", "trackingOptionID2")
        scope = Scope(tracking, visit.flag("paymentsOnly"))
        return _answer(visit, [balance_sheet(visit.organisation, _figures(visit), days, scope)])


def get_profit_and_loss(gate: Gate, visit: Visit) -> Response:
    """``GET /Reports/ProfitAndLoss``: what was earned in periods or by tracking option."""
    period = _span(visit)
    count = whole(visit, "periods", 1, MOST_COMPARED) or 0
    step = MONTHS_OF[word(visit, "timeframe", *MONTHS_OF) or "MONTH"]
    with visit.organisation.lock:
        sliced = _sliced(visit, period)
        compared = _compared(period, step, count, whole_months=not _names_days(visit))
        paid_only = visit.flag("paymentsOnly")
        columns = sliced or [Column(shorter(one.last), one, Scope()) for one in compared]
        columns = [one._replace(scope=Scope(one.scope.tracking, paid_only)) for one in columns]
        return _answer(visit, [profit_and_loss(visit.organisation, _figures(visit), columns)])


def get_bank_summary(gate: Gate, visit: Visit) -> Response:
    """``GET /Reports/BankSummary``: what bank accounts held, received and spent."""
    period = _span(visit)
    with visit.organisation.lock:
        return _answer(visit, [bank_summary(visit.organisation, _figures(visit), period)])


def get_executive_summary(gate: Gate, visit: Visit) -> Response:
    """``GET /Reports/ExecutiveSummary``: a month beside the one before."""
    on = day(visit, "date") or visit.organisation.today
    with visit.organisation.lock:
        return _answer(visit, [executive_summary(visit.organisation, _figures(visit), on)])


def get_budget_summary(gate: Gate, visit: Visit) -> Response:
    """``GET /Reports/BudgetSummary``: what is planned, period by period."""
    on = (day(visit, "date") or visit.organisation.today).replace(day=1)
    count = whole(visit, "periods", 1, MOST_PLANNED) or MOST_PLANNED
    step = int(word(visit, "timeframe", "1", "3", "12") or 1)
    starts = [months_later(on, step * place) for place in range(count + 1)]
    periods = [Period(first, day_before(following)) for first, following in pairwise(starts)]
    books = visit.organisation
    with books.lock:
        return _answer(visit, [budget_summary(books, periods, overall(books))])


def get_aged_receivables(gate: Gate, visit: Visit) -> Response:
    """``GET /Reports/AgedReceivablesByContact``: what a contact owes, invoice by invoice."""
    return _aged(visit, RECEIVABLES)


def get_aged_payables(gate: Gate, visit: Visit) -> Response:
    """``GET /Reports/AgedPayablesByContact``: what a contact is owed, bill by bill."""
    return _aged(visit, PAYABLES)


def get_ten_ninety_nine(gate: Gate, visit: Visit) -> Response:
    """``GET /Reports/TenNinetyNine``: the forms 1099 of a year."""
    books = visit.organisation
    if books.organisation.version != "US":  # guess: how it is refused
        raise refuse("The 1099 report is only available to US organisations.")
    year = whole(visit, "reportYear", FIRST_YEAR, books.today.year) or books.today.year
    with books.lock:
        return _answer(visit, ten_ninety_nine(year, books.form_1099, books, _figures(visit)))


class Offer(NamedTuple):
    """The scope that opens one report, beside the one for all of them, and who answers."""

    scope: str
    handler: Callable[..., Response]


REPORTS = {
    "AgedPayablesByContact": Offer("accounting.reports.aged.read", get_aged_payables),
    "AgedReceivablesByContact": Offer("accounting.reports.aged.read", get_aged_receivables),
    "BalanceSheet": Offer("accounting.reports.balancesheet.read", get_balance_sheet),
    "BankSummary": Offer("accounting.reports.banksummary.read", get_bank_summary),
    "BudgetSummary": Offer("accounting.reports.budgetsummary.read", get_budget_summary),
    "ExecutiveSummary": Offer("accounting.reports.executivesummary.read", get_executive_summary),
    "ProfitAndLoss": Offer("accounting.reports.profitandloss.read", get_profit_and_loss),
    "TenNinetyNine": Offer("accounting.reports.tenninetynine.read", get_ten_ninety_nine),
    "TrialBalance": Offer("accounting.reports.trialbalance.read", get_trial_balance),
}


def _answer(visit: Visit, made: Iterable[Record]) -> Response:
    """Reports, which nobody will ask for again in the same words."""
    about = PublishedReturn.about
    return answer(visit, about.plural, [element(visit, about.singular, one) for one in made])


def _figures(visit: Visit) -> Figures:
    return visit.organisation.figures


def _aged(visit: Visit, side: Side) -> Response:
    books = visit.organisation
    contact_id = guid(visit, "contactID")
    if contact_id is None:  # guess: the words
        raise refuse("The contactID parameter must be provided.")
    month = month_end(books.today)
    paid_to = day(visit, "date") or month
    span = Span(day(visit, "fromDate"), day(visit, "toDate") or paid_to, paid_to)
    if span.first is not None:
        _in_order(span.first, span.last)
    with books.lock:
        contact = books.find(Contact, contact_id)
        if contact is None:  # guess
            raise NotFound
        return _answer(visit, [aged(books, _figures(visit), side, contact, span)])


def _names_days(visit: Visit) -> bool:
    return bool(visit.arguments.get("fromdate") or visit.arguments.get("todate"))


def _span(visit: Visit) -> Period:
    """The days that a report is about, by default this month. Raises Refused.

    # guess: a last day alone means its own month, as connectors use it
    """
    given = day(visit, "toDate")
    last = given or month_end(visit.organisation.today)
    first = day(visit, "fromDate") or last.replace(day=1)
    _in_order(first, last)
    if (last - first).days > LONGEST_SPAN:  # guess: the words
        raise refuse("The report can be run for a period of 12 months at most.")
    return Period(first, last)


def _in_order(first: date, last: date) -> None:
    if first > last:  # guess: the words
        raise refuse("The supplied fromDate parameter must not be after the toDate parameter.")


def _compared(period: Period, step: int, count: int, *, whole_months: bool) -> list[Period]:
    """A period and those before it; a month that nobody named is always a whole one.

    Source: Xero's page on Reports: dates that were given apply to each period.
    """
    moved = [
        Period(*(months_later(one, -step * back) for one in period)) for back in range(count + 1)
    ]
    return [month_of(one.first) for one in moved] if whole_months else moved


def _sliced(visit: Visit, period: Period) -> list[Column]:
    """A column for each tracking option, and each pair of them, where a category was named.

    # guess: that Unassigned and Total come last, and the labels of pairs
    """
    ways = [way for number in ("", "2") if (way := _ways(visit, number)) is not None]
    if not ways:
        return []
    columns = [Column("", period, Scope())]
    for way in ways:
        columns = [
            Column(
                f"{column.label} / {name}" if column.label else name,
                period,
                Scope((*column.scope.tracking, filed)),
            )
            for column in columns
            for name, filed in way
        ]
    single = len(columns) == 1
    return columns if single else [*columns, Column("Total", period, Scope())]


def _ways(visit: Visit, number: str) -> list[tuple[str, tuple[str, str | None]]] | None:
    """The options of a category, by name, that a report shows. Raises Refused."""
    books = visit.organisation
    category_id = guid(visit, f"trackingCategoryID{number}")
    option_id = guid(visit, f"trackingOptionID{number}")
    place = number or "1"
    if category_id is None:
        if option_id is None:
            return None
        raise refuse(  # seen: XeroAPI/Xero-Java#100, for the first
            f"TrackingCategoryID{place} must be provided if a TrackingOptionID{place} is provided."
        )
    if books.find(TrackingCategory, category_id) is None:  # guess: the words
        raise refuse(f"The supplied trackingCategoryID{number} could not be found.")
    options = books.by(TrackingOption, "category", category_id)
    if option_id is None:
        named = sorted(options, key=lambda one: (one.name or "").casefold())
        filed = [(one.name or "", (category_id, one.option_id)) for one in named]
        return [*filed, ("Unassigned", (category_id, None))]
    chosen = next((one for one in options if one.option_id == option_id), None)
    if chosen is None:  # guess: the words
        raise refuse(f"The supplied trackingOptionID{number} could not be found.")
    return [(chosen.name or "", (category_id, option_id))]


def _options(visit: Visit, *names: str) -> tuple[tuple[str, str | None], ...]:
    """The tracking options that a report is narrowed to. Raises Refused."""
    filed: list[tuple[str, str | None]] = []
    for name in names:
        option_id = guid(visit, name)
        option = visit.organisation.find(TrackingOption, option_id)
        if option is not None and option.category_id is not None:
            filed.append((option.category_id, option.option_id))
        elif option_id is not None:  # guess: the words
            raise refuse(f"The supplied {name} could not be found.")
    return tuple(filed)
