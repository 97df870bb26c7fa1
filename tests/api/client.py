"""An integration without a socket: one call, one reply."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlencode
from xml.etree import ElementTree as ET

from werkzeug.datastructures import Headers
from werkzeug.test import Client

from mockxero.books.parties import App, AppKind, User
from mockxero.server import Mock

API = "/api.xro/2.0/"
JSON, XML, FORM = "application/json", "application/xml", "application/x-www-form-urlencoded"
NO_ID = "00000000-0000-0000-0000-000000000000"
NOWHERE = "5e1fc0de-0000-4000-8000-00000badcafe"
"""A GUID that no organisation ever issued."""
ENVELOPE = ("SummarizeErrors", "Id", "Status", "ProviderName", "DateTimeUTC", "pagination")

Record = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Headers
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def type(self) -> str | None:
        return self.headers.get("Content-Type")

    @cached_property
    def json(self) -> Any:
        return json.loads(self.content, parse_float=Decimal)

    @cached_property
    def xml(self) -> "ET.Element[str]":
        return ET.fromstring(self.content)

    @property
    def records(self) -> list[Record]:
        """The elements of an envelope."""
        assert self.status == 200, self.text
        (collection,) = self.json.keys() - set(ENVELOPE)
        found: list[Record] = self.json[collection]
        return found

    @property
    def record(self) -> Record:
        """The one element of an envelope."""
        (found,) = self.records
        return found

    @property
    def elements(self) -> list[Record]:
        """The refused elements of a validation exception."""
        assert self.status == 400, self.text
        found: list[Record] = self.json["Elements"]
        return found

    @property
    def refusal(self) -> tuple[int, int | None]:
        """Status and ErrorNumber."""
        return self.status, self.json["ErrorNumber"]

    @property
    def sentences_in_xml(self) -> list[str]:
        """The same, of an answer in XML."""
        assert self.status == 400, self.text
        return [one.text or "" for one in self.xml.iter("Message")][1:]

    @property
    def sentences(self) -> list[str]:
        """Every reason given for a refused element."""
        return [one["Message"] for element in self.elements for one in element["ValidationErrors"]]


class Xero:
    """Calls the Accounting API of a mock as one app, with every scope unless some are named."""

    def __init__(
        self,
        mock: Mock,
        kind: AppKind = AppKind.CUSTOM,
        *,
        scopes: tuple[str, ...] | None = None,
        tenant: str | None = None,
    ) -> None:
        self.mock = mock
        self.app = next(app for app in mock.world.apps.values() if app.kind is kind)
        self.user = None if kind is AppKind.CUSTOM else next(iter(mock.world.users.values()))
        self.token = token_of(mock, self.app, self.user, scopes)
        self.tenant = tenant
        if tenant is None and kind is not AppKind.CUSTOM:
            self.tenant = next(iter(mock.world.organisations))
        self._client = Client(mock.wsgi, use_cookies=False)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: dict[str, str | None] | None = None,
        type: str | None = JSON,
        root: str = API,
        **query: str | int | bool,
    ) -> Reply:
        """Send a request; a header of None stays out, a body that is no bytes becomes JSON."""
        standing: dict[str, str | None] = {
            "Authorization": f"Bearer {self.token}",
            "Accept": JSON,
            "xero-tenant-id": self.tenant,
        }
        sent = {k: v for k, v in (standing | (headers or {})).items() if v is not None}
        if isinstance(body, str):
            body = body.encode()
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, default=str).encode()
        address = unquote_to_bytes(root + quote(path, safe="/%:@!$'()*,;=~"))
        answer = self._client.open(
            method=method,
            headers=sent,
            data=body,
            content_type=type if body is not None else None,
            query_string=urlencode(query, encoding="utf-8", errors="surrogatepass"),
            environ_overrides={"PATH_INFO": address.decode("latin-1")},
        )
        with answer:
            return Reply(answer.status_code, answer.headers, answer.get_data())

    def get(self, path: str, /, **more: Any) -> Reply:
        return self.call("GET", path, **more)

    def put(self, path: str, body: Any, /, **more: Any) -> Reply:
        return self.call("PUT", path, body, **more)

    def post(self, path: str, body: Any, /, **more: Any) -> Reply:
        return self.call("POST", path, body, **more)

    def delete(self, path: str, /, **more: Any) -> Reply:
        return self.call("DELETE", path, **more)


def token_of(mock: Mock, app: App, user: User | None, scopes: tuple[str, ...] | None = None) -> str:
    """An access token; without scopes, one that opens everything."""
    if scopes is None:
        return mock.mint(app, user)
    return mock.passes.mint(app, user, scopes)


def rates(xero: Xero, told: Record) -> None:
    """Have these day rates known, and no others; numbers may be text."""
    text = re.sub(r'(?<=: )"([0-9.]+)"', r"\1", json.dumps(told))
    answer = xero.put("rates", text, root="/_mockxero/")
    assert answer.status == 200, answer.text


# --- what is often sent ---------------------------------------------------------------------------


def line(amount: float | str = "100.00", **members: Any) -> Record:
    """A line of so much, before tax."""
    return {"Description": "Work", "UnitAmount": amount, "AccountCode": "200"} | members


def invoice(contact: Record | str, *lines: Record, **members: Any) -> Record:
    """A sales invoice to send, approved unless ``members`` say otherwise."""
    contact_id = contact if isinstance(contact, str) else contact["ContactID"]
    return {
        "Type": "ACCREC",
        "Contact": {"ContactID": contact_id},
        "Date": "2026-09-01",
        "DueDate": "2026-09-20",
        "Status": "AUTHORISED",
        "LineItems": [*(lines or [line()])],
    } | members


def purchase_order(contact: Record, *lines: Record, **members: Any) -> Record:
    """A purchase order to send, a draft unless ``members`` say otherwise."""
    return {
        "Contact": {"ContactID": contact["ContactID"]},
        "Date": "2026-09-10",
        "LineItems": [*(lines or [line(AccountCode="300")])],
    } | members


def quote_of(contact: Record, *lines: Record, **members: Any) -> Record:
    """A quote to send, a draft unless ``members`` say otherwise."""
    return {
        "Contact": {"ContactID": contact["ContactID"]},
        "Date": "2026-09-10",
        "LineItems": [*(lines or [line()])],
    } | members


def credit_note(contact: Record, *lines: Record, **members: Any) -> Record:
    """A credit note for a customer to send."""
    return {
        "Type": "ACCRECCREDIT",
        "Contact": {"ContactID": contact["ContactID"]},
        "Date": "2026-09-05",
        "Status": "AUTHORISED",
        "LineItems": [*(lines or [line()])],
    } | members


def money(contact: Record, *lines: Record, **members: Any) -> Record:
    """Money spent through the bank account, to send."""
    return {
        "Type": "SPEND",
        "Contact": {"ContactID": contact["ContactID"]},
        "BankAccount": {"Code": "090"},
        "Date": "2026-09-01",
        "LineItems": [*(lines or [line("20.00", AccountCode="404")])],
    } | members


def as_xml(name: str, value: Any) -> bytes:
    """What would be sent as JSON, as XML: a list has its singular around each element."""
    return ET.tostring(_element(name, value))


def _element(name: str, value: Any) -> "ET.Element[str]":
    element = ET.Element(name)
    if isinstance(value, dict):
        element.extend(_element(member, inner) for member, inner in value.items())
    elif isinstance(value, list):
        element.extend(_element(name.removesuffix("s"), inner) for inner in value)
    else:
        element.text = str(value).lower() if isinstance(value, bool) else str(value)
    return element


def manual_journal(amount: float = 100, **members: Any) -> Record:
    """A manual journal to send: rent that is owed."""
    lines = [
        {"Description": "Rent", "LineAmount": amount, "AccountCode": "469"},
        {"Description": "Accrued", "LineAmount": -amount, "AccountCode": "620"},
    ]
    return {"Narration": "Accrual", "JournalLines": lines} | members
