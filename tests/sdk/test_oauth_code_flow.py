"""Signing in with a browser: authorization code, PKCE and refresh, by requests-oauthlib."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from oauthlib.oauth2 import InvalidGrantError  # type: ignore[import-untyped]
from requests_oauthlib import OAuth2Session  # type: ignore[import-untyped]
from xero_python.accounting import AccountingApi
from xero_python.api_client.oauth2 import TokenApi
from xero_python.identity import IdentityApi

from mockxero.primitives.clock import FrozenClock
from tests.sdk.integration import NOWHERE, needs, sdk

SCOPES = ["openid", "profile", "email", "offline_access", "accounting.settings"]
EMPTY = "Empty Organisation"


@pytest.fixture
def clock():
    return FrozenClock(datetime(2026, 3, 4, 12))


@pytest.fixture
def xero(serve, clock):
    """A mock of its own for every test, with two organisations."""
    return serve(clock=clock, fixtures=["nz", "empty"], auto_approve=True)


@pytest.fixture(autouse=True)
def _without_tls(monkeypatch):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")


class Integration:
    """An app of somebody's own, as its developer wired it up."""

    def __init__(self, xero, kind, scopes=SCOPES):
        self.needs = needs(xero, app=kind)
        self.url = xero.url
        self.pkce = kind == "pkce"
        self.session = OAuth2Session(
            self.needs["XERO_CLIENT_ID"],
            redirect_uri=self.needs["XERO_REDIRECT_URI"],
            scope=scopes,
            pkce="S256" if self.pkce else None,
        )

    def send_the_user(self, **asked):
        """Where the user's browser is sent back to."""
        url, _ = self.session.authorization_url(self.needs["XERO_AUTH_URL"], **asked)
        answer = requests.get(url, allow_redirects=False, timeout=10)
        assert answer.status_code == 302
        return answer.headers["Location"]

    def fetch_token(self, callback):
        secret = {} if self.pkce else {"client_secret": self.needs["XERO_CLIENT_SECRET"]}
        return self.session.fetch_token(
            self.needs["XERO_TOKEN_URL"],
            authorization_response=callback,
            include_client_id=True,
            **secret,
        )

    def sign_in(self, **asked):
        self.fetch_token(self.send_the_user(**asked))
        return self

    def refresh(self, refresh_token=None):
        who = {"client_id": self.needs["XERO_CLIENT_ID"]}
        if not self.pkce:
            who["client_secret"] = self.needs["XERO_CLIENT_SECRET"]
        return self.session.refresh_token(
            self.needs["XERO_TOKEN_URL"], refresh_token=refresh_token, **who
        )

    def connections(self):
        return self.session.get(f"{self.url}/connections").json()

    def organisation(self, tenant_id=None, path="Organisation"):
        headers = {"Accept": "application/json"}
        if tenant_id is not None:
            headers["Xero-Tenant-Id"] = tenant_id
        return self.session.get(f"{self.needs['XERO_BASE_URL']}/{path}", headers=headers)


@pytest.fixture(params=["web", "pkce"])
def integration(request, xero):
    """With a secret, and without one."""
    return Integration(xero, request.param)


class TestSigningIn:
    def test_a_user_lets_an_app_in(self, integration):
        """From the consent page over the code to the organisation's own name."""
        integration.sign_in()

        tenants = {one["tenantName"]: one["tenantId"] for one in integration.connections()}
        answer = integration.organisation(tenants["Demo Company (NZ)"])

        assert answer.status_code == 200
        (organisation,) = answer.json()["Organisations"]
        assert organisation["Name"] == "Demo Company (NZ)"
        assert organisation["OrganisationID"] == tenants["Demo Company (NZ)"]

    def test_the_token_is_for_the_scopes_that_were_asked_for(self, integration):
        """In their order; oauthlib takes any other answer for an error."""
        token = integration.sign_in().session.token

        assert token["scope"] == SCOPES
        assert token["expires_in"] == 1800
        assert token["id_token"].count(".") == 2

    def test_the_user_chooses_the_organisation(self, integration, xero):
        """What the choice has connected is found by the event that the token tells of."""
        chosen = needs(xero, tenant=EMPTY)["XERO_TENANT_ID"]

        integration.sign_in(mock_tenant=chosen)

        token = jwt.decode(integration.session.access_token, options={"verify_signature": False})
        event = {"authEventId": token["authentication_event_id"]}
        (only,) = integration.session.get(f"{xero.url}/connections", params=event).json()
        assert (only["tenantId"], only["tenantName"]) == (chosen, EMPTY)
        assert len(integration.connections()) == 2

    def test_the_user_may_refuse(self, integration):
        """The app hears of it, with the state that it sent."""
        callback = integration.send_the_user(mock_decision="deny", state="mine")

        assert parse_qs(urlsplit(callback).query) == {"error": ["access_denied"], "state": ["mine"]}

    def test_a_code_is_good_once(self, integration):
        """And dead after that."""
        callback = integration.send_the_user()
        integration.fetch_token(callback)

        with pytest.raises(InvalidGrantError):
            integration.fetch_token(callback)

    def test_a_code_is_good_for_five_minutes(self, integration, clock):
        """Then it has run out."""
        callback = integration.send_the_user()
        clock.advance(timedelta(minutes=5))

        with pytest.raises(InvalidGrantError):
            integration.fetch_token(callback)

    def test_whoever_steals_a_code_has_no_verifier(self, xero):
        """The code alone opens nothing."""
        phone = Integration(xero, "pkce")
        (code,) = parse_qs(urlsplit(phone.send_the_user()).query)["code"]
        thief = OAuth2Session(
            phone.needs["XERO_CLIENT_ID"], redirect_uri=phone.needs["XERO_REDIRECT_URI"]
        )

        with pytest.raises(InvalidGrantError):
            thief.fetch_token(
                phone.needs["XERO_TOKEN_URL"],
                code=code,
                include_client_id=True,
                code_verifier="x" * 43,
            )


