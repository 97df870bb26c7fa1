"""The mock answers as the real Demo Company (NZ) did when it was recorded in September 2026.

The recordings lie beside the repository, not in it; without them there is nothing to compare.
They were written by a recorder that passed numbers through floats and replaced personal values, so
what is compared is: status, content type, members and their order, kinds of value, and values.
"""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from mockxero.api.limits import PER_MINUTE
from mockxero.books.organisation import Series
from mockxero.primitives.clock import FrozenClock
from mockxero.server import Mock, Settings
from tests.api.client import API, Reply, Xero

RECORDED = Path(__file__).parents[2] / "shared" / "xero" / "recorded"
SHARED = RECORDED / "2026-nz"
SIBLINGS = "nz-demo-2026-"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the recordings are not here")

RESET = datetime(2026, 9, 12, 3, 46, 54, 237000)
"""When the recorded company was last reset: every date in it counts from that day."""
PROVIDER = "Example App"

# --- what is different, and why -------------------------------------------------------------------

OF_2020 = "the fixture is the company as it was in 2020"
UI = "somebody had saved this contact by hand, which fills in blanks"
SCRUBBED = "replaced by the recorder"
LATER = "an answer leaves Xero some milliseconds after the record was stored"
FULLER = "the recorded organisation had seen more"
COUNTED = "each organisation counts its own calls"
SEEDED = "the fixture knows more of this contact than that company did"
NO_HISTORY = "the fixture has no histories: these are notes made for the comparison"

VALUE, KIND, MISSING, EXTRA = "value", "kind", "missing", "extra"

DIFFERENCES = {
    ("organisation", "Organisations[0].LegalName", VALUE): SCRUBBED,
    ("organisation", "Organisations[0].TaxNumber", VALUE): SCRUBBED,
    ("organisation", "Organisations[0].ShortCode", VALUE): OF_2020,
    ("organisation", "Organisations[0].Addresses[0].AddressLine*", VALUE): SCRUBBED,
    ("organisation", "Organisations[0].Phones[0].PhoneNumber", VALUE): SCRUBBED,
    ("organisation", "Organisations[0].Phones[0].PhoneCountryCode", MISSING): OF_2020,
    ("organisation", "Organisations[0].Phones[0].PhoneAreaCode", EXTRA): OF_2020,
    ("accounts", "Accounts[*].UpdatedDateUTC", VALUE): "a reset takes a while",
    ("contact", "Contacts[0].UpdatedDateUTC", VALUE): "a reset takes a while",
    ("contact", "Contacts[0].Addresses[*].AddressType", VALUE): OF_2020,
    ("branding_themes", "BrandingThemes[*].LogoUrl", VALUE): "a long random text",
    ("invoices_page", "pagination.*Count", VALUE): FULLER,
    ("invoices_page", "Invoices[1].RepeatingInvoiceID", MISSING): "no repeating invoices yet",
    ("invoices_page", "Invoices[1].CurrencyRate", EXTRA): "lists leave it out now and then",
    ("invoice", "Invoices[0].Contact.UpdatedDateUTC", VALUE): UI,
    ("invoice", "Invoices[0].Contact.*", MISSING): UI,
    ("invoice", "Invoices[0].Contact.EmailAddress", KIND): UI,
    ("invoice", "Invoices[0].Contact.Addresses[1].*", KIND): UI,
    ("invoice", "Invoices[0].Contact.Phones[*].PhoneType", VALUE): OF_2020,
    ("invoice", "Invoices[0].Contact.Phones[*].Phone*", KIND): OF_2020,
    ("invoice_history", "HistoryRecords[*].*", VALUE): NO_HISTORY,
    ("[!r]*", "X-DayLimit-Remaining", VALUE): COUNTED,
    ("[!r]*", "X-MinLimit-Remaining", VALUE): COUNTED,
    ("rate_limit_minute", "X-DayLimit-Remaining", VALUE): COUNTED,
    ("*", "*.EmailAddress", VALUE): SCRUBBED,
    ("*_*", "*.Phones[0].PhoneNumber", VALUE): SCRUBBED,
    ("contact_*", "Contacts[0].UpdatedDateUTC", VALUE): LATER,
    ("invoice_*", "Invoices[0].UpdatedDateUTC", VALUE): LATER,
    ("invoice_*", "Invoices[0].Contact.UpdatedDateUTC", VALUE): LATER,
    ("item_create", "Items[0].UpdatedDateUTC", VALUE): LATER,
    ("invoice_*", "Invoices[0].InvoiceNumber", VALUE): FULLER,
    ("purchase_orders_page", "pagination.*Count", VALUE): FULLER,
    ("purchase_orders_page", "PurchaseOrders[*].AttentionTo", MISSING): SCRUBBED,
    ("purchase_orders_page", "PurchaseOrders[0].Contact.*Name", VALUE): SCRUBBED,
    ("purchase_orders_page", "PurchaseOrders[0].Contact.*", EXTRA): SEEDED,
    ("purchase_orders_page", "PurchaseOrders[0].Contact.Phones[0].PhoneNumber", VALUE): SCRUBBED,
    ("purchase_orders_page", "PurchaseOrders[0].Contact.Phones[0].PhoneCountryCode", KIND): SEEDED,
    ("purchase_orders_page", "PurchaseOrders[*].Contact.UpdatedDateUTC", VALUE): UI,
    ("purchase_order_*", "PurchaseOrders[0].UpdatedDateUTC", VALUE): LATER,
    ("quote_*", "Quotes[0].UpdatedDateUTC", VALUE): LATER,
}
"""Every difference that is left: in which recordings, where, of which kind; and the reason."""


