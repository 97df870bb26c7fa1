import json
import logging
from dataclasses import replace
from urllib.parse import quote, quote_plus

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from requests.auth import _basic_auth_str

from mockxero.identity.passes import Passes
from mockxero.identity.routes import identity_api
from mockxero.primitives.clock import FrozenClock
from tests.identity.builders import (
    CALLBACK,
    CUSTOM,
    NOON,
    PKCE,
    WEB,
    payload_of,
    query_of,
    small_world,
)

FORM = "application/x-www-form-urlencoded"


def credentials(integration, **form):
    return integration.token(CUSTOM, grant_type="client_credentials", **form)


def body(app):
    return {"client_id": app.client_id, "client_secret": app.client_secret}


class TestTheAnswer:
    def test_it_is_compact_json_in_the_order_of_xero(self, integration):
        """As recorded: id token first, scope last."""
        answer = integration.exchange(integration.code())

        assert list(answer.json()) == [
            "id_token",
            "access_token",
            "expires_in",
            "token_type",
            "refresh_token",
            "scope",
        ]
        assert answer.text == json.dumps(answer.json(), separators=(",", ":"))

    def test_no_cache_may_keep_it(self, integration):
        """The headers are those of a recorded answer."""
        headers = credentials(integration).headers

        assert headers["Content-Type"] == "application/json; charset=UTF-8"
        assert headers["Cache-Control"] == "max-age=0, no-cache, no-store"
        assert headers["Pragma"] == "no-cache"
        assert headers["Xero-Origin-Id"] == "IdentityServer.Web"

    def test_the_python_sdk_can_take_it(self, integration):
        """It hands the whole answer to a function that knows these keys and no other."""
        from xero_python.api_client.oauth2 import OAuth2Token

        token = OAuth2Token(WEB.client_id, WEB.client_secret)
        token.update_token(**integration.tokens())

        assert token.scope == "openid offline_access accounting.contacts"

    def test_a_refusal_is_a_bare_word(self, integration):
        """Status 400, no description."""
        answer = integration.token(WEB, grant_type="password")

        assert (answer.status_code, answer.text) == (400, '{"error":"unsupported_grant_type"}')
        assert answer.headers["Content-Type"] == "application/json; charset=UTF-8"


class TestClientAuthentication:
    def test_in_a_basic_header(self, integration):
        """As openid-client, RestSharp and MCP do."""
        assert credentials(integration).status_code == 200

    def test_in_the_body(self, integration):
        """As the Python SDK does."""
        answer = integration.token(None, grant_type="client_credentials", **body(CUSTOM))

        assert answer.status_code == 200

    def test_a_basic_header_wins_over_the_body(self, integration):
        """The Ruby SDK sends both."""
        assert credentials(integration, **body(WEB)).status_code == 200

    def test_basic_may_be_percent_encoded(self, world, origin, integration):
        """openid-client encodes id and secret before it joins them."""
        world.apps["ID/1"] = replace(CUSTOM, client_id="ID/1", client_secret="a:b/c+d")
        header = _basic_auth_str("ID%2F1", "a%3Ab%2Fc%2Bd")

        answer = integration.session.post(
            f"{origin}/connect/token",
            data={"grant_type": "client_credentials"},
            headers={"Authorization": header},
        )

        assert answer.status_code == 200

    @pytest.mark.parametrize("secret", ["a%41b", "50%", "%zz", "a+b%20c"])
    @pytest.mark.parametrize("written", [str, quote_plus, lambda secret: quote(secret, safe="")])
    def test_or_raw_though_there_are_percent_signs_in_it(self, world, integration, secret, written):
        """Most clients encode nothing."""
        world.apps[CUSTOM.client_id] = replace(CUSTOM, client_secret=secret)

        answer = integration.token(
            replace(CUSTOM, client_secret=written(secret)), grant_type="client_credentials"
        )

        assert answer.status_code == 200

    def test_the_body_is_decoded_once(self, world, integration):
        """It has its own encoding."""
        world.apps[CUSTOM.client_id] = replace(CUSTOM, client_secret="aAb")

        answer = credentials(integration, **body(CUSTOM) | {"client_secret": "a%41b"})

        assert answer.json() == {"error": "invalid_client"}

    def test_a_wrong_secret(self, integration):
        """invalid_client."""
        answer = integration.token(replace(CUSTOM, client_secret="wrong"))

        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_client"})

    @pytest.mark.parametrize("app", [WEB, CUSTOM])
    def test_a_missing_secret(self, integration, app):
        """Only a PKCE app may come without."""
        answer = integration.token(None, client_id=app.client_id, grant_type="refresh_token")

        assert answer.json() == {"error": "invalid_client"}

    def test_no_client_id(self, integration):
        """unauthorized_client, as for an undefined one."""
        answer = integration.token(None, grant_type="client_credentials")

        assert (answer.status_code, answer.json()) == (400, {"error": "unauthorized_client"})

    def test_a_pkce_app_with_a_secret(self, integration):
        """It cannot keep one, so it has none."""
        answer = integration.token(replace(PKCE, client_secret="secret"))

        assert answer.json() == {"error": "unauthorized_client"}

    @pytest.mark.parametrize(
        "header",
        [
            "Basic",
            "Basic !!!",
            "Basic /////w==",
            "Basic Og==",
            "Bearer x",
            "basic AAAA",
            "Basic é",
            "=",
        ],
    )
    def test_a_broken_header(self, origin, integration, header):
        """It names no app; nothing breaks."""
        answer = integration.session.post(
            f"{origin}/connect/token",
            data={"grant_type": "client_credentials"},
            headers={"Authorization": header.encode()},
        )

        assert answer.status_code == 400
        assert answer.json()["error"] in {"unauthorized_client", "invalid_client"}


