"""A mock behind its sockets: plain, with TLS, and under Xero's own names."""

import re
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests

from mockxero.books.parties import AppKind
from mockxero.front.authority import Authority

LOGIN, IDENTITY, API = (f"https://{name}.xero.com" for name in ("login", "identity", "api"))


@pytest.fixture(scope="module")
def server(serve):
    """A mock that is served already; its door opens later."""
    return serve()


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="module")
def door(server, authority):
    return server.open_door(authority, proxy=True)


@pytest.fixture
def client(door, authority):
    """A program that knows of Xero only, and of a proxy."""
    with requests.Session() as session:
        session.trust_env = False
        session.proxies = dict.fromkeys(("http", "https"), f"http://127.0.0.1:{door.port}")
        session.verify = str(authority.certificate_path)
        yield session


@pytest.fixture(scope="module")
def app(server):
    return next(app for app in server.mock.world.apps.values() if app.kind is AppKind.WEB)


def submitted(client, page, **told):
    """The answer to the form of a page, with what it holds already."""
    (action,) = re.findall(r'action="([^"]*)"', page.text)
    (ticket,) = re.findall(r'name="ticket" value="([^"]*)"', page.text)
    where = urljoin(page.url, action)
    headers = {"Origin": f"https://{urlsplit(page.url).netloc}"}
    form = {"ticket": ticket, **told}
    return client.post(where, data=form, headers=headers, allow_redirects=False, timeout=10)


def test_an_app_that_knows_xero_only_goes_all_the_way(client, server, app):
    """From the page of consent to the API, each under the name that Xero has for it."""
    world = server.mock.world
    user, tenant = next(iter(world.users.values())), next(iter(world.organisations.values()))
    asked = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": app.redirect_uris[0],
        "scope": "openid offline_access accounting.settings",
        "state": "s",
    }

    page = client.get(f"{LOGIN}/identity/connect/authorize", params=asked, timeout=10)
    assert page.url.startswith(f"{LOGIN}/identity/user/login?")
    signed_in = submitted(client, page, user=user.user_id)
    page = client.get(urljoin(page.url, signed_in.headers["Location"]), timeout=10)
    assert urlsplit(page.url).netloc == "login.xero.com"
    agreed = submitted(client, page, organisation=tenant.tenant_id, decision="allow")
    back = agreed.headers["Location"]
    assert back.startswith(app.redirect_uris[0])

    code = parse_qs(urlsplit(back).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": asked["redirect_uri"]}
    who = (app.client_id, app.client_secret)
    tokens = client.post(f"{IDENTITY}/connect/token", data=form, auth=who, timeout=10).json()
    headers = {"Authorization": f"Bearer {tokens['access_token']}", "Accept": "application/json"}
    (connection,) = client.get(f"{API}/connections", headers=headers, timeout=10).json()
    assert connection["tenantId"] == tenant.tenant_id
    headers["Xero-Tenant-Id"] = connection["tenantId"]
    told = client.get(f"{API}/api.xro/2.0/Organisation", headers=headers, timeout=10).json()
    assert told["Organisations"][0]["Name"] == tenant.name


@pytest.mark.parametrize("path", ["/api.xro/2.0/Organisation", "/_mockxero/health"])
def test_whoever_asks_without_tls_is_sent_to_tls(client, path):
    told = client.get(f"http://api.xero.com{path}", allow_redirects=False, timeout=10)

    assert told.status_code == 301
    assert told.headers["Location"] == f"https://api.xero.com{path}"


def test_what_xero_spells_oddly_is_spelled_so_over_tls(client, server):
    token = requests.get(f"{server.url}/_mockxero/env", timeout=10).json()["XERO_ACCESS_TOKEN"]
    headers = {"Authorization": f"Bearer {token}"}
    told = client.get(f"{API}/api.xro/2.0/Organisation", headers=headers, timeout=10)

    assert "X-MinLimit-Remaining" in list(told.headers)
    assert told.headers["Server"] == "Kestrel"


def test_neither_a_proxy_nor_a_client_can_change_the_scheme(client, server, door):
    """Who speaks plain HTTP may say what he likes; and so may who speaks TLS."""
    lies = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "proto=https",
    }
    plain = requests.get(
        f"{server.url}/.well-known/openid-configuration", headers=lies, timeout=10
    ).json()
    secure = client.get(
        f"https://localhost:{door.port}/.well-known/openid-configuration",
        headers={**lies, "X-Forwarded-Proto": "http"},
        proxies={"https": None},
        timeout=10,
    ).json()

    assert plain["token_endpoint"] == f"{server.url}/connect/token"
    assert secure["token_endpoint"] == f"https://localhost:{door.port}/connect/token"


def test_the_socket_behind_the_door_is_for_this_machine_only(server, door):
    assert server._secure.effective_host == "127.0.0.1"
