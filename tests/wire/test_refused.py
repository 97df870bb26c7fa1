"""What a refused record looks like: as it was sent, and a little of what is stored."""

import json

import pytest

from mockxero.primitives.ids import NOBODY
from mockxero.resources.contacts import Contact
from mockxero.resources.invoices import Invoice
from mockxero.resources.tax_rates import TaxRate
from mockxero.wire.negotiate import JSON
from mockxero.wire.press import Press
from mockxero.wire.refused import refused
from tests.builders import ADA, EVE, SALE, guid, invoice, sent, small_books


@pytest.fixture
def books():
    return small_books()


@pytest.fixture
def shown(books):
    """A refused draft, parsed."""

    def show(draft, before=None):
        members = refused(JSON, draft, before, Press(JSON, books).show)
        return json.loads(JSON.refused_element("Thing", members, ["No"], []))

    return show


def test_a_contact_that_was_to_be_new(shown):
    """# seen: 2026-nz/contact_create_duplicate_name.json"""
    draft = sent(
        Contact,
        name="Ada",
        email_address="ada@example.com",
        phones=[{"phone_type": "DEFAULT", "number": "0000000"}],
        is_customer=True,
    )

    told = shown(draft)

    assert told == {
        "ContactID": NOBODY,
        "Name": "Ada",
        "EmailAddress": "ada@example.com",
        "Addresses": [],
        "Phones": [{"PhoneType": "DEFAULT", "PhoneNumber": "0000000", "ValidationErrors": []}],
        "ContactGroups": [],
        "IsCustomer": True,
        "ContactPersons": [],
        "HasValidationErrors": True,
        "ValidationErrors": [{"Message": "No"}],
    }
    assert [*told] == [
        "ContactID", "Name", "EmailAddress", "Addresses", "Phones", "ContactGroups", "IsCustomer",
        "ContactPersons", "HasValidationErrors", "ValidationErrors",
    ]  # fmt: skip


def test_an_archived_contact_that_was_to_change(books, shown):
    """Its id, status and name come from the store. # seen: 2026-nz/contact_archive_archived"""
    eve = books.find(Contact, EVE)

    assert shown(sent(Contact, contact_id=EVE), eve) == {
        "ContactID": EVE,
        "ContactStatus": "ARCHIVED",
        "Name": "Eve",
        "Addresses": [],
        "Phones": [],
        "ContactGroups": [],
        "ContactPersons": [],
        "HasValidationErrors": True,
        "ValidationErrors": [{"Message": "No"}],
    }


def test_an_invoice_that_was_to_be_deleted(books, shown):
    """Lines, dates and sums come from the store, the status is the one that was wanted.

    # seen: nz-demo-2026-invoice-delete-authorised.json
    """
    known = invoice(books)
    draft = sent(Invoice, invoice_id=known.key, status="DELETED", contact={"contact_id": ADA})

    told = shown(draft, known)

    assert [*told] == [
        "Type", "InvoiceID", "Payments", "CreditNotes", "Prepayments", "Overpayments",
        "IsDiscounted", "InvoiceAddresses", "HasErrors", "InvoicePaymentServices", "Contact",
        "DateString", "Date", "DueDateString", "DueDate", "Status", "LineAmountTypes", "LineItems",
        "SubTotal", "TotalTax", "Total", "CurrencyCode", "ValidationErrors",
    ]  # fmt: skip
    assert (told["Status"], told["InvoiceID"], told["Total"]) == ("DELETED", known.key, 100.0)
    assert told["HasErrors"] is True
    assert told["Contact"] == {
        "ContactID": ADA,
        "Addresses": [],
        "Phones": [],
        "ContactGroups": [],
        "ContactPersons": [],
        "HasValidationErrors": False,
        "ValidationErrors": [],
    }
    (line,) = told["LineItems"]
    assert [*line] == [
        "Description", "UnitAmount", "TaxType", "TaxAmount", "LineAmount", "AccountCode",
        "Tracking", "Quantity", "LineItemID", "AccountID",
    ]  # fmt: skip


def test_what_was_sent_goes_before_what_is_stored(books, shown):
    known = invoice(books)

    told = shown(sent(Invoice, **(SALE | {"date": "2026-02-02", "lines": []})), known)

    assert told["DateString"] == "2026-02-02T00:00:00"
    assert told["LineItems"] == []


def test_the_id_in_the_path_goes_before_the_id_in_the_body(books, shown):
    known = invoice(books)

    assert shown(sent(Invoice, invoice_id=guid(5)), known)["InvoiceID"] == known.key
    assert shown(sent(Invoice, invoice_id=guid(5)))["InvoiceID"] == guid(5)


def test_a_key_with_a_meaning_is_nobodys(shown):
    """A new tax rate has no TaxType yet, and certainly not an id for one."""
    assert "TaxType" not in shown(sent(TaxRate, name="Local"))
