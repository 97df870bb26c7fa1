"""Which members each answer shows, in which order: as recorded in 2026, unless said otherwise."""

import json

import pytest

from mockxero.primitives.views import Look, View
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Contact
from mockxero.resources.items import Item
from mockxero.resources.payments import Payment
from mockxero.wire.negotiate import JSON
from mockxero.wire.press import Press
from tests.builders import (
    ADA,
    BOOK,
    LINE,
    NORTH,
    REGION,
    accepted,
    allocate,
    credit_note,
    edited,
    guid,
    invoice,
    keep,
    payment,
    record,
    sent,
    small_books,
    stored,
)

RICH_LINE = LINE | {
    "item_code": "BOOK",
    "tracking": [{"category_id": REGION, "option_id": NORTH}],
}


@pytest.fixture
def books():
    return small_books()


@pytest.fixture
def shown(books):
    """A record as an answer shows it, parsed."""
    press = Press(JSON, books)
    return lambda known, view: json.loads(press.element(known, Look(view)))


@pytest.fixture
def paid(books):
    """An invoice over 100.00 that is paid: 60.00 by a credit note, 40.00 in cash."""
    known = invoice(books, lines=[RICH_LINE])
    allocate(books, credit_note(books), known, "60.00")
    payment(books, known, "40.00")
    return stored(books, known)


HEAD = "Type InvoiceID InvoiceNumber Reference"
BODY = "Contact DateString Date DueDateString DueDate BrandingThemeID Status LineAmountTypes"
SUMS = "SubTotal TotalTax Total UpdatedDateUTC CurrencyCode FullyPaidOnDate"
AMOUNTS = "AmountDue AmountPaid AmountCredited SentToContact CurrencyRate IsDiscounted"
SERVICES = "InvoicePaymentServices UpdatedDateUTCString"


WRITTEN = (
    f"{HEAD} Prepayments Overpayments AmountDue AmountPaid SentToContact CurrencyRate "
    f"IsDiscounted HasErrors {SERVICES} {BODY} LineItems {SUMS}"
)
SINGLE = (
    f"{HEAD} Payments CreditNotes Prepayments Overpayments {AMOUNTS} HasAttachments HasErrors "
    f"Attachments {SERVICES} {BODY} LineItems {SUMS}"
)
LISTED = (
    f"{HEAD} Payments CreditNotes Prepayments Overpayments {AMOUNTS} HasAttachments "
    f"InvoiceAddresses HasErrors {SERVICES} {BODY} LineItems {SUMS}"
)
SUMMARY = (
    f"{HEAD} CreditNotes Prepayments Overpayments {AMOUNTS} HasErrors {SERVICES} {BODY} {SUMS}"
)


@pytest.mark.parametrize(
    ("view", "members"),
    [
        (View.WRITE, WRITTEN),
        (View.SINGLE, SINGLE),
        (View.PAGE, LISTED),
        (View.LIST, LISTED),
        (View.SUMMARY, SUMMARY),
    ],
)
def test_an_invoice(shown, paid, view, members):
    """A write shows neither payments nor credits; a summary no lines either."""
    assert [*shown(paid, view)] == members.split()


def test_an_unpaged_list_leaves_the_heavy_members_empty(shown, paid):
    """Lines and payments are there, but nothing in them. Source: Xero's own pages"""
    listed, page = shown(paid, View.LIST), shown(paid, View.PAGE)

    assert listed["LineItems"] == listed["Payments"] == []
    assert len(page["LineItems"]) == len(page["Payments"]) == len(page["CreditNotes"]) == 1


def test_a_single_invoice_without_payments_has_no_list_of_them(books, shown):
    assert "Payments" not in shown(invoice(books), View.SINGLE)


LINE_ITEM = (
    "ItemCode Description UnitAmount TaxType TaxAmount LineAmount AccountCode Item Tracking "
    "Quantity LineItemID AccountID"
)


