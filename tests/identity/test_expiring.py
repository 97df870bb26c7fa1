from datetime import timedelta

import pytest

from mockxero.identity.expiring import Expiring

MINUTE = timedelta(minutes=1)


@pytest.fixture
def kept(clock):
    return Expiring[str](clock, MINUTE)


def test_a_thing_is_good_for_its_time(kept, clock):
    """To the last millisecond, and not one longer."""
    kept.put("one", "thing")
    clock.advance(MINUTE - timedelta(milliseconds=1))
    before = kept.get("one"), "one" in kept, [*kept]
    clock.advance(timedelta(milliseconds=1))

    assert before == ("thing", True, ["one"])
    assert (kept.get("one"), "one" in kept, [*kept]) == (None, False, [])


def test_a_thing_is_taken_once(kept):
    kept.put("one", "thing")

    assert (kept.take("one"), kept.take("one"), len(kept)) == ("thing", None, 0)


def test_what_was_put_again_begins_anew(kept, clock):
    """And does not keep those behind it from being forgotten."""
    kept.put("one", "first")
    kept.put("two", "other")
    clock.advance(MINUTE / 2)
    kept.put("one", "second")
    clock.advance(MINUTE / 2)
    kept.put("three", "last")

    assert (kept.get("one"), kept.get("two"), len(kept)) == ("second", None, 2)


def test_a_clock_that_is_set_back_loses_nothing(kept, clock):
    """What was put meanwhile waits behind the others."""
    kept.put("late", "thing")
    clock.advance(-timedelta(days=1))
    kept.put("early", "thing")
    clock.advance(timedelta(days=1))

    assert (kept.get("late"), kept.get("early")) == ("thing", None)


def test_no_name_at_all_is_known(kept):
    """Not even odd ones."""
    assert None not in kept
    assert kept.get("") is None
    assert kept.take("nothing") is None
