import json
import logging
from datetime import timedelta
from threading import Event
from typing import Any

import pytest

from mockxero.primitives.ids import Ids
from mockxero.webhooks import postman as house
from mockxero.webhooks.delivery import NoAnswer
from mockxero.webhooks.payload import events
from mockxero.webhooks.postman import Postman, Stopwatch
from mockxero.webhooks.subscription import Subscription
from tests.webhooks.builders import KEY, created, names

URL = "http://shop.example/webhooks"


class Door:
    """Stands in for HTTP: keeps what is posted and answers as planned, else 200."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []
        self.answers: list[int | NoAnswer] = []
        self.opens = Event()
        self.opens.set()
        self.knocked = Event()

    def __call__(self, url, body, signature):
        self.posted.append(json.loads(body))
        self.knocked.set()
        self.opens.wait()
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, NoAnswer):
            raise answer
        return answer

    @property
    def numbers(self) -> list[tuple[int, int]]:
        """The first and last sequence number of each request."""
        return [(one["firstEventSequence"], one["lastEventSequence"]) for one in self.posted]


def news(first, last):
    return events([created("Contacts", name) for name in names(first, last)])


def failing(postman, door):
    """Whether the first try was made and the postman now waits for the next."""
    return door.knocked.wait(5) and not postman.flush(0.05)


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def hire(clock, door):
    """Make a postman with some pauses between tries."""
    hired = []

    def make(*pauses: float) -> Postman:
        subscription = Subscription(URL, KEY, "app")
        hired.append(Postman(subscription, clock, Ids("seed"), door, pauses))
        return hired[-1]

    yield make
    door.opens.set()
    for one in hired:
        one.close()


def test_no_thread_runs_before_the_first_event(hire):
    """A webhook of which nothing happens costs nothing."""
    idle = hire(0)
    idle.take([])

    assert idle._thread is None


def test_what_queues_behind_a_request_goes_together(hire, door):
    """While one request is under way, the events of later transactions gather for the next."""
    door.opens.clear()
    busy = hire(0)
    busy.take(news(1, 1))
    door.knocked.wait()

    busy.take(news(2, 3))
    busy.take(news(4, 4))
    door.opens.set()

    assert busy.flush(5)
    assert door.numbers == [(1, 1), (2, 4)]


def test_a_long_queue_goes_in_several_requests(hire, door):
    """One request holds a hundred events at most."""
    busy = hire(0)
    busy.take(news(1, 250))

    assert busy.flush(5)
    assert door.numbers == [(1, 100), (101, 200), (201, 250)]


@pytest.mark.parametrize("answer", [301, 401, 500, NoAnswer("no answer within 5 s")])
def test_anything_but_a_2xx_is_tried_again(hire, door, answer):
    """A redirect, a refusal, an error and silence all bring the same events again."""
    door.answers = [answer]
    stubborn = hire(0)
    stubborn.take(news(1, 2))

    assert stubborn.flush(5)
    assert door.numbers == [(1, 2), (1, 2)]


def test_later_events_wait_for_those_that_fail(hire, door):
    """Nothing overtakes a batch that is being retried."""
    door.answers = [503]
    patient = hire(60)
    patient.take(news(1, 1))
    assert failing(patient, door)
    patient.take(news(2, 2))

    assert not patient.flush(0.05)
    assert door.numbers == [(1, 1)]


def test_moving_the_clock_ends_a_pause(hire, door, clock):
    """A retry that is due in an hour happens at once when the mock's clock is moved an hour on."""
    door.answers = [503]
    patient = hire(3600)
    patient.take(news(1, 1))
    assert failing(patient, door)

    clock.advance(timedelta(hours=1))

    assert patient.flush(5)
    assert len(door.posted) == 2


def test_after_a_day_the_webhook_is_disabled(hire, door, clock, caplog):
    """A receiver that failed for 24 hours gets no more requests, and the log says so."""
    door.answers = [500] * 9
    weary = hire(3600)
    weary.take(news(1, 1))
    assert failing(weary, door)

    clock.advance(timedelta(hours=24))
    assert not weary.flush(5)
    asked = len(door.posted)
    weary.take(news(2, 2))

    assert not weary.flush(0.05)
    assert len(door.posted) == asked == 2
    assert f"{URL}: answered 500, for a day now; the webhook is disabled" in caplog.messages


