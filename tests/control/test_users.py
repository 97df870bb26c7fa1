"""People can be added and removed; they sign in, and the organisations they work in show them."""

import pytest

from tests.control.portal import EMPTY, Portal

DEMO = "a46fcb6f-2773-40c4-a119-8aa08bca1e8e"
ADA = {"email": "ada@example.com", "given_name": "Ada", "family_name": "Lovelace"}
BOB = {"email": "bob@example.com"}
USERS = "/api.xro/2.0/Users"


def shown(portal, tenant):
    """Who ``GET /Users`` shows in an organisation."""
    token = portal.made("tokens", {"tenant": tenant})["token"]
    return portal.call(USERS, token).json["Users"]


class TestAdding:
    def test_a_person_works_everywhere_unless_told_where(self, portal):
        ada = portal.made("users", ADA)
        bob = portal.made("users", {"email": "bob@example.com", "tenants": [EMPTY.upper()]})

        assert ada.items() >= ADA.items()
        assert ada["tenant_names"] == ["Demo Company (NZ)", EMPTY]
        assert bob["tenant_names"] == [EMPTY]
        assert (bob["given_name"], bob["family_name"]) == ("bob", "")
        assert portal.listed("users")[-2:] == [ada, bob]

    def test_the_organisation_shows_them(self, portal):
        """In Xero's members, and only where they work."""
        ada = portal.made("users", ADA | {"tenants": [EMPTY]})

        (user,) = [one for one in shown(portal, EMPTY) if one["UserID"] == ada["id"]]

        assert (user["EmailAddress"], user["FirstName"], user["LastName"]) == (
            "ada@example.com",
            "Ada",
            "Lovelace",
        )
        assert (user["IsSubscriber"], user["OrganisationRole"]) == (False, "STANDARD")
        assert user["UpdatedDateUTC"]
        assert len(user["GlobalUserID"]) == 36
        assert "ada@example.com" not in {one["EmailAddress"] for one in shown(portal, DEMO)}

    def test_they_sign_in_and_choose_where_they_work(self, portal):
        portal.made("users", ADA | {"tenants": [EMPTY]})

        tokens = portal.signed_in(portal.app(), "ada@example.com")

        (connection,) = portal.call("/connections", tokens["access_token"]).json
        assert connection["tenantName"] == EMPTY

    def test_who_has_one_name_has_no_blank_behind_it(self, portal):
        """As apps are told."""
        token = portal.made("tokens", {"app": "web", "user": portal.made("users", BOB)["email"]})

        assert portal.call("/connect/userinfo", token["token"]).json["name"] == "bob"

    def test_the_sign_in_page_offers_them(self, portal):
        app = portal.app()
        portal.made("users", ADA)
        query = {
            "response_type": "code",
            "client_id": app["client_id"],
            "redirect_uri": app["redirect_uris"][0],
            "scope": "openid",
        }

        page = portal.client.get(
            "/identity/connect/authorize", query_string=query, follow_redirects=True
        )

        assert "ada@example.com" in page.text

    def test_the_same_address_is_the_same_person(self, portal):
        """Who now works in one more organisation; the names may be left out."""
        portal.made("users", ADA | {"tenants": [EMPTY]})

        again = portal.made("users", {"email": "ADA@example.com", "tenants": [DEMO]})

        assert again["tenant_names"] == ["Demo Company (NZ)", EMPTY]
        assert again["email"] == "ada@example.com"
        assert [one["email"] for one in portal.listed("users")].count("ada@example.com") == 1

    def test_env_and_tokens_act_for_them(self, portal):
        portal.made("users", ADA)

        told = portal.ask("GET", "env?app=web&user=ada@example.com").json

        who = portal.call("/connect/userinfo", told["XERO_ACCESS_TOKEN"]).json
        assert who["email"] == "ada@example.com"
        assert portal.call(USERS, told["XERO_ACCESS_TOKEN"], told["XERO_TENANT_ID"]).json["Users"]

    def test_a_reset_forgets_them(self, portal):
        before = portal.listed("users")
        portal.made("users", ADA)

        portal.ask("POST", "reset")

        assert portal.listed("users") == before

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({}, "a user has an email, such as ada@example.com"),
            ({"email": "ada"}, "a user has an email, such as ada@example.com"),
            ({"email": "a da@example.com"}, "a user has an email, such as ada@example.com"),
            ({"email": 1}, "a user has an email, such as ada@example.com"),
            ({"email": "a" * 255 + "@b"}, "a user has an email, such as ada@example.com"),
            ({"email": "a/b@example.com"}, "an email has printable characters, and no /"),
            (ADA | {"given_name": 1}, "the given_name of a user is text"),
            (ADA | {"family_name": "x" * 101}, "the family_name of a user is text, 100 characters"),
            (ADA | {"tenants": []}, "the tenants of a user are a list of organisations"),
            (ADA | {"tenants": EMPTY}, "the tenants of a user are a list of organisations"),
            (ADA | {"tenants": [1]}, "the tenants of a user are a list of organisations"),
            (ADA | {"role": "ADMIN"}, "a user has no 'role'; it has: email, given_name"),
            ({"email": "demo.user@example.com"}, "demo.user@example.com works there already"),
            (
                ADA | {"email": "demo.user@example.com"},
                "demo.user@example.com is known as Demo User",
            ),
        ],
    )
    def test_what_cannot_be(self, portal, told, sentence):
        before = portal.listed("users")

        answer = portal.ask("POST", "users", told)

        assert answer.status_code == 400
        assert sentence in answer.text
        assert answer.text.count("\n") == 1
        assert portal.listed("users") == before

    def test_an_organisation_must_be_there(self, portal):
        answer = portal.ask("POST", "users", ADA | {"tenants": [EMPTY, "Atlantis"]})

        assert (answer.status_code, answer.text) == (404, "there is no organisation 'Atlantis'\n")


