from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.identity.builders import (
    ADA,
    CALLBACK,
    CHALLENGE,
    CUSTOM,
    DEMO,
    OTHER,
    PKCE,
    VERIFIER,
    WEB,
    query_of,
)

SHORT = VERIFIER[:42]


def landed(answer):
    """Where the browser is sent, and with what."""
    assert answer.status_code == 302
    where, _, _ = answer.headers["Location"].partition("?")
    return where, query_of(answer.headers["Location"])


def shown(answer):
    """What the error page says."""
    assert answer.status_code == 500
    assert "Location" not in answer.headers
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<title>Xero | Error 500</title>" in answer.text
    return answer.text.partition("Error: ")[2].partition("</p>")[0]


class TestYes:
    def test_the_browser_carries_the_code_back(self, integration):
        """code, scope, session_state and state, in this order."""
        where, query = landed(integration.authorize())

        assert where == CALLBACK
        assert list(query) == ["code", "scope", "session_state", "state"]
        assert query["scope"] == "openid offline_access accounting.contacts"

    @pytest.mark.parametrize("state", ["a state", "ü/?&=#%20+", '{"a":1}', "\r\nX: y", "x" * 4000])
    def test_state_comes_back_as_it_was(self, integration, state):
        """Whatever the app put in."""
        assert landed(integration.authorize(state=state))[1]["state"] == state

    def test_no_state_is_no_state(self, integration):
        """Not an empty one."""
        assert "state" not in landed(integration.authorize(state=None))[1]

    def test_spaces_are_not_pluses(self, integration):
        """A plus is a space to some who read queries, and a plus to others."""
        location = integration.authorize().headers["Location"]

        assert "scope=openid%20offline_access%20accounting.contacts" in location

    def test_a_query_of_the_redirect_uri_stays(self, integration, world):
        """The answer is added to it."""
        callback = f"{CALLBACK}?shop=7"
        world.apps["WEB0"] = replace(WEB, redirect_uris=(callback,))

        answer = integration.authorize(redirect_uri=callback)

        assert answer.headers["Location"].startswith(f"{callback}&code=")

    def test_the_user_connects_the_first_organisation(self, integration, world):
        """Which is the default when nobody chooses."""
        integration.authorize()
        (connection,) = world.connections.of(WEB.client_id, ADA.user_id)

        assert (connection.tenant_id, connection.tenant_name) == (DEMO, "Demo Company (NZ)")

    def test_a_test_may_choose_the_organisation(self, integration, world):
        """By mock_tenant, in place of a click."""
        integration.authorize(mock_tenant=OTHER)
        (connection,) = world.connections.of(WEB.client_id, ADA.user_id)

        assert connection.tenant_id == OTHER

    def test_consenting_again_renews_the_connection(self, integration, world, clock):
        """Its id and its creation stay; the event and the update are new."""
        integration.authorize()
        (before,) = world.connections.of(WEB.client_id, ADA.user_id)
        clock.advance(timedelta(days=1))
        integration.authorize()
        (after,) = world.connections.of(WEB.client_id, ADA.user_id)

        assert (after.connection_id, after.created) == (before.connection_id, before.created)
        assert after.updated == before.updated + timedelta(days=1)
        assert after.authentication_event_id != before.authentication_event_id

    def test_many_browsers_at_once_make_one_connection(self, integration, world):
        """One organisation is connected once, however often the user says yes."""
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: integration.authorize(), range(16)))

        assert len({landed(answer)[1]["code"] for answer in answers}) == 16
        assert len(world.connections.of(WEB.client_id, ADA.user_id)) == 1

    def test_scopes_add_up(self, integration):
        """What was allowed before is allowed still: Xero's page on scopes."""
        integration.authorize(scope="openid accounting.contacts")

        _, query = landed(integration.authorize(scope="accounting.settings openid"))

        assert query["scope"] == "accounting.settings openid accounting.contacts"

    @pytest.mark.parametrize(
        "scope",
        [
            "accounting.transactions accounting.reports.read",
            "accounting.invoices.read accounting.reports.aged.read",
            "files assets.read projects payroll.employees.read bankfeeds paymentservices",
            "finance.statements.read practicemanager accounting.budgets.read",
        ],
    )
    def test_old_names_and_new_ones_and_those_of_other_apis(self, integration, scope):
        """All that Xero knows."""
        assert landed(integration.authorize(scope=scope))[1]["scope"] == scope

    def test_what_else_clients_send_is_ignored(self, integration):
        """prompt, login_hint, acr_values."""
        answer = integration.authorize(
            prompt="consent", login_hint="ada", acr_values="bulk_connect:false", response_mode="x"
        )

        assert answer.status_code == 302


class TestNo:
    def test_the_user_may_refuse(self, integration, world):
        """access_denied goes back with the state, and nothing is connected."""
        where, query = landed(integration.authorize(mock_decision="deny"))

        assert where == CALLBACK
        assert query == {"error": "access_denied", "state": "a state"}
        assert world.connections.of(WEB.client_id, ADA.user_id) == []


