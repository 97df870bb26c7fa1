"""The headers of every answer, by their content and, on a socket, letter by letter."""

import http.client
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from tests.api.client import NOWHERE, XML, Xero

QUOTA = ("X-DayLimit-Remaining", "X-MinLimit-Remaining", "X-AppMinLimit-Remaining")
ANSWERS = {
    "a list": ("GET", "Contacts", None),
    "an empty page": ("GET", "Contacts?page=99", None),
    "a record": ("GET", "Invoices/INV-0016", None),
    "a write": ("POST", "ContactGroups", '{"Name": ""}'),
    "a refusal of the reader": ("POST", "Contacts", "{"),
    "a refused query": ("GET", "Contacts?where=x", None),
    "an unknown record": ("GET", f"Contacts/{NOWHERE}", None),
    "an unknown endpoint": ("GET", "NoSuchThing", None),
    "a method not offered": ("DELETE", "Contacts", None),
}


@pytest.fixture(params=ANSWERS, scope="module")
def answer(request, shared):
    method, path, body = ANSWERS[request.param]
    path, _, query = path.partition("?")
    return shared.call(method, path, body, **dict([query.split("=")] if query else []))


def test_no_cache_may_keep_an_answer(answer):
    """As recorded."""
    assert answer.headers["Cache-Control"] == "max-age=0, no-cache, no-store"
    assert answer.headers["Pragma"] == "no-cache"


def test_an_answer_expires_when_it_is_given(answer):
    """``Expires`` says now."""
    assert answer.headers["Expires"] == "Mon, 14 Sep 2026 09:30:00 GMT"


def test_an_answer_has_a_correlation_id(answer):
    """A GUID, lower case with dashes."""
    told = answer.headers["Xero-Correlation-Id"]

    assert str(UUID(told)) == told


def test_an_answer_says_how_many_calls_are_left(answer):
    """All three limits, as integers."""
    assert [int(answer.headers[name]) >= 0 for name in QUOTA] == [True] * 3


def test_an_answer_says_everything_once(answer):
    """No header comes twice."""
    names = [name.lower() for name, _ in answer.headers]

    assert len(names) == len(set(names))


def test_nothing_can_be_revalidated(answer):
    """Neither ETag nor Last-Modified were ever seen."""
    assert {"ETag", "Last-Modified"}.isdisjoint(answer.headers.keys())


@pytest.mark.parametrize("path", ["Contacts", "Invoices/INV-0016", "Organisation"])
def test_the_correlation_id_is_the_id_of_the_envelope(shared, path):
    """In both tongues."""
    json, xml = shared.get(path), shared.get(path, headers={"Accept": XML})

    assert json.headers["Xero-Correlation-Id"] == json.json["Id"]
    assert xml.headers["Xero-Correlation-Id"] == xml.xml.findtext("Id")


def test_every_answer_has_a_correlation_id_of_its_own(shared):
    """Two of the same request are two."""
    ids = {shared.get("Organisation").headers["Xero-Correlation-Id"] for _ in range(5)}

    assert len(ids) == 5


class TestOnASocket:
    @pytest.fixture
    def ask(self, served):
        """Sends a request and gives back the status and the headers as they were spelled."""
        xero = Xero(served.mock)
        connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=10)

        def asked(method, path, body=None, **headers):
            sent = {"Authorization": f"Bearer {xero.token}", "Accept": "application/json"}
            connection.request(method, f"/api.xro/2.0/{path}", body, sent | headers)
            response = connection.getresponse()
            response.read()
            return response.status, dict(response.getheaders())

        yield asked
        connection.close()

    def test_every_name_is_spelled_as_xero_spells_it(self, ask):
        """Some clients compare letter by letter."""
        _, headers = ask("GET", "Organisation")

        assert set(headers) >= {
            "Content-Type",
            "Content-Length",
            "Cache-Control",
            "Pragma",
            "Expires",
            "Server",
            "Xero-Correlation-Id",
            *QUOTA,
        }

    def test_the_server_calls_itself_kestrel(self, ask):
        """As recorded."""
        assert ask("GET", "Organisation")[1]["Server"] == "Kestrel"

    def test_a_missing_scope_is_told_under_its_own_spelling(self, served, ask):
        """WWW-Authenticate has an unusual one."""
        token = Xero(served.mock, scopes=()).token
        status, headers = ask("GET", "Organisation", Authorization=f"Bearer {token}")

        assert status == 401
        assert "insufficent_scope" in headers["WWW-Authenticate"]

    def test_a_list_without_changes_has_neither_body_nor_type(self, ask):
        """304."""
        moment = "2099-01-01T00:00:00"
        status, headers = ask("GET", "Invoices", **{"If-Modified-Since": moment})

        assert status == 304
        assert "Content-Type" not in headers
        assert set(headers) >= set(QUOTA)

    def test_what_is_gone_leaves_no_body(self, ask):
        """204."""
        ask("PUT", "Items", '{"Code": "gone"}')
        status, headers = ask("DELETE", "Items/gone")

        assert status == 204
        assert "Content-Type" not in headers
        assert headers.get("Content-Length", "0") == "0"

    def test_a_connection_is_kept_for_the_next_request(self, ask):
        """Refusals do not end it."""
        for path in ("Organisation", "NoSuchThing", "Contacts?where=x", "Organisation"):
            _, headers = ask("GET", path)
            assert headers.get("Connection", "keep-alive").lower() == "keep-alive"
