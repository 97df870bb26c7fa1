"""Lays an organisation down from plain JSON in Xero's own words, with its dates rolled to today."""

import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from mockxero.accounting.allocations import with_credit
from mockxero.accounting.attachments import address, mime_type
from mockxero.accounting.budgets import moved
from mockxero.accounting.day_rates import DayRates
from mockxero.accounting.expense_claims import balance
from mockxero.accounting.filing import tracked
from mockxero.accounting.lines import account_called, item_called
from mockxero.accounting.payments import document_paid, mention
from mockxero.accounting.settlement import rebalanced
from mockxero.accounting.setup import coded
from mockxero.books.organisation import Organisation, Series
from mockxero.books.parties import User
from mockxero.control.rates import read
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.clock import Clock
from mockxero.primitives.fields import Field, Linked
from mockxero.primitives.ids import Ids
from mockxero.primitives.kinds import Day
from mockxero.primitives.records import Draft
from mockxero.resources.accounts import Account
from mockxero.resources.attachments import Attachment
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.branding_themes import BrandingTheme
from mockxero.resources.budgets import Budget
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Contact
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.currencies import Currency
from mockxero.resources.expense_claims import ExpenseClaim
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item
from mockxero.resources.organisations import Organisation as OrganisationRecord
from mockxero.resources.payments import Payment
from mockxero.resources.purchase_orders import PurchaseOrder
from mockxero.resources.quotes import Quote
from mockxero.resources.receipts import Receipt
from mockxero.resources.repeating_invoices import RepeatingInvoice
from mockxero.resources.setup import Conversion
from mockxero.resources.tax_rates import TaxRate
from mockxero.resources.tracking import TrackingCategory, TrackingOption
from mockxero.resources.users import User as UserRecord
from mockxero.wire.json import draft

LAID: tuple[type[Resource], ...] = (
    Currency,
    TaxRate,
    BrandingTheme,
    UserRecord,
    Account,
    Contact,
    Item,
    Budget,
    RepeatingInvoice,
    Invoice,
    CreditNote,
    Payment,
    BankTransaction,
    PurchaseOrder,
    Quote,
    Receipt,
    ExpenseClaim,
    Conversion,
)
"""What a fixture may have a file of; whatever is named by its code or name comes first."""
SETTINGS = (Currency, TaxRate, BrandingTheme, UserRecord, Account, Budget)
"""What of it is left of a fixture without its books."""
EMPTY = ":empty"
"""What a name ends in that means the settings of a fixture only."""
POSTED: Mapping[type[Resource], Callable[[Any], date | None]] = {
    Conversion: lambda conversion: conversion.as_at,
    Invoice: lambda invoice: invoice.date,
    CreditNote: lambda note: max([note.date, *(one.date for one in note.allocations)]),
    BankTransaction: lambda transaction: transaction.date,
    ExpenseClaim: lambda claim: claim.reporting_date,
    Payment: lambda payment: payment.date,
}
"""What of it posts, and from which day on; payments come after what they settle."""
STAMPED = (Account, Contact, Item, Budget)
"""Resources whose UpdatedDateUTC is the moment of the reset; that of documents is years old."""
_CODED = {"account_code", "item_code", "tracking"}
"""What a line names by code or name."""


class UnknownFixture(ValueError):
    """There is no fixture of that name."""


def names() -> list[str]:
    """The fixtures there are."""
    folders = (entry for entry in files("mockxero.fixtures").iterdir() if entry.is_dir())
    return sorted(one.name for one in folders if (one / "fixture.json").is_file())


def lay_down(name: str, clock: Clock, ids: Ids) -> Organisation:
    """A new organisation out of a fixture. Raises UnknownFixture.

    ``global:empty`` has the chart of accounts, tax rates and tracking of ``global``, and no more.
    """
    folder = name.removesuffix(EMPTY)
    if folder not in names():
        raise UnknownFixture(f"there is no fixture '{name}'; there are: {', '.join(names())}")
    return _Layer(folder, clock, ids, LAID if folder == name else SETTINGS).organisation


def users(name: str) -> list[User]:
    """The people of a fixture."""
    return [
        User(one["UserID"], one["EmailAddress"], one["FirstName"], one["LastName"])
        for one in _read(name.removesuffix(EMPTY), "users")
    ]