class TestErrorPage:
    @pytest.mark.parametrize("client_id", ["STRANGER", "\0", "é", "x" * 4000])
    def test_an_unknown_client(self, integration, client_id):
        """As printed in XeroAPI/xero-python#110; the log says which."""
        page = shown(integration.authorize(client_id=client_id))

        assert page == "unauthorized_client : Unknown client or client not enabled"

    @pytest.mark.parametrize(
        "redirect_uri",
        [
            "http://evil.example",
            CALLBACK + "/",
            CALLBACK + "?x",
            CALLBACK + "#",
            CALLBACK.replace("localhost", "LOCALHOST"),
            CALLBACK.replace("localhost", "localhost@evil.example"),
            CALLBACK + "\r\nX: y",
            "//localhost:5000/callback",
            "javascript:alert(1)",
        ],
    )
    def test_a_redirect_uri_that_is_not_registered(self, integration, redirect_uri):
        """To the letter, as printed in XeroAPI/xero-python-oauth2-app#35."""
        page = shown(integration.authorize(redirect_uri=redirect_uri))

        assert page == "unauthorized_client : Invalid redirect_uri"

    @pytest.mark.parametrize(
        "scope", ["nonsense", "openid,profile", "accounting.contacts nonsense", "OPENID", "\0", " "]
    )
    def test_a_scope_that_xero_does_not_know(self, integration, scope):
        """invalid_scope, and no redirect that would say so."""
        assert shown(integration.authorize(scope=scope)) == "invalid_scope : Invalid scope"

    def test_a_scope_that_the_app_may_not_have(self, integration, world):
        """As a new app that asks for a broad one."""
        world.apps["WEB0"] = replace(WEB, scopes=("openid", "accounting.invoices"))

        page = shown(integration.authorize(scope="openid accounting.transactions"))

        assert page == "unauthorized_client : Invalid scope for client"

    @pytest.mark.parametrize("response_type", ["token", "code id_token", "CODE", None])
    def test_a_response_type_other_than_code(self, integration, response_type):
        """There is only the code flow."""
        page = shown(integration.authorize(response_type=response_type))

        assert page.startswith("unsupported_response_type")

    @pytest.mark.parametrize("missing", ["client_id", "redirect_uri", "scope"])
    def test_what_must_be_there(self, integration, missing):
        """invalid_request."""
        assert shown(integration.authorize(**{missing: None})).startswith("invalid_request")

    @pytest.mark.parametrize("twice", ["client_id", "redirect_uri", "state"])
    def test_a_parameter_sent_twice(self, integration, twice):
        """Which of them counts is a question with two answers: RFC 6749, 3.1."""
        page = shown(integration.authorize(**{twice: ["WEB0", "http://evil.example"]}))

        assert page.startswith("invalid_request")

    def test_a_request_longer_than_any(self, integration):
        """It would be kept while a page is open, and come back in a header."""
        answer = integration.authorize(state="x" * 17_000)

        assert shown(answer) == "invalid_request : the request is too long"

    def test_a_custom_connection_signs_nobody_in(self, integration, world):
        """It has its organisation already."""
        world.apps["CUSTOM0"] = replace(CUSTOM, redirect_uris=(CALLBACK,))

        assert shown(integration.authorize(CUSTOM)).startswith("unauthorized_client")

    def test_a_pkce_app_must_show_a_challenge(self, integration):
        """It has nothing else to prove itself with."""
        assert shown(integration.authorize(PKCE)).startswith("invalid_request")

    @pytest.mark.parametrize(
        ("method", "challenge"), [("S512", CHALLENGE), ("S256", SHORT), ("S256", "é" * 43)]
    )
    def test_a_challenge_that_nobody_can_meet(self, integration, method, challenge):
        """Refused now rather than at the token endpoint."""
        answer = integration.authorize(PKCE, code_challenge=challenge, code_challenge_method=method)

        assert shown(answer).startswith("invalid_request")

    def test_an_organisation_that_is_not_there(self, integration):
        """mock_tenant is a word of the mock's own, and so is its refusal."""
        assert "mock_tenant" in shown(integration.authorize(mock_tenant="nowhere"))

    def test_an_empty_world(self, integration, world):
        """Nobody to sign in."""
        world.users.clear()

        assert shown(integration.authorize()).startswith("invalid_request")

    def test_the_page_quotes_nothing_that_could_run(self, integration):
        """What was sent is data."""
        answer = integration.authorize(**{"<script>": ["a", "b"]})

        assert "<script>" not in answer.text
        assert "&lt;script&gt;" in answer.text

    def test_the_log_says_what_was_asked(self, integration, caplog):
        """The page says as little as Xero's."""
        integration.authorize(scope="accounting.nonsense")

        assert "accounting.nonsense" in caplog.text


GOOD = {
    "client_id": "WEB0",
    "redirect_uri": CALLBACK,
    "scope": "openid accounting.contacts",
    "response_type": "code",
}
NAMES = st.sampled_from([*GOOD, "state", "code_challenge", "mock_tenant"]) | st.text()
VALUES = st.sampled_from([*GOOD.values(), CHALLENGE, DEMO]) | st.text()


@given(st.dictionaries(NAMES, VALUES, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_at_all_sends_the_browser_astray(browser, changed):
    """It goes to the registered address or nowhere."""
    answer = browser.get("/identity/connect/authorize", query_string=GOOD | changed)

    if answer.status_code == 302:
        assert answer.headers["Location"].startswith(f"{CALLBACK}?")
    else:
        assert "<title>Xero | Error 500</title>" in answer.text
