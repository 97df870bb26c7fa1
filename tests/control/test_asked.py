"""The mock's own calls: what cannot be read or done is refused in one sentence, never a page."""

import pytest

from tests.api.client import Xero

TELLING = [
    ("POST", "seed"),
    ("PATCH", "organisation"),
    ("PUT", "rates"),
    ("POST", "rates"),
    ("PUT", "1099"),
    ("POST", "returns"),
    ("POST", "expense-claims/x/payments"),
    ("POST", "manual-journals/x/reversal"),
]
"""Every call that tells something."""
ASKING = [("GET", path) for path in ("env", "organisation", "rates", "1099")]


@pytest.fixture(scope="module")
def xero(open_mock):
    return Xero(open_mock(None, "nz"))


def refused(xero, method, path, body=None, **query):
    """The status and the one sentence."""
    reply = xero.call(method, path, body, root="/_mockxero/", **query)
    assert reply.headers["Content-Type"].startswith("text/plain"), reply.text
    assert reply.text.count("\n") == 1, reply.text
    return reply.status, reply.text.strip()


@pytest.mark.parametrize(("method", "path"), TELLING)
@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"{", "the body is not JSON: "),
        (b"\xff\xfe", "the body is not JSON: "),
        (b"[" * 100_000, "the body is not JSON: "),
        (b'{"Reference": "\\ud800"}', "the body is not JSON: "),
        (b'{"Amount": 1e99999999999999999999}', "the body is not JSON: "),
        (b"[1]", "the body is a JSON object"),
        (b'"x"', "the body is a JSON object"),
        (b"null", "the body is a JSON object"),
    ],
)
def test_what_is_no_json_object_is_refused(xero, method, path, body, sentence):
    status, said = refused(xero, method, path, body)

    assert (status, said[: len(sentence)]) == (400, sentence)


@pytest.mark.parametrize(("method", "path"), TELLING)
def test_a_body_has_an_end(xero, method, path):
    """Ten megabytes are more than enough."""
    assert refused(xero, method, path, b" " * (10 * 1024 * 1024 + 1))[0] == 413


@pytest.mark.parametrize(("method", "path"), [*ASKING, *TELLING])
def test_an_organisation_goes_by_its_name(xero, method, path):
    """Every call that concerns one takes ``tenant``, and says when there is none of that name."""
    assert refused(xero, method, path, b"{}", tenant="nobody") == (
        404,
        "there is no organisation 'nobody'",
    )


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"contact": 1},
         "a call for more data has no 'contact'; it has: contacts, invoices, seed"),
        ({"contacts": "1"}, "contacts and invoices are counts"),
        ({"contacts": True}, "contacts and invoices are counts"),
        ({"contacts": -1},
         "between 0 and 100000 contacts and invoices can be sown"),
    ],
)  # fmt: skip
def test_what_cannot_be_sown_is_refused(xero, body, sentence):
    assert refused(xero, "POST", "seed", body) == (400, sentence)


def test_other_sites_have_no_business_here(xero):
    """A page in somebody's browser changes nothing."""
    reply = xero.call("POST", "reset", root="/_mockxero/", headers={"Origin": "http://evil.test"})

    assert (reply.status, reply.text) == (403, "Requests from other sites are refused.\n")


def test_more_data_goes_to_the_organisation_that_is_named(open_mock):
    """And not to the first."""
    xero = Xero(open_mock(None, "empty", "nz"))
    called = {"tenant": "Demo Company (NZ)", "root": "/_mockxero/"}
    first, second = xero.mock.world.organisations.values()

    assert xero.post("seed", {"contacts": 3}, **called).json["contacts"] == 3
    assert (len(first.changes), len(second.changes)) == (0, 3)
