"""Xero's three hosts: each answers its own paths, and under any other name all share one origin."""

from urllib.parse import urlsplit

import pytest
from werkzeug.test import Client

from mockxero.front.authority import XERO
from mockxero.hosts import OWN
from mockxero.identity.discovery import _XERO_HOSTS

PATHS = {
    "api.xero.com": ["/api.xro/2.0/Organisation", "/connections", "/API.xro/2.0/organisation/"],
    "identity.xero.com": [
        "/.well-known/openid-configuration",
        "/.well-known/openid-configuration/jwks",
        "/connect/userinfo",
    ],
    "login.xero.com": ["/identity/connect/authorize"],
}
EVERYWHERE = [path for paths in PATHS.values() for path in paths]
FOREIGN = [
    (host, path)
    for host, own in PATHS.items()
    for path in [*EVERYWHERE, "/", "/_mockxero/health", "/api.xro", "/nothing"]
    if path not in own
]


def test_all_floors_know_the_same_three():
    """The front vouches for them, and discovery sends to them; neither sees the other."""
    assert {*PATHS} == {*OWN} == {*XERO} == _XERO_HOSTS


@pytest.fixture(scope="module")
def mock(open_mock):
    return open_mock()


@pytest.fixture
def get(mock):
    client = Client(mock.wsgi)

    def got(host, path, **how):
        headers = {"Host": host, **how.pop("headers", {})}
        return client.get(path, base_url="https://ignored", headers=headers, **how)

    return got


@pytest.mark.parametrize("spelling", ["{}", "{}:443", "{}.", "{}.:443"])
@pytest.mark.parametrize(
    ("host", "path"), [(host, one) for host, own in PATHS.items() for one in own]
)
def test_each_host_answers_its_own_paths(get, host, path, spelling):
    for name in (host, host.upper()):
        assert get(spelling.format(name), path).status_code != 404


@pytest.mark.parametrize(("host", "path"), FOREIGN)
def test_no_host_answers_for_another(get, host, path):
    told = get(host, path)

    assert told.status_code == 404
    assert "mockxero" not in told.text


@pytest.mark.parametrize(
    "host", ["localhost:9377", "127.0.0.1", "mockxero", "xero.com", "evil.example"]
)
@pytest.mark.parametrize("path", [*EVERYWHERE, "/_mockxero/health"])
def test_under_any_other_name_all_is_one(get, host, path):
    assert get(host, path).status_code != 404


@pytest.mark.parametrize(
    ("host", "login", "identity"),
    [
        ("identity.xero.com", "https://login.xero.com", "https://identity.xero.com"),
        ("IDENTITY.XERO.COM:443", "https://login.xero.com", "https://identity.xero.com"),
        ("identity.xero.com:9377", "https://login.xero.com:9377", "https://identity.xero.com:9377"),
        ("localhost:9377", "https://localhost:9377", "https://localhost:9377"),
        ("mockxero", "https://mockxero", "https://mockxero"),
    ],
)
def test_discovery_leads_to_hosts_that_know_the_way(get, host, login, identity):
    told = get(host, "/.well-known/openid-configuration").json

    assert told["authorization_endpoint"] == f"{login}/identity/connect/authorize"
    assert told["token_endpoint"] == f"{identity}/connect/token"
    for address in (one for name, one in told.items() if name.endswith(("_endpoint", "_uri"))):
        parts = urlsplit(address)
        assert get(parts.netloc, parts.path).status_code != 404


def test_what_a_proxy_would_say_is_not_believed(get):
    headers = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Port": "1",
        "Forwarded": "host=evil.example;proto=http",
    }
    told = get("localhost:9377", "/.well-known/openid-configuration", headers=headers)

    assert told.json["token_endpoint"] == "https://localhost:9377/connect/token"
