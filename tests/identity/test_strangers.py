"""Apps that nobody registered: refused, unless the mock takes in whoever comes."""

from dataclasses import replace

import pytest

from mockxero.books.parties import AppKind
from tests.identity.builders import (
    CALLBACK,
    CHALLENGE,
    CUSTOM,
    DEMO,
    PKCE,
    VERIFIER,
    WEB,
    payload_of,
)

STRANGER = replace(WEB, client_id="STRANGER", client_secret="hush")
PHONE = replace(PKCE, client_id="STRANGER")
NIGHTLY = replace(CUSTOM, client_id="STRANGER", client_secret="hush")
CHALLENGED = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
YES = {"mock_decision": "approve"}


@pytest.fixture
def welcome(world):
    world.accept_any_client = True
    return world


class TestWhereNobodyElseIsWelcome:
    def test_a_token_is_refused(self, integration, world, caplog):
        """As Xero refuses it; the log says how to let the app in."""
        answer = integration.token(NIGHTLY, grant_type="client_credentials")

        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_client"})
        assert "STRANGER" in caplog.text
        assert "--accept-any-client" in caplog.text
        assert "STRANGER" not in world.apps

    def test_a_user_is_shown_the_error_page(self, integration, world, caplog):
        """In Xero's words, and no others; those are for the log."""
        answer = integration.authorize(STRANGER, **YES)

        assert answer.status_code == 500
        assert "unauthorized_client : Unknown client or client not enabled" in answer.text
        assert "accept-any-client" not in answer.text
        assert "--accept-any-client" in caplog.text
        assert "STRANGER" not in world.apps


@pytest.mark.usefixtures("welcome")
class TestCustomConnections:
    def test_who_comes_for_itself_is_one(self, integration, world):
        """To the first organisation, for all that the Accounting API has."""
        answer = integration.token(NIGHTLY, grant_type="client_credentials")
        listed = integration.get("/connections", answer.json()["access_token"]).json()

        assert world.apps["STRANGER"].kind is AppKind.CUSTOM
        assert [connection["tenantId"] for connection in listed] == [DEMO]
        assert "accounting.transactions" in answer.json()["scope"].split()

    def test_the_first_secret_is_its_secret(self, integration):
        """From then on it is an app like any other."""
        integration.token(NIGHTLY, grant_type="client_credentials")

        other = replace(NIGHTLY, client_secret="other")
        answer = integration.token(other, grant_type="client_credentials")

        assert answer.json() == {"error": "invalid_client"}

    def test_it_signs_nobody_in(self, integration):
        """An app is of one kind."""
        integration.token(NIGHTLY, grant_type="client_credentials")

        assert integration.authorize(STRANGER, **YES).status_code == 500

    def test_one_without_a_secret_is_none(self, integration, world):
        """And leaves no trace."""
        answer = integration.token(None, grant_type="client_credentials", client_id="STRANGER")

        assert answer.json() == {"error": "invalid_client"}
        assert "STRANGER" not in world.apps

    def test_there_may_be_no_organisation(self, integration, world):
        """Then the token opens nothing."""
        world.organisations.clear()

        token = integration.token(NIGHTLY, grant_type="client_credentials").json()["access_token"]

        assert integration.get("/connections", token).json() == []


@pytest.mark.usefixtures("welcome")
class TestAppsThatSendUsers:
    def test_a_web_app_is_taken_in_with_its_redirect_uri_and_secret(self, integration, world):
        """The whole way, and with another secret no further."""
        code = integration.code(STRANGER, **YES)
        spare = integration.code(STRANGER, **YES)

        tokens = integration.exchange(code, STRANGER).json()
        stolen = integration.exchange(spare, replace(STRANGER, client_secret="other"))
        refreshed = integration.refresh(tokens["refresh_token"], STRANGER)

        assert payload_of(tokens["access_token"])["client_id"] == "STRANGER"
        assert stolen.json() == {"error": "invalid_client"}
        assert refreshed.status_code == 200
        known = world.apps["STRANGER"]
        assert (known.kind, known.redirect_uris) == (AppKind.WEB, (CALLBACK,))

    def test_a_web_app_without_a_secret_gets_no_token(self, integration):
        """It showed no challenge, so anybody could have brought that code."""
        code = integration.code(STRANGER, **YES)

        assert integration.exchange(code, PHONE).json() == {"error": "invalid_client"}

    def test_with_a_challenge_and_no_secret_it_is_a_pkce_app(self, integration, world):
        code = integration.code(PHONE, **CHALLENGED, **YES)

        answer = integration.exchange(code, PHONE, code_verifier=VERIFIER)

        assert answer.status_code == 200
        assert world.apps["STRANGER"].kind is AppKind.PKCE

    def test_with_a_challenge_and_a_secret_it_is_a_web_app(self, integration, world):
        """Many web apps show a challenge as well."""
        code = integration.code(STRANGER, **CHALLENGED, **YES)

        answer = integration.exchange(code, STRANGER, code_verifier=VERIFIER)

        assert answer.status_code == 200
        assert (world.apps["STRANGER"].kind, world.apps["STRANGER"].client_secret) == (
            AppKind.WEB,
            "hush",
        )
        again = integration.code(STRANGER, **YES)
        assert integration.exchange(again, PHONE).json() == {"error": "invalid_client"}

    def test_further_redirect_uris_are_added(self, integration, world):
        """It may run in several places."""
        integration.code(STRANGER, **YES)
        integration.code(STRANGER, redirect_uri="https://shop.example/back", **YES)

        assert world.apps["STRANGER"].redirect_uris == (CALLBACK, "https://shop.example/back")

    @pytest.mark.parametrize(
        "redirect_uri",
        [
            "javascript:alert(1)",
            "http://shop.example/",
            "https://shop.example/#a",
            "//evil",
            "é",
            "",
        ],
    )
    def test_users_are_not_sent_just_anywhere(self, integration, world, redirect_uri):
        """What Xero's portal would not take is not taken here, and the app is none yet."""
        answer = integration.authorize(STRANGER, redirect_uri=redirect_uri, **YES)

        assert answer.status_code == 500
        assert "STRANGER" not in world.apps

    def test_apps_that_are_registered_get_no_further_redirect_uris(self, integration, world):
        answer = integration.authorize(WEB, redirect_uri="https://shop.example/back", **YES)

        assert (answer.status_code, world.apps[WEB.client_id]) == (500, WEB)


@pytest.mark.usefixtures("welcome")
@pytest.mark.parametrize("client_id", ["a b", "a:b", "x" * 101, "é", "\0"])
def test_what_is_no_client_id_is_nobody(integration, world, client_id):
    """However welcoming the mock is."""
    odd = replace(NIGHTLY, client_id=client_id)
    asked = {"client_id": client_id, "client_secret": "hush"}

    answer = integration.token(None, grant_type="client_credentials", **asked)

    assert answer.json() == {"error": "invalid_client"}
    assert integration.authorize(odd, **YES).status_code == 500
    assert client_id not in world.apps
