"""Everything that can be written, with something good to write: what attacks start from."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from mockxero.primitives.fields import Linked, Nested
from mockxero.primitives.records import Record
from mockxero.resources.accounts import Account
from mockxero.resources.allocations import Allocation
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.bank_transfers import BankTransfer
from mockxero.resources.batch_payments import BatchPayment
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Contact
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.currencies import Currency
from mockxero.resources.history import HistoryRecord
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item
from mockxero.resources.payment_services import PaymentService
from mockxero.resources.payments import Payment
from mockxero.resources.purchase_orders import PurchaseOrder
from mockxero.resources.quotes import Quote
from mockxero.resources.setup import Setup
from mockxero.resources.tax_rates import TaxRate
from mockxero.resources.tracking import TrackingCategory, TrackingOption
from mockxero.server import Mock
from mockxero.wire.plan import readable
from tests.api.client import Xero, credit_note, invoice, line, money, purchase_order, quote_of

Path = tuple[str, ...]
"""Member names, from the outside in."""


@dataclass(frozen=True)
class Target:
    """An address that takes records, and one that it would take."""

    method: str
    path: str
    record: type[Record]
    plural: str
    singular: str
    good: dict[str, Any]

    def with_member(self, path: Path, value: Any) -> dict[str, Any]:
        """The good record with one member replaced, however deep it lies."""
        whole = deepcopy(self.good)
        inside, record = whole, self.record
        for name in path[:-1]:
            field = next(one for one in readable(record) if one.wire == name)
            assert isinstance(field, Nested)
            part = inside.get(name)
            if field.many:
                part = part if isinstance(part, list) and part else [{}]
                inside[name], inside = part, part[0]
            else:
                part = part if isinstance(part, dict) else {}
                inside[name], inside = part, part
            record = field.record
        inside[path[-1]] = value
        return whole

    def members(self) -> list[Path]:
        """Every member that the reader knows, two levels down."""
        return [*members_of(self.record, 2)]


def members_of(record: type[Record], levels: int) -> Iterator[Path]:
    """The members of a record, and of the records inside it."""
    for field in readable(record):
        yield (field.wire,)
        if isinstance(field, Nested) and levels > 1:
            below = 1 if isinstance(field, Linked) else levels - 1
            yield from ((field.wire, *path) for path in members_of(field.record, below))


def targets(mock: Mock) -> list[Target]:
    """Every write route, once there are records to write to."""
    xero = Xero(mock)
    contact = xero.put("Contacts", {"Name": "Target", "ContactNumber": "T-1"}).record
    contact_id = contact["ContactID"]
    draft = invoice(contact, line(ItemCode="BOOK"), Status="DRAFT")
    owed = xero.put("Invoices", invoice(contact)).record["InvoiceID"]
    invoice_id = xero.put("Invoices", draft).record["InvoiceID"]
    credit = xero.put("CreditNotes", credit_note(contact)).record["CreditNoteID"]
    note = credit_note(contact, Status="DRAFT")
    note_id = xero.put("CreditNotes", note).record["CreditNoteID"]
    order = purchase_order(contact, line(ItemCode="BOOK", AccountCode="300"))
    order_id = xero.put("PurchaseOrders", order).record["PurchaseOrderID"]
    offer = quote_of(contact, line(ItemCode="BOOK"))
    offer_id = xero.put("Quotes", offer).record["QuoteID"]
    item = {"Code": "TARGET", "Name": "A target", "SalesDetails": {"AccountCode": "200"}}
    item_id = xero.put("Items", item).record["ItemID"]
    account = {"Code": "T1", "Name": "Targets", "Type": "EXPENSE"}
    account_id = xero.put("Accounts", account).record["AccountID"]
    group_id = xero.put("ContactGroups", {"Name": "Targets"}).record["ContactGroupID"]
    category = xero.get("TrackingCategories").record
    category_id = category["TrackingCategoryID"]
    option_id = category["Options"][0]["TrackingOptionID"]
    rate = {"Name": "Target", "ReportTaxType": "OUTPUT", "TaxComponents": [_component()]}
    payment = {"Invoice": {"InvoiceID": owed}, "Account": {"Code": "090"}, "Amount": 1}
    payment_id = xero.put("Payments", payment).record["PaymentID"]
    batched = {"Invoice": {"InvoiceID": owed}, "Amount": 1, "Details": "D"}
    bundle = {"Account": {"Code": "090"}, "Date": "2026-09-10", "Payments": [batched]}
    batch_id = xero.put("BatchPayments", bundle).record["BatchPaymentID"]
    spent = money(contact, line(ItemCode="BOOK"), Type="RECEIVE")
    spent_id = xero.put("BankTransactions", spent).record["BankTransactionID"]
    ahead = xero.put("BankTransactions", money(contact, Type="RECEIVE-PREPAYMENT")).record
    prepayment_id = ahead["PrepaymentID"]
    moved = {
        "FromBankAccount": {"Code": "090"},
        "ToBankAccount": {"Code": "091"},
        "Amount": 5,
        "FromTracking": [{"TrackingCategoryID": category_id, "TrackingOptionID": option_id}],
    }
    transfer_id = xero.put("BankTransfers", moved).record["BankTransferID"]
    service = {"PaymentServiceName": "Pay", "PaymentServiceUrl": "https://pay.example/"}
    theme_id = xero.get("BrandingThemes").records[0]["BrandingThemeID"]
    begun = {"ConversionDate": {"Month": 1, "Year": 2020}, "Accounts": [account]}
    named = {"ContactID": contact_id}
    told = {"Details": "A note"}
    allocation = {"Amount": 1, "Invoice": {"InvoiceID": owed}}

    def each(
        path: str, record: type[Record], plural: str, singular: str, good: Any, *methods: str
    ) -> list[Target]:
        return [Target(method, path, record, plural, singular, good) for method in methods]

    def batch(resource: Any, good: Any, *methods: str) -> list[Target]:
        about = resource.about
        return each(about.plural, resource, about.plural, about.singular, good, *methods)

    def one(resource: Any, key: str, good: Any) -> list[Target]:
        about = resource.about
        path = f"{about.plural}/{key}"
        return each(path, resource, about.plural, about.singular, good, "POST")

    def history(path: str) -> list[Target]:
        words = ("HistoryRecords", "HistoryRecord")
        return each(f"{path}/History", HistoryRecord, *words, told, "PUT", "POST")

    options = f"TrackingCategories/{category_id}/Options"
    return [
        *batch(Contact, {"Name": "Somebody", "EmailAddress": "a@b.example"}, "PUT", "POST"),
        *batch(Invoice, draft, "PUT", "POST"),
        *batch(CreditNote, note, "PUT", "POST"),
        *batch(BankTransaction, spent, "PUT", "POST"),
        *batch(PurchaseOrder, order, "PUT", "POST"),
        *batch(Quote, offer, "PUT", "POST"),
        *batch(Payment, payment, "PUT", "POST"),
        *batch(BankTransfer, moved, "PUT", "POST"),
        *batch(BatchPayment, bundle, "PUT", "POST"),
        *batch(Item, item | {"Code": "MORE"}, "PUT", "POST"),
        *batch(Account, account | {"Code": "T2", "Name": "More targets"}, "PUT"),
        *batch(Currency, {"Code": "EUR"}, "PUT"),
        *batch(ContactGroup, {"Name": "More targets"}, "PUT", "POST"),
        *batch(TaxRate, rate, "PUT", "POST"),
        *batch(TrackingCategory, {"Name": "Mood"}, "PUT"),
        *one(Contact, contact_id, {"FirstName": "A"}),
        *one(Invoice, invoice_id, {"Reference": "R"}),
        *one(CreditNote, note_id, {"Reference": "R"}),
        *one(BankTransaction, spent_id, {"Reference": "R"}),
        *one(PurchaseOrder, order_id, {"Reference": "R"}),
        *one(Quote, offer_id, {"Reference": "R"}),
        *one(Payment, payment_id, {"Status": "DELETED"}),
        *one(BankTransfer, transfer_id, {"Status": "DELETED"}),
        *one(BatchPayment, batch_id, {"Status": "DELETED"}),
        *one(Item, item_id, {"Name": "A better target"}),
        *one(Account, account_id, {"Description": "D"}),
        *one(ContactGroup, group_id, {"Name": "Better targets"}),
        *one(TrackingCategory, category_id, {"Name": "Regions"}),
        *each(options, TrackingOption, "Options", "Option", {"Name": "Up"}, "PUT"),
        *each(
            f"{options}/{option_id}", TrackingOption, "Options", "Option", {"Name": "Up"}, "POST"
        ),
        *each(f"ContactGroups/{group_id}/Contacts", Contact, "Contacts", "Contact", named, "PUT"),
        *each(
            f"CreditNotes/{credit}/Allocations",
            Allocation,
            "Allocations",
            "Allocation",
            allocation,
            "PUT",
        ),
        *each(
            f"Prepayments/{prepayment_id}/Allocations",
            Allocation,
            "Allocations",
            "Allocation",
            allocation,
            "PUT",
        ),
        *history(f"Contacts/{contact_id}"),
        *history(f"Invoices/{invoice_id}"),
        *history(f"CreditNotes/{note_id}"),
        *history(f"BankTransactions/{spent_id}"),
        *history(f"Prepayments/{prepayment_id}"),
        *history(f"PurchaseOrders/{order_id}"),
        *history(f"Quotes/{offer_id}"),
        *history(f"Payments/{payment_id}"),
        *batch(PaymentService, service, "PUT"),
        *each(
            f"BrandingThemes/{theme_id}/PaymentServices",
            PaymentService,
            "PaymentServices",
            "PaymentService",
            service,
            "POST",
        ),
        *each("Setup", Setup, "Setups", "Setup", begun, "PUT", "POST"),
        *history(f"BankTransfers/{transfer_id}"),
        *history(f"BatchPayments/{batch_id}"),
        *history(f"Items/{item_id}"),
    ]


def _component() -> dict[str, Any]:
    return {"Name": "GST", "Rate": 5}


def fingerprint(mock: Mock) -> Any:
    """Everything that the books hold: records, number series, histories, how often they changed."""
    return {
        tenant: (
            [[*collection.records.values()] for collection in books.collections.values()],
            dict(books.series),
            {key: [*lines] for key, lines in books.histories.items() if lines},
            len(books.changes),
        )
        for tenant, books in mock.world.organisations.items()
    }
