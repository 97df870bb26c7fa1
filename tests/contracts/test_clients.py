"""The adapters say to Xero what they were told to say."""

import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from contracts.clients import SHIPPED, Reply, Session, Unreadable, chosen, connector, parsed
from contracts.clients.sdk import snake_case
from contracts.operations import OPERATIONS, operation

NAMED = {"Name": "N"}
PAID = {
    "Invoice": {"InvoiceID": "i"},
    "Account": {"Code": "090"},
    "Date": "2026-09-14",
    "Amount": 40.5,
}
MOVED = {"Amount": 5, "FromBankAccount": {"Code": "1"}, "ToBankAccount": {"Code": "2"}}
INVOICE = {"Type": "ACCREC", "DueDate": "2026-09-14", "LineItems": [{"UnitAmount": 10.31}]}
SPENT = {"Type": "SPEND", "BankAccount": {"Code": "090"}, "LineItems": [{"UnitAmount": 1.5}]}
BODIES = {
    "BankTransactions": {"BankTransactions": [SPENT]},
    "Contacts": {"Contacts": [NAMED]},
    "Invoices": {"Invoices": [INVOICE]},
    "HistoryRecords": {"HistoryRecords": [{"Details": "noted"}]},
    "BankTransfers": {"BankTransfers": [MOVED]},
    "BatchPayments": {"BatchPayments": [{"Reference": "A", "Payments": [{"Amount": 1}]}]},
    "Payments": {"Payments": [PAID]},
    "CreditNotes": {"CreditNotes": [{"Type": "ACCRECCREDIT"}]},
    "Allocations": {"Allocations": [{"Amount": 60, "Date": "2026-09-14", "Invoice": {}}]},
    "PurchaseOrders": {"PurchaseOrders": [{"Reference": "A", "SentToContact": True}]},
    "Quotes": {"Quotes": [{"Title": "A", "LineAmountTypes": "EXCLUSIVE"}]},
    "ManualJournals": {
        "ManualJournals": [{"Narration": "A", "JournalLines": [{"LineAmount": 1.5}]}]
    },
    "RepeatingInvoices": {
        "RepeatingInvoices": [{"Type": "ACCREC", "Schedule": {"Period": 1, "Unit": "MONTHLY"}}]
    },
    "Items": {"Items": [{"Code": "c", "SalesDetails": {"UnitPrice": 1.5}}]},
    "Accounts": {"Accounts": [{"Code": "091", "Type": "BANK"}]},
}
GONE = {"Status": "DELETED"}
ODD_BODIES: dict[str, Any] = {
    "createInvoiceAttachmentByFileName": b"words",
    "emailInvoice": {},
    "createLinkedTransaction": {"SourceTransactionID": "s"},
    "BankTransactions": {"BankTransactions": [SPENT]},
    "createPayment": PAID,
    "createAccount": {"Code": "091", "Type": "BANK"},
    "deletePayment": GONE,
    "deleteBankTransfer": GONE,
    "deleteBatchPaymentByUrlParam": GONE,
}


ODD_QUERIES = {"getReportAgedReceivablesByContact": {"contactId": "C1"}}
"""Parameters that the SDK insists on."""


class Echo(BaseHTTPRequestHandler):
    """Keeps what it is asked and answers as it was told to."""

    server: "EchoServer"
    wbufsize = 1 << 16  # headers and body leave together

    def do_GET(self):
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked = self.command, self.path, dict(self.headers), sent
        status, kind, answer = self.server.answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the names that http.server looks for

    def log_message(self, *_):
        pass


class EchoServer(ThreadingHTTPServer):
    asked: Any = None
    answer: Any = None


@pytest.fixture(scope="module")
def server():
    with EchoServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def echo(server):
    server.answer = 200, "application/json", b"{}"
    return server


@pytest.fixture
def session(echo):
    return Session(f"http://127.0.0.1:{echo.server_port}/api.xro/2.0", "token", "tenant")


def argued(operation_id):
    """Arguments that fill the path, and a body where there is one."""
    asked = operation(operation_id)
    names = [part.strip("{}") for part in asked.path.split("/") if part.startswith("{")]
    arguments: dict[str, Any] = {name: f"{name} 1/2" for name in names}
    arguments |= ODD_QUERIES.get(operation_id, {})
    if asked.method in {"PUT", "POST"}:
        odd = operation_id in ODD_BODIES
        arguments["body"] = ODD_BODIES[operation_id] if odd else BODIES[asked.collection]
    return arguments


def said(client, session, echo, operation_id, arguments):
    """What an adapter sends: method, path, query, headers and body."""
    with suppress(Unreadable):  # the echo is no answer to everything
        connector(SHIPPED[client])(session).call(operation_id, **arguments)
    method, path, headers, sent = echo.asked
    parts = urlsplit(path)
    query = {name: values[0].lower() for name, values in parse_qs(parts.query).items()}
    headers = {name.lower(): value for name, value in headers.items()}
    return method, parts.path, query, headers, parsed(sent) or sent or None


