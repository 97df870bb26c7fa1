"""The days of a schedule, and placeholders."""

from datetime import date
from itertools import islice

import pytest

from mockxero.accounting.schedules import day_after, due_on, first_day, spelled_out
from mockxero.resources.repeating_invoices import Schedule

MONTHLY = Schedule(period=1, unit="MONTHLY", start_date=date(2026, 1, 31))


def days(schedule):
    day = first_day(schedule)
    while day is not None:
        yield day.isoformat()
        day = day_after(schedule, day)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ({"period": 12, "start_date": date(2024, 2, 29)},
         ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ({"unit": "WEEKLY", "period": 2}, ["2026-01-31", "2026-02-14", "2026-02-28"]),
        ({"end_date": date(2026, 3, 31)}, ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ({"end_date": date(2026, 3, 30)}, ["2026-01-31", "2026-02-28"]),
        ({"end_date": date(2026, 1, 30)}, []),
        ({"start_date": date(9999, 12, 1)}, ["9999-12-01"]),
        ({"start_date": date(9999, 12, 30), "unit": "WEEKLY"}, ["9999-12-30"]),
        ({"period": 2**31 - 1}, ["2026-01-31"]),
        ({"period": 2**31 - 1, "unit": "WEEKLY"}, ["2026-01-31"]),
    ],
)  # fmt: skip
def test_the_days_of_a_schedule(changes, expected):
    """It keeps its day of the month where there is one, and ends with its end or with the world."""
    found = list(islice(days(MONTHLY.but(**changes)), max(len(expected), 1)))

    assert found == expected
    if "end_date" in changes or found[-1:] >= ["9999"]:
        assert len(list(days(MONTHLY.but(**changes)))) == len(expected)


@pytest.mark.parametrize(
    ("count", "kind", "expected"),
    [
        (14, "DAYSAFTERINVOICEDATE", "2026-02-03"),
        (0, "DAYSAFTERBILLDATE", "2026-01-20"),
        (5, "DAYSAFTERINVOICEMONTH", "2026-02-05"),
        (5, "DAYSAFTERBILLMONTH", "2026-02-05"),
        (31, "OFCURRENTMONTH", "2026-01-31"),
        (10, "OFFOLLOWINGMONTH", "2026-02-10"),
        (31, "OFFOLLOWINGMONTH", "2026-02-28"),
    ],
)
def test_when_it_falls_due(count, kind, expected):
    terms = MONTHLY.but(due_date=count, due_date_type=kind)

    assert due_on(terms, date(2026, 1, 20)).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fees for [Month] [Year]", "Fees for December 2026"),
        ("[Month Year]", "December 2026"),
        ("[month year+1] to [Month+2]", "January 2027 to February"),
        ("[Year -1]", "2025"),
        ("[Month-12] [Month Year - 12]", "December December 2025"),
        ("[Week]", "53"),
        ("[Week Year+1]", "1 2027"),
        ("[Day] [] [Monthly] Month", "[Day] [] [Monthly] Month"),
    ],
)
def test_placeholders_are_filled_in(text, expected):
    """What is no placeholder stays as it is."""
    assert spelled_out(text, date(2026, 12, 31)) == expected