def test_after_a_reset_everything_begins_anew(hire, door, clock):
    """A reset enables a disabled webhook, forgets what it kept and counts from 1."""
    door.answers = [500, 500]
    weary = hire(3600)
    weary.take(news(1, 3))
    assert failing(weary, door)
    clock.advance(timedelta(hours=24))
    assert not weary.flush(5)

    weary.reset()
    weary.take(news(7, 7))

    assert weary.flush(5)
    assert door.numbers[-1] == (1, 1)
    assert door.posted[-1]["events"] == news(7, 7)


def test_a_reset_ends_the_retries(hire, door):
    """A batch that was failing is not tried again after a reset."""
    door.answers = [500]
    patient = hire(3600)
    patient.take(news(1, 1))
    assert failing(patient, door)

    patient.reset()

    assert patient.flush(5)
    assert len(door.posted) == 1


def test_a_reset_lets_a_request_under_way_come_to_its_end(hire, door):
    """One request at a time holds across a reset, and the old one's fate changes nothing."""
    door.opens.clear()
    door.answers = [500]
    busy = hire(0)
    busy.take(news(1, 1))
    door.knocked.wait()

    busy.reset()
    busy.take(news(8, 9))
    assert len(door.posted) == 1
    door.opens.set()

    assert busy.flush(5)
    assert door.numbers == [(1, 1), (1, 2)]


def test_closing_does_not_wait_for_a_pause(hire, door):
    """The thread ends although its next try was an hour away; what comes later is not taken."""
    door.answers = [500]
    patient = hire(3600)
    patient.take(news(1, 1))
    assert failing(patient, door)

    patient.close()
    patient.take(news(2, 2))

    assert patient._thread is not None
    assert not patient._thread.is_alive()
    assert len(door.posted) == 1


def test_the_oldest_events_are_forgotten_when_too_many_wait(hire, door, monkeypatch, caplog):
    """Memory is bounded, and a gap in the sequence tells the receiver what it missed."""
    monkeypatch.setattr(house, "MOST_WAITING", 3)
    door.opens.clear()
    busy = hire(0)
    busy.take(news(1, 1))
    door.knocked.wait()

    busy.take(news(2, 6))
    door.opens.set()

    assert busy.flush(5)
    assert door.numbers == [(1, 1), (4, 6)]
    assert f"{URL}: 2 undelivered events forgotten" in caplog.messages


def test_the_log_tells_of_failures_and_never_the_key(hire, door, caplog):
    """A warning names the trouble and the next try; a delivery shows when one looks closely."""
    caplog.set_level(logging.DEBUG)
    door.answers = [503, NoAnswer("Connection refused")]
    watched = hire(0, 0.01)
    watched.take(news(1, 2))
    assert watched.flush(5)

    assert [(one.levelname, one.getMessage()) for one in caplog.records] == [
        ("WARNING", f"{URL}: answered 503; events 1 to 2 again at once"),
        ("WARNING", f"{URL}: Connection refused; events 1 to 2 again in 0.01 s"),
        ("DEBUG", f"{URL} took events 1 to 2"),
    ]
    assert KEY not in caplog.text


def test_the_first_retry_comes_at_once_and_the_pauses_grow():
    """The schedule begins with 0, never shrinks and ends with Xero's quarter of an hour."""
    assert house.PAUSES[0] == 0
    assert list(house.PAUSES) == sorted(house.PAUSES)
    assert house.PAUSES[-1] == 15 * 60


def test_a_stopwatch_runs_with_a_frozen_clock_too(clock):
    """The wall's time counts where the mock's stands still."""
    watch = Stopwatch(clock)
    Event().wait(0.02)

    assert 0.02 <= watch.elapsed() < 60
    clock.advance(timedelta(minutes=1))
    assert 60 <= watch.elapsed() < 120


def test_the_thread_dies_with_the_program(hire):
    """A postman never keeps the mock from ending."""
    busy = hire(0)
    busy.take(news(1, 1))

    assert busy._thread is not None
    assert busy._thread.daemon
