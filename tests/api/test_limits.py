"""How many calls are left, and what happens when there are none."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from time import monotonic, sleep

import pytest

from mockxero.api.limits import AT_ONCE, PER_MINUTE, PER_MINUTE_AND_APP, Limits
from mockxero.books.parties import App, AppKind, Tier
from mockxero.primitives.clock import FrozenClock
from tests.api.client import NOWHERE, Xero
from tests.api.conftest import NOON

DAY, MINUTE, APP = "X-DayLimit-Remaining", "X-MinLimit-Remaining", "X-AppMinLimit-Remaining"
MILLISECOND = timedelta(milliseconds=1)
SHOP = App("app", None, "Shop", AppKind.PKCE, "key", tier=Tier.ADVANCED)


@pytest.fixture
def mock(open_mock, clock):
    """A mock that says 429."""
    return open_mock(clock, "nz", "empty", enforce_limits=True)


@pytest.fixture
def lax(open_mock, clock):
    """A mock that only counts."""
    return Xero(open_mock(clock))


def left(reply):
    return int(reply.headers[DAY]), int(reply.headers[MINUTE]), int(reply.headers[APP])


def use_up_the_minute(xero):
    for _ in range(PER_MINUTE):
        assert xero.get("Organisation").status == 200


class TestTheCount:
    def test_the_first_call_of_a_minute_leaves_59(self, xero):
        """The headers say what is left after the call."""
        assert left(xero.get("Organisation")) == (4999, 59, 9999)

    def test_every_call_counts_whatever_comes_of_it(self, xero):
        """200, 404, 501, and 400 of all kinds, each one lower than the call before."""
        replies = [
            xero.get("Organisation"),
            xero.get(f"Invoices/{NOWHERE}"),
            xero.get("NoSuchThing"),
            xero.post("Organisation", {}),
            xero.post("Contacts", {}),
            xero.post("Contacts", "{"),
            xero.post("Contacts", {"Name": ""}),
            xero.get("Contacts", where="x"),
        ]

        assert [left(reply)[1] for reply in replies] == [59, 58, 57, 56, 55, 54, 53, 52]

    def test_a_list_without_changes_says_what_is_left(self, xero):
        """A 304 is a call like any other."""
        reply = xero.get("Invoices", headers={"If-Modified-Since": "2099-01-01T00:00:00"})

        assert (reply.status, left(reply)) == (304, (4999, 59, 9999))

    def test_a_refusal_at_the_gate_counts_once_the_app_is_known(self, mock):
        """A wrong tenant and a missing scope cost a call; both carry the headers."""
        web = Xero(mock, AppKind.WEB, scopes=("openid",))

        assert left(web.get("Invoices")) == (4999, 59, 9999)
        assert left(web.get("Invoices", headers={"xero-tenant-id": NOWHERE}))[2] == 9998

    def test_each_organisation_has_a_count_of_its_own_below_the_one_of_the_app(self, mock, web):
        """Minute and day are per app and organisation, the last header per app."""
        first, second = mock.world.organisations
        counted = [
            left(web.get("Organisation", headers={"xero-tenant-id": tenant}))
            for tenant in (first, first, second)
        ]

        assert counted == [(4999, 59, 9999), (4998, 58, 9998), (4999, 59, 9997)]

    def test_each_app_has_a_count_of_its_own(self, xero, web):
        """Two apps at one organisation do not get in each other's way."""
        xero.get("Organisation")

        assert left(web.get("Organisation")) == (4999, 59, 9999)


