"""Posts the documents of a demo company through the API, one by one, as an integration would.

What Xero itself decides is left out: ids, and statuses that follow from payments. An invoice that
is PAID is posted approved and paid afterwards; one that is VOIDED is voided afterwards.
"""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.api.client import Record, Xero

CREATED_AS = {"PAID": "AUTHORISED", "VOIDED": "AUTHORISED", "DELETED": "DRAFT"}
"""What a document is created as, by what has become of it."""


class Folder:
    """A folder with one JSON file for each resource: a fixture's, or one of plain documents."""

    def __init__(self, path: Any) -> None:
        self._path = path

    def read(self, name: str) -> list[Record]:
        """The records of a file; none where there is no such file."""
        path: Path = self._path / f"{name}.json"
        return json.loads(path.read_text("utf-8")) if path.is_file() else []


class Replay:
    """One organisation into which documents are posted."""

    def __init__(self, xero: Xero, folder: Folder) -> None:
        self.xero = xero
        self._folder = folder
        self._known: dict[str, str] = {}
        """The id that a document has now, by the one that it had."""

    def everything(self) -> None:
        """In an order in which nothing is named before it is there."""
        for contact in self._folder.read("contacts"):
            self._post("Contacts", without(contact, "ContactID"))
        for item in self._folder.read("items"):
            self._post("Items", without(item, "ItemID"))
        for invoice in self._folder.read("invoices"):
            self._document("Invoices", "InvoiceID", invoice)
        for note in self._folder.read("credit_notes"):
            self._document("CreditNotes", "CreditNoteID", note)
            self._allocate(note)
        for payment in self._folder.read("payments"):
            self._pay(payment)
        for transaction in self._folder.read("bank_transactions"):
            sent = without(anybody(transaction), "BankTransactionID")
            sent["BankAccount"] = {"Code": sent["BankAccount"]["Code"]}
            self._post("BankTransactions", sent)

    def begin_with(self, month: int, year: int) -> None:
        """The opening balances, through ``/Setup``."""
        balances = [
            {"AccountCode": line["AccountCode"], "Balance": line["NetAmount"]}
            for opening in self._folder.read("opening_balances")
            for line in opening["Lines"]
        ] or [one for begun in self._folder.read("conversions") for one in begun[OPENING]]
        sent = {"ConversionDate": {"Month": month, "Year": year}, OPENING: balances}
        assert self.xero.post("Setup", sent).status == 200

    def claim(self, user: str, day: str, receipts: list[Record], paid: str | None) -> None:
        """An expense claim: receipts, approval, and perhaps money back."""
        users = {f"{u['FirstName']} {u['LastName']}": u for u in self.xero.get("Users").records}
        whose = {"UserID": users[user]["UserID"]}
        named = []
        for lines in receipts:
            sent = {"User": whose, "Contact": {"Name": "Somebody"}, "Date": day, **lines}
            made = self._put("Receipts", sent | {"LineAmountTypes": "Inclusive"})
            named.append({"ReceiptID": made["ReceiptID"]})
        key = self._put("ExpenseClaims", {"User": whose, "Receipts": named})["ExpenseClaimID"]
        assert self.xero.post(f"ExpenseClaims/{key}", {"Status": "AUTHORISED"}).status == 200
        if paid is not None:
            path, body = f"expense-claims/{key}/payments", {"Date": paid, "Account": "090"}
            assert self.xero.post(path, body, root="/_mockxero/").status == 200

    def claims(self) -> None:
        """Every expense claim, whichever way it is written down."""
        receipts = {one["ReceiptID"]: one for one in self._folder.read("receipts")}
        users = {u["UserID"]: f"{u['FirstName']} {u['LastName']}" for u in self._users()}
        for claim in self._folder.read("expense_claims"):
            if "Receipts" not in claim:  # a plain document: lines and no receipts
                lines = [{"LineItems": claim["LineItems"]}]
                self.claim(claim["User"], claim["DateString"], lines, claim["PaymentDate"])
                continue
            lines = [
                {"LineItems": receipts[one["ReceiptID"]]["LineItems"]} for one in claim["Receipts"]
            ]
            paid = next((one["Date"] for one in claim.get("Payments", [])), None)
            self.claim(users[claim["User"]["UserID"]], claim["ReportingDate"], lines, paid)

    def _users(self) -> list[Record]:
        return self._folder.read("users")

    def _document(self, plural: str, key: str, document: Record) -> None:
        status = document["Status"]
        sent = without(anybody(document), key) | {"Status": CREATED_AS.get(status, status)}
        made = self._post(plural, sent)
        self._known[document[key]] = made[key]
        if status in ("VOIDED", "DELETED"):
            assert self.xero.post(f"{plural}/{made[key]}", {"Status": status}).status == 200

    def _allocate(self, note: Record) -> None:
        key = self._known[note["CreditNoteID"]]
        for one in note["Allocations"]:
            invoice = {"InvoiceID": self._known[one["Invoice"]["InvoiceID"]]}
            sent = {"Allocations": [{"Amount": one["Amount"], "Invoice": invoice}]}
            self.xero.put(f"CreditNotes/{key}/Allocations", sent).record  # noqa: B018

    def _pay(self, payment: Record) -> None:
        sent = without(payment, "PaymentID", "DateString")
        sent["Date"] = payment.get("Date") or payment["DateString"]
        sent["Invoice"] = {"InvoiceID": self._known[payment["Invoice"]["InvoiceID"]]}
        sent["Account"] = {"Code": payment["Account"]["Code"]}
        self._put("Payments", sent)

    def _post(self, plural: str, sent: Record) -> Record:
        return self.xero.post(plural, {plural: [sent]}).record

    def _put(self, plural: str, sent: Record) -> Record:
        return self.xero.put(plural, {plural: [sent]}).record


OPENING = "ConversionBalances"


def without(record: Record, *members: str) -> Record:
    """A copy that lacks some members."""
    return {name: one for name, one in deepcopy(record).items() if name not in members}


def anybody(document: Record) -> Record:
    """A document whose contact is told by name."""
    return document | {"Contact": {"Name": document["Contact"]["Name"]}}
