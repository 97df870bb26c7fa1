"""The days of a schedule: when something is made next, when it falls due, and what it then says."""

import re
from calendar import monthrange
from datetime import date, timedelta

from mockxero.resources.repeating_invoices import Schedule

_LAST_YEAR = 9999
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PLACEHOLDER = re.compile(
    r"\[\s*(week year|month year|week|month|year)\s*([+-]\s*\d{1,3})?\s*\]", re.IGNORECASE
)


def first_day(schedule: Schedule) -> date | None:
    """The first day of a schedule; none where it ends before it starts."""
    return _unless_over(schedule, schedule.start_date)


def day_after(schedule: Schedule, day: date) -> date | None:
    """The next day of a schedule; none once it is over.

    The 31st stays in mind: January 31, February 28, March 31. # guess
    """
    period, start = schedule.period or 1, schedule.start_date or day
    if schedule.unit == "WEEKLY":
        return _unless_over(schedule, _later(day, weeks=period))
    passed = (day.year - start.year) * 12 + day.month - start.month
    return _unless_over(schedule, _in_month(start, passed + period, start.day))


def due_on(schedule: Schedule, day: date) -> date:
    """When what is made on a day falls due."""
    count, kind = schedule.due_date or 0, schedule.due_date_type or ""
    if kind == "OFFOLLOWINGMONTH":
        due = _in_month(day, 1, count)
    elif kind == "OFCURRENTMONTH":
        due = _in_month(day, 0, count)
    elif kind.endswith("MONTH"):
        due = _later(day.replace(day=_length(day.year, day.month)), days=count)
    else:
        due = _later(day, days=count)
    return due or day


def spelled_out(text: str, day: date) -> str:
    """A text with placeholders such as ``[Month]``, ``[Year]``, ``[Week]`` filled in.

    ``[Month+1]`` is the month after. Source: the placeholders of Xero's screen for repeating
    invoices. # guess: a week is told by its number in the year
    """
    return _PLACEHOLDER.sub(lambda found: _said(found[1].lower(), _count(found[2]), day), text)


def _said(word: str, count: int, day: date) -> str:
    if word == "year":
        return str(day.year + count)
    if word.startswith("month"):
        month = _in_month(day, count, 1) or day
        name = _MONTHS[month.month - 1]
        return f"{name} {month.year}" if word == "month year" else name
    year, week, _ = (_later(day, weeks=count) or day).isocalendar()
    return f"{week} {year}" if word == "week year" else str(week)


def _count(text: str | None) -> int:
    return int(text.replace(" ", "")) if text else 0


def _unless_over(schedule: Schedule, day: date | None) -> date | None:
    if day is None or (schedule.end_date is not None and day > schedule.end_date):
        return None
    return day


def _later(day: date, **by: int) -> date | None:
    """A day so much later; none after the end of time."""
    try:
        return day + timedelta(**by)
    except OverflowError:
        return None


def _in_month(day: date, months: int, of_month: int) -> date | None:
    """A day of the month so many months later, at most its last; none after the end of time."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= _LAST_YEAR:
        return None
    return date(year, month + 1, max(1, min(of_month, _length(year, month + 1))))


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]
