"""Apps can be registered, changed and removed as at the portal, with everything that follows."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from mockxero.control.asked import Mistold
from mockxero.server import Mock, Settings
from tests.control.portal import CALLBACK, EMPTY, SHOP, Portal

DEMO = "a46fcb6f-2773-40c4-a119-8aa08bca1e8e"
CONTACTS = "/api.xro/2.0/Contacts"


class TestRegistering:
    def test_a_new_app_is_as_the_portal_makes_it_today(self, portal):
        """Uncertified, of the smallest tier, without connections; an id and a secret are drawn."""
        app = portal.app()

        assert app.items() >= SHOP.items()
        assert len(app["client_id"]) == 32
        assert len(app["client_secret"]) == 48
        expected: dict[str, Any] = {
            "scopes": [],
            "tenant": None,
            "created": "2026-11-20",
            "certified": False,
            "tier": "starter",
            "auto_approve": False,
            "connections": [],
        }
        assert app.items() >= expected.items()

    def test_everything_can_be_told(self, portal):
        told = {
            "client_id": "REAL-ID",
            "client_secret": "real-secret",
            "redirect_uris": ["http://localhost:1234/", "http://127.0.0.1/x", "https://a.example/"],
            "scopes": ["openid", "accounting.contacts"],
            "created": "2025-06-30",
            "certified": True,
            "tier": "plus",
            "auto_approve": True,
            "webhook_key": "hook",
            "connections": [{"tenant": EMPTY, "user": "demo.user@example.com"}],
        }

        app = portal.app(**told)

        (connection,) = app.pop("connections")
        told.pop("connections")
        assert app.items() >= told.items()
        assert connection["tenant_name"] == EMPTY
        assert portal.world.apps["REAL-ID"].created == date(2025, 6, 30)

    def test_who_says_no_redirect_uri_comes_back_to_localhost(self, portal):
        """A custom connection comes back nowhere."""
        app = portal.made("apps", {"name": "Shop", "kind": "pkce"})
        custom = portal.made("apps", {"name": "Nightly", "kind": "custom", "tenant": EMPTY})

        assert "http://localhost:5000/callback" in app["redirect_uris"]
        assert app["client_secret"] is None
        assert custom["redirect_uris"] == []

    def test_the_list_keeps_secrets_unless_it_is_asked_for_them(self, portal):
        """So does the answer to one app; no cache keeps either."""
        app = portal.app()

        listed = portal.ask("GET", "apps")
        shown = portal.listed("apps?secrets=true")

        for text in (listed.text, portal.ask("GET", "apps/Shop").text):
            assert app["client_secret"] not in text
            assert app["webhook_key"] not in text
        assert listed.headers["Cache-Control"] == "no-store"
        assert app in shown

    def test_users_sign_in_to_it(self, portal):
        tokens = portal.signed_in(portal.app())

        (connection,) = portal.call("/connections", tokens["access_token"]).json
        assert connection["tenantName"] == "Demo Company (NZ)"

    def test_a_custom_connection_opens_its_organisation(self, portal):
        """Which is connected from the start."""
        app = portal.app(
            kind="custom", tenant=EMPTY, redirect_uris=[], scopes=["accounting.contacts"]
        )

        token = portal.tokens(app, grant_type="client_credentials").json["access_token"]

        assert [one["tenant_name"] for one in app["connections"]] == [EMPTY]
        assert portal.call(CONTACTS, token).json["Contacts"] == []

    def test_what_is_drawn_does_not_depend_on_what_else_happens(self, open_mock, clock):
        """And draws nothing away from the records."""
        one, other = Portal(open_mock(clock, "nz")), Portal(open_mock(clock, "nz"))
        one.client.get("/connections")
        one.mock.world.ids.guid()

        assert one.app()["client_id"] == other.app()["client_id"]
        assert one.app(name="B")["client_secret"] != other.app(name="C", kind="pkce")["webhook_key"]

        fresh = Portal(open_mock(clock, "nz"))
        other.mock.reset()
        other.app()
        assert other.world.ids.guid() == fresh.world.ids.guid()


REFUSED = [
    ({"kind": "phone"}, "the kind of an app is one of web, pkce, custom"),
    ({"kind": None}, "the kind of an app is one of web, pkce, custom"),
    ({"kind": []}, "the kind of an app is one of web, pkce, custom"),
    ({"name": ""}, "the name of an app has letters or digits"),
    ({"name": "a/b"}, "the name of an app has letters or digits"),
    ({"name": ".."}, "the name of an app has letters or digits"),
    ({"name": "x" * 101}, "the name of an app has letters or digits, 100 at most"),
    ({"name": " Shop"}, "the name of an app is text, without blanks around it"),
    ({"name": "a\nb"}, "the name of an app is text"),
    ({"name": 7}, "the name of an app is text"),
    ({"name": "Web"}, "no app can be called 'Web': that is a kind of app"),
    ({"name": "MOCKXERO web app"}, "there is an app called 'MOCKXERO web app' already"),
    ({"client_id": "a b"}, "a client_id has 1 to 100 letters, digits"),
    ({"client_id": "a:b"}, "a client_id has 1 to 100 letters, digits"),
    ({"client_id": ""}, "a client_id has 1 to 100 letters, digits"),
    ({"client_id": 5}, "a client_id has 1 to 100 letters, digits"),
    ({"client_secret": ""}, "a client_secret has 1 to 200 printable ASCII characters"),
    ({"client_secret": "é"}, "a client_secret has 1 to 200 printable ASCII characters"),
    ({"client_secret": "x" * 201}, "a client_secret has 1 to 200 printable ASCII characters"),
    ({"client_secret": ["x"]}, "a client_secret has 1 to 200 printable ASCII characters"),
    ({"webhook_key": None}, "a webhook_key has 1 to 200 printable ASCII characters"),
    ({"kind": "pkce", "client_secret": "x"}, "a PKCE app has no client_secret"),
    ({"redirect_uris": "https://a.example"}, "redirect_uris is a list"),
    ({"redirect_uris": [1]}, "redirect_uris is a list of texts"),
    ({"redirect_uris": ["http://a.example/"]}, "a redirect URI begins with https://"),
    ({"redirect_uris": ["http://localhost.evil.example/"]}, "a redirect URI begins with https://"),
    ({"redirect_uris": ["javascript:alert(1)"]}, "a redirect URI names a host"),
    ({"redirect_uris": ["shop://back"]}, "a redirect URI begins with https://"),
    ({"redirect_uris": ["/back"]}, "a redirect URI names a host"),
    ({"redirect_uris": ["https://a.example/#part"]}, "a redirect URI has no fragment"),
    ({"redirect_uris": ["https://a.example/#"]}, "a redirect URI has no fragment"),
    ({"redirect_uris": ["https://*.example/"]}, "a redirect URI has no fragment, no wildcard"),
    ({"redirect_uris": ["https://a.example\\@b.example"]}, "and no backslash"),
    ({"redirect_uris": ["https://ada@a.example/"]}, "a redirect URI names a host, and no user"),
    ({"redirect_uris": ["https://a.example/ b"]}, "a redirect URI has only printable ASCII"),
    ({"redirect_uris": ["https://é.example/"]}, "a redirect URI has only printable ASCII"),
    ({"redirect_uris": ["https://a.example/" + "x" * 2000]}, "2000 at most"),
    ({"redirect_uris": ["https://[::1"]}, "a redirect URI is an absolute URI"),
    ({"redirect_uris": ["https://a:99999/"]}, "a redirect URI is an absolute URI"),
    ({"redirect_uris": [""]}, "a redirect URI names a host"),
    ({"redirect_uris": [f"https://a.example/{n}" for n in range(51)]}, "50 redirect_uris at most"),
    ({"scopes": "openid"}, "scopes is a list"),
    ({"scopes": [None]}, "scopes is a list of texts"),
    ({"scopes": ["openid", "accounting.everything"]}, "cannot have the scopes 'accounting.every"),
    ({"scopes": [""]}, "this app cannot have the scopes ''"),
    ({"kind": "custom", "redirect_uris": []}, "a custom connection has a tenant"),
    ({"kind": "custom", "tenant": EMPTY}, "a custom connection has no redirect_uris"),
    (
        {"kind": "custom", "tenant": EMPTY, "redirect_uris": [], "scopes": ["openid"]},
        "this app cannot have the scopes 'openid'",
    ),
    ({"tenant": EMPTY}, "only a custom connection has a tenant"),
    ({"tenant": 1}, "tenant is the id or the name of an organisation"),
    ({"created": "yesterday"}, "created is a day, such as 2026-03-31"),
    ({"created": 1}, "created is a day, such as 2026-03-31"),
    ({"certified": "yes"}, "certified is true or false"),
    ({"auto_approve": 1}, "auto_approve is true or false"),
    ({"tier": "gold"}, "the tier of an app is one of starter, core, plus, advanced, enterprise"),
    ({"colour": "red"}, "an app has no 'colour'; it has: name, kind, client_id"),
    ({"connections": {}}, "connections is a list"),
    ({"connections": ["x"]}, "a connection is a JSON object"),
    ({"connections": [{"tenant": EMPTY}]}, "a connection has a user: whoever made it"),
    ({"connections": [{"user": "demo.user@example.com"}]}, "the tenant of a connection is"),
    ({"connections": [{"tenant": EMPTY, "user": 1}]}, "the user of a connection is"),
    ({"connections": [{"tenant": EMPTY, "id": 1}]}, "a connection has no 'id'"),
]


class TestRefusals:
    @pytest.mark.parametrize(("members", "sentence"), REFUSED)
    def test_what_cannot_be(self, portal, members, sentence):
        """One sentence of plain text, and nothing is registered."""
        before = portal.listed("apps?secrets=true")

        answer = portal.ask("POST", "apps", SHOP | members)

        assert (answer.status_code, answer.mimetype) == (400, "text/plain")
        assert sentence in answer.text
        assert answer.text.count("\n") == 1
        assert portal.listed("apps?secrets=true") == before

    @pytest.mark.parametrize("name", ["name", "kind"])
    def test_what_must_be_told(self, portal, name):
        told = {member: one for member, one in SHOP.items() if member != name}

        answer = portal.ask("POST", "apps", told)

        assert (answer.status_code, answer.text) == (400, f"an app has a {name}\n")

    @pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"\xff", b'"app"'])
    def test_what_is_no_object(self, portal, body):
        answer = portal.ask("POST", "apps", data=body)

        assert answer.status_code == 400
        assert answer.text.startswith("the body is ")

    def test_who_is_there_already(self, portal):
        """By name, in whichever case, or by client id."""
        app = portal.app()

        by_name = portal.ask("POST", "apps", SHOP | {"name": "SHOP"})
        by_id = portal.ask("POST", "apps", SHOP | {"name": "B", "client_id": app["client_id"]})

        assert by_name.text == "there is an app called 'SHOP' already\n"
        assert by_id.text == f"there is an app with the client_id '{app['client_id']}' already\n"

    @pytest.mark.parametrize(
        ("method", "path"),
        [("GET", "apps/x"), ("PATCH", "apps/x"), ("DELETE", "apps/x"), ("POST", "apps/x/secret")],
    )
    def test_who_is_not_there(self, portal, method, path):
        answer = portal.ask(method, path, {})

        assert answer.status_code == 404
        assert answer.text.startswith("there is no app 'x'; there are web, pkce and custom")

    @pytest.mark.parametrize(
        "members",
        [
            {"kind": "custom", "tenant": "Atlantis", "redirect_uris": []},
            {"connections": [{"tenant": "Atlantis", "user": "demo.user@example.com"}]},
            {"connections": [{"tenant": EMPTY, "user": "nobody@example.com"}]},
        ],
    )
    def test_what_it_names_must_be_there(self, portal, members):
        assert portal.ask("POST", "apps", SHOP | members).status_code == 404

    def test_other_sites_have_no_business_here(self, portal):
        """Nor may they read the secrets."""
        evil = {"headers": {"Origin": "https://evil.example"}}

        assert portal.ask("POST", "apps", SHOP, **evil).status_code == 403
        assert portal.ask("GET", "apps?secrets=true", **evil).status_code == 403


class TestChanging:
    def test_what_is_told_changes_and_the_rest_stays(self, portal):
        app = portal.app()

        changed = portal.ask("PATCH", "apps/shop", {"name": "Store", "tier": "core"}).json
        kept = portal.listed("apps?secrets=true")[-1]

        assert (changed["name"], changed["tier"]) == ("Store", "core")
        assert kept == app | {"name": "Store", "tier": "core"}

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"kind": "pkce"}, "the kind of an app cannot be changed"),
            ({"client_id": "X"}, "the client_id of an app cannot be changed"),
            ({"connections": []}, "the connections of an app cannot be changed"),
            ({"name": "mockxero PKCE app"}, "there is an app called 'mockxero PKCE app' already"),
            ({"redirect_uris": []}, "a web app has at least one redirect URI"),
            ({"tenant": EMPTY}, "only a custom connection has a tenant"),
            ({"scopes": ["nonsense"]}, "this app cannot have the scopes 'nonsense'"),
            ({"tier": None}, "the tier of an app is one of"),
        ],
    )
    def test_what_cannot_be_changed(self, portal, told, sentence):
        portal.app()
        before = portal.listed("apps?secrets=true")

        answer = portal.ask("PATCH", "apps/Shop", told | {"certified": True})

        assert answer.status_code == 400
        assert sentence in answer.text
        assert portal.listed("apps?secrets=true") == before

    def test_redirect_uris_are_heeded_at_once(self, portal):
        app = portal.app()
        moved = "https://shop.example/moved"
        portal.ask("PATCH", "apps/Shop", {"redirect_uris": [moved]})

        assert portal.code(app, redirect_uri=moved)
        refused = portal.client.get(
            "/identity/connect/authorize",
            query_string={"client_id": app["client_id"], "redirect_uri": CALLBACK},
        )
        assert refused.status_code == 500

    def test_a_new_secret_ends_the_old_one(self, portal):
        """Tokens that are out stay good."""
        app = portal.app()
        tokens = portal.signed_in(app)

        renewed = portal.ask("POST", "apps/Shop/secret").json
        again = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}

        assert renewed["client_secret"] != app["client_secret"]
        assert portal.tokens(app, **again).json == {"error": "invalid_client"}
        assert portal.tokens(renewed, **again).status_code == 200
        assert portal.call("/connections", tokens["access_token"]).status_code == 200

    def test_a_pkce_app_gets_no_secret(self, portal):
        portal.app(kind="pkce")

        answer = portal.ask("POST", "apps/Shop/secret")

        assert answer.status_code == 400
        assert answer.text == "'Shop' is a PKCE app: it has no secret\n"

    def test_a_custom_connection_moves_to_another_organisation(self, portal):
        """Its tokens for the old one are dead, new ones open the new one."""
        app = portal.app(kind="custom", tenant=DEMO, redirect_uris=[])
        token = portal.tokens(app, grant_type="client_credentials").json["access_token"]

        moved = portal.ask("PATCH", "apps/Shop", {"tenant": EMPTY}).json
        fresh = portal.tokens(app, grant_type="client_credentials").json["access_token"]

        assert [one["tenant_name"] for one in moved["connections"]] == [EMPTY]
        assert portal.call(CONTACTS, token).status_code == 401
        assert portal.call(CONTACTS, fresh).json["Contacts"] == []
        assert portal.call(CONTACTS, fresh, DEMO).status_code == 403


class TestRemoving:
    def test_everything_it_had_is_dead_at_once(self, portal):
        """Access and refresh tokens, codes, connections, credentials, and what CI was given."""
        app = portal.app()
        tokens, code = portal.signed_in(app), portal.code(app)
        minted = portal.made("tokens", {"app": "Shop", "name": "ci"})["token"]

        assert portal.ask("DELETE", f"apps/{app['client_id']}").status_code == 204

        for token in (tokens["access_token"], minted):
            assert portal.call("/connections", token).status_code == 401
            assert portal.call(CONTACTS, token, DEMO).status_code == 401
            assert portal.call("/connect/userinfo", token).status_code == 401
        refused = portal.tokens(
            app, grant_type="refresh_token", refresh_token=tokens["refresh_token"]
        )
        assert refused.json == {"error": "invalid_client"}
        assert portal.world.connections.of_app(app["client_id"]) == []
        assert portal.listed("tokens") == []
        assert code

    def test_what_it_had_stays_dead_when_it_comes_back(self, portal):
        """Though it has the same id and secret."""
        app = portal.app()
        tokens, code = portal.signed_in(app), portal.code(app)
        minted = portal.made("tokens", {"app": "Shop"})["token"]
        portal.ask("DELETE", "apps/Shop")
        portal.app(client_id=app["client_id"], client_secret=app["client_secret"])

        late = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        again = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}

        assert portal.tokens(app, **late).json == {"error": "invalid_grant"}
        assert portal.tokens(app, **again).json == {"error": "invalid_grant"}
        assert portal.call("/connections", tokens["access_token"]).status_code == 401
        assert portal.call("/connections", minted).status_code == 401

    def test_the_name_is_free_and_the_next_app_has_an_id_of_its_own(self, portal):
        first = portal.app()
        portal.ask("DELETE", "apps/Shop")

        assert portal.app()["client_id"] != first["client_id"]

    def test_a_custom_connection_goes_as_well(self, portal):
        app = portal.app(kind="custom", tenant=EMPTY, redirect_uris=[])
        token = portal.tokens(app, grant_type="client_credentials").json["access_token"]

        portal.ask("DELETE", "apps/Shop")

        assert portal.call(CONTACTS, token).status_code == 401

    def test_the_others_stay(self, portal):
        portal.app()
        token = portal.made("tokens", {})["token"]

        portal.ask("DELETE", "apps/Shop")

        assert portal.call(CONTACTS, token).status_code == 200

    def test_the_mocks_own_may_go_too_and_come_back_with_a_reset(self, portal):
        own = portal.listed("apps")
        for app in own:
            assert portal.ask("DELETE", f"apps/{app['client_id']}").status_code == 204

        assert portal.ask("GET", "env").status_code == 404
        portal.ask("POST", "reset")

        assert portal.listed("apps") == own


class TestAFileOfApps:
    TOLD = (
        {"name": "Shop", "kind": "web", "client_id": "REAL", "client_secret": "hush"},
        {"name": "Nightly", "kind": "custom", "tenant": EMPTY},
    )

    def opened(self, *apps, clock=None, **settings):
        return Portal(Mock(Settings(fixtures=("nz", "empty"), apps=apps, **settings), clock))

    def test_they_come_first_and_the_mocks_own_stay_as_they_are(self, portal):
        """Nothing that is drawn for those shifts."""
        own = portal.listed("apps?secrets=true")

        known = self.opened(*self.TOLD).listed("apps?secrets=true")

        assert [app["name"] for app in known[:2]] == ["Shop", "Nightly"]
        assert known[2:] == own

    def test_env_means_them(self):
        """By their kind; a custom connection only for its own organisation."""
        opened = self.opened(*self.TOLD)

        env = {kind: opened.ask("GET", f"env?app={kind}").json for kind in ("web", "custom")}
        empty = opened.ask("GET", f"env?app=custom&tenant={EMPTY}").json

        assert env["web"]["XERO_CLIENT_ID"] == "REAL"
        assert env["web"]["XERO_CLIENT_SECRET"] == "hush"
        names = {app["client_id"]: app["name"] for app in opened.listed("apps")}
        assert "Demo Company" in names[env["custom"]["XERO_CLIENT_ID"]]
        assert names[empty["XERO_CLIENT_ID"]] == "Nightly"

    def test_what_is_printed_can_be_told_again(self, portal):
        """All of it, connections included, under another seed as well."""
        portal.signed_in(portal.app())
        printed = portal.listed("apps?secrets=true")

        again = self.opened(*json.loads(json.dumps(printed)), seed="other")

        assert again.listed("apps?secrets=true") == printed

    def test_they_survive_the_end_of_the_broad_scopes(self, clock):
        """Those of their scopes are good for nothing then, but they are still there."""
        opened = self.opened(self.TOLD[0] | {"scopes": ["accounting.transactions"]}, clock=clock)
        clock.advance(timedelta(days=400))

        assert opened.ask("POST", "reset").status_code == 204
        assert opened.ask("GET", "apps/Shop").json["scopes"] == ["accounting.transactions"]
        answer = opened.ask("POST", "tokens", {"app": "Shop"})
        assert (answer.status_code, answer.text) == (400, "'Shop' may have no scope any more\n")

    def test_they_survive_a_reset(self, clock):
        """As they were told, whatever has been made of them."""
        opened = self.opened(*self.TOLD, clock=clock)
        first = opened.listed("apps?secrets=true")
        opened.ask("PATCH", "apps/Shop", {"client_secret": "other"})
        opened.ask("DELETE", "apps/Nightly")
        opened.app(name="More")
        clock.advance(timedelta(hours=1))

        opened.ask("POST", "reset")

        assert opened.listed("apps?secrets=true") == first

    @pytest.mark.parametrize(
        ("apps", "sentence"),
        [
            ([1], "app 1 is no JSON object"),
            ([{"name": "Shop"}], "app 1 cannot be: an app has a kind"),
            ([TOLD[0], TOLD[0]], "app 2 cannot be: there is an app with the client_id 'REAL'"),
            ([TOLD[0] | {"scopes": ["x"]}], "app 1 cannot be: this app cannot have the scopes 'x'"),
            ([TOLD[1] | {"tenant": "Atlantis"}], "there is no organisation 'Atlantis'"),
        ],
    )
    def test_what_cannot_be_ends_the_start(self, apps, sentence):
        with pytest.raises(Mistold, match=sentence):
            self.opened(*apps)
