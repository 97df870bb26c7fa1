from datetime import timedelta

import pytest

from mockxero.identity.passing import Passing

MINUTE = timedelta(minutes=1)


@pytest.fixture
def passing(clock):
    return Passing[str](clock, MINUTE)


def test_a_thing_is_good_for_its_time(passing, clock):
    """To the last millisecond, and not one longer."""
    passing.put("one", "thing")
    clock.advance(MINUTE - timedelta(milliseconds=1))
    before = passing.get("one"), "one" in passing, [*passing]
    clock.advance(timedelta(milliseconds=1))

    assert before == ("thing", True, ["one"])
    assert (passing.get("one"), "one" in passing, [*passing]) == (None, False, [])


def test_a_thing_is_taken_once(passing):
    passing.put("one", "thing")

    assert (passing.take("one"), passing.take("one"), len(passing)) == ("thing", None, 0)


def test_what_was_put_again_begins_anew(passing, clock):
    """And does not keep those behind it from being forgotten."""
    passing.put("one", "first")
    passing.put("two", "other")
    clock.advance(MINUTE / 2)
    passing.put("one", "second")
    clock.advance(MINUTE / 2)
    passing.put("three", "last")

    assert (passing.get("one"), passing.get("two"), len(passing)) == ("second", None, 2)


def test_a_clock_that_is_set_back_loses_nothing(passing, clock):
    """What was put meanwhile waits behind the others."""
    passing.put("late", "thing")
    clock.advance(-timedelta(days=1))
    passing.put("early", "thing")
    clock.advance(timedelta(days=1))

    assert (passing.get("late"), passing.get("early")) == ("thing", None)


def test_no_name_at_all_is_known(passing):
    """Not even odd ones."""
    assert None not in passing
    assert passing.get("") is None
    assert passing.take("nothing") is None
