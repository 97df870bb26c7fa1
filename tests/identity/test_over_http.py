"""Tokens on a whole mock behind a socket: who races, who forges, and what the log keeps."""

import http.client
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from threading import Barrier
from urllib.parse import urlsplit

import jwt
import pytest
import requests

from mockxero.api import desk
from mockxero.books.parties import AppKind
from mockxero.identity.keys import KeyRing
from mockxero.identity.passes import Passes
from mockxero.primitives.clock import FrozenClock
from tests.identity.builders import CHALLENGE, VERIFIER, base64url, payload_of, query_of, segment

MORNING = datetime(2026, 9, 14, 9, 30)
ASKED = "openid profile email offline_access accounting.settings"
ORGANISATION = "/api.xro/2.0/Organisation"


@pytest.fixture(scope="module")
def clock():
    return FrozenClock(MORNING)


@pytest.fixture(scope="module")
def server(serve, clock, tmp_path_factory):
    server = serve(clock=clock, auto_approve=True)
    server.mock.passes.keys = KeyRing(tmp_path_factory.mktemp("state") / "signing-key.pem")
    return server


@pytest.fixture
def mock(server, clock):
    clock.advance(MORNING - clock.now())
    server.mock.reset()
    return server.mock


class Client:
    """An app of a kind, as its developer wrote it."""

    def __init__(self, server, kind=AppKind.WEB):
        self.url = server.url
        self.app = next(app for app in server.mock.world.apps.values() if app.kind is kind)
        self.sent = []
        """Every secret that went over the wire, either way."""

    def tokens(self):
        query = {
            "response_type": "code",
            "client_id": self.app.client_id,
            "redirect_uri": self.app.redirect_uris[0],
            "scope": ASKED,
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        answer = requests.get(
            f"{self.url}/identity/connect/authorize",
            params=query,
            allow_redirects=False,
            timeout=10,
        )
        code = query_of(answer.headers["Location"])["code"]
        self.sent += [code, VERIFIER]
        return self.ask(
            grant_type="authorization_code",
            code=code,
            redirect_uri=self.app.redirect_uris[0],
            code_verifier=VERIFIER,
        ).json()

    def refresh(self, token):
        return self.ask(grant_type="refresh_token", refresh_token=token)

    def ask(self, path="/connect/token", **form):
        """With the secret in the body, or in a Basic header."""
        me = {"client_id": self.app.client_id, "client_secret": self.app.client_secret}
        answer = requests.post(f"{self.url}{path}", data=form | me, timeout=10)
        told = answer.json() if answer.content else {}
        names = ("access_token", "refresh_token", "id_token")
        self.sent += [told[name] for name in names if name in told]
        return answer

    def get(self, path, token):
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        tenants = {"xero-tenant-id": "a46fcb6f-2773-40c4-a119-8aa08bca1e8e"}
        return requests.get(f"{self.url}{path}", headers=headers | tenants, timeout=10)


class TestTheRace:
    def test_two_workers_that_refresh_at_once_both_succeed(self, server, mock, clock):
        """Twenty times over: both get a pair, and both pairs are good, to the API and for more."""
        client = Client(server)
        token = client.tokens()["refresh_token"]
        at_once = Barrier(2)

        def worker(_):
            at_once.wait()
            return client.refresh(token)

        with ThreadPoolExecutor(2) as pool:
            for _ in range(20):
                pairs = [answer.json() for answer in pool.map(worker, range(2))]
                assert len({pair["refresh_token"] for pair in pairs}) == 2
                opened = [client.get(ORGANISATION, pair["access_token"]) for pair in pairs]
                assert [answer.status_code for answer in opened] == [200, 200]
                token = pairs[0]["refresh_token"]
                other = pairs[1]["refresh_token"]
                clock.advance(timedelta(minutes=10))
                assert client.refresh(other).status_code == 200

    def test_whoever_comes_after_the_grace_is_refused(self, server, mock, clock):
        """The worker that was late asks its user again; the other one's pair is as good as new."""
        client = Client(server)
        first = client.tokens()["refresh_token"]
        winner = client.refresh(first).json()
        clock.advance(timedelta(minutes=29, seconds=59))
        slow = client.refresh(first)
        clock.advance(timedelta(seconds=1))

        late = client.refresh(first)

        assert slow.status_code == 200
        assert (late.status_code, late.text) == (400, '{"error":"invalid_grant"}')
        for good in (winner, slow.json()):
            assert client.refresh(good["refresh_token"]).status_code == 200

    def test_workers_that_redeem_one_code_at_once(self, server, mock):
        """One of eight gets the tokens, and keeps them: the others end nothing."""
        client = Client(server)
        answer = requests.get(
            f"{server.url}/identity/connect/authorize",
            params={
                "response_type": "code",
                "client_id": client.app.client_id,
                "redirect_uri": client.app.redirect_uris[0],
                "scope": ASKED,
            },
            allow_redirects=False,
            timeout=10,
        )
        form = {
            "grant_type": "authorization_code",
            "redirect_uri": client.app.redirect_uris[0],
            "code": query_of(answer.headers["Location"])["code"],
        }
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: client.ask(**form), range(8)))

        (won,) = [answer for answer in answers if answer.status_code == 200]
        lost = {answer.text for answer in answers if answer is not won}
        assert lost == {'{"error":"invalid_grant"}'}
        assert client.ask(**form).text == '{"error":"invalid_grant"}'
        assert client.get(ORGANISATION, won.json()["access_token"]).status_code == 200
        assert client.refresh(won.json()["refresh_token"]).status_code == 200

    def test_rotating_the_keys_meanwhile_disturbs_nobody(self, server, mock):
        """Every token that comes out is good, whichever key signed it."""
        client = Client(server, AppKind.CUSTOM)

        def worker(number):
            if number % 10 == 0:
                mock.passes.rotate_keys()
            token = client.ask(grant_type="client_credentials").json()["access_token"]
            return client.get(ORGANISATION, token).status_code

        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(worker, range(40))) == {200}


