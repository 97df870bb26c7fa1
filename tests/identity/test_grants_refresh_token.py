from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.identity.builders import CHALLENGE, CUSTOM, PKCE, VERIFIER, WEB, payload_of

INVALID_GRANT = (400, {"error": "invalid_grant"})


def outcome(answer):
    return answer.status_code, answer.json()


@pytest.fixture
def first(integration):
    return integration.tokens()


def test_a_refresh_gives_everything_anew(integration, first):
    """Access, id and refresh token, all other than before."""
    second = integration.refresh(first["refresh_token"]).json()

    assert list(second) == list(first)
    assert all(second[name] != first[name] for name in ("access_token", "refresh_token"))


def test_the_sign_in_stays_the_same(integration, first, clock):
    """Same user, same event, same session, and the moment of the sign-in, not of the refresh."""
    clock.advance(timedelta(hours=1))
    second = integration.refresh(first["refresh_token"]).json()

    for claim in ("sub", "auth_time", "global_session_id", "authentication_event_id"):
        assert payload_of(second["access_token"])[claim] == payload_of(first["access_token"])[claim]


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (29.99, 200), (30, 400)])
def test_a_used_token_works_for_half_an_hour(integration, first, clock, minutes, status):
    """For an app that lost the answer."""
    integration.refresh(first["refresh_token"])
    clock.advance(timedelta(minutes=minutes))

    assert integration.refresh(first["refresh_token"]).status_code == status


def test_using_it_again_does_not_prolong_the_grace(integration, first, clock):
    """The half hour starts with the first use."""
    for _ in range(2):
        integration.refresh(first["refresh_token"])
        clock.advance(timedelta(minutes=20))

    assert outcome(integration.refresh(first["refresh_token"])) == INVALID_GRANT


@pytest.mark.parametrize(("days", "status"), [(59.9, 200), (60, 400)])
def test_an_idle_token_lives_for_sixty_days(integration, first, clock, days, status):
    """An app that comes back later must ask its user again."""
    clock.advance(timedelta(days=days))

    assert integration.refresh(first["refresh_token"]).status_code == status


def test_a_busy_app_never_has_to_ask_again(integration, first, clock):
    """Each refresh starts sixty new days."""
    token = first["refresh_token"]
    for _ in range(5):
        clock.advance(timedelta(days=50))
        token = integration.refresh(token).json()["refresh_token"]

    assert integration.refresh(token).status_code == 200


def test_a_race_of_refreshes_is_won_by_all(integration, first, clock):
    """Each gets its own pair, and all pairs are good; the old token still ends in its time."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: integration.refresh(first["refresh_token"]).json(), range(8))
        )

    tokens = {answer["refresh_token"] for answer in answers}
    assert len(tokens) == 8
    assert all(integration.refresh(token).status_code == 200 for token in tokens)
    clock.advance(timedelta(minutes=30))
    assert outcome(integration.refresh(first["refresh_token"])) == INVALID_GRANT


def test_a_refresh_never_widens_the_scope(integration, first):
    """What the user did not allow is not to be had this way."""
    answer = integration.refresh(
        first["refresh_token"], scope=f"{first['scope']} accounting.settings"
    )

    assert answer.json()["scope"] == first["scope"]
    assert payload_of(answer.json()["access_token"])["scope"] == first["scope"].split()


def test_a_refresh_token_is_for_one_app(integration, first, world):
    """Another cannot use it, nor end it."""
    other = replace(WEB, client_id="OTHER")
    world.apps["OTHER"] = other

    assert outcome(integration.refresh(first["refresh_token"], other)) == INVALID_GRANT
    assert integration.refresh(first["refresh_token"]).status_code == 200


def test_a_pkce_app_refreshes_without_a_secret(integration):
    """It sends its client id and nothing else."""
    code = integration.code(PKCE, code_challenge=CHALLENGE, code_challenge_method="S256")
    tokens = integration.exchange(code, PKCE, code_verifier=VERIFIER).json()

    assert integration.refresh(tokens["refresh_token"], PKCE).status_code == 200


def test_an_access_token_does_not_refresh(integration, first):
    """One is not the other."""
    assert outcome(integration.refresh(first["access_token"])) == INVALID_GRANT


@pytest.mark.parametrize("token", ["nonsense", "\0", "é", "x" * 10_000])
def test_a_token_that_never_was(integration, token):
    """invalid_grant."""
    assert outcome(integration.refresh(token)) == INVALID_GRANT


def test_a_refresh_token_must_be_there(integration):
    """invalid_request."""
    answer = integration.token(WEB, grant_type="refresh_token")

    assert outcome(answer) == (400, {"error": "invalid_request"})


def test_a_custom_connection_has_nothing_to_refresh(integration, first):
    """unauthorized_client."""
    answer = integration.refresh(first["refresh_token"], CUSTOM)

    assert outcome(answer) == (400, {"error": "unauthorized_client"})


def test_a_refreshed_id_token_has_no_nonce(integration):
    """OpenID Connect Core, 12.2."""
    tokens = integration.tokens(nonce="n-0S6_WzA2Mj")

    second = integration.refresh(tokens["refresh_token"]).json()

    assert "nonce" not in payload_of(second["id_token"])


def test_reset_ends_codes_and_refresh_tokens(integration, first, passes):
    """As on the first day."""
    code = integration.code()
    passes.reset()

    assert outcome(integration.refresh(first["refresh_token"])) == INVALID_GRANT
    assert outcome(integration.exchange(code)) == INVALID_GRANT