class TestRefreshing:
    def test_an_access_token_lives_for_half_an_hour(self, integration, clock):
        """After that the refusal says when it ended."""
        integration.sign_in()
        clock.advance(timedelta(minutes=30))

        answer = integration.organisation(NOWHERE)

        assert answer.status_code == 401
        assert answer.json()["Detail"] == "TokenExpired: token expired at 03/04/2026 12:30:00"

    def test_every_refresh_brings_a_new_pair(self, integration, clock):
        """With it the app goes on where it was, under the same scopes."""
        before = integration.sign_in().session.token
        tenant = integration.connections()[0]["tenantId"]
        clock.advance(timedelta(hours=1))

        after = integration.refresh()

        assert after["refresh_token"] != before["refresh_token"]
        assert after["access_token"] != before["access_token"]
        assert after["scope"] == before["scope"]
        assert integration.organisation(tenant).status_code == 200

    def test_a_used_refresh_token_has_half_an_hour_of_grace(self, integration, clock):
        """The answer may have been lost; later it is dead, and the new one is not."""
        old = integration.sign_in().session.token["refresh_token"]
        new = integration.refresh()["refresh_token"]

        clock.advance(timedelta(minutes=29))
        assert integration.refresh(old)["access_token"]

        clock.advance(timedelta(minutes=1))
        with pytest.raises(InvalidGrantError):
            integration.refresh(old)
        assert integration.refresh(new)["access_token"]

    def test_sixty_idle_days_end_it(self, integration, clock):
        """The user has to consent again."""
        integration.sign_in()
        clock.advance(timedelta(days=60))

        with pytest.raises(InvalidGrantError):
            integration.refresh()


class TestTheDoor:
    @pytest.mark.parametrize("tenant_id", [None, "", NOWHERE, "not a guid"])
    def test_a_wrong_tenant_is_403(self, integration, tenant_id):
        """Missing, unknown or no GUID at all; the word for it is of authentication all the same."""
        answer = integration.sign_in().organisation(tenant_id)

        assert answer.status_code == 403
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        assert answer.json() | {"Instance": "…"} == {
            "Type": None,
            "Title": "Forbidden",
            "Status": 403,
            "Detail": "AuthenticationUnsuccessful",
            "Instance": "…",
            "Extensions": {},
        }

    def test_a_missing_scope_is_401(self, integration):
        """And not 403; the header misspells its reason as Xero does."""
        tenant = integration.sign_in().connections()[0]["tenantId"]

        answer = integration.organisation(tenant, path="Contacts")

        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="insufficent_scope"'
        assert (answer.json()["Title"], answer.json()["Detail"]) == (
            "Unauthorized",
            "AuthorizationUnsuccessful",
        )

    def test_a_scope_to_read_does_not_write(self, xero):
        """`accounting.contacts.read` lists contacts and makes none."""
        reader = Integration(xero, "web", ["accounting.contacts.read"]).sign_in()
        tenant = reader.connections()[0]["tenantId"]

        read = reader.organisation(tenant, path="Contacts")
        written = reader.session.post(
            f"{reader.needs['XERO_BASE_URL']}/Contacts",
            json={"Name": "Ada"},
            headers={"Xero-Tenant-Id": tenant},
        )

        assert (read.status_code, written.status_code) == (200, 401)

    def test_a_disconnected_organisation_is_shut(self, integration):
        """The token stays good for the other one."""
        first, second = integration.sign_in().connections()

        gone = integration.session.delete(f"{integration.url}/connections/{first['id']}")

        assert (gone.status_code, gone.content) == (204, b"")
        assert [one["id"] for one in integration.connections()] == [second["id"]]
        assert integration.organisation(first["tenantId"]).status_code == 403
        assert integration.organisation(second["tenantId"]).status_code == 200


def test_the_python_sdk_refreshes_and_revokes(xero, clock, monkeypatch):
    """It sends its scopes along, and takes exactly the keys that come back."""
    shop = Integration(xero, "web").sign_in()
    token = dict(shop.session.token)
    client = sdk(shop.needs, token)
    monkeypatch.setattr(TokenApi, "refresh_token_url", shop.needs["XERO_TOKEN_URL"])
    monkeypatch.setattr(TokenApi, "revoke_token_url", f"{xero.url}/connect/revocation")
    identity = IdentityApi(client, xero.url)
    clock.advance(timedelta(hours=1))

    client.refresh_oauth2_token()
    tenant = identity.get_connections()[0].tenant_id
    names = [
        one.name
        for one in AccountingApi(client, shop.needs["XERO_BASE_URL"])
        .get_organisations(tenant)
        .organisations
    ]
    refreshed = token["access_token"]
    client.revoke_oauth2_token()

    assert names == ["Demo Company (NZ)"]
    assert token["access_token"] is None
    dead = requests.get(
        f"{xero.url}/connections", headers={"Authorization": f"Bearer {refreshed}"}, timeout=10
    )
    assert dead.status_code == 401