def test_a_line(shown, paid):
    """A single one tells errors and the option's id, a page an empty list of options."""
    (single,) = shown(paid, View.SINGLE)["LineItems"]
    (page,) = shown(paid, View.PAGE)["LineItems"]

    assert [*single] == [*LINE_ITEM.split(), "ValidationErrors"]
    assert [*page] == LINE_ITEM.split()
    assert [*single["Item"]] == ["ItemID", "Name", "Code"]
    assert [*single["Tracking"][0]] == ["Name", "Option", "TrackingCategoryID", "TrackingOptionID"]
    assert [*page["Tracking"][0]] == ["Name", "Option", "TrackingCategoryID", "Options"]


def test_a_line_of_words_has_nothing_else(books, shown):
    known = invoice(books, lines=[LINE, {"description": "Thank you"}])

    assert [*shown(known, View.PAGE)["LineItems"][1]] == ["Description", "Tracking", "LineItemID"]


PAID = "PaymentID Date Amount CurrencyRate HasAccount HasValidationErrors"
CREDITED = (
    "CreditNoteID CreditNoteNumber ID HasErrors InvoiceAddresses CurrencyRate AppliedAmount "
    "DateString Date LineItems Total"
)


def test_what_settled_an_invoice(shown, paid):
    """The rate of a credit note shows in a single invoice only."""
    single, page = shown(paid, View.SINGLE), shown(paid, View.PAGE)
    assert [*page["Payments"][0]] == PAID.split()
    assert page["Payments"][0]["HasAccount"] is False
    assert [*single["CreditNotes"][0]] == CREDITED.split()
    assert [*page["CreditNotes"][0]] == CREDITED.replace("CurrencyRate ", "").split()


CONTACT = (
    "ContactID ContactStatus Name EmailAddress BankAccountDetails Addresses Phones UpdatedDateUTC "
    "ContactGroups IsSupplier IsCustomer"
)


IN_SHORT = "ContactID Name Addresses Phones ContactGroups ContactPersons HasValidationErrors"
CONTACT_WRITTEN = (
    f"{CONTACT} SalesTrackingCategories PurchasesTrackingCategories ContactPersons "
    "HasValidationErrors"
)
CONTACT_SUMMARY = (
    "ContactID ContactStatus Name EmailAddress BankAccountDetails UpdatedDateUTC HasAttachments "
    "HasValidationErrors"
)


@pytest.mark.parametrize(
    ("view", "members"),
    [
        (View.WRITE, CONTACT_WRITTEN),
        (View.LIST, f"{CONTACT} ContactPersons HasAttachments HasValidationErrors"),
        (View.PAGE, f"{CONTACT} ContactPersons HasAttachments HasValidationErrors"),
        (View.SINGLE, f"{CONTACT} ContactPersons HasAttachments Attachments HasValidationErrors"),
        (View.SUMMARY, CONTACT_SUMMARY),
        (View.STUB, IN_SHORT),
    ],
)
def test_a_contact(books, shown, view, members):
    new = accepted(record(books, sent(Contact, name="New")))

    assert [*shown(new, view)] == members.split()


def test_the_slots_of_a_new_contact(books, shown):
    """Two addresses and four phones, filled with nothing."""
    told = shown(accepted(record(books, sent(Contact, name="New"))), View.WRITE)

    assert [one["AddressType"] for one in told["Addresses"]] == ["STREET", "POBOX"]
    assert {*told["Addresses"][0]} == {"AddressType", "City", "Region", "PostalCode", "Country"}
    assert [one["PhoneType"] for one in told["Phones"]] == ["DEFAULT", "DDI", "FAX", "MOBILE"]
    assert {*told["Phones"][0]} == {
        "PhoneType", "PhoneNumber", "PhoneAreaCode", "PhoneCountryCode"
    }  # fmt: skip