class TestTheForm:
    @pytest.mark.parametrize("grant_type", [None, "", "password", "Client_Credentials", "\0", "é"])
    def test_an_unknown_grant_type(self, integration, grant_type):
        """Missing is unknown."""
        answer = integration.token(CUSTOM, grant_type=grant_type)

        assert (answer.status_code, answer.json()) == (400, {"error": "unsupported_grant_type"})

    def test_a_charset_does_no_harm(self, origin, integration):
        """pyxero sends one."""
        answer = integration.session.post(
            f"{origin}/connect/token",
            data="grant_type=client_credentials",
            headers={"Content-Type": f"{FORM};charset=UTF-8"},
            auth=(CUSTOM.client_id, CUSTOM.client_secret),
        )

        assert answer.status_code == 200

    @pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data", "é"])
    def test_a_body_that_is_no_form(self, origin, integration, content_type):
        """OAuth speaks forms."""
        answer = integration.session.post(
            f"{origin}/connect/token",
            data=b'{"grant_type":"client_credentials"}',
            headers={"Content-Type": content_type.encode()},
            auth=(CUSTOM.client_id, CUSTOM.client_secret),
        )

        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})

    def test_a_parameter_sent_twice(self, integration):
        """RFC 6749, 3.2: it must not be."""
        answer = credentials(integration, scope=["accounting.contacts", "accounting.invoices"])

        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})

    @pytest.mark.parametrize(
        "form",
        [b"\xff\xfe=\xff", b"grant_type=%ff%00", b"&&&=&=", b"grant_type[]=a", b"\0" * 99, b"%"],
    )
    def test_bytes_that_make_no_sense(self, origin, integration, form):
        """A refusal, whatever they are."""
        answer = integration.session.post(
            f"{origin}/connect/token", data=form, headers={"Content-Type": FORM}
        )

        assert answer.status_code == 400
        assert answer.json()["error"] in {"unauthorized_client", "invalid_request"}

    def test_a_form_larger_than_any(self, integration):
        """It is refused unread."""
        answer = credentials(integration, scope="x" * 100_000)

        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})

    def test_a_token_is_asked_for_by_post(self, integration):
        """Nothing of a URL is kept secret; IdentityServer refuses a GET like a body of JSON."""
        answer = integration.get("/connect/token", params={"client_id": WEB.client_id})

        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})


def test_the_log_keeps_secrets(integration, caplog):
    """Refused or not, no secret, code or token is written down."""
    caplog.set_level(logging.DEBUG)
    tokens = integration.tokens()
    code = integration.code()
    integration.exchange(code, redirect_uri="http://evil.example")
    integration.exchange(code)
    integration.refresh(tokens["refresh_token"] + "x")
    integration.token(replace(WEB, client_secret="wrong-secret"))
    integration.revoke(WEB, token=tokens["refresh_token"])

    secrets = [*tokens.values(), code, "wrong-secret", WEB.client_secret]
    words = [s for s in secrets if isinstance(s, str) and len(s) > 9 and " " not in s]

    logged = [record.getMessage() for record in caplog.records if "mockxero" in record.name]
    assert len(words) == 6
    assert len(logged) == 4
    assert not [word for word in words if word in "\n".join(logged)]


def test_a_scope_is_what_was_asked_for_and_no_more(integration):
    """Answer and token agree."""
    tokens = integration.tokens(scope="accounting.settings openid")

    assert tokens["scope"] == "accounting.settings openid"
    assert payload_of(tokens["access_token"])["scope"] == ["accounting.settings", "openid"]


def test_same_seed_and_same_calls_give_the_same_bytes(keys):
    """A whole sign-in, twice: codes, tokens, ids, everything."""

    def sign_in():
        service = Flask(__name__)
        world = small_world(FrozenClock(NOON))
        service.register_blueprint(identity_api(world, Passes(world, keys)))
        browser = service.test_client()
        query = {
            "response_type": "code",
            "client_id": WEB.client_id,
            "redirect_uri": CALLBACK,
            "scope": "openid offline_access accounting.contacts",
        }
        location = browser.get("/identity/connect/authorize", query_string=query).location
        form = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, **body(WEB)}
        tokens = browser.post("/connect/token", data=form | {"code": query_of(location)["code"]})
        bearer = {"Authorization": f"Bearer {json.loads(tokens.text)['access_token']}"}
        return location, tokens.text, browser.get("/connections", headers=bearer).text

    assert sign_in() == sign_in()


NAMES = st.sampled_from(["grant_type", "client_id", "client_secret", "scope", "code", "token"])
VALUES = st.sampled_from(["client_credentials", "refresh_token", "CUSTOM0", "WEB0"]) | st.text()


@given(
    st.dictionaries(NAMES | st.text(), VALUES), st.none() | st.text(st.characters(codec="latin-1"))
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_at_all_upsets_the_service(browser, form, header):
    """It is refused in one of the words of RFC 6749."""
    headers = {} if header is None else {"Authorization": "Basic " + "".join(header.split())}

    answer = browser.post("/connect/token", data=form, headers=headers)

    assert answer.status_code == 400
    assert list(answer.json) == ["error"]
