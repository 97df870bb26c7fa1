from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from requests_oauthlib import OAuth2Session  # type: ignore[import-untyped]

from tests.identity.builders import CALLBACK, CHALLENGE, CUSTOM, PKCE, VERIFIER, WEB, payload_of

INVALID_GRANT = (400, {"error": "invalid_grant"})


def outcome(answer):
    return answer.status_code, answer.json()


def test_a_code_gives_the_tokens_that_were_allowed(integration):
    """An id token and a refresh token only where they were asked for."""
    asked = {
        "accounting.contacts": ["access_token"],
        "accounting.contacts openid": ["id_token", "access_token"],
        "accounting.contacts openid offline_access": [
            "id_token",
            "access_token",
            "refresh_token",
        ],
    }

    for scope, tokens in asked.items():
        assert [k for k in integration.tokens(scope=scope) if k.endswith("_token")] == tokens


def test_the_nonce_comes_back_in_the_id_token(integration):
    """So that the app knows it is the sign-in that it started."""
    tokens = integration.tokens(nonce="n-0S6_WzA2Mj")

    assert payload_of(tokens["id_token"])["nonce"] == "n-0S6_WzA2Mj"


def test_a_code_is_good_once(integration):
    """A replay finds nothing; the tokens of the first use live on."""
    code = integration.code()
    first = integration.exchange(code).json()

    assert outcome(integration.exchange(code)) == INVALID_GRANT
    assert integration.get("/connections", first["access_token"]).status_code == 200


def test_a_code_is_good_once_even_when_many_ask_at_once(integration, origin):
    """Of eight threads one gets tokens."""
    code = integration.code()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: integration.exchange(code).status_code, range(8)))

    assert sorted(answers) == [200] + [400] * 7


@pytest.mark.parametrize(("minutes", "status"), [(4.99, 200), (5, 400)])
def test_a_code_is_good_for_five_minutes(integration, clock, minutes, status):
    """By the handed-in clock."""
    code = integration.code()
    clock.advance(timedelta(minutes=minutes))

    assert integration.exchange(code).status_code == status


@pytest.mark.parametrize(
    "redirect_uri", [CALLBACK + "/", CALLBACK.upper(), CALLBACK + "?x=1", "http://evil.example"]
)
def test_the_redirect_uri_is_that_of_the_request(integration, redirect_uri):
    """To the letter."""
    answer = integration.exchange(integration.code(), redirect_uri=redirect_uri)

    assert outcome(answer) == INVALID_GRANT


def test_a_code_is_spent_by_a_wrong_redirect_uri(integration):
    """Whoever guesses has one guess."""
    code = integration.code()
    integration.exchange(code, redirect_uri="http://evil.example")

    assert outcome(integration.exchange(code)) == INVALID_GRANT


def test_a_code_is_for_one_app(integration, world):
    """Another cannot use it, nor spoil it."""
    other = replace(WEB, client_id="OTHER")
    world.apps["OTHER"] = other
    code = integration.code()

    assert outcome(integration.exchange(code, other)) == INVALID_GRANT
    assert integration.exchange(code).status_code == 200


@pytest.mark.parametrize("code", ["nonsense", "\0", "é", "x" * 10_000])
def test_a_code_that_never_was(integration, code):
    """invalid_grant."""
    assert outcome(integration.exchange(code)) == INVALID_GRANT


@pytest.mark.parametrize("missing", ["code", "redirect_uri"])
def test_what_must_be_there(integration, missing):
    """invalid_request, before the code is looked at."""
    form = {"grant_type": "authorization_code", "code": "c", "redirect_uri": CALLBACK}
    del form[missing]

    assert outcome(integration.token(WEB, **form)) == (400, {"error": "invalid_request"})


def test_a_custom_connection_has_no_codes(integration):
    """unauthorized_client."""
    answer = integration.exchange("code", CUSTOM)

    assert outcome(answer) == (400, {"error": "unauthorized_client"})


class TestPkce:
    def code(self, integration, app=PKCE, method="S256", challenge=CHALLENGE):
        return integration.code(app, code_challenge=challenge, code_challenge_method=method)

    def test_the_verifier_opens_the_code(self, integration):
        """The pair of RFC 7636, appendix B; no secret."""
        answer = integration.exchange(self.code(integration), PKCE, code_verifier=VERIFIER)

        assert answer.status_code == 200

    @pytest.mark.parametrize("method", ["plain", None])
    def test_plain_is_the_method_of_those_who_name_none(self, integration, method):
        """The challenge is the verifier."""
        code = self.code(integration, method=method, challenge=VERIFIER)

        assert integration.exchange(code, PKCE, code_verifier=VERIFIER).status_code == 200

    def test_a_web_app_may_do_it_too(self, integration):
        """With its secret on top."""
        code = self.code(integration, WEB)

        assert integration.exchange(code, WEB, code_verifier=VERIFIER).status_code == 200

    @pytest.mark.parametrize(
        "verifier",
        [None, CHALLENGE, VERIFIER[:-1], VERIFIER[:42], VERIFIER + "x", "é" * 43, "x" * 129],
    )
    def test_nothing_else_opens_it(self, integration, verifier):
        """Too short, too long, missing, or simply another."""
        answer = integration.exchange(self.code(integration), PKCE, code_verifier=verifier)

        assert outcome(answer) == INVALID_GRANT

    def test_a_challenge_cannot_be_played_down_to_plain(self, integration):
        """What was promised by S256 is kept by S256."""
        answer = integration.exchange(
            self.code(integration), PKCE, code_verifier=CHALLENGE, code_challenge_method="plain"
        )

        assert outcome(answer) == INVALID_GRANT

    def test_a_verifier_without_a_challenge(self, integration):
        """Somebody took the challenge out of the request on its way."""
        answer = integration.exchange(integration.code(), WEB, code_verifier=VERIFIER)

        assert outcome(answer) == INVALID_GRANT


def test_oauthlib_walks_the_whole_way(origin, monkeypatch):
    """Authorize, exchange, call, refresh: a client that nobody wrote for us."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    secret = {"client_id": WEB.client_id, "client_secret": WEB.client_secret}
    session = OAuth2Session(
        WEB.client_id,
        redirect_uri=CALLBACK,
        scope=["openid", "profile", "email", "offline_access", "accounting.settings"],
        auto_refresh_url=f"{origin}/connect/token",
        auto_refresh_kwargs=secret,
        pkce="S256",
    )

    consent, _ = session.authorization_url(f"{origin}/identity/connect/authorize")
    callback = session.request("GET", consent, withhold_token=True, allow_redirects=False).headers[
        "Location"
    ]
    first = session.fetch_token(
        f"{origin}/connect/token",
        authorization_response=callback,
        client_secret=WEB.client_secret,
    )
    listed = session.get(f"{origin}/connections").json()
    second = session.refresh_token(f"{origin}/connect/token", **secret)

    assert [connection["tenantName"] for connection in listed] == ["Demo Company (NZ)"]
    assert second["refresh_token"] != first["refresh_token"]
    assert second["scope"] == first["scope"]
