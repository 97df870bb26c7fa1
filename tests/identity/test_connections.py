import json
from datetime import timedelta
from uuid import UUID

import pytest

from mockxero.books.parties import User
from tests.identity.builders import ADA, CUSTOM, DEMO, OTHER, WEB, payload_of

BOB = User("b0b00000-0000-4000-8000-000000000000", "bob@example.com", "Bob", "B")


@pytest.fixture
def token(integration):
    return integration.tokens()["access_token"]


@pytest.fixture
def nightly(integration):
    return integration.token(CUSTOM, grant_type="client_credentials").json()["access_token"]


class TestListing:
    def test_the_body_is_that_of_xero(self, integration, world, token):
        """A bare compact array; seven digits after the second, no zone."""
        (connection,) = world.connections.of(WEB.client_id, ADA.user_id)

        answer = integration.get("/connections", token)

        assert answer.headers["Content-Type"] == "application/json"
        assert answer.text == (
            f'[{{"id":"{connection.connection_id}",'
            f'"authEventId":"{connection.authentication_event_id}",'
            f'"tenantId":"{DEMO}",'
            '"tenantType":"ORGANISATION",'
            '"tenantName":"Demo Company (NZ)",'
            '"createdDateUtc":"2026-03-04T12:00:00.9230000",'
            '"updatedDateUtc":"2026-03-04T12:00:00.9230000"}]'
        )

    def test_names_are_written_as_they_are(self, integration):
        """In UTF-8, without escapes."""
        token = integration.tokens(mock_tenant=OTHER)["access_token"]

        assert (
            '"tenantName":"Café Ōtautahi"'
            in integration.get("/connections", token).content.decode()
        )

    def test_it_lists_what_the_user_ever_opened(self, integration, token):
        """Not only what this consent did."""
        integration.tokens(mock_tenant=OTHER)

        listed = integration.get("/connections", token).json()

        assert [connection["tenantId"] for connection in listed] == [DEMO, OTHER]

    def test_it_can_be_narrowed_to_one_consent(self, integration, token):
        """By the event that the access token names."""
        newer = integration.tokens(mock_tenant=OTHER)["access_token"]
        event = payload_of(newer)["authentication_event_id"]

        for spelling in (event, event.upper()):
            listed = integration.get("/connections", token, params={"authEventId": spelling})
            assert [connection["tenantId"] for connection in listed.json()] == [OTHER]

    @pytest.mark.parametrize("event", ["nonsense", "\0", "00000000-0000-0000-0000-000000000000"])
    def test_an_unknown_event_lists_nothing(self, integration, token, event):
        """No error."""
        answer = integration.get("/connections", token, params={"authEventId": event})

        assert (answer.status_code, answer.text) == (200, "[]")

    def test_a_custom_connection_sees_its_one_organisation(self, integration, token, nightly):
        """And nothing of what users opened to other apps."""
        listed = integration.get("/connections", nightly).json()

        assert [connection["tenantId"] for connection in listed] == [DEMO]

    def test_another_user_sees_none_of_it(self, integration, passes, token):
        """A connection is between one user and one app."""
        passes.world.users[BOB.user_id] = BOB
        other = passes.mint(WEB, BOB, ("openid",))

        assert integration.get("/connections", other).json() == []

    def test_an_app_on_its_own_sees_what_all_its_users_opened(self, integration, passes, token):
        """With the scope app.connections, and of its own users only."""
        passes.consents.give(WEB, BOB, ("openid",), OTHER)
        passes.mint(CUSTOM, None, CUSTOM.scopes)
        answer = integration.token(WEB, grant_type="client_credentials", scope="app.connections")

        listed = integration.get("/connections", answer.json()["access_token"]).json()

        assert [connection["tenantId"] for connection in listed] == [DEMO, OTHER]


class TestDisconnecting:
    def test_it_goes(self, integration, token):
        """204 with nothing in it, and then there is none."""
        (connection,) = integration.get("/connections", token).json()

        answer = integration.delete(f"/connections/{connection['id']}", token)

        assert (answer.status_code, answer.content) == (204, b"")
        assert integration.get("/connections", token).text == "[]"

    def test_the_others_stay(self, integration, token):
        """And so does the token."""
        integration.tokens(mock_tenant=OTHER)
        first, second = integration.get("/connections", token).json()

        integration.delete(f"/connections/{first['id']}", token)

        assert integration.get("/connections", token).json() == [second]

    @pytest.mark.parametrize("name", ["nonsense", DEMO, "%00", "%FF", "x" * 4000])
    def test_an_unknown_one(self, integration, token, name):
        """404 with nothing in it; a tenant id is not a connection id."""
        answer = integration.delete(f"/connections/{name}", token)

        assert (answer.status_code, answer.content) == (404, b"")

    def test_twice(self, integration, token):
        """The second time it is unknown."""
        (connection,) = integration.get("/connections", token).json()
        path = f"/connections/{connection['id'].upper()}"

        assert [integration.delete(path, token).status_code for _ in range(2)] == [204, 404]

    def test_somebody_elses(self, integration, token, nightly):
        """It is not there for those who may not see it."""
        (connection,) = integration.get("/connections", token).json()

        answer = integration.delete(f"/connections/{connection['id']}", nightly)

        assert answer.status_code == 404
        assert integration.get("/connections", token).json() == [connection]

    def test_a_custom_connection_comes_back_with_its_next_token(self, integration, nightly):
        """Until then the app is connected to nothing."""
        (connection,) = integration.get("/connections", nightly).json()
        integration.delete(f"/connections/{connection['id']}", nightly)
        assert integration.get("/connections", nightly).json() == []

        integration.token(CUSTOM, grant_type="client_credentials")

        (again,) = integration.get("/connections", nightly).json()
        assert again["tenantId"] == DEMO
        assert again["authEventId"] != connection["authEventId"]


class TestRefusing:
    def test_the_problem_is_that_of_the_gateway(self, integration):
        """PascalCase keys, a fresh Instance that is the correlation id as well."""
        answer = integration.get("/connections")
        problem = answer.json()

        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        assert answer.text == json.dumps(problem, separators=(",", ":"))
        assert list(problem) == ["Type", "Title", "Status", "Detail", "Instance", "Extensions"]
        assert [problem["Type"], problem["Title"], problem["Status"], problem["Extensions"]] == [
            None,
            "Unauthorized",
            401,
            {},
        ]
        assert problem["Detail"] == "AuthenticationUnsuccessful"
        assert answer.headers["Xero-Correlation-Id"] == str(UUID(problem["Instance"]))

    def test_an_expired_token(self, integration, token, clock):
        """Xero says since when."""
        clock.advance(timedelta(hours=1))

        answer = integration.delete("/connections/any", token)

        assert answer.status_code == 401
        assert answer.json()["Detail"] == "TokenExpired: token expired at 03/04/2026 12:30:00"

    @pytest.mark.parametrize(
        "header", ["", "Bearer", "Bearer ", "Basic AAAA", "Bearer a.b.c", "Bearer \xff", "bearer;"]
    )
    def test_a_header_that_bears_nothing(self, origin, integration, header):
        """Malformed is as good as none."""
        answer = integration.session.get(
            f"{origin}/connections", headers={"Authorization": header.encode("latin-1")}
        )

        assert answer.status_code == 401
        assert answer.json()["Detail"] == "AuthenticationUnsuccessful"

    def test_the_scheme_may_be_spelled_anyhow(self, origin, integration, token):
        """RFC 7235: it is case-insensitive."""
        answer = integration.session.get(
            f"{origin}/connections", headers={"Authorization": f"bearer {token}"}
        )

        assert answer.status_code == 200
