from dataclasses import replace

import pytest
from oauthlib.oauth2 import BackendApplicationClient  # type: ignore[import-untyped]
from requests_oauthlib import OAuth2Session  # type: ignore[import-untyped]

from tests.identity.builders import CUSTOM, PKCE, WEB


def ask(integration, app=CUSTOM, **form):
    return integration.token(app, grant_type="client_credentials", **form)


def test_asking_for_nothing_gives_everything(integration):
    """All that the app is configured with, for the Python SDK asks for nothing."""
    assert ask(integration).json()["scope"] == "accounting.contacts accounting.invoices"


def test_asking_by_the_wrong_name_is_asking_for_nothing(integration):
    """The Node SDK sends `scopes`, joined with commas."""
    answer = ask(integration, scopes="accounting.contacts,accounting.invoices")

    assert answer.json()["scope"] == "accounting.contacts accounting.invoices"


def test_asking_for_less_gives_less(integration):
    """In the order of the request, each once."""
    answer = ask(integration, scope=" accounting.invoices  accounting.invoices ")

    assert answer.json()["scope"] == "accounting.invoices"


@pytest.mark.parametrize(
    "scope",
    [
        "accounting.transactions",
        "accounting.contacts accounting.settings",
        "nonsense",
        "accounting.contacts,accounting.invoices",
        "Accounting.Contacts",
        "openid",
        "offline_access accounting.contacts",
        "accounting.contacts\0",
        "é",
    ],
)
def test_a_scope_that_the_app_has_not_is_refused(integration, scope):
    """All of them or none: the MCP server falls back to the new names on exactly this word."""
    answer = ask(integration, scope=scope)

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_scope"})


def test_what_needs_a_user_is_not_to_be_had(integration, world):
    """Not even by an app that is configured with it."""
    scopes = ("openid", "offline_access", "accounting.contacts")
    world.apps[CUSTOM.client_id] = replace(CUSTOM, scopes=scopes)

    assert ask(integration).json()["scope"] == "accounting.contacts"
    assert ask(integration, scope="openid").json() == {"error": "invalid_scope"}


def test_there_is_nothing_to_refresh(integration):
    """No user, no id token, no refresh token."""
    assert list(ask(integration).json()) == ["access_token", "expires_in", "token_type", "scope"]


@pytest.mark.parametrize("app", [WEB, PKCE])
def test_only_a_custom_connection_may(integration, app):
    """An app that users sign in to has no organisation of its own."""
    answer = ask(integration, app)

    assert (answer.status_code, answer.json()) == (400, {"error": "unauthorized_client"})


@pytest.mark.parametrize("scope", ["app.connections", "marketplace.billing"])
def test_a_web_app_may_ask_for_what_is_its_own(integration, scope):
    """Its connections and its billing, without a user."""
    assert ask(integration, WEB, scope=scope).json()["scope"] == scope


def test_a_web_app_may_ask_for_nothing_else_beside(integration):
    """Not for the books of anybody."""
    answer = ask(integration, WEB, scope="app.connections accounting.contacts")

    assert answer.json() == {"error": "unauthorized_client"}


def test_oauthlib_gets_its_token(origin, monkeypatch):
    """A client that nobody wrote for us."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    session = OAuth2Session(client=BackendApplicationClient(CUSTOM.client_id))

    token = session.fetch_token(
        f"{origin}/connect/token",
        client_id=CUSTOM.client_id,
        client_secret=CUSTOM.client_secret,
        scope=["accounting.contacts"],
    )

    assert token["token_type"] == "Bearer"
    assert session.get(f"{origin}/connections").json()[0]["tenantName"] == "Demo Company (NZ)"