UNSUCCESSFUL, SIGNATURE = "AuthenticationUnsuccessful", "TokenInvalidSignature"


@pytest.fixture(scope="module")
def tokens(server):
    return Client(server).tokens()


@pytest.fixture(scope="module")
def forged(server, tokens, tmp_path_factory):
    """What hostile or confused clients send instead of a token, by name, with Xero's word."""
    good = tokens["access_token"]
    header, payload, signature = good.split(".")
    said = payload_of(good)
    stranger = KeyRing(tmp_path_factory.mktemp("stranger") / "signing-key.pem")
    foreign = Passes(server.mock.world, stranger)
    app, user = Client(server).app, next(iter(server.mock.world.users.values()))

    def ours(**changed):
        claims = {n: v for n, v in (said | changed).items() if v is not None}
        return server.mock.passes.keys.active.sign(claims)

    unsigned = segment({"alg": "none", "typ": "JWT"})
    public = server.mock.passes.keys.active.public.public_numbers().n.to_bytes(256, "big")
    return {
        "another mock's": (foreign.mint(app, user, ("accounting.settings",)), SIGNATURE),
        "alg none": (f"{unsigned}.{payload}.", UNSUCCESSFUL),
        "alg none, signed": (f"{unsigned}.{payload}.{signature}", UNSUCCESSFUL),
        "HS256": (jwt.encode(said, public, algorithm="HS256"), UNSUCCESSFUL),
        "more scopes": (
            f"{header}.{segment(said | {'scope': ['accounting.contacts']})}.{signature}",
            SIGNATURE,
        ),
        "a later end": (
            f"{header}.{segment(said | {'exp': said['exp'] + 9999})}.{signature}",
            SIGNATURE,
        ),
        "another header": (f"{segment({'alg': 'RS256'})}.{payload}.{signature}", SIGNATURE),
        "another signature": (f"{header}.{payload}.{base64url(bytes(256))}", SIGNATURE),
        "a cut signature": (good[:-2], SIGNATURE),
        "no signature": (f"{header}.{payload}.", SIGNATURE),
        "two parts": (f"{header}.{payload}", UNSUCCESSFUL),
        "four parts": (f"{good}.x", UNSUCCESSFUL),
        "wrong audience": (ours(aud="https://api.xero.com"), UNSUCCESSFUL),
        "no audience": (ours(aud=None), UNSUCCESSFUL),
        "wrong issuer": (ours(iss="https://identity.xero.com/"), UNSUCCESSFUL),
        "no scope": (ours(scope=None), UNSUCCESSFUL),
        "scope as text": (ours(scope="accounting.settings"), UNSUCCESSFUL),
        "exp as a fraction": (ours(exp=said["exp"] + 0.5), UNSUCCESSFUL),
        "exp of a far day": (ours(exp=10**18), UNSUCCESSFUL),
        "exp that is true": (ours(exp=True), UNSUCCESSFUL),
        "nbf tomorrow": (ours(nbf=said["nbf"] + 86400), UNSUCCESSFUL),
        "no app": (ours(client_id=None), UNSUCCESSFUL),
        "an app that is gone": (ours(client_id="0" * 32), UNSUCCESSFUL),
        "a user who is gone": (ours(xero_userid="0" * 32), UNSUCCESSFUL),
        "expired": (
            ours(nbf=said["nbf"] - 1800, exp=said["nbf"] - 1),
            "TokenExpired: token expired at 09/14/2026 09:29:59",
        ),
        "an id token": (tokens["id_token"], UNSUCCESSFUL),
        "a refresh token": (tokens["refresh_token"], UNSUCCESSFUL),
        "100 kB": ("x" * 100_000, UNSUCCESSFUL),
        "100 kB, three parts": (f"{header}.{'A' * 100_000}.{signature}", UNSUCCESSFUL),
        "not ASCII": ("é.ü.ß", UNSUCCESSFUL),
        "blanks": (f"{header} . {payload} . {signature}", UNSUCCESSFUL),
        "twice": (f"{good}, Bearer {good}", UNSUCCESSFUL),
        "a GUID": ("3c7360c0-6195-462d-b913-76ce9c66cbb8", UNSUCCESSFUL),
    }


