"""The several spellings of one day and one moment."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.primitives.dates import (
    EPOCH,
    milliseconds,
    milliseconds_of_day,
    read_day,
    read_moment,
)
from tests.strategies import DAYS, MOMENTS

NINE = datetime(2026, 1, 31, 9, 30)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-31T09:30:00", NINE),
        ("2026-01-31 09:30", NINE),
        ("2026-01-31T09:30:00Z", NINE),
        ("2026-01-31T09:30:00 Z", NINE),
        ("2026-01-31T22:30:00+13:00", NINE),
        ("2026-01-31T22:30:00.000+1300", NINE),
        ("2026-01-30T23:30:00-10:00", NINE),
        ("  2026-01-31T09:30:00\n", NINE),
        ("/Date(1769851800000)/", NINE),
        ("/Date(1769851800000+0000)/", NINE),
        ("/Date(1769851800000+1300)/", NINE),
        ("\\/Date(1769851800000)\\/", NINE),
        ("2026-01-31", datetime(2026, 1, 31)),
        ("2026-01-31T09:30:00.5", NINE.replace(microsecond=500000)),
        ("2026-01-31T09:30:00.123456789", NINE.replace(microsecond=123456)),
        ("/Date(-1)/", datetime(1969, 12, 31, 23, 59, 59, 999000)),
    ],
)
def test_a_moment_is_read(text, moment):
    """ISO 8601 or .NET's spelling; without a zone it is UTC, .NET's zone is decoration."""
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    ["", "soon", "20260131", "2026-1-31", "31/01/2026", "2026-02-30", "2026-13-01", "0000-01-01",
     "2026-01-31T24:30", "2026-01-31T09", "2026-01-31T09:30:00+25:00x", "/Date()/", "/Date(x)/",
     "/Date(999999999999999)/", "Date(1)", "0001-01-01T00:00:00+14:00", "/Date(1+00)/"],
)  # fmt: skip
def test_anything_else_is_no_moment(text):
    with pytest.raises(ValueError, match=r".*"):
        read_moment(text)


@pytest.mark.parametrize(
    "text",
    ["2026-01-31", "2026-01-31T00:00:00", "2026-01-31T23:59:59.999", "/Date(1769851800000+0000)/"],
)
def test_of_a_day_the_time_is_cut_off(text):
    assert read_day(text) == date(2026, 1, 31)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-1-1", "____-__-__"])
def test_what_only_looks_like_a_day_is_none(text):
    with pytest.raises(ValueError, match=r".*"):
        read_day(text)


@given(MOMENTS)
def test_milliseconds_bring_a_moment_back(moment):
    assert read_moment(f"/Date({milliseconds(moment)}+0000)/") == moment
    assert read_moment(moment.isoformat()) == moment


@given(DAYS)
def test_a_day_begins_at_midnight(day):
    assert milliseconds_of_day(day) == milliseconds(datetime(day.year, day.month, day.day))
    assert read_day(day.isoformat()) == day


@given(st.text())
def test_no_text_breaks_the_reader(text):
    """It is a moment, or a ValueError."""
    try:
        moment = read_moment(text)
    except ValueError:
        return
    assert moment.tzinfo is None


def test_time_began_in_1970():
    assert milliseconds(EPOCH) == milliseconds_of_day(EPOCH.date()) == 0
