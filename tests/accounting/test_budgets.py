"""Which months of a budget are shown, and how they move with the books."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mockxero.accounting.budgets import budgeted_within, count_of, moved, period_of
from mockxero.accounting.rulebook import Period
from mockxero.resources.budgets import Budget, BudgetBalance, BudgetLine
from tests.builders import ACCOUNT_IDS, guid


def budget(first, months):
    start = count_of(first)
    balances = tuple(
        BudgetBalance(period=period_of(start + place), amount=Decimal(place))
        for place in range(months)
    )
    line = BudgetLine(account_id=ACCOUNT_IDS["200"], balances=balances)
    return Budget(budget_id=guid(0xB0), type="OVERALL", lines=(line,))


def periods(shown):
    return [one.period for one in shown.lines[0].balances]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (None, None, ["2026-02", "2026-03", "2026-04"]),
        (date(2026, 1, 31), date(2026, 2, 1), ["2026-01", "2026-02"]),
        (date(2026, 5, 1), None, ["2026-05", "2026-06"]),
        (None, date(2025, 12, 1), ["2025-11", "2025-12"]),
        (date(2026, 6, 2), date(2026, 6, 1), ["2026-06"]),
        (date(2026, 6, 1), date(2026, 5, 1), []),
    ],
)
def test_months_are_those_asked_for_or_those_around_today(books, first, last, shown):
    """Today is the fifth of March 2026; the budget goes from November to June."""
    within = budgeted_within(budget("2025-11", 8), Period(first, last), books)

    assert periods(within) == shown


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(date(2020, 3, 1), None), "2020-03", "2022-02"),
        (Period(date(2020, 3, 1), date(2030, 1, 1)), "2020-03", "2022-02"),
        (Period(None, date(2030, 1, 1)), "2028-02", "2030-01"),
    ],
)
def test_two_years_are_the_most(books, period, first, last):
    found = periods(budgeted_within(budget("2020-01", 200), period, books))

    assert (found[0], found[-1], len(found)) == (first, last, 24)


def test_a_line_without_such_months_stays(books):
    """With nothing in it."""
    within = budgeted_within(budget("2019-01", 12), Period(None, None), books)

    assert [line.balances for line in within.lines] == [()]


@pytest.mark.parametrize(
    ("by", "first"),
    [(0, "2019-11"), (14, "2019-11"), (15, "2019-12"), (366, "2020-11"), (-30, "2019-10")],
)
def test_months_move_with_the_month_of_the_anchor(by, first):
    """Which is the sixteenth of April 2020: whole months, over the turn of the year, too."""
    after = moved(budget("2019-11", 3), date(2020, 4, 16), timedelta(days=by))

    assert periods(after)[0] == first
    assert len(periods(after)) == 3


@pytest.mark.parametrize("period", ["2019-01", "2019-12", "0001-01", "9999-12"])
def test_months_can_be_counted(period):
    assert period_of(count_of(period)) == period