def test_balances_show_once_there_are_documents(books, shown):
    """Single or on a page, and nowhere else. Source: Xero's own pages"""
    bare = shown(books.find(Contact, ADA), View.SINGLE)
    invoice(books)
    ada = books.find(Contact, ADA)

    assert "Balances" not in bare
    assert "Balances" not in shown(ada, View.LIST)
    assert "Balances" not in shown(ada, View.WRITE)
    assert shown(ada, View.PAGE)["Balances"] == {
        "AccountsReceivable": {"Outstanding": 100.0, "Overdue": 0.0},
        "AccountsPayable": {"Outstanding": 0.0, "Overdue": 0.0},
    }


ITEM = (
    "ItemID Code Description PurchaseDescription UpdatedDateUTC PurchaseDetails SalesDetails "
    "Name IsTrackedAsInventory IsSold IsPurchased"
)


def test_an_item(books, shown):
    """A write tells errors."""
    item = accepted(edited(books, books.find(Item, BOOK), name="A novel"))

    assert [*shown(item, View.LIST)] == ITEM.split()
    assert [*shown(item, View.WRITE)] == [*ITEM.split(), "ValidationErrors"]
    assert [*shown(item, View.LIST)["SalesDetails"]] == ["UnitPrice", "AccountCode", "TaxType"]


PAYMENT = (
    "PaymentID Date BankAmount Amount CurrencyRate PaymentType Status UpdatedDateUTC "
    "UpdatedDateUTCString HasAccount IsReconciled Account Invoice HasValidationErrors"
)


def test_a_payment_shows_the_whole_invoice_once_it_stands_alone(books, shown):
    """In a list only its outlines. Source: Xero-OpenAPI, examples of Payments"""
    known = payment(books, invoice(books), "40.00")
    listed, alone = shown(known, View.PAGE), shown(known, View.SINGLE)

    assert [*listed] == PAYMENT.split()
    assert [*listed["Account"]] == ["AccountID", "Code"]
    assert "AmountDue" not in listed["Invoice"]
    assert [*alone["Account"]] == ["AccountID", "Code", "Name"]
    assert (alone["Invoice"]["AmountDue"], alone["Invoice"]["AmountPaid"]) == (60.0, 40.0)
    assert len(alone["Invoice"]["LineItems"]) == 1


def test_a_refund_shows_its_credit_note_as_an_invoice(books, shown):
    """There is no CreditNote in it. Source: Xero-OpenAPI, deletePayment"""
    note = credit_note(books)

    told = shown(payment(books, note, "40.00"), View.SINGLE)

    assert "CreditNote" not in told
    assert told["Invoice"]["Type"] == "ACCRECCREDIT"
    assert told["Invoice"]["InvoiceID"] == note.credit_note_id
    assert told["PaymentType"] == "ARCREDITPAYMENT"


def test_a_payment_shows_one_document(books, shown):
    """Even one that was sent with both an invoice and a credit note."""
    owed, note = invoice(books), credit_note(books)
    known = payment(books, owed, "40.00")
    keep(books, known.but(credit_note=note.key))

    text = Press(JSON, books).element(books.find(Payment, known.key), Look(View.SINGLE))

    assert text.count('"Invoice": ') == 1
    assert owed.key in text


def test_a_credit_note(books, shown, paid):
    """It says its id twice, and in a list it has its allocations, though not its lines."""
    (note,) = books.every(type(credit_note(small_books())))
    listed = shown(note, View.LIST)

    assert listed["ID"] == listed["CreditNoteID"] == note.key
    assert listed["LineItems"] == []
    assert len(shown(note, View.PAGE)["LineItems"]) == 1
    (allocation,) = listed["Allocations"]
    assert [*allocation] == ["AllocationID", "Amount", "Date", "Invoice"]
    assert allocation["Invoice"]["InvoiceNumber"] == paid.invoice_number


def test_a_group_shows_its_people_when_it_stands_alone(books, shown):
    """Source: Xero's own pages"""
    group = keep(books, ContactGroup(group_id=guid(1), name="VIP", status="ACTIVE", members=(ADA,)))

    assert shown(group, View.LIST)["Contacts"] == shown(group, View.WRITE)["Contacts"] == []
    assert [one["Name"] for one in shown(group, View.SINGLE)["Contacts"]] == ["Ada"]
