"""Whatever is sent to the portal, it answers in a sentence or does what was asked: never a 500."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockxero.primitives.clock import FrozenClock
from tests.control.portal import EMPTY, SHOP, Portal

ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
PLAUSIBLE = st.sampled_from(
    ["web", "pkce", "custom", "Shop", EMPTY, "openid", "30m", "0s", "a@b", "2026-01-01", "core"]
)
VALUES = st.recursive(
    ATOMS | PLAUSIBLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
MEMBERS = st.sampled_from(
    [
        "name",
        "kind",
        "client_id",
        "client_secret",
        "redirect_uris",
        "scopes",
        "tenant",
        "created",
        "certified",
        "tier",
        "auto_approve",
        "webhook_key",
        "connections",
        "app",
        "user",
        "expires",
        "email",
        "given_name",
        "family_name",
        "tenants",
        "user",
        "tenant_name",
        "colour",
    ]
)
MEMBER = st.dictionaries(MEMBERS, VALUES, max_size=4)
BODIES = MEMBER | VALUES | MEMBER.map(lambda members: SHOP | {"name": "B"} | members)
CALLS = st.sampled_from(
    [
        ("POST", "apps"),
        ("PATCH", "apps/Shop"),
        ("POST", "apps/Shop/secret"),
        ("POST", "tokens"),
        ("DELETE", "tokens/ci"),
        ("POST", "users"),
    ]
)


@pytest.fixture(scope="module")
def shop(open_mock):
    """One portal for all that is sent; what got in stays."""
    portal = Portal(open_mock(FrozenClock(datetime(2026, 11, 20, 12)), "empty"))
    portal.app()
    return portal


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(call=CALLS, told=BODIES)
def test_any_body(shop, call, told):
    method, path = call

    answer = shop.ask(method, path, told)

    assert answer.status_code in (200, 201, 204, 400, 404), answer.text
    if answer.status_code in (400, 404):
        assert answer.mimetype == "text/plain"
        assert answer.text.count("\n") == 1


@given(called=st.text(max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name(shop, called):
    """Whoever has it, or nobody."""
    for path in ("apps", "tokens", "users"):
        if called in ("Shop", SHOP["name"]):
            continue
        answer = shop.client.delete(f"/_mockxero/{path}/{called.replace('/', '')}")
        assert answer.status_code in (204, 404, 405), answer.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from(["app", "tenant", "user"]), ATOMS | PLAUSIBLE))
def test_any_question(shop, query):
    asked = {name: str(one).encode("utf-8", "replace") for name, one in query.items()}

    answer = shop.ask("GET", "env", query_string=asked)

    assert answer.status_code in (200, 400, 404), answer.text
