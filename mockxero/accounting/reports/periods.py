"""The days that reports are about: months, financial years, and periods to compare with."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from mockxero.resources.organisations import Organisation

MONTHS_OF = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}
"""How long the timeframes of a report are."""


class Period(NamedTuple):
    """Some days, the first and the last included."""

    first: date
    last: date


def month_of(day: date) -> Period:
    """The month that a day lies in."""
    return Period(day.replace(day=1), month_end(day))


def month_end(day: date) -> date:
    """The last day of a month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_later(day: date, months: int) -> date:
    """The same day of another month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, date.min.year), date.max.year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def year_start(day: date, organisation: Organisation) -> date:
    """The first day of the financial year that a day lies in."""
    month = organisation.financial_year_end_month or 12
    for year in range(day.year, max(day.year - 2, 0), -1):
        longest = monthrange(year, month)[1]
        end = date(year, month, min(organisation.financial_year_end_day or 31, longest))
        if end < day:
            return end + timedelta(days=1)
    return date.min


def day_before(day: date) -> date:
    """The day before; the first there is stays."""
    return max(day, date.min + timedelta(days=1)) - timedelta(days=1)


# --- how days are written -------------------------------------------------------------------------


def in_words(day: date) -> str:
    """``28 May 2014``."""
    return f"{day.day} {day:%B} {day.year}"


def short(day: date) -> str:
    """``28 May 2014``, its month in three letters."""
    return f"{day.day} {day:%b} {day.year}"


def shorter(day: date) -> str:
    """``28 May 14``."""
    return f"{day.day} {day:%b} {day.year % 100:02}"


def american(day: date) -> str:
    """``5/28/2014``, as attributes of cells have it. # seen: gateway-report-balance-sheet.xml"""
    return f"{day.month}/{day.day}/{day.year}"
