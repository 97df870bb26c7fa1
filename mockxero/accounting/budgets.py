"""Budgets: which months of them are shown."""

from datetime import date, timedelta

from mockxero.accounting.rulebook import Books, Period
from mockxero.resources.budgets import Budget, BudgetLine

MOST_MONTHS = 24
"""How many months one answer may hold. Source: Xero's page on Budgets"""


def budgeted_within(budget: Budget, period: Period, books: Books) -> Budget:
    """The budget of the months asked for, or else of the last, this and the next one.

    Source: Xero's page on Budgets. # guess: further months than two years are cut off
    """
    first, last = _months(period, books.today)
    return budget.but(lines=tuple(_within(line, first, last) for line in budget.lines))


def _within(line: BudgetLine, first: int, last: int) -> BudgetLine:
    shown = (one for one in line.balances if first <= count_of(one.period) <= last)
    return line.but(balances=tuple(shown))


def _months(period: Period, today: date) -> tuple[int, int]:
    """The first and the last month to show."""
    if period.first is None and period.last is None:
        return _count(today) - 1, _count(today) + 1
    if period.first is None:
        last = _count(period.last or today)
        return last - MOST_MONTHS + 1, last
    first = _count(period.first)
    furthest = first + MOST_MONTHS - 1
    return first, furthest if period.last is None else min(_count(period.last), furthest)


def _count(day: date) -> int:
    return day.year * 12 + day.month - 1


def count_of(period: str) -> int:
    """A month, ``2019-08``, as a number of months."""
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1


def period_of(count: int) -> str:
    """A number of months as a month."""
    return f"{count // 12:04}-{count % 12 + 1:02}"


def moved(budget: Budget, anchor: date, by: timedelta) -> Budget:
    """The budget for books that are as much younger: months move with the month of their anchor."""
    months = _count(anchor + by) - _count(anchor)

    def later(line: BudgetLine) -> BudgetLine:
        periods = (
            one.but(period=period_of(count_of(one.period) + months)) for one in line.balances
        )
        return line.but(balances=tuple(periods))

    return budget.but(lines=tuple(map(later, budget.lines)))
