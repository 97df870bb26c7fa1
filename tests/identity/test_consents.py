from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from mockxero.primitives.ids import Ids
from tests.identity.builders import ADA, CALLBACK, CUSTOM, DEMO, WEB


class SlowIds(Ids):
    """Gives other threads time to come in between."""

    def guid(self):
        sleep(0.005)
        return super().guid()


class SlowApp:
    """The same, while it is asked who it is."""

    @property
    def client_id(self):
        sleep(0.005)
        return WEB.client_id


@pytest.fixture
def at_once():
    """Call something from eight threads."""
    with ThreadPoolExecutor(8) as pool:
        yield lambda call: list(pool.map(lambda _: call(), range(8)))


@pytest.fixture
def consents(passes):
    return passes.consents


def test_a_code_is_redeemed_by_one_thread(consents, at_once):
    """However close behind the others are."""
    consent = consents.give(WEB, ADA, ("openid",), DEMO)
    code = consents.issue_code(consent, CALLBACK, None, None)

    redeemed = at_once(lambda: consents.redeem_code(code, SlowApp()))

    assert len([one for one in redeemed if one]) == 1


def test_a_custom_connection_is_opened_by_one_thread(consents, world, at_once):
    """The others find it open, and name the same event."""
    world.ids = SlowIds("slow")

    events = set(at_once(lambda: consents.connect_custom(CUSTOM)))

    assert events == {c.authentication_event_id for c in world.connections.of("CUSTOM0", None)}
    assert len(events) == 1