# --- comparing ------------------------------------------------------------------------------------

KINDS = (
    ("empty string", re.compile(r"")),
    ("id", re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")),
    ("/Date(ms+0000)/", re.compile(r"/Date\(-?\d+\+0000\)/")),
    ("/Date(ms)/", re.compile(r"/Date\(-?\d+\)/")),
    ("moment with Z", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")),
    ("moment", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")),
)


def kind(value: Any) -> str:
    if isinstance(value, str):
        return next((name for name, form in KINDS if form.fullmatch(value)), "string")
    if isinstance(value, float | Decimal):
        return "number with a point"
    if value == []:
        return "empty list"
    return type(value).__name__


@dataclass
class Comparison:
    """Of one answer with its recording."""

    ids: dict[str, str]
    """Which id of the mock stands for a recorded one: the same everywhere."""
    found: dict[tuple[str, str], str] = field(default_factory=dict)
    """What is different, by its path and kind."""

    def note(self, path: str, kind: str, expected: Any = None, got: Any = None) -> None:
        self.found[path.lstrip("."), kind] = f"{expected!r} expected, got {got!r}"

    def compare(self, real: Any, mine: Any, path: str = "") -> None:
        if kind(real) != kind(mine):
            self.note(path, KIND, kind(real), kind(mine))
        elif isinstance(real, dict):
            self.members(real, mine, path)
        elif isinstance(real, list):
            self.elements(real, mine, path)
        elif kind(real) == "id":
            if self.ids.setdefault(real, mine) != mine:
                self.note(path, VALUE, self.ids[real], mine)
        elif isinstance(real, float):
            if Decimal(repr(real)) != mine:
                self.note(path, VALUE, real, mine)
        elif real != mine:
            self.note(path, VALUE, real, mine)

    def members(self, real: dict[str, Any], mine: dict[str, Any], path: str) -> None:
        for name in real.keys() - mine.keys():
            self.note(f"{path}.{name}", MISSING, real[name])
        for name in mine.keys() - real.keys():
            self.note(f"{path}.{name}", EXTRA, None, mine[name])
        both = [name for name in real if name in mine]
        order = [name for name in mine if name in real]
        if both != order:
            self.note(path, "order", both, order)
        for name in both:
            self.compare(real[name], mine[name], f"{path}.{name}")

    def elements(self, real: list[Any], mine: list[Any], path: str) -> None:
        if len(real) != len(mine):
            self.note(path, "length", len(real), len(mine))
        for place, (one, other) in enumerate(zip(real, mine, strict=False)):
            self.compare(one, other, f"{path}[{place}]")


# --- recordings -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recording:
    """A request and what it was answered with."""

    name: str
    method: str
    path: str
    query: dict[str, str]
    sent: Any
    status: int
    content_type: str | None
    headers: dict[str, str]
    body: Any
    cut_to: int | None

    @property
    def moment(self) -> datetime | None:
        """When it was answered."""
        told = (self.body or {}).get("DateTimeUTC")
        if told is None:
            return None
        return datetime(1970, 1, 1) + timedelta(milliseconds=int(told[6:-2]))


def in_shared(entry: dict[str, Any]) -> Recording:
    told = json.loads((SHARED / entry["file"]).read_text("utf-8"))
    response = told["response"]
    return Recording(
        entry["name"],
        entry["method"],
        entry["path"],
        entry.get("query", {}),
        entry.get("sent"),
        response["status"],
        response["content_type"] or None,
        response.get("headers", {}),
        told["body"],
        told["lists_kept_to"],
    )


SUPPLIER = {"ContactID": "50e71b5e-e368-4bda-ba17-044a6c0ec328"}
STEEL = {"Description": "steel", "Quantity": 1, "UnitAmount": 100, "AccountCode": "300"}
QUOTED = {
    "QuoteID": "8acd53cb-ac5a-46ed-8d21-24fa3a0bd40c",
    "Contact": SUPPLIER,
    "Date": "2026-09-14",
    "LineAmountTypes": "Exclusive",
    "LineItems": [
        {"Description": "Job: 1 - recording", "UnitAmount": 703.02, "AccountCode": "200"}
    ],
    "Terms": "Recorded by the catalogue",
}


def order(number: str, status: str, **more: Any) -> dict[str, Any]:
    return {
        "PurchaseOrderNumber": f"PO-REC-a1a54b7c{number}",
        "Contact": SUPPLIER,
        "LineItems": [STEEL],
        "Date": "2026-09-14",
        "Status": status,
    } | more


UNTOLD = {
    "quote_accept": {"Quotes": [QUOTED | {"Status": "ACCEPTED"}]},
    "purchase_order_delete": {
        "PurchaseOrders": [
            order(
                "-VOID-a1a54b7c",
                "DELETED",
                PurchaseOrderID="614ac0db-bc80-4396-93a8-841f2db81de6",
            )
        ]
    },
    "purchase_order_number_held_by_deleted": {"PurchaseOrders": [order("-H", "SUBMITTED")]},
    "purchase_order_delete_billed": {
        "PurchaseOrders": [
            order("-B", "DELETED", PurchaseOrderID="56c012f4-2d0c-41a7-a607-49f4a0c93e7f")
        ]
    },
    "contact_update": {"Contacts": [{"IsCustomer": True}]},
    "invoice_history_create": {"HistoryRecords": [{"Details": "Recorded by the catalogue"}]},
    "invoice_delete_authorised": {
        "Invoices": [
            {
                "InvoiceID": "60aa5d55-a47e-4665-a974-874bb50263b9",
                "Status": "DELETED",
                "Contact": {"ContactID": "2f79af6c-5f57-49e8-9e44-301499538add"},
                "Date": "2026-09-14",
            }
        ]
    },
}
"""What the siblings' calls sent, as far as their answers tell."""


def sibling(entry: dict[str, Any]) -> Recording:
    path, _, query = entry["path"].partition("?")
    name = Path(entry["file"]).stem.removeprefix(SIBLINGS).replace("-", "_")
    text = (RECORDED / entry["file"]).read_text("utf-8")
    headers = entry.get("headers", {})
    return Recording(
        name,
        entry["method"],
        f"{API.rstrip('/')}{path}",
        dict(parse_qsl(query)),
        UNTOLD.get(name),
        entry["status"],
        headers.get("Content-Type", "application/json; charset=utf-8") or None,
        {name: told for name, told in headers.items() if name != "Content-Type"},
        json.loads(text) if text else None,
        2 if "list cut" in entry.get("note", "") else None,
    )


@cache
def recordings() -> dict[str, list[Recording]]:
    """Every recording of a resource that is here, by name: from both folders."""
    found: dict[str, list[Recording]] = {}
    if SHARED.is_dir():
        shared = json.loads((SHARED / "index.json").read_text("utf-8"))["entries"]
        whole = json.loads((RECORDED / "index.json").read_text("utf-8"))["entries"]
        siblings = [sibling(one) for one in whole if one["file"].startswith(SIBLINGS)]
        for one in [*map(in_shared, shared), *siblings]:
            found.setdefault(one.name, []).append(one)
    return found


STORY = (
    "organisation",
    "accounts",
    "items",
    "contact",
    "invoices_page",
    "invoice",
    "invoice_history",
    "invoice_not_found",
    "quotes_page",
    "purchase_orders_page",
    "tax_rates",
    "branding_themes",
    "contact_create",
    "contact_create_duplicate_name",
    "contact_update",
    "invoice_create",
    "invoice_history_create",
    "invoice_delete_authorised",
    "invoice_void",
    "quote_create",
    "quote_accept",
    "purchase_order_create",
    "purchase_order_delete",
    "purchase_order_number_held_by_deleted",
    "purchase_order_delete_billed",
    "item_create",
    "rate_limit_minute",
)
"""The order in which they were recorded."""


class Retold:
    """The requests of the recordings, made again."""

    def __init__(self) -> None:
        self.clock = FrozenClock(RESET)
        self.mock = Mock(Settings(fixtures=("nz",)), self.clock)
        self.ids: dict[str, str] = {}
        for client_id, app in self.mock.world.apps.items():
            self.mock.world.apps[client_id] = replace(app, name=PROVIDER)

    def at(self, moment: datetime) -> Xero:
        self.clock.advance(moment - self.clock.now())
        return Xero(self.mock)

    def answer(self, told: Recording) -> Reply:
        """The mock's answer to the same request, made at the same moment."""
        prepare = getattr(self, f"before_{told.name}", None)
        if prepare is not None:
            prepare(told)
        xero = self.at(told.moment or self.clock.now())
        path, sent = self.renamed([told.path.removeprefix(API), told.sent])
        return xero.call(told.method, path, sent, **dict[str, Any](told.query))

    def renamed(self, sent: Any) -> Any:
        """With the mock's ids instead of the recorded ones."""
        text = json.dumps(sent)
        for recorded, mine in self.ids.items():
            text = text.replace(recorded, mine)
        return json.loads(text)

    def before_items(self, told: Recording) -> None:
        """The author's items are not in the fixture."""
        for item in told.body["Items"]:
            updated = int(item["UpdatedDateUTC"][6:-7])
            xero = self.at(datetime(1970, 1, 1) + timedelta(milliseconds=updated))
            made = xero.put("Items", item).record
            self.ids[item["ItemID"]] = made["ItemID"]

    def before_invoice_history(self, told: Recording) -> None:
        """The fixture has no histories."""
        for _ in told.body["HistoryRecords"]:
            self.at(told.moment or RESET).put("Invoices/INV-0016/History", {"Details": "A note"})

    def before_quotes_page(self, told: Recording) -> None:
        """The author's quotes are not in the fixture, nor are their contacts."""
        for quote in told.body["Quotes"]:
            xero = self.at(
                datetime(1970, 1, 1) + timedelta(milliseconds=int(quote["UpdatedDateUTC"][6:-2]))
            )
            contact = xero.put(
                "Contacts", {"Name": quote["Contact"]["Name"], "EmailAddress": "a@b.test"}
            ).record
            self.ids[quote["Contact"]["ContactID"]] = contact["ContactID"]
            line = {
                name: quote["LineItems"][0][name]
                for name in ("Description", "UnitAmount", "AccountCode")
            }
            made = {"Contact": {"ContactID": contact["ContactID"]}, "LineItems": [line]}
            kept = {
                name: quote[name] for name in ("QuoteNumber", "Reference", "Date") if name in quote
            }
            sent = made | kept
            self.ids[quote["QuoteID"]] = xero.put("Quotes", sent).json["Quotes"][0]["QuoteID"]

    def before_quote_create(self, told: Recording) -> None:
        """Half a second before, the author made a contact; his eighth quote was due."""
        contact = {
            "Name": "[TEST] Recording a1a54b7c B",
            "EmailAddress": "recording@example.test",
            "Phones": [{"PhoneType": "DEFAULT", "PhoneNumber": "09 111 1111"}],
        }
        made = self.at(datetime(2026, 9, 14, 9, 30, 9, 457000)).put("Contacts", contact).record
        self.ids[SUPPLIER["ContactID"]] = made["ContactID"]
        (books,) = self.mock.world.organisations.values()
        books.series["QUOTE"] = Series("QU-", 8)

    def before_quote_accept(self, told: Recording) -> None:
        """It was sent before it was accepted, under another number."""
        sent = Xero(self.mock).post("Quotes", self.renamed(QUOTED | {"Status": "SENT"}))
        assert sent.json["Quotes"][0]["QuoteNumber"] == "QU-0009"

    def before_purchase_order_number_held_by_deleted(self, told: Recording) -> None:
        """Somebody deleted an order, which kept its number."""
        xero = Xero(self.mock)
        made = xero.put("PurchaseOrders", self.renamed(order("-H", "DRAFT"))).record
        deleted = {"PurchaseOrderID": made["PurchaseOrderID"], "Status": "DELETED"}
        assert xero.post("PurchaseOrders", deleted).record["Status"] == "DELETED"

    def before_purchase_order_delete_billed(self, told: Recording) -> None:
        """It was billed as soon as it was made."""
        made = Xero(self.mock).put("PurchaseOrders", self.renamed(order("-B", "BILLED"))).record
        self.ids["56c012f4-2d0c-41a7-a607-49f4a0c93e7f"] = made["PurchaseOrderID"]

    def before_rate_limit_minute(self, told: Recording) -> None:
        """Thirty-four seconds after a minute began, its calls are used up."""
        self.clock.advance(timedelta(minutes=1))
        self.mock._gate.limits.enforced = True
        xero = Xero(self.mock)
        for _ in range(PER_MINUTE):
            xero.get("Organisation")
        self.clock.advance(timedelta(seconds=60 - int(told.headers["Retry-After"])))


Found = dict[tuple[str, str], str]
"""What is different, by its path and kind."""


@cache
def comparisons() -> dict[str, list[tuple[Recording, Found]]]:
    """Each recording, and what is different in the mock's answer."""
    retold = Retold()
    found: dict[str, list[tuple[Recording, Found]]] = {}
    for name in STORY:
        first, *_ = recordings()[name]
        reply = retold.answer(first)
        found[name] = [(told, difference(told, reply, retold.ids)) for told in recordings()[name]]
    return found


def difference(told: Recording, reply: Reply, ids: dict[str, str]) -> Found:
    comparison = Comparison(ids)
    if reply.status != told.status:
        comparison.note("status", VALUE, told.status, reply.status)
    if reply.type != told.content_type:
        comparison.note("type", VALUE, told.content_type, reply.type)
    for name, value in told.headers.items():
        if reply.headers.get(name) != value:
            comparison.note(name, VALUE, value, reply.headers.get(name))
    if told.body is not None:
        mine = reply.json
        if told.cut_to:
            mine = {k: v[: told.cut_to] if isinstance(v, list) else v for k, v in mine.items()}
        comparison.compare(told.body, mine)
    return comparison.found


def rows(name: str, path: str, what: str) -> list[tuple[str, str, str]]:
    """The rows of the table that speak of a difference."""
    return [
        row
        for row in DIFFERENCES
        if row[2] == what and fnmatchcase(name, row[0]) and pattern(row[1]).fullmatch(path)
    ]


@cache
def pattern(path: str) -> re.Pattern[str]:
    """``*`` stands for anything; brackets for themselves."""
    return re.compile(re.escape(path).replace(r"\*", ".*"))


# --- the claims -----------------------------------------------------------------------------------


def test_every_recording_is_retold():
    """None of them is left out."""
    assert recordings().keys() == set(STORY)


@pytest.mark.parametrize("name", STORY)
def test_the_mock_answers_as_recorded(name):
    """Apart from what the table names, each with its reason."""
    unnamed = [
        f"{told.method} {told.path}: {path}, {kind}: {what}"
        for told, found in comparisons()[name]
        for (path, kind), what in found.items()
        if not rows(name, path, kind)
    ]

    assert not unnamed, "\n".join(unnamed)


@pytest.mark.parametrize("row", DIFFERENCES, ids=":".join)
def test_every_named_difference_is_there(row):
    """One that has disappeared must leave the table."""
    assert any(
        row in rows(name, path, kind)
        for name, told in comparisons().items()
        for _, found in told
        for path, kind in found
    )
