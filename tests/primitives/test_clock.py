"""What time it is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mockxero.primitives.clock import FrozenClock, SystemClock, local_day, to_the_millisecond


def test_the_machines_clock_tells_utc_to_the_millisecond():
    before = datetime.now(UTC).replace(tzinfo=None) - timedelta(milliseconds=1)
    now = SystemClock().now()

    assert before <= now <= datetime.now(UTC).replace(tzinfo=None)
    assert now.tzinfo is None
    assert now.microsecond % 1000 == 0


def test_a_frozen_clock_stands_still_until_it_is_moved():
    clock = FrozenClock(datetime(2026, 3, 4, 12, 0, 0, 1999))

    assert clock.now() == clock.now() == datetime(2026, 3, 4, 12, 0, 0, 1000)
    clock.advance(timedelta(days=1))
    assert clock.now() == datetime(2026, 3, 5, 12, 0, 0, 1000)


def test_milliseconds_are_cut_off_not_rounded():
    assert to_the_millisecond(datetime(2026, 3, 4, 0, 0, 0, 999999)).microsecond == 999000


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Pacific/Auckland", date(2026, 3, 5)),
        ("UTC", date(2026, 3, 4)),
        ("America/Los_Angeles", date(2026, 3, 4)),
        ("Australia/Sydney", date(2026, 3, 4)),
    ],
)
def test_a_day_begins_earlier_in_the_east(zone, day):
    """At noon in Greenwich it is tomorrow in Auckland, and still today in Sydney."""
    assert local_day(datetime(2026, 3, 4, 12), zone) == day