class TestRemoving:
    def test_what_they_allowed_ends_at_once(self, portal):
        """Tokens, connections, and their place in the organisations."""
        app = portal.app()
        ada = portal.made("users", ADA)
        tokens = portal.signed_in(app, "ada@example.com")
        minted = portal.made("tokens", {"app": "web", "user": ada["id"]})["token"]
        others = portal.signed_in(app)

        assert portal.ask("DELETE", "users/ADA@example.com").status_code == 204

        for token in (tokens["access_token"], minted):
            assert portal.call("/connections", token).status_code == 401
        refused = portal.tokens(
            app, grant_type="refresh_token", refresh_token=tokens["refresh_token"]
        )
        assert refused.json == {"error": "invalid_grant"}
        assert portal.call("/connections", others["access_token"]).status_code == 200
        assert "ada@example.com" not in {one["EmailAddress"] for one in shown(portal, DEMO)}
        assert "ada@example.com" not in {one["email"] for one in portal.listed("users")}

    def test_who_works_there_from_the_first_day_may_go_too(self, portal):
        """Then nobody is left to sign in."""
        portal.ask("DELETE", "users/demo.user@example.com")

        assert portal.listed("users") == []
        assert shown(portal, DEMO) == []
        answer = portal.ask("POST", "tokens", {"app": "web"})
        assert (answer.status_code, answer.text) == (404, "nobody works in 'Demo Company (NZ)'\n")

    def test_who_claimed_expenses_stays(self, open_mock, clock):
        """The books say who it was."""
        portal = Portal(open_mock(clock, "nz"))
        token = portal.made("tokens", {})["token"]
        (user,) = shown(portal, DEMO)
        receipt = {
            "Date": "2026-11-01",
            "Contact": {"Name": "Taxi"},
            "User": {"UserID": user["UserID"]},
            "LineItems": [{"Description": "Ride", "UnitAmount": "20", "AccountCode": "400"}],
        }
        made = portal.client.put(
            "/api.xro/2.0/Receipts",
            json=receipt,
            headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
        )
        assert made.status_code == 200, made.text

        answer = portal.ask("DELETE", "users/demo.user@example.com")

        assert answer.status_code == 400
        assert "has claimed expenses in 'Demo Company (NZ)' and stays" in answer.text
        assert portal.call("/connections", token).status_code == 200

    def test_who_is_not_there(self, portal):
        answer = portal.ask("DELETE", "users/nobody@example.com")

        assert answer.status_code == 404
        assert answer.text == "there is no user 'nobody@example.com'\n"