FORGERIES = [
    "another mock's", "alg none", "alg none, signed", "HS256", "more scopes", "a later end",
    "another header", "another signature", "a cut signature", "no signature", "two parts",
    "four parts", "wrong audience", "no audience", "wrong issuer", "no scope", "scope as text",
    "exp as a fraction", "exp of a far day", "exp that is true", "nbf tomorrow", "no app",
    "an app that is gone", "a user who is gone", "expired", "an id token", "a refresh token",
    "100 kB", "100 kB, three parts", "not ASCII", "blanks", "twice", "a GUID",
]  # fmt: skip


def raw(url, path, *authorization, method="GET"):
    """A request with as many Authorization headers as are given."""
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)) as wire:
        wire.putrequest(method, path)
        for one in authorization:
            wire.putheader("Authorization", one.encode())
        wire.endheaders()
        answer = wire.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


class TestForgeries:
    def test_the_table_is_whole(self, forged):
        """The names stand apart because pytest needs them early."""
        assert [*forged] == FORGERIES

    @pytest.mark.parametrize("name", FORGERIES)
    @pytest.mark.parametrize(
        ("method", "path"),
        [("GET", ORGANISATION), ("GET", "/connections"), ("DELETE", "/connections/x")],
    )
    def test_the_gateway_refuses(self, server, forged, name, method, path):
        """401 in Xero's words, as JSON, whatever was asked for."""
        token, detail = forged[name]

        status, headers, body = raw(server.url, path, f"Bearer {token}", method=method)

        assert status == 401
        assert headers["Content-Type"] == "application/json; charset=utf-8"
        assert body.startswith(b'{"Type":null,"Title":"Unauthorized","Status":401,"Detail":"')
        assert f'"Detail":"{detail}"'.encode() in body

    @pytest.mark.parametrize("name", FORGERIES)
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_userinfo_refuses(self, server, forged, name, method):
        """401 with a challenge and nothing else. # guess: as IdentityServer"""
        status, headers, body = raw(
            server.url, "/connect/userinfo", f"Bearer {forged[name][0]}", method=method
        )

        assert (status, body) == (401, b"")
        assert headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'

    @pytest.mark.parametrize("path", [ORGANISATION, "/connections", "/connect/userinfo"])
    def test_several_headers_are_none(self, server, tokens, path):
        """Not even where one of them is good, or both are the same."""
        good, bad = f"Bearer {tokens['access_token']}", "Bearer bad"

        for pair in ((good, bad), (bad, good), (good, good), (good, "Basic YTpi")):
            assert raw(server.url, path, *pair)[0] == 401

    @pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
    def test_the_good_one_opens_all_doors(self, server, tokens, scheme):
        """However the scheme is written: nothing above is refused by chance."""
        authorization = f"{scheme} {tokens['access_token']}"

        assert raw(server.url, "/connections", authorization)[0] == 200
        for method in ("GET", "POST"):
            assert raw(server.url, "/connect/userinfo", authorization, method=method)[0] == 200
        status, _, body = raw(server.url, ORGANISATION, authorization)
        assert (status, b"Forbidden" in body) == (403, True)  # no tenant was named


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/connect/token", "GET, HEAD, OPTIONS, POST"),
        ("GET", "/connect/revocation", "OPTIONS, POST"),
        ("DELETE", "/connect/userinfo", "GET, HEAD, OPTIONS, POST"),
        ("POST", "/connections", "GET, HEAD, OPTIONS"),
        ("GET", "/connections/x", "DELETE, OPTIONS"),
        ("POST", "/.well-known/openid-configuration", "GET, HEAD, OPTIONS"),
    ],
)
def test_another_method_is_not_allowed(server, method, path, allowed):
    """405 with nothing in it. # guess"""
    status, headers, body = raw(server.url, path, method=method)

    assert (status, headers["Allow"], body) == (405, allowed, b"")
    assert "Content-Type" not in headers


