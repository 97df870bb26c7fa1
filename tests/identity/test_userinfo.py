import pytest

from tests.identity.builders import ADA, CUSTOM, WEB, payload_of


def test_it_says_who_signed_in(integration):
    """With all that the scopes allow; sub is that of the tokens."""
    tokens = integration.tokens(scope="openid profile email")

    answer = integration.get("/connect/userinfo", tokens["access_token"])

    assert answer.json() == {
        "sub": payload_of(tokens["id_token"])["sub"],
        "xero_userid": ADA.user_id,
        "name": "Ada Lovelace",
        "preferred_username": "ada@example.com",
        "email": "ada@example.com",
        "given_name": "Ada",
        "family_name": "Lovelace",
    }


def test_without_profile_and_email_it_says_little(integration):
    """Only which user it is."""
    token = integration.tokens(scope="openid")["access_token"]

    assert list(integration.get("/connect/userinfo", token).json()) == ["sub", "xero_userid"]


@pytest.mark.parametrize(
    ("app", "user", "scopes"), [(WEB, ADA, ("profile",)), (CUSTOM, None, CUSTOM.scopes)]
)
def test_it_needs_openid_and_a_user(integration, passes, app, user, scopes):
    """401 with a challenge, and nothing in it."""
    answer = integration.get("/connect/userinfo", passes.mint(app, user, scopes))

    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="insufficient_scope"'


@pytest.mark.parametrize("token", [None, "a.b.c"])
def test_it_needs_a_token(integration, token):
    """401 with a challenge, and nothing in it."""
    answer = integration.get("/connect/userinfo", token)

    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
