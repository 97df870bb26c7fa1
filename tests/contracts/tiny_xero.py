"""A Xero of one file, right in what the stories need, and wrong where it is told to be."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

NOW = "/Date(1789378199100+0000)/"
CENT = Decimal("0.01")
Record = dict[str, Any]

EMPTY = ("Payments", "CreditNotes", "Prepayments", "Overpayments", "InvoicePaymentServices")

PLANTS = {
    "tax is rounded on the sum": "invoice totals: TotalTax expected 16.75, got 16.74",
    "a known number makes a second invoice": "posted invoice: InvoiceID expected",
    "an update forgets the lines": "posted invoice: lines expected 1, got 0",
    "nobody notes when it was paid": "paid invoice: FullyPaidOnDate expected",
    "a paid invoice stays authorised": 'paid invoice: Status expected "PAID", got "AUTHORISED"',
    "too much is accepted": "nobody pays more than is due: createPayment status expected 400",
    "pages are ignored": "getInvoices shape: body expected pagination, got nothing",
    "the page size is ignored": "page 1: pageSize expected 1, got 100",
    "lists show the lines": "invoice in a list: lines expected 0, got 1",
    "where is ignored": "where by an unknown name: contacts expected 0",
    "where minds the case": "where by name: contacts expected",
    "money has one digit": "expected 2 decimals, got 0.0",
    "money is text": 'expected a number, got "0.00"',
    "dates lose their offset": "Date expected a date like /Date(1789344000000+0000)/",
    "the verdict is missing": 'voided invoice: StatusAttributeString expected "OK", got nothing',
    "what is missing is told in JSON": 'unknown id: Content-Type expected "text/html',
    "any tenant will do": "a foreign organisation stays closed: getContacts status expected 403",
}
"""What can be planted, and a part of the line by which it must be caught."""


def money(amount: Decimal | int, places: int = 2) -> str:
    """A number that keeps its digits on the way through JSON, by way of a mark that goes."""
    return f"#{Decimal(amount):.{places}f}"


def amount_of(text: str) -> Decimal:
    return Decimal(text.removeprefix("#"))


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def xero_date(sent: str) -> str:
    """ISO from one client, `/Date(…)/` from the other; the same day to both."""
    if found := re.fullmatch(r"/Date\((\d+)\)/", sent):
        return f"/Date({found[1]}+0000)/"
    year, month, day = map(int, sent.split("-"))
    return f"/Date({int(datetime(year, month, day, tzinfo=UTC).timestamp() * 1000)}+0000)/"


class TinyXero:
    """The books: contacts, invoices and their payments."""

    tenant_id: ClassVar[str] = "11111111-2222-4333-8444-555555555555"

    def __init__(self, planted: str = "") -> None:
        self.planted = planted
        self.contacts: dict[str, Record] = {}
        self.invoices: dict[str, Record] = {}
        self.payments: dict[str, Record] = {}

    def answer(
        self, method: str, path: str, query: dict[str, str], body: Record, tenant: str | None
    ) -> tuple[int, Any]:
        resource, *ids = path.strip("/").split("/")
        if resource == "connect":
            return 200, {"access_token": "tiny"}
        if resource.lower() == "connections":
            return 200, [{"tenantId": self.tenant_id}]
        if tenant != self.tenant_id and self.planted != "any tenant will do":
            return 403, {
                "Title": "Forbidden",
                "Status": 403,
                "Detail": "AuthenticationUnsuccessful",
                "Instance": str(uuid4()),
            }
        handle = getattr(self, f"{method.lower()}_{resource.lower()}")
        answer: tuple[int, Any] = handle(ids[0] if ids else "", query, body)
        return answer

    def post_contacts(self, contact_id: str, query: dict[str, str], body: Record) -> Any:
        (sent,) = body["Contacts"]
        contact = self.contacts.setdefault(contact_id, {}) if contact_id else {}
        if not contact:
            contact = full_contact(sent["Name"])
            self.contacts[contact["ContactID"]] = contact
        return enveloped("Contacts", [contact])

    def get_contacts(self, contact_id: str, query: dict[str, str], body: Record) -> Any:
        found = list(self.contacts.values())
        if "where" in query and self.planted != "where is ignored":
            wanted = query["where"].partition('"')[2].rstrip('"')
            exact = self.planted == "where minds the case"
            found = [
                one
                for one in found
                if (one["Name"] if exact else one["Name"].lower())
                == (wanted if exact else wanted.lower())
            ]
        return enveloped("Contacts", [{**one, "HasAttachments": False} for one in found])

    def put_invoices(self, invoice_id: str, query: dict[str, str], body: Record) -> Any:
        (sent,) = body["Invoices"]
        invoice = self._invoice(sent)
        self.invoices[invoice["InvoiceID"]] = invoice
        return enveloped("Invoices", [self._written(invoice)])

    def post_invoices(self, invoice_id: str, query: dict[str, str], body: Record) -> Any:
        (sent,) = body["Invoices"]
        known = {key: sent[key] for key in ("InvoiceID", "InvoiceNumber") if key in sent}
        invoice = self._find(invoice_id or next(iter(known.values()))) or {}
        if "InvoiceID" not in known and self.planted == "a known number makes a second invoice":
            return self.put_invoices(
                "", query, {"Invoices": [{**invoice_as_sent(invoice), **sent}]}
            )
        invoice.update({key: sent[key] for key in ("Status", "Reference") if key in sent})
        if self.planted == "an update forgets the lines":
            invoice["LineItems"] = []
        verdict = query.get("summarizeErrors", "true").lower() == "false"
        if verdict and self.planted != "the verdict is missing":
            return enveloped(
                "Invoices", [{**self._written(invoice), "StatusAttributeString": "OK"}]
            )
        return enveloped("Invoices", [self._written(invoice)])

    def get_invoices(self, key: str, query: dict[str, str], body: Record) -> Any:
        if key:
            return self._single(key)
        found = list(self.invoices.values())
        for name, member in {"IDs": "InvoiceID", "InvoiceNumbers": "InvoiceNumber"}.items():
            if name in query:
                found = [one for one in found if one[member] in query[name].split(",")]
        if "page" not in query or self.planted == "pages are ignored":
            return enveloped("Invoices", [self._listed(one, lines=False) for one in found])
        return self._page(found, query)

    def post_payments(self, payment_id: str, query: dict[str, str], body: Record) -> Any:
        if payment_id:
            return enveloped("Payments", [self.payments[payment_id]])
        invoice = self.invoices[body["Invoice"]["InvoiceID"]]
        amount = Decimal(str(body["Amount"]))
        due = amount_of(invoice["AmountDue"])
        if amount > due and self.planted != "too much is accepted":
            return 400, refusal("Payment amount exceeds the amount outstanding on this document")
        payment = self._payment(invoice, amount, xero_date(body["Date"]))
        return enveloped("Payments", [payment])

    def _payment(self, invoice: Record, amount: Decimal, day: str) -> Record:
        paid = amount_of(invoice["AmountPaid"]) + amount
        due = amount_of(invoice["Total"]) - paid
        invoice |= {"AmountPaid": money(paid), "AmountDue": money(due)}
        if due == 0 and self.planted != "a paid invoice stays authorised":
            invoice["Status"] = "PAID"
        if due == 0 and self.planted != "nobody notes when it was paid":
            invoice["FullyPaidOnDate"] = day
        common = {
            "PaymentID": str(uuid4()),
            "Date": day,
            "Amount": money(amount),
            "CurrencyRate": money(1, 6),
            "HasValidationErrors": False,
        }
        invoice["Payments"].append({**common, "HasAccount": False})
        payment: Record = {
            **common,
            "BankAmount": money(amount),
            "PaymentType": "ACCRECPAYMENT",
            "Status": "AUTHORISED",
            "UpdatedDateUTC": NOW,
            "HasAccount": True,
            "IsReconciled": False,
            "Account": {"AccountID": str(uuid4()), "Code": "090"},
            "Invoice": self._written(invoice),
        }
        self.payments[payment["PaymentID"]] = payment
        return payment

    def _page(self, found: list[Record], query: dict[str, str]) -> Any:
        page, size = int(query["page"]), int(query.get("pageSize", 100))
        if self.planted == "the page size is ignored":
            size = 100
        told = {
            "page": page,
            "pageSize": size,
            "pageCount": -(-len(found) // size),
            "itemCount": len(found),
        }
        shown = found[(page - 1) * size : page * size]
        records = [self._listed(one, lines=True) for one in shown]
        return enveloped("Invoices", records, pagination=told)

    def _find(self, key: str) -> Record | None:
        return next(
            (
                one
                for one in self.invoices.values()
                if key in (one["InvoiceID"], one["InvoiceNumber"])
            ),
            None,
        )

    def _single(self, key: str) -> Any:
        found = self._find(key)
        if found is None:
            if self.planted == "what is missing is told in JSON":
                return 404, {"Message": "not found"}
            return 404, "The resource you're looking for cannot be found"
        return enveloped("Invoices", [{**found, "Attachments": []}])

    def _written(self, invoice: Record) -> Record:
        hidden = {"Payments", "CreditNotes", "AmountCredited", "HasAttachments"}
        return {key: value for key, value in invoice.items() if key not in hidden}

    def _listed(self, invoice: Record, *, lines: bool) -> Record:
        shown = lines or self.planted == "lists show the lines"
        items = invoice["LineItems"] if shown else []
        return {**invoice, "InvoiceAddresses": [], "LineItems": items}

    def _invoice(self, sent: Record) -> Record:
        lines = [full_line(line) for line in sent["LineItems"]]
        total = sum((amount_of(line["LineAmount"]) for line in lines), Decimal(0))
        tax = sum((amount_of(line["TaxAmount"]) for line in lines), Decimal(0))
        if self.planted == "tax is rounded on the sum":
            tax = cents(total * Decimal("0.15"))
        number = sent.get("InvoiceNumber", f"INV-{len(self.invoices) + 1:04}")
        return {
            "Type": "ACCREC",
            "InvoiceID": str(uuid4()),
            "InvoiceNumber": number,
            "Reference": sent.get("Reference", ""),
            **{name: [] for name in EMPTY},
            "AmountDue": money(total + tax),
            "AmountPaid": money(0),
            "AmountCredited": money(0),
            "SentToContact": False,
            "CurrencyRate": money(1, 6),
            **dict.fromkeys(("IsDiscounted", "HasAttachments", "HasErrors"), False),
            "UpdatedDateUTCString": "2026-09-14T09:29:59Z",
            "Contact": self.contacts[sent["Contact"]["ContactID"]],
            "DateString": "2026-09-14T00:00:00",
            "Date": xero_date(sent["Date"]),
            "DueDateString": "2026-09-14T00:00:00",
            "DueDate": xero_date(sent["DueDate"]),
            "BrandingThemeID": str(uuid4()),
            "Status": sent["Status"],
            "LineAmountTypes": "Exclusive",
            "LineItems": lines,
            "SubTotal": money(total),
            "TotalTax": money(tax),
            "Total": money(total + tax),
            "UpdatedDateUTC": NOW,
            "CurrencyCode": "NZD",
        }


def invoice_as_sent(invoice: Record) -> Record:
    """Enough of an invoice to write it a second time, without its lines."""
    days = {name: invoice[name].replace("+0000", "") for name in ("Date", "DueDate")}
    return {**days, "Contact": invoice["Contact"], "LineItems": [], "Status": "DRAFT"}


def full_line(sent: Record) -> Record:
    unit, quantity = Decimal(str(sent["UnitAmount"])), Decimal(str(sent["Quantity"]))
    amount = cents(unit * quantity)
    return {
        "Description": sent["Description"],
        "UnitAmount": money(unit),
        "TaxType": "OUTPUT2",
        "TaxAmount": money(cents(amount * Decimal("0.15"))),
        "LineAmount": money(amount),
        "AccountCode": sent["AccountCode"],
        "Tracking": [],
        "Quantity": money(quantity, 4),
        "LineItemID": str(uuid4()),
        "AccountID": str(uuid4()),
        "ValidationErrors": [],
    }


def full_contact(name: str) -> Record:
    return {
        "ContactID": str(uuid4()),
        "ContactStatus": "ACTIVE",
        "Name": name,
        "BankAccountDetails": "",
        "Addresses": [{"AddressType": kind} for kind in ("STREET", "POBOX")],
        "Phones": [{"PhoneType": kind} for kind in ("DEFAULT", "DDI", "FAX", "MOBILE")],
        "UpdatedDateUTC": NOW,
        "ContactGroups": [],
        "IsSupplier": False,
        "IsCustomer": False,
        "SalesTrackingCategories": [],
        "PurchasesTrackingCategories": [],
        "ContactPersons": [],
        "HasValidationErrors": False,
    }


def refusal(message: str) -> Record:
    return {
        "ErrorNumber": 10,
        "Type": "ValidationException",
        "Message": "A validation exception occurred",
        "Elements": [{"ValidationErrors": [{"Message": message}]}],
    }


def enveloped(collection: str, records: list[Record], **more: Any) -> tuple[int, Record]:
    return 200, {
        "Id": str(uuid4()),
        "Status": "OK",
        "ProviderName": "Tiny Xero",
        "DateTimeUTC": "/Date(1789378199160)/",
        **more,
        collection: records,
    }


def encoded(payload: Any, planted: str) -> bytes:
    """JSON with Xero's digits, unless a fault was planted in them."""
    text = json.dumps(payload)
    if planted == "money has one digit":
        text = re.sub(r"#(-?\d+\.\d)\d\b", r"#\1", text)
    if planted == "dates lose their offset":
        text = text.replace("+0000)", ")")
    kept = r'"\1"' if planted == "money is text" else r"\1"
    return re.sub(r'"#([-\d.]+)"', kept, text).encode()


class Door(BaseHTTPRequestHandler):
    """Reads a request, asks the books, writes what they say."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # headers and body leave together
    server: "TinyServer"

    def do_GET(self) -> None:
        books = self.server.books
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.loads(text) if text.startswith(b"{") else {}
        path = unquote(parts.path).removeprefix("/api.xro/2.0")
        tenant = self.headers.get("xero-tenant-id")
        self.write(*books.answer(self.command, path, query, body, tenant), books.planted)

    do_POST = do_PUT = do_GET  # noqa: N815 - the names that http.server looks for

    def write(self, status: int, payload: Any, planted: str) -> None:
        plain = isinstance(payload, str)
        sent = payload.encode() if plain else encoded(payload, planted)
        self.send_response(status)
        kind = "text/html" if plain else "application/json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


class TinyServer(ThreadingHTTPServer):
    """A tiny Xero on a free port; whoever changes its books has another one."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.books = TinyXero()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving() -> Iterator[TinyServer]:
    """A tiny Xero, for as long as it is needed."""
    with TinyServer() as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()