class TestDisconnecting:
    def tenants(self, client, token):
        return [one["tenantId"] for one in client.get("/connections", token).json()]

    def test_what_follows_from_it(self, server, mock):
        """The API is closed from the next call on, to every token; the tokens themselves live."""
        client = Client(server)
        first, second = client.tokens(), client.tokens()
        (connection,) = client.get("/connections", first["access_token"]).json()
        before = client.get(ORGANISATION, second["access_token"]).status_code

        gone = raw(
            server.url,
            f"/connections/{connection['id']}",
            f"Bearer {first['access_token']}",
            method="DELETE",
        )

        assert (before, gone[0], gone[2]) == (200, 204, b"")
        refreshed = client.refresh(second["refresh_token"]).json()
        for tokens in (first, second, refreshed):
            answer = client.get(ORGANISATION, tokens["access_token"])
            assert (answer.status_code, answer.json()["Detail"]) == (403, UNSUCCESSFUL)
            assert client.get("/connections", tokens["access_token"]).text == "[]"
            assert client.get("/connect/userinfo", tokens["access_token"]).status_code == 200

    def test_a_new_consent_connects_again(self, server, mock):
        """Older tokens of the same user are good for it, too; it bears the new event."""
        client = Client(server)
        token = client.tokens()["access_token"]
        (connection,) = client.get("/connections", token).json()
        raw(server.url, f"/connections/{connection['id']}", f"Bearer {token}", method="DELETE")
        assert client.get(ORGANISATION, token).status_code == 403

        again = client.tokens()["access_token"]

        (anew,) = client.get("/connections", token).json()
        assert anew["tenantId"] == connection["tenantId"]
        assert anew["authEventId"] == payload_of(again)["authentication_event_id"]
        for one in (token, again):
            assert client.get(ORGANISATION, one).status_code == 200

    def test_another_app_cannot_do_it(self, server, mock):
        """404, as for what was never there; nor can the same user by way of another app."""
        web, phone = Client(server), Client(server, AppKind.PKCE)
        nightly = Client(server, AppKind.CUSTOM)
        token = web.tokens()["access_token"]
        others = [
            phone.tokens()["access_token"],
            nightly.ask(grant_type="client_credentials").json()["access_token"],
        ]
        (connection,) = web.get("/connections", token).json()

        for other in others:
            path = f"/connections/{connection['id']}"
            status, _, body = raw(server.url, path, f"Bearer {other}", method="DELETE")
            assert (status, body) == (404, b"")
        assert web.get(ORGANISATION, token).status_code == 200


def test_the_log_keeps_no_secret(server, mock, caplog, monkeypatch):
    """The whole story at the level of DEBUG, waitress and werkzeug included: good and bad ends."""
    caplog.set_level(logging.DEBUG)
    client = Client(server)
    first = client.tokens()
    second = client.refresh(first["refresh_token"]).json()
    client.refresh(first["refresh_token"][::-1])
    client.ask(grant_type="authorization_code", code="c" * 43, redirect_uri="http://localhost")
    for token in (second["access_token"], second["id_token"], second["access_token"] + "x"):
        for path in (ORGANISATION, "/connections", "/connect/userinfo"):
            client.get(path, token)
    wrong = requests.post(
        f"{server.url}/connect/token", auth=(client.app.client_id, "w" * 40), timeout=10
    )
    odd = {"client_secret": [client.app.client_secret] * 2, "refresh_token": "t" * 40}
    requests.post(f"{server.url}/connect/token", data=odd, timeout=10)
    requests.post(f"{server.url}/connect/token", json={"refresh_token": "t" * 40}, timeout=10)
    minted = requests.post(f"{server.url}/_mockxero/tokens", json={}, timeout=10).json()["token"]
    requests.post(f"{server.url}/_mockxero/keys", json={}, timeout=10)
    with monkeypatch.context() as broken:
        broken.setattr(desk, "_handled_once", lambda *_: 1 / 0)
        assert client.get(ORGANISATION, second["access_token"]).status_code == 500
    client.ask("/connect/revocation", token=second["refresh_token"])

    ours = [record for record in caplog.records if not record.name.startswith("urllib3")]
    text = "\n".join(map(caplog.handler.format, ours))
    secrets = [*client.sent, minted, client.app.client_secret, client.app.webhook_key]
    secrets += ["w" * 40, "t" * 40, "c" * 43, first["refresh_token"][::-1]]

    assert wrong.json() == {"error": "invalid_client"}
    assert "ZeroDivisionError" in text
    assert text.count("Refused with") >= 4
    assert len(secrets) >= 13
    assert [
        secret for secret in secrets if secret in text or secret.rpartition(".")[2] in text
    ] == []
