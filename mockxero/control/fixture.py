"""Lays an organisation down from plain JSON in Xero's own words, with its dates rolled to today."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from mockxero.accounting.allocations import with_credit
from mockxero.accounting.attachments import address, mime_type
from mockxero.accounting.budgets import moved
from mockxero.accounting.lines import account_called, item_called, tracked
from mockxero.accounting.payments import mention
from mockxero.accounting.settlement import rebalanced
from mockxero.books.organisation import Organisation, Series
from mockxero.books.parties import User
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.clock import Clock
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
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item
from mockxero.resources.organisations import Organisation as OrganisationRecord
from mockxero.resources.payments import Payment
from mockxero.resources.purchase_orders import PurchaseOrder
from mockxero.resources.quotes import Quote
from mockxero.resources.repeating_invoices import RepeatingInvoice
from mockxero.resources.tax_rates import TaxRate
from mockxero.resources.tracking import TrackingCategory, TrackingOption
from mockxero.resources.users import User as UserRecord
from mockxero.wire.json import draft

PLAIN = (Currency, TaxRate, BrandingTheme, UserRecord, Account, Contact, Item)
"""Resources that can be laid down one by one."""
STAMPED = (Account, Contact, Item)
"""Resources whose UpdatedDateUTC is the moment of the reset; that of documents is years old."""


class UnknownFixture(ValueError):
    """There is no fixture of that name."""


def names() -> list[str]:
    """The fixtures there are."""
    folders = (entry for entry in files("mockxero.fixtures").iterdir() if entry.is_dir())
    return sorted(one.name for one in folders if (one / "fixture.json").is_file())


def lay_down(name: str, clock: Clock, ids: Ids) -> Organisation:
    """A new organisation out of a fixture. Raises UnknownFixture."""
    folder = files("mockxero.fixtures") / name
    if name not in names():
        raise UnknownFixture(f"there is no fixture '{name}'; there are: {', '.join(names())}")
    return _Layer(folder, clock, ids).organisation


def users(name: str) -> list[User]:
    """The people of a fixture."""
    return [
        User(one["UserID"], one["EmailAddress"], one["FirstName"], one["LastName"])
        for one in _read(files("mockxero.fixtures") / name, "users")
    ]


class _Layer:
    """Lays one fixture down, resource by resource."""

    def __init__(self, folder: Traversable, clock: Clock, ids: Ids) -> None:
        self._folder = folder
        manifest = _read(folder, "fixture")
        (record,) = (one.whole() for one in self._drafts(OrganisationRecord, "organisation"))
        self.organisation = Organisation(record.but(created=clock.now()), clock, ids)
        self._anchor = date.fromisoformat(manifest["AnchorDate"])
        self._roll = self.organisation.today - self._anchor
        for series, numbering in manifest["Numbering"].items():
            self.organisation.series[series] = Series(numbering["Prefix"], numbering["Next"])
        for resource in PLAIN:
            self._lay(resource, self._stamped if resource in STAMPED else Draft.whole)
        self._lay_tracking()
        self._lay_groups()
        self._lay(Budget, self._budget)
        self._lay(RepeatingInvoice, self._template)
        self._lay(Invoice, self._document)
        self._lay(CreditNote, self._credit_note)
        self._lay(Payment, self._payment)
        self._lay(BankTransaction, self._bank_transaction)
        self._lay(PurchaseOrder, self._document)
        self._lay(Quote, self._document)
        self._settle()
        self._lay_files()

    def _lay(self, resource: type[Resource], made: Callable[[Draft], Any]) -> None:
        file = _snake(resource.about.plural)
        for one in self._drafts(resource, file):
            self._put(made(one))

    def _put(self, record: Resource) -> None:
        self.organisation.collections[type(record)].put(record.key, record)

    def _drafts(self, resource: type[Resource], file: str) -> Iterator[Draft]:
        found = _read(self._folder, file)
        for sent in found if isinstance(found, list) else [found]:
            yield draft(resource, sent)

    def _stamped(self, sent: Draft) -> Any:
        return sent.whole().but(updated=self.organisation.now)

    def _lay_tracking(self) -> None:
        for sent in _read(self._folder, "tracking_categories"):
            category = draft(TrackingCategory, sent).whole()
            self._put(category)
            for option in sent["Options"]:
                self._put(draft(TrackingOption, option).whole().but(category_id=category.key))

    def _lay_groups(self) -> None:
        for sent in _read(self._folder, "contact_groups"):
            members = tuple(one["ContactID"] for one in sent["Contacts"])
            self._put(draft(ContactGroup, sent).whole().but(members=members))

    def _lay_files(self) -> None:
        """Files on invoices and bills, whose flags say so already."""
        for sent in _read(self._folder, "attachments"):
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

    def _document(self, sent: Draft) -> Any:
        """A document with its links, its dates as far from today as they were from the anchor."""
        lines = tuple(self._line(one) for one in sent.sent.pop("lines", []))
        contact = sent.sent.pop("contact").get("contact_id")
        return self._rolled(sent.whole().but(lines=lines, contact=contact))

    def _template(self, sent: Draft) -> Any:
        template = self._document(sent)
        return template.but(
            id=template.repeating_invoice_id,
            schedule=self._rolled(template.schedule),
            approved_for_sending=False,
            send_copy=False,
            mark_as_sent=False,
            include_pdf=False,
        )

    def _line(self, sent: Draft) -> Any:
        books = self.organisation
        account = account_called(sent.get("account_code", ""), books)
        item = item_called(sent.get("item_code", ""), books)
        tracking = (tracked(one, books) for one in sent.sent.pop("tracking", []))
        return sent.record(
            **sent.sent,
            account_id=account.account_id if account else None,
            item_id=item.item_id if item else None,
            tracking=tuple(one for one in tracking if one is not None),
        )

    def _budget(self, sent: Draft) -> Any:
        """A budget, its months as far from this one as they were from that of the anchor."""
        return moved(sent.whole(), self._anchor, self._roll).but(updated=self.organisation.now)

    def _credit_note(self, sent: Draft) -> Any:
        allocations = []
        for one in sent.sent.pop("allocations", []):
            invoice = one.sent.pop("invoice").get("invoice_id")
            allocations.append(self._rolled(one.whole().but(invoice=invoice)))
        note = self._document(sent)
        return note.but(id=note.credit_note_id, allocations=tuple(allocations))

    def _bank_transaction(self, sent: Draft) -> Any:
        account = sent.sent.pop("bank_account").get("account_id")
        return self._document(sent).but(bank_account=account)

    def _payment(self, sent: Draft) -> Any:
        links = {
            attr: link.get(f"{attr}_id")
            for attr in ("invoice", "credit_note", "account")
            if (link := sent.sent.pop(attr, None)) is not None
        }
        return self._rolled(sent.whole().but(**links))

    def _rolled(self, record: Any) -> Any:
        moved = {
            field.attr: day + self._roll
            for field in record.fields.values()
            if isinstance(field.kind, Day) and (day := getattr(record, field.attr)) is not None
        }
        return record.but(**moved)

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


def _read(folder: Traversable, file: str) -> Any:
    path = folder / f"{file}.json"
    return json.loads(path.read_bytes(), parse_float=Decimal) if path.is_file() else []


def _snake(plural: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in plural)[1:]
