from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import perf_counter, sleep

import pytest

from mockxero.books.parties import BadToken
from mockxero.identity.keys import LONGEST_LIFE
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


class TestForgetting:
    """What is kept does not grow with what ever was."""

    @pytest.fixture
    def consent(self, consents):
        return consents.give(WEB, ADA, ("openid", "offline_access"), DEMO)

    def kept(self, consents):
        """How many codes, unused and used refresh tokens are kept."""
        return len(consents._codes), len(consents._unused), len(consents._used)

    def test_codes_that_nobody_came_for(self, consents, consent, clock):
        """They go after their five minutes."""
        for _ in range(100):
            consents.issue_code(consent, CALLBACK, None, None)
            clock.advance(timedelta(minutes=1))

        assert self.kept(consents) == (5, 0, 0)

    def test_refresh_tokens_that_were_used(self, consents, consent, clock):
        """They go half an hour later; of an app that refreshes for years, a handful stays."""
        token = consents.issue_refresh_token(consent)
        for _ in range(1000):
            clock.advance(timedelta(minutes=29))
            assert consents.use_refresh_token(token, WEB) == consent
            token = consents.issue_refresh_token(consent)

        assert self.kept(consents) == (0, 1, 2)

    def test_refresh_tokens_that_were_never_used(self, consents, consent, clock):
        """They go after their sixty days."""
        for _ in range(100):
            consents.issue_refresh_token(consent)
            clock.advance(timedelta(days=1))

        assert self.kept(consents) == (0, 60, 0)

    def test_consents(self, consents, clock):
        """One that no token can stand for any more is forgotten, and so is a revocation."""
        for _ in range(30):
            given = consents.give(WEB, ADA, ("openid", "offline_access"), DEMO)
            consents.revoke(consents.issue_refresh_token(given), WEB)
            clock.advance(timedelta(days=60))

        assert len(consents._revoked) <= 4
        assert sum(len(events) for events in consents._events.values()) <= 4

    def test_a_revocation_is_remembered_as_long_as_any_token_lives(self, passes, consents, clock):
        """Six months of CI, and the minute after it."""
        given = consents.give(WEB, ADA, ("openid", "offline_access"), DEMO)
        event = given.authentication_event_id
        refresh_token = consents.issue_refresh_token(given)
        token = passes.mint(WEB, ADA, given.scopes, event, LONGEST_LIFE)
        consents.revoke(refresh_token, WEB)
        clock.advance(LONGEST_LIFE - timedelta(milliseconds=1000))

        with pytest.raises(BadToken, match="AuthenticationUnsuccessful"):
            passes.read(token)

    def test_an_app_that_refreshes_for_years_can_still_be_revoked(self, passes, consents, clock):
        """What it was allowed is not forgotten while it comes back."""
        given = consents.give(WEB, ADA, ("openid", "offline_access"), DEMO)
        token = consents.issue_refresh_token(given)
        for _ in range(20):
            clock.advance(timedelta(days=50))
            consents.use_refresh_token(token, WEB)
            token = consents.issue_refresh_token(given)
        access = passes.mint(WEB, ADA, given.scopes, given.authentication_event_id)
        consents.revoke(token, WEB)

        with pytest.raises(BadToken, match="AuthenticationUnsuccessful"):
            passes.read(access)

    def test_no_call_takes_longer_for_it(self, consents, consent, clock):
        """With a hundred thousand live refresh tokens as with ten."""

        def took(calls=2_000):
            began = perf_counter()
            for _ in range(calls):
                token = consents.issue_refresh_token(consent)
                consents.use_refresh_token(token, WEB)
                consents.revoke("nonsense", WEB)
            return perf_counter() - began

        few = min(took() for _ in range(3))
        for _ in range(100_000):
            consents.issue_refresh_token(consent)

        assert min(took() for _ in range(3)) < 5 * few
