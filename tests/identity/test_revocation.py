from dataclasses import replace

import pytest

from tests.identity.builders import ADA, CHALLENGE, DEMO, PKCE, VERIFIER, WEB


@pytest.fixture
def tokens(integration):
    return integration.tokens()


def test_it_answers_with_nothing(integration, tokens):
    """200 and an empty body."""
    answer = integration.revoke(WEB, token=tokens["refresh_token"])

    assert (answer.status_code, answer.content) == (200, b"")


def test_credentials_may_come_in_the_body(integration, tokens):
    """As the Python SDK sends them."""
    answer = integration.revoke(
        None,
        token=tokens["refresh_token"],
        client_id=WEB.client_id,
        client_secret=WEB.client_secret or "",
    )

    assert answer.status_code == 200
    assert integration.refresh(tokens["refresh_token"]).status_code == 400


def test_all_tokens_of_the_user_die(integration, tokens):
    """Refresh and access tokens, of this consent and of those before it; unused codes too."""
    newer, code = integration.tokens(), integration.code()

    integration.revoke(WEB, token=newer["refresh_token"])

    for dead in (tokens, newer):
        assert integration.refresh(dead["refresh_token"]).json() == {"error": "invalid_grant"}
        answer = integration.get("/connections", dead["access_token"])
        assert answer.json()["Detail"] == "AuthenticationUnsuccessful"
    assert integration.exchange(code).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize("ends", ["revoked", "forgotten"])
@pytest.mark.parametrize("before", ["renewed", "deleted"])
def test_no_token_of_an_earlier_connection_lives_on(integration, world, passes, before, ends):
    """One that was minted by hand for it, say, before a user came and consented."""
    opened = world.connect(WEB, ADA.user_id, DEMO, world.ids.guid())
    token = passes.mint(WEB, ADA, ("openid",), opened.authentication_event_id)
    if before == "deleted":
        assert integration.delete(f"/connections/{opened.connection_id}", token).status_code == 204
    consented = integration.tokens()
    assert integration.get("/connections", token).status_code == 200

    if ends == "revoked":
        integration.revoke(WEB, token=consented["refresh_token"])
    else:
        passes.consents.end_app(WEB.client_id)

    assert integration.get("/connections", token).status_code == 401


def test_all_connections_of_the_user_close(integration, world, tokens):
    """The app has to be let in again."""
    integration.revoke(WEB, token=tokens["refresh_token"])

    assert world.connections.of(WEB.client_id, ADA.user_id) == []


def test_a_new_consent_starts_afresh(integration, tokens):
    """At the very same moment; scopes that were allowed before are not allowed now."""
    integration.revoke(WEB, token=tokens["refresh_token"])

    fresh = integration.tokens(scope="openid")

    assert fresh["scope"] == "openid"
    assert integration.get("/connections", fresh["access_token"]).status_code == 200


def test_other_apps_of_the_user_are_not_touched(integration, tokens):
    """What was allowed to one was not allowed to the other."""
    challenge = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    code = integration.code(PKCE, **challenge)
    phone = integration.exchange(code, PKCE, code_verifier=VERIFIER).json()

    integration.revoke(WEB, token=tokens["refresh_token"])

    assert integration.get("/connections", phone["access_token"]).status_code == 200
    assert integration.refresh(phone["refresh_token"], PKCE).status_code == 200


@pytest.mark.parametrize("token", ["nonsense", "\0", "x" * 10_000])
def test_an_unknown_token_is_as_good_as_revoked(integration, token):
    """RFC 7009, 2.2."""
    assert integration.revoke(WEB, token=token).status_code == 200


def test_another_app_revokes_nothing(integration, world, tokens):
    """It is told nothing either."""
    other = replace(WEB, client_id="OTHER")
    world.apps["OTHER"] = other

    assert integration.revoke(other, token=tokens["refresh_token"]).status_code == 200
    assert integration.refresh(tokens["refresh_token"]).status_code == 200


def test_who_asks_must_prove_it(integration, tokens):
    """A refresh token alone revokes nothing."""
    answer = integration.revoke(replace(WEB, client_secret="wrong"), token=tokens["refresh_token"])

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_client"})
    assert integration.refresh(tokens["refresh_token"]).status_code == 200


def test_a_token_must_be_there(integration):
    """invalid_request."""
    answer = integration.revoke(WEB)

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})


def test_a_token_that_was_read_before_dies_too(integration, tokens):
    """What is remembered of it does not outlive it."""
    assert integration.get("/connections", tokens["access_token"]).status_code == 200

    integration.revoke(WEB, token=tokens["refresh_token"])

    assert integration.get("/connections", tokens["access_token"]).status_code == 401


def test_reset_forgets_the_revocation(integration, passes, tokens):
    """As on the first day."""
    integration.revoke(WEB, token=tokens["refresh_token"])

    passes.reset()

    assert integration.get("/connections", tokens["access_token"]).status_code == 200
