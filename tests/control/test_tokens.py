"""Access tokens can be minted by hand; they work as any, expire, are revoked, and never shown."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from mockxero.control.asked import Mistold
from mockxero.control.tokens import duration
from mockxero.server import Mock, Settings
from tests.control.portal import EMPTY, SHOP, Portal

DEMO = "a46fcb6f-2773-40c4-a119-8aa08bca1e8e"
USER = "demo.user@example.com"
CONTACTS, INVOICES = "/api.xro/2.0/Contacts", "/api.xro/2.0/Invoices"


def claims(token):
    return jwt.decode(token, options={"verify_signature": False})


class TestMinting:
    def test_nothing_need_be_told(self, portal):
        """The custom connection, all it may have, for half an hour."""
        minted = portal.made("tokens", {})
        said = claims(minted["token"])

        assert portal.call(CONTACTS, minted["token"]).status_code == 200
        assert minted["tenant"] == DEMO
        assert minted["expires"] == "2026-11-20T12:30:00Z"
        assert said["exp"] - said["nbf"] == 1800
        assert said["scope"] == minted["scopes"]
        assert "xero_userid" not in said
        assert "accounting.contacts" in minted["scopes"]
        assert "openid" not in minted["scopes"]

    def test_no_body_is_as_good(self, portal):
        assert portal.ask("POST", "tokens").status_code == 201

    def test_everything_can_be_told(self, portal):
        """The token says the same."""
        app = portal.app()
        told = {
            "app": "shop",
            "user": USER,
            "tenant": EMPTY,
            "scopes": ["accounting.contacts.read"],
            "expires": "180d",
            "name": "ci",
        }

        minted = portal.made("tokens", told)
        said = claims(minted["token"])

        assert (minted["name"], minted["app"], minted["user"]) == ("ci", "Shop", USER)
        assert (minted["tenant_name"], minted["expires"]) == (EMPTY, "2027-05-19T12:00:00Z")
        assert said["client_id"] == minted["client_id"] == app["client_id"]
        assert (said["scope"], said["jti"]) == (["accounting.contacts.read"], minted["id"])
        assert datetime.fromtimestamp(said["exp"], UTC).isoformat() == "2027-05-19T12:00:00+00:00"

    def test_a_connector_lives_on_one_for_six_months(self, portal, clock):
        """With the headers that it sends, and within its scopes."""
        token = portal.made("tokens", {"scopes": ["accounting.contacts"], "expires": "183d"})
        clock.advance(timedelta(days=182))

        assert portal.call(CONTACTS, token["token"], DEMO).status_code == 200
        assert portal.call(INVOICES, token["token"], DEMO).status_code == 401

        clock.advance(timedelta(days=1))
        expired = portal.call(CONTACTS, token["token"], DEMO)
        assert expired.status_code == 401
        assert expired.json["Detail"] == "TokenExpired: token expired at 05/22/2027 12:00:00"

    def test_one_has_expired_before_it_is_used(self, portal):
        """To see what an integration does then."""
        minted = portal.made("tokens", {"expires": "0s"})

        answer = portal.call(CONTACTS, minted["token"])

        assert minted["expired"] is True
        assert answer.status_code == 401
        assert answer.json["Detail"].startswith("TokenExpired: token expired at 11/20/2026 12:00")

    def test_what_is_not_connected_is_connected(self, portal):
        """As if the user had consented; what is connected stays as it is."""
        portal.app()

        token = portal.made("tokens", {"app": "Shop", "tenant": EMPTY})["token"]
        first = portal.call("/connections", token).json
        again = portal.made("tokens", {"app": "Shop", "tenant": EMPTY})["token"]

        assert [one["tenantName"] for one in first] == [EMPTY]
        assert claims(token)["authentication_event_id"] == first[0]["authEventId"]
        assert portal.call("/connections", again).json == first
        assert portal.call(CONTACTS, token, first[0]["tenantId"]).json["Contacts"] == []
        assert portal.call(CONTACTS, token, DEMO).status_code == 403

    def test_by_kind_it_is_the_first_app(self, portal):
        """A custom connection that of the organisation."""
        minted = portal.made("tokens", {"app": "custom", "tenant": EMPTY})
        pkce = portal.made("tokens", {"app": "pkce"})

        assert minted["app"] == "mockxero custom connection to Empty Organisation"
        assert (pkce["app"], pkce["user"]) == ("mockxero PKCE app", USER)

    def test_userinfo_knows_its_user(self, portal):
        """All that a web app may have holds openid."""
        token = portal.made("tokens", {"app": "web"})["token"]

        assert portal.call("/connect/userinfo", token).json["email"] == USER


class TestTheList:
    def test_shows_everything_but_the_token(self, portal):
        minted = portal.made("tokens", {"name": "ci", "expires": "1h"})
        token = minted.pop("token")

        answer = portal.ask("GET", "tokens")

        assert answer.json == [minted]
        assert token not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"

    def test_names_those_that_have_none(self, portal):
        for name in (None, "token 2", None):
            portal.made("tokens", {"name": name})

        assert [one["name"] for one in portal.listed("tokens")] == ["token 1", "token 2", "token 3"]

    def test_knows_what_has_expired(self, portal, clock):
        portal.made("tokens", {"expires": "30m"})
        clock.advance(timedelta(minutes=30))

        assert [one["expired"] for one in portal.listed("tokens")] == [True]


class TestRevoking:
    @pytest.mark.parametrize("how", ["name", "id"])
    def test_it_is_dead_at_once_and_the_others_live(self, portal, how):
        """Those of the same app, user and consent as well."""
        minted = portal.made("tokens", {"app": "web", "name": "CI"})
        other = portal.made("tokens", {"app": "web"})

        assert portal.call("/connections", minted["token"]).status_code == 200
        assert portal.ask("DELETE", f"tokens/{minted[how].lower()}").status_code == 204

        assert portal.call("/connections", minted["token"]).status_code == 401
        assert portal.call(CONTACTS, minted["token"], DEMO).status_code == 401
        assert portal.call("/connections", other["token"]).status_code == 200
        assert [one["id"] for one in portal.listed("tokens")] == [other["id"]]

    def test_the_name_is_free_again(self, portal):
        portal.made("tokens", {"name": "ci"})
        taken = portal.ask("POST", "tokens", {"name": "CI"})
        portal.ask("DELETE", "tokens/ci")

        assert taken.text == "there is a token called 'CI' already: revoke it first\n"
        assert portal.made("tokens", {"name": "CI"})

    def test_one_that_is_not_there(self, portal):
        answer = portal.ask("DELETE", "tokens/ci")

        assert (answer.status_code, answer.text) == (404, "there is no token 'ci'\n")


class TestAfterARestart:
    """The same seed, and the same key on disk."""

    @pytest.fixture
    def restarted(self, key_ring):
        def opened(**settings):
            mock = Mock(Settings(fixtures=("nz",), **settings))
            mock.passes.keys = key_ring
            return Portal(mock)

        return opened

    @pytest.mark.parametrize("app", ["custom", "web", "pkce"])
    def test_those_of_the_mocks_own_apps_live_on(self, restarted, app):
        token = restarted().made("tokens", {"app": app, "expires": "180d"})["token"]

        assert restarted().call(CONTACTS, token, DEMO).status_code == 200

    def test_those_of_the_apps_of_a_file_do(self, restarted):
        """Where the file tells of the connection, or the app is a custom one."""
        shop = SHOP | {"connections": [{"tenant": DEMO, "user": USER}]}
        nightly = {"name": "Nightly", "kind": "custom", "tenant": DEMO}
        before, after = restarted(apps=(shop, nightly)), restarted(apps=(shop, nightly))

        for app in ("Shop", "Nightly"):
            token = before.made("tokens", {"app": app})["token"]
            assert after.call(CONTACTS, token, DEMO).status_code == 200

    def test_those_of_other_apps_end(self, restarted):
        before = restarted()
        before.app()
        token = before.made("tokens", {"app": "Shop"})["token"]

        assert restarted().call(CONTACTS, token, DEMO).status_code == 401


class TestRefusals:
    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"app": 1}, "the app of a token is text"),
            ({"user": []}, "the user of a token is text"),
            ({"tenant": {}}, "the tenant of a token is text"),
            ({"expires": 30}, "the expires of a token is text"),
            ({"expires": "half an hour"}, "a token expires after a time such as 30m, 12h or 180d"),
            ({"expires": "30"}, "a token expires after a time such as 30m, 12h or 180d"),
            ({"expires": "-1d"}, "a token expires after a time such as 30m, 12h or 180d"),
            ({"expires": "1.5h"}, "a token expires after a time such as 30m, 12h or 180d"),
            ({"expires": "٣d"}, "a token expires after a time such as 30m, 12h or 180d"),
            ({"expires": "184d"}, "a token lasts six months at most: 183d"),
            ({"expires": "999999999d"}, "a token lasts six months at most: 183d"),
            ({"expires": "15811201s"}, "a token lasts six months at most: 183d"),
            ({"expires": "9" * 20 + "d"}, "a token expires after a time such as"),
            ({"name": ""}, "the name of a token has letters or digits"),
            ({"name": ".."}, "the name of a token has letters or digits"),
            ({"name": "a/b"}, "the name of a token has letters or digits, 100 at most, and no /"),
            ({"name": "x" * 101}, "the name of a token has letters or digits, 100 at most"),
            ({"scopes": "openid"}, "the scopes of a token are a list of texts"),
            ({"scopes": [1]}, "the scopes of a token are a list of texts"),
            ({"scopes": []}, "a token has at least one scope"),
            ({"scopes": ["nonsense"]}, "cannot have the scopes 'nonsense'"),
            ({"scopes": ["openid"]}, "cannot have the scopes 'openid'"),
            ({"app": "web", "scopes": ["accounting.contacts", "x"]}, "cannot have the scopes 'x'"),
            ({"user": USER}, "is a custom connection: it acts for no user"),
            ({"app": "Nightly", "tenant": DEMO}, "is a custom connection to another organisation"),
            ({"app": "web", "user": "ada@example.com", "tenant": DEMO}, "does not work in 'Demo"),
            ({"lifetime": "1h"}, "a token has no 'lifetime'; it has: app, user, tenant, expires"),
        ],
    )
    def test_what_cannot_be(self, portal, told, sentence):
        """One sentence, and nothing is minted or connected."""
        portal.made("apps", {"name": "Nightly", "kind": "custom", "tenant": EMPTY})
        portal.made("users", {"email": "ada@example.com", "tenants": [EMPTY]})
        before = len(portal.world.connections)

        answer = portal.ask("POST", "tokens", told)

        assert answer.status_code == 400, answer.text
        assert sentence in answer.text
        assert answer.text.count("\n") == 1
        assert portal.listed("tokens") == []
        assert len(portal.world.connections) == before

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"app": "x"}, "there is no app 'x'"),
            ({"app": "web", "user": "x"}, "there is no user 'x'"),
            ({"tenant": "x"}, "there is no organisation 'x'"),
        ],
    )
    def test_who_is_not_there(self, portal, told, sentence):
        answer = portal.ask("POST", "tokens", told)

        assert answer.status_code == 404
        assert answer.text.startswith(sentence)

    def test_an_app_of_today_gets_no_broad_scopes(self, portal):
        """Though it may list them; one of former days does."""
        broad, granular = "accounting.transactions", "accounting.invoices"
        portal.app(scopes=[broad, granular])

        minted = portal.made("tokens", {"app": "Shop"})
        refused = portal.ask("POST", "tokens", {"app": "Shop", "scopes": [broad]})
        portal.ask("PATCH", "apps/Shop", {"created": "2026-03-01"})
        older = portal.made("tokens", {"app": "Shop"})

        assert minted["scopes"] == [granular]
        assert refused.text == "'Shop' cannot have the scopes 'accounting.transactions'\n"
        assert older["scopes"] == [broad, granular]

    def test_an_app_gives_no_more_than_it_has(self, portal):
        portal.app(scopes=["accounting.contacts"])

        minted = portal.made("tokens", {"app": "Shop"})
        refused = portal.ask("POST", "tokens", {"app": "Shop", "scopes": ["accounting.settings"]})

        assert minted["scopes"] == ["accounting.contacts"]
        assert refused.text == "'Shop' cannot have the scopes 'accounting.settings'\n"


@pytest.mark.parametrize(
    ("told", "lifetime"),
    [
        ("0s", timedelta(0)),
        ("90s", timedelta(seconds=90)),
        ("30m", timedelta(minutes=30)),
        ("12h", timedelta(hours=12)),
        ("180d", timedelta(days=180)),
        ("183d", timedelta(days=183)),
    ],
)
def test_times_are_told_in_one_unit(told, lifetime):
    assert duration(told) == lifetime


def test_a_day_more_than_half_a_year_is_too_long():
    with pytest.raises(Mistold, match="six months"):
        duration("184d")