class _Layer:
    """Lays one fixture down, resource by resource."""

    def __init__(
        self, name: str, clock: Clock, ids: Ids, resources: tuple[type[Resource], ...]
    ) -> None:
        self._name = name
        manifest = _read(name, "fixture")
        (record,) = (one.whole() for one in _drafts(name, OrganisationRecord, "organisation"))
        self.organisation = Organisation(record.but(created=clock.now()), clock, ids)
        self._anchor = date.fromisoformat(manifest["AnchorDate"])
        self._roll = self.organisation.today - self._anchor
        self.organisation.rates = _rates(name, record.base_currency, self._roll)
        for series, numbering in manifest["Numbering"].items():
            following = numbering["Next"] if Invoice in resources else 1
            self.organisation.series[series] = Series(numbering["Prefix"], following)
        self._lay_tracking()
        for resource in resources:
            self._lay(resource)
        if Invoice in resources:
            self._lay_books()

    def _lay_books(self) -> None:
        """What follows from contacts and documents."""
        self._lay_groups()
        self._settle()
        self._gather()
        self._lay_files()
        self._remember()

    def _lay(self, resource: type[Resource]) -> None:
        for sent in _drafts(self._name, resource, _snake(resource.about.plural)):
            record = self._record(sent)
            if resource in STAMPED:
                record = record.but(updated=self.organisation.now)
            if isinstance(record, Budget):
                record = moved(record, self._anchor, self._roll)
            self._put(record)

    def _put(self, record: Resource) -> None:
        self.organisation.collections[type(record)].put(record.key, record)

    def _record(self, sent: Draft) -> Any:
        """The record, its links by id, its days as far from today as they were from the anchor."""
        fields = sent.record.fields
        members = {attr: self._member(fields[attr], value) for attr, value in sent.sent.items()}
        if issubclass(sent.record, Resource) and "id" in fields:  # the same id once more
            members["id"] = members[sent.record.key_attr]
        return sent.record(**members | (self._coded(sent) if fields.keys() >= _CODED else {}))

    def _member(self, field: Field, value: Any) -> Any:
        if isinstance(field, Linked):
            return value.get(value.record.key_attr)
        if isinstance(value, Draft):
            return self._record(value)
        if isinstance(value, list):
            return tuple(self._record(one) for one in value)
        return value + self._roll if isinstance(field.kind, Day) and value else value

    def _coded(self, line: Draft) -> dict[str, Any]:
        """What stands behind the codes and names of a line."""
        books = self.organisation
        account = account_called(line.get("account_code", ""), books)
        item = item_called(line.get("item_code", ""), books)
        tracking = (tracked(one, books) for one in line.get("tracking", []))
        return {
            "account_id": account.account_id if account else None,
            "item_id": item.item_id if item else None,
            "tracking": tuple(one for one in tracking if one is not None),
        }

    def _lay_tracking(self) -> None:
        for sent in _read(self._name, "tracking_categories"):
            category = draft(TrackingCategory, sent).whole()
            self._put(category)
            for option in sent["Options"]:
                self._put(draft(TrackingOption, option).whole().but(category_id=category.key))

    def _lay_groups(self) -> None:
        for sent in _read(self._name, "contact_groups"):
            members = tuple(one["ContactID"] for one in sent["Contacts"])
            self._put(draft(ContactGroup, sent).whole().but(members=members))

    def _lay_files(self) -> None:
        """Files on invoices and bills, whose flags say so already."""
        for sent in _read(self._name, "attachments"):
            owner = self.organisation.find(Invoice, sent["InvoiceID"])
            if owner is None:
                raise LookupError(f"attachments.json names no invoice: {sent['InvoiceID']}")
            content = b64decode(sent["Content"])
            file: Attachment = draft(Attachment, sent).whole()
            name = file.file_name or ""
            made = {
                "owner": owner.key,
                "url": address(owner, name),
                "mime_type": mime_type(name),
                "content_length": len(content),
            }
            self._put(file.but(**made))
            self.organisation.files[file.key] = content

    def _settle(self) -> None:
        """What is paid, credited and due follows from the payments and allocations."""
        books = self.organisation
        settled: dict[str, Any] = {}

        def standing(resource: type[Resource], key: str | None) -> Any:
            return settled.get(key or "") or books.find(resource, key)

        for payment in books.every(Payment):
            resource = Invoice if payment.invoice else CreditNote
            document = standing(resource, payment.invoice or payment.credit_note)
            settled[document.key] = document.but(payments=(*document.payments, mention(payment)))
        for note in books.every(CreditNote):
            for invoice_id in dict.fromkeys(one.invoice for one in note.allocations):
                settled[str(invoice_id)] = with_credit(standing(Invoice, invoice_id), note)
            settled.setdefault(note.key, note)
        for invoice in books.every(Invoice):
            settled.setdefault(invoice.key, invoice)
        for document in settled.values():
            self._put(rebalanced(document))

    def _gather(self) -> None:
        """Expense claims have their receipts by id, and opening balances their accounts."""
        books = self.organisation
        for claim in [*books.every(ExpenseClaim)]:
            ids = tuple(one.receipt_id for one in claim.receipts_named)
            now = claim.but(receipts_named=(), receipt_ids=ids)
            self._put(now.but(**balance(now, books)))
        for conversion in [*books.every(Conversion)]:
            self._put(coded(conversion, books))

    def _remember(self) -> None:
        """What stands in the ledger from the first day: documents in the order of their days."""
        documents = [one for resource in POSTED for one in self.organisation.every(resource)]
        self.organisation.begun_with += sorted(documents, key=self._day_of)

    def _day_of(self, document: Any) -> date:
        """The day by which everything that a document settles is there, too."""
        days = [POSTED[type(document)](document)]
        if isinstance(document, Payment):
            settled = document_paid(document, self.organisation)
            days.append(settled.date if settled is not None else None)
        return max((day for day in days if day is not None), default=date.min)


@cache
def _drafts(name: str, resource: type[Resource], file: str) -> tuple[Draft, ...]:
    """What a file of a fixture says; read once, since every reset asks again."""
    found = _read(name, file)
    return tuple(draft(resource, one) for one in (found if isinstance(found, list) else [found]))


@cache
def _rates(name: str, base: str, roll: timedelta) -> DayRates:
    """What other currencies are worth; the days of the rates roll like those of documents."""
    return DayRates(read(_read(name, "rates") or {}, base, roll))


def _read(name: str, file: str) -> Any:
    path = files("mockxero.fixtures") / name / f"{file}.json"
    return json.loads(path.read_bytes(), parse_float=Decimal) if path.is_file() else []


def _snake(plural: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in plural)[1:]