class TestTheMinute:
    def test_the_call_after_the_last_is_refused(self, xero):
        """Sixty are answered; the sixty-first is a 429."""
        use_up_the_minute(xero)

        assert xero.get("Organisation").status == 429

    def test_a_refusal_has_neither_body_nor_content_type(self, xero):
        """As recorded in September 2026."""
        use_up_the_minute(xero)
        refused = xero.get("Organisation")

        assert (refused.content, refused.type) == (b"", None)
        assert refused.headers["X-Rate-Limit-Problem"] == "minute"

    def test_a_refusal_tells_what_is_left_of_the_other_limits(self, xero):
        """The minute is at 0 and the day where it was: clients tell the limit by the zero."""
        use_up_the_minute(xero)

        assert left(xero.get("Organisation")) == (4940, 0, 9940)
        assert left(xero.get("Organisation")) == (4940, 0, 9940)

    @pytest.mark.parametrize(
        ("waited", "told"),
        [(0, 60), (0.001, 60), (1, 59), (1.5, 59), (34, 26), (59, 1), (59.999, 1)],
    )
    def test_it_says_in_whole_seconds_when_to_come_back(self, xero, clock, waited, told):
        """Retry-After is an integer, rounded up: .NET and Java parse nothing else."""
        use_up_the_minute(xero)
        clock.advance(timedelta(seconds=waited))

        assert xero.get("Organisation").headers["Retry-After"] == str(told)

    def test_who_waits_as_long_as_told_is_let_in(self, xero, clock):
        """And has all sixty again."""
        use_up_the_minute(xero)
        clock.advance(timedelta(seconds=12.345))
        clock.advance(timedelta(seconds=int(xero.get("Organisation").headers["Retry-After"])))

        assert left(xero.get("Organisation"))[1] == 59

    def test_it_begins_with_its_first_call_and_does_not_roll(self, xero, clock):
        """Calls late in one minute are no burden on the next."""
        xero.get("Organisation")
        clock.advance(timedelta(minutes=1) - MILLISECOND)
        assert left(xero.get("Organisation"))[1] == 58

        clock.advance(MILLISECOND)
        assert left(xero.get("Organisation"))[1] == 59

    def test_a_refused_call_does_nothing(self, xero):
        """It is turned away before anyone reads it."""
        use_up_the_minute(xero)
        xero.put("Contacts", {"Name": "Too Late"})
        xero.mock.reset()
        found = Xero(xero.mock).get("Contacts", where='Name=="Too Late"')

        assert found.records == []

    def test_another_organisation_is_not_affected(self, mock, web):
        """The limit is per organisation."""
        use_up_the_minute(web)
        second = [*mock.world.organisations][1]

        assert web.get("Organisation", headers={"xero-tenant-id": second}).status == 200

    def test_it_comes_before_the_tenant_the_scope_and_the_address(self, mock):
        """Whatever else is wrong, the answer is 429."""
        web = Xero(mock, AppKind.WEB, scopes=("accounting.settings",))
        use_up_the_minute(web)

        assert {web.get(path).status for path in ("Invoices", "NoSuchThing")} == {429}

    def test_the_token_comes_before_it(self, xero):
        """Who is unknown has no limits to run into."""
        use_up_the_minute(xero)

        assert xero.get("Organisation", headers={"Authorization": None}).status == 401

    def test_a_new_start_refills_it(self, mock, xero):
        """Resetting the mock resets the quotas."""
        use_up_the_minute(xero)
        mock.reset()

        assert left(Xero(mock).get("Organisation")) == (4999, 59, 9999)

    def test_it_is_counted_and_not_enforced_by_default(self, lax):
        """The headers stop at 0; nothing is refused."""
        use_up_the_minute(lax)

        assert [left(lax.get("Organisation"))[1] for _ in range(3)] == [0, 0, 0]


