"""Which scopes an app may have: by the day it was registered, by its tier, and by today."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from mockxero.books.parties import Tier
from mockxero.identity.scopes import ACCOUNTING, BROAD, LAST_OF_BROAD
from tests.identity.builders import CUSTOM, PKCE, WEB, payload_of

ENDS = datetime(2027, 9, 13)
MILLISECOND = timedelta(milliseconds=1)
GRANULAR = [scope for scope in ACCOUNTING if scope not in BROAD]


def by_code(integration, app, scope):
    """What asking a user comes to: the scopes that were granted, or the words of the page."""
    answer = integration.authorize(
        app,
        scope=scope,
        code_challenge="E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        code_challenge_method="S256",
    )
    if answer.status_code == 302:
        return "granted"
    assert answer.status_code == 500
    words = ("invalid_scope : Invalid scope for client", "invalid_scope : Invalid scope")
    return next(word for word in words if word in answer.text)


def by_credentials(integration, scope):
    answer = integration.token(CUSTOM, grant_type="client_credentials", scope=scope)
    return "granted" if answer.status_code == 200 else answer.json()["error"]


class TestByTheDayOfTheApp:
    @pytest.mark.parametrize("app", [WEB, PKCE], ids=lambda app: app.kind.value)
    @pytest.mark.parametrize("scope", sorted(BROAD))
    @pytest.mark.parametrize(
        ("created", "told"),
        [
            (date(2026, 3, 1), "granted"),
            (date(2026, 3, 2), "invalid_scope : Invalid scope for client"),
            (date(2027, 1, 1), "invalid_scope : Invalid scope for client"),
        ],
    )
    def test_an_app_of_march_2026_gets_no_broad_scope(
        self, integration, world, app, scope, created, told
    ):
        """Not even beside granular ones; Xero shows its error page."""
        world.apps[app.client_id] = replace(app, created=created)

        assert by_code(integration, app, scope) == told
        assert by_code(integration, app, f"openid {scope} accounting.invoices") == told

    @pytest.mark.parametrize("created", [date(2020, 1, 1), date(2026, 3, 2)])
    def test_granular_scopes_are_for_every_app(self, integration, world, created):
        """However old it is."""
        world.apps[WEB.client_id] = replace(WEB, created=created, tier=Tier.ADVANCED)

        assert by_code(integration, WEB, " ".join(GRANULAR)) == "granted"

    @pytest.mark.parametrize(
        ("created", "told"),
        [(date(2026, 4, 28), "granted"), (date(2026, 4, 29), "invalid_scope")],
    )
    def test_a_custom_connection_of_late_april_2026_gets_none_either(
        self, integration, world, created, told
    ):
        """The MCP server falls back to granular scopes on exactly this word."""
        world.apps[CUSTOM.client_id] = replace(CUSTOM, created=created, scopes=())

        assert by_credentials(integration, "accounting.transactions accounting.contacts") == told
        assert by_credentials(integration, "accounting.invoices accounting.contacts") == "granted"

    @pytest.mark.parametrize("listed", [(), ("accounting.transactions", "accounting.invoices")])
    def test_what_it_gets_without_asking_follows_the_same_rule(self, integration, world, listed):
        """The Python SDK asks for nothing."""
        world.apps[CUSTOM.client_id] = replace(CUSTOM, created=date(2026, 4, 29), scopes=listed)

        granted = integration.token(CUSTOM, grant_type="client_credentials").json()["scope"].split()

        assert "accounting.invoices" in granted
        assert not BROAD & {*granted}

    @pytest.mark.parametrize("form", [{}, {"scope": "accounting.transactions"}])
    def test_one_of_which_nothing_is_left_gets_no_token(self, integration, world, form):
        """Rather than one that opens nothing. # guess"""
        world.apps[CUSTOM.client_id] = replace(
            CUSTOM, created=date(2026, 4, 29), scopes=("accounting.transactions",)
        )

        answer = integration.token(CUSTOM, grant_type="client_credentials", **form)

        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_scope"})


class TestByTheTier:
    @pytest.mark.parametrize("tier", Tier, ids=lambda tier: tier.value)
    def test_journals_are_for_advanced_apps_and_above(self, integration, world, tier):
        """Whoever asks."""
        for app in (WEB, CUSTOM):
            world.apps[app.client_id] = replace(app, tier=tier, scopes=())
        told = tier in (Tier.ADVANCED, Tier.ENTERPRISE)

        asked = by_code(integration, WEB, "accounting.journals.read")
        own = by_credentials(integration, "accounting.journals.read")
        free = integration.token(CUSTOM, grant_type="client_credentials").json()["scope"].split()

        assert (asked == "granted", own == "granted") == (told, told)
        assert ("accounting.journals.read" in free) is told


class TestTheEndOfTheBroadScopes:
    @pytest.fixture
    def the_day(self, clock):
        """Move to the last moment of the broad scopes."""
        clock.advance(ENDS - MILLISECOND - clock.now())
        assert ENDS.date() == LAST_OF_BROAD

    @pytest.mark.usefixtures("the_day")
    def test_nobody_is_granted_one_from_then_on(self, integration, clock, world):
        """However old the app is."""
        world.apps[CUSTOM.client_id] = replace(CUSTOM, scopes=())
        before = by_code(integration, WEB, "accounting.transactions")
        before_too = by_credentials(integration, "accounting.transactions")
        clock.advance(MILLISECOND)

        after = by_code(integration, WEB, "accounting.transactions")

        assert (before, before_too) == ("granted", "granted")
        assert after == "invalid_scope : Invalid scope for client"
        assert by_credentials(integration, "accounting.transactions") == "invalid_scope"

    @pytest.mark.usefixtures("the_day")
    def test_a_refresh_leaves_them_behind(self, integration, clock):
        """The others are granted again. # guess"""
        asked = "offline_access accounting.transactions accounting.contacts"
        first = integration.tokens(scope=asked)
        assert first["scope"] == asked
        clock.advance(MILLISECOND)

        second = integration.refresh(first["refresh_token"]).json()

        assert second["scope"] == "offline_access accounting.contacts"
        assert payload_of(second["access_token"])["scope"] == second["scope"].split()

    @pytest.mark.usefixtures("the_day")
    def test_a_token_of_the_day_before_opens_what_is_left(self, integration, clock, passes):
        """At the gate a broad scope is none any more. # guess"""
        token = integration.tokens(scope="accounting.transactions accounting.contacts")
        before = passes.read(token["access_token"]).scopes
        clock.advance(MILLISECOND)

        assert before == {"accounting.transactions", "accounting.contacts"}
        assert passes.read(token["access_token"]).scopes == {"accounting.contacts"}

    @pytest.mark.usefixtures("the_day")
    def test_what_was_allowed_before_does_not_come_back(self, integration, clock):
        """Scopes add up, but not those."""
        integration.tokens(scope="accounting.transactions accounting.contacts")
        clock.advance(MILLISECOND)

        assert integration.tokens(scope="openid")["scope"] == "openid accounting.contacts"
