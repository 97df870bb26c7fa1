"""Months, financial years, and how days are written in reports."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.accounting.reports.periods import (
    american,
    day_before,
    in_words,
    month_of,
    months_later,
    short,
    shorter,
    year_start,
)
from mockxero.resources.organisations import Organisation

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def year_ending(day, month):
    return Organisation(financial_year_end_day=day, financial_year_end_month=month)


@pytest.mark.parametrize(
    ("day", "end", "start"),
    [
        (date(2014, 5, 28), (31, 3), date(2014, 4, 1)),
        (date(2014, 3, 31), (31, 3), date(2013, 4, 1)),
        (date(2014, 4, 1), (31, 3), date(2014, 4, 1)),
        (date(2019, 4, 24), (31, 12), date(2019, 1, 1)),
        (date(2020, 6, 30), (30, 6), date(2019, 7, 1)),
        (date(2021, 2, 1), (29, 2), date(2020, 3, 1)),
        (date(2021, 3, 1), (29, 2), date(2021, 3, 1)),
        (date(1, 1, 1), (31, 12), date(1, 1, 1)),
    ],
)
def test_a_financial_year_begins_after_the_last_one_ends(day, end, start):
    """Whatever its end; 29 February is the last day of every February."""
    assert year_start(day, year_ending(*end)) == start


@given(DAYS, st.integers(1, 12))
def test_a_day_lies_in_its_financial_year(day, month):
    """Less than a year and a day after it began."""
    start = year_start(day, year_ending(31, month))

    assert start <= day
    assert (day - start).days < 366
    assert start.day == 1


@pytest.mark.parametrize(
    ("day", "months", "other"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 9, 30), -1, date(2026, 8, 30)),
        (date(2026, 9, 14), -12, date(2025, 9, 14)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
        (date(2026, 11, 1), 3, date(2027, 2, 1)),
        (date(1, 1, 1), -1, date(1, 12, 1)),
        (date(9999, 12, 1), 1, date(9999, 1, 1)),
    ],
)
def test_the_same_day_of_another_month(day, months, other):
    """Or its last; at both ends of time it stays within."""
    assert months_later(day, months) == other


@given(DAYS)
def test_a_month_holds_its_days(day):
    """From the first to the last, and no other."""
    month = month_of(day)

    assert month.first <= day <= month.last
    assert (month.first.day, month.first.month) == (1, month.last.month)
    assert (month.last.month, month.last.year) == (day.month, day.year)


def test_the_first_day_of_all_has_none_before():
    assert day_before(date.min) == date.min
    assert day_before(date(2014, 4, 1)) == date(2014, 3, 31)


def test_how_days_are_written():
    """# seen: gateway-report-balance-sheet.xml, gateway-report-profit-and-loss.xml"""
    day = date(2014, 5, 1)

    assert in_words(day) == "1 May 2014"
    assert short(date(2014, 9, 30)) == "30 Sep 2014"
    assert shorter(date(2004, 9, 30)) == "30 Sep 04"
    assert american(day) == "5/1/2014"