def within(small, large):
    """Whether what one adapter sends is in what the other sends; dates may differ in form."""
    if isinstance(small, dict):
        return all(within(value, large.get(key)) for key, value in small.items() if key != "Date")
    if isinstance(small, list):
        return len(small) == len(large) and all(map(within, small, large))
    return small == large or str(large).startswith("/Date(")


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_both_adapters_say_the_same(operation_id, session, echo):
    """Whatever the client, the same operation is the same request."""
    arguments = argued(operation_id)

    method, path, query, _, body = said("raw", session, echo, operation_id, arguments)
    sdk_method, sdk_path, sdk_query, _, sdk_body = said(
        "sdk", session, echo, operation_id, arguments
    )

    assert (method, path.lower(), query) == (sdk_method, sdk_path.lower(), sdk_query)
    assert within(body, sdk_body), sdk_body


@pytest.mark.parametrize("client", SHIPPED)
def test_arguments_travel_in_path_query_and_headers(client, session, echo):
    """Lists are joined by commas, flags are words, ids are quoted, and two names are headers."""
    arguments = {"IDs": ["a", "b"], "page": 2, "where": 'Name=="A&B"', "summaryOnly": False}
    method, path, query, headers, _ = said(client, session, echo, "getInvoices", arguments)

    assert (method, path) == ("GET", "/api.xro/2.0/Invoices")
    expected = {"IDs": "a,b", "page": "2", "where": 'name=="a&b"', "summaryOnly": "false"}
    assert query == expected
    assert (headers["authorization"], headers["xero-tenant-id"]) == ("Bearer token", "tenant")

    arguments = {"body": BODIES["Invoices"], "Idempotency-Key": "once"}
    *_, headers, _ = said(client, session, echo, "createInvoices", arguments)
    assert headers["idempotency-key"] == "once"


@pytest.mark.parametrize("client", SHIPPED)
def test_without_a_token_there_is_no_header(client, echo, session):
    """A stranger is not a bearer of nothing."""
    stranger = Session(session.accounting_url, None, "tenant")

    *_, headers, _ = said(client, stranger, echo, "getContacts", {})

    assert "authorization" not in headers


@pytest.mark.parametrize("client", SHIPPED)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_an_error_is_a_reply_like_any_other(client, status, session, echo):
    """The status, the headers and the body of a refusal come through, JSON or not."""
    echo.answer = status, "application/json", b'{"Message": "no"}'
    reply = connector(SHIPPED[client])(session).call("getContacts")
    assert (reply.status, reply.body, reply.raw) == (
        status,
        {"Message": "no"},
        b'{"Message": "no"}',
    )

    echo.answer = status, "text/html; charset=utf-8", b"not there"
    reply = connector(SHIPPED[client])(session).call("getContacts")
    assert (reply.status, reply.body, reply.text) == (status, None, "not there")
    assert reply.header("content-type") == "text/html; charset=utf-8"


@pytest.mark.parametrize("client", SHIPPED)
def test_a_body_comes_back_in_wire_names(client, session, echo):
    """The SDK's models are turned back into what Xero calls things."""
    sent = {
        "Invoices": [{"InvoiceID": "i", "TotalTax": 16.75, "Date": "/Date(1789344000000+0000)/"}]
    }
    echo.answer = 200, "application/json", json.dumps(sent).encode()

    reply = connector(SHIPPED[client])(session).call("getInvoices")

    (invoice,) = reply.body["Invoices"]
    assert (invoice["InvoiceID"], invoice["TotalTax"]) == ("i", 16.75)
    assert invoice["Date"].startswith("/Date(1789344000000")
    assert json.loads(reply.raw or b"") == sent


def test_an_answer_that_the_sdk_cannot_read_is_unreadable(session, echo):
    """And it is still there to be looked at."""
    echo.answer = 200, "application/json", b'{"Invoices": [{"Date": ""}]}'

    with pytest.raises(Unreadable, match="Invalid datetime value") as caught:
        connector(SHIPPED["sdk"])(session).call("getInvoices")

    assert caught.value.reply.raw == echo.answer[2]


def test_a_request_that_the_sdk_cannot_word_is_our_mistake(session):
    """A misspelt member must not get lost between the story and Xero."""
    with pytest.raises(LookupError, match="the SDK's Contact has no Nane"):
        connector(SHIPPED["sdk"])(session).call(
            "createContacts", body={"Contacts": [{"Nane": "N"}]}
        )


def test_an_operation_without_a_row_is_named():
    """Whoever adds a story learns where its operation goes."""
    with pytest.raises(LookupError, match=r"operations\.py has no row for getUsers"):
        operation("getUsers")


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("updateOrCreateInvoices", "update_or_create_invoices"),
        ("getOrganisationCISSettings", "get_organisation_cis_settings"),
        ("InvoiceID", "invoice_id"),
        ("IDs", "i_ds"),
        ("ContactIDs", "contact_i_ds"),
        ("pageSize", "page_size"),
        ("If-Modified-Since", "if_modified_since"),
    ],
)
def test_names_are_spelled_as_the_sdk_spells_them(name, spelled):
    assert snake_case(name) == spelled


def test_a_client_of_your_own_is_found_by_its_place():
    """`--client package.module:Class` loads whatever answers `call`."""
    assert chosen("both") == SHIPPED
    assert list(chosen("sdk")) == ["sdk"]
    ((_, place),) = chosen("contracts.clients.raw:RawClient").items()
    assert connector(place).__name__ == "RawClient"


def test_headers_are_found_however_they_are_spelled():
    reply = Reply(200, requests.structures.CaseInsensitiveDict({"X-Y": "z"}))
    assert (reply.header("x-y"), reply.header("other")) == ("z", None)