class TestTheOtherLimits:
    """Too many calls to make them all over HTTP."""

    @pytest.fixture(params=Tier, ids=lambda tier: tier.value)
    def app(self, request):
        return replace(SHOP, tier=request.param)

    @pytest.fixture
    def spent(self, clock, app):
        """Limits of an app whose day has just ended."""
        limits = Limits(clock, enforced=True)
        for number in range(app.tier.calls):
            assert limits.take(app, "tenant").problem is None
            if number % PER_MINUTE == PER_MINUTE - 1:
                clock.advance(timedelta(minutes=1))
        clock.advance(timedelta(minutes=1))
        return limits

    def test_a_day_ends_after_5000_calls_and_after_1000_of_a_starter(self, spent, app):
        """``day``; what is left of the minute stays untouched."""
        headers = dict(spent.take(app, "tenant").headers())

        assert headers["X-Rate-Limit-Problem"] == "day"
        assert (headers[DAY], headers[MINUTE]) == ("0", "60")
        assert 0 < int(headers["Retry-After"]) <= 24 * 60 * 60

    def test_a_day_begins_anew_when_it_said_it_would(self, spent, app, clock):
        """Retry-After leads to a full day, and a second less does not."""
        wait = int(dict(spent.take(app, "tenant").headers())["Retry-After"])
        clock.advance(timedelta(seconds=wait - 1))
        assert spent.take(app, "tenant").problem == "day"

        clock.advance(timedelta(seconds=1))
        assert spent.take(app, "tenant").day == app.tier.calls - 1

    def test_a_change_of_tier_counts_at_once(self, clock):
        """What was used before stays used."""
        limits = Limits(clock, enforced=True)
        days = [limits.take(replace(SHOP, tier=tier), "tenant").day for tier in Tier]

        assert days == [999, 4998, 4997, 4996, 4995]

    def test_an_app_has_10000_calls_a_minute_over_all_organisations(self):
        """``appminute``, with that remaining header at 0 and the others above."""
        limits = Limits(FrozenClock(NOON), enforced=True)
        for number in range(PER_MINUTE_AND_APP):
            assert limits.take(SHOP, f"tenant {number // 50}").problem is None

        headers = dict(limits.take(SHOP, "yet another").headers())

        assert headers["X-Rate-Limit-Problem"] == "appminute"
        assert (headers[APP], headers[MINUTE], headers[DAY]) == ("0", "60", "5000")
        assert limits.take(replace(SHOP, client_id="another"), "yet another").problem is None


class TestAtOnce:
    """The books are locked meanwhile, so that every call let in stays under way."""

    @pytest.fixture
    def books(self, mock, xero):
        return mock.world.organisations[xero.app.tenant_id]

    def under_way(self, mock, how_many):
        """Wait until so many calls are inside."""
        until = monotonic() + 10
        while sum(one.in_flight for one in mock._gate.limits._accounts.values()) < how_many:
            assert monotonic() < until, "the calls never came in"
            sleep(0.001)

    def test_a_sixth_call_is_refused(self, mock, xero, books):
        """``concurrent``, without Retry-After; the five are answered when their turn comes."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            with books.lock:
                five = [pool.submit(xero.get, "Organisation") for _ in range(AT_ONCE)]
                self.under_way(mock, AT_ONCE)
                sixth = xero.get("Contacts")
            answered = [one.result().status for one in five]

        assert (sixth.status, answered) == (429, [200] * AT_ONCE)
        assert sixth.headers["X-Rate-Limit-Problem"] == "concurrent"
        assert "Retry-After" not in sixth.headers
        assert (sixth.content, sixth.type) == (b"", None)

    def test_a_place_is_free_again_afterwards(self, mock, xero, books):
        """Answered or refused by the rules: nobody stays inside."""
        for _ in range(AT_ONCE + 1):
            assert xero.post("Contacts", {"Name": ""}).status == 400

        assert xero.get("Organisation").status == 200

    def test_other_organisations_have_places_of_their_own(self, mock, web, books):
        """Five here do not keep a sixth from going there."""
        second = [*mock.world.organisations][1]
        with ThreadPoolExecutor(AT_ONCE) as pool, books.lock:
            for _ in range(AT_ONCE):
                pool.submit(web.get, "Organisation")
            self.under_way(mock, AT_ONCE)

            assert web.get("Organisation", headers={"xero-tenant-id": second}).status == 200

    def test_exactly_five_of_many_that_come_together_are_let_in(self, mock, xero, books):
        """Nobody slips in between being counted and being inside."""
        with ThreadPoolExecutor(20) as pool:
            with books.lock:
                calls = [pool.submit(xero.get, "Organisation") for _ in range(20)]
                self.under_way(mock, AT_ONCE)
                until = monotonic() + 10
                while sum(one.done() for one in calls) < 20 - AT_ONCE and monotonic() < until:
                    sleep(0.001)
            statuses = sorted(one.result().status for one in calls)

        assert statuses == [200] * AT_ONCE + [429] * (20 - AT_ONCE)

    def test_asking_whether_there_is_room_and_taking_it_are_one_step(self):
        """The sixth of six that are let in one after the other is not."""
        limits = Limits(FrozenClock(NOON), enforced=True)
        with ExitStack() as calls:
            admitted = [
                calls.enter_context(limits.in_flight(SHOP, "tenant")) for _ in range(AT_ONCE + 1)
            ]

        assert admitted == [True] * AT_ONCE + [False]
