"""How long a text may be."""

import pytest

from mockxero.primitives.kinds import Text
from mockxero.resources import catalogue
from mockxero.resources.contacts import Contact
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item
from mockxero.resources.payments import Payment
from mockxero.resources.tracking import TrackingCategory
from tests.builders import ADA, BANK, LINE, SALE, invoice
from tests.strategies import declared


def too_long(wire, limit):
    return f"The length of {wire} must not exceed {limit} characters"


@pytest.mark.parametrize(
    ("attr", "wire", "limit"),
    [
        ("name", "Name", 255),
        ("first_name", "FirstName", 255),
        ("contact_number", "ContactNumber", 50),
        ("account_number", "AccountNumber", 50),
        ("tax_number", "TaxNumber", 50),
        ("company_number", "CompanyNumber", 50),
    ],
)
def test_the_texts_of_a_contact(complaints, attr, wire, limit):
    """One character less is fine. Source: Xero's Contacts page"""
    members = {"name": "Zoe"}

    assert complaints(Contact, **(members | {attr: "x" * (limit + 1)})) == [too_long(wire, limit)]
    assert complaints(Contact, **(members | {attr: "x" * limit})) == []


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"addresses": [{"address_type": "STREET", "line_1": "x" * 501}]},
         too_long("AddressLine1", 500)),
        ({"addresses": [{"city": "x" * 256}]}, too_long("City", 255)),
        ({"phones": [{"number": "x" * 51}]}, too_long("PhoneNumber", 50)),
        ({"phones": [{"area_code": "x" * 11}]}, too_long("PhoneAreaCode", 10)),
        ({"persons": [{"last_name": "x" * 256}]}, too_long("LastName", 255)),
        ({"batch_payments": {"code": "x" * 13}}, too_long("Code", 12)),
    ],
)  # fmt: skip
def test_the_texts_inside_a_contact(complaints, members, message):
    assert complaints(Contact, name="Zoe", **members) == [message]


def test_the_texts_of_a_document_and_its_lines(complaints):
    line = LINE | {"description": "x" * 4001}

    assert complaints(Invoice, **(SALE | {"lines": [line]}), reference="x" * 256) == [
        too_long("Description", 4000),
        too_long("Reference", 255),
    ]


def test_the_texts_of_other_records(complaints, books):
    owed = invoice(books)
    paying = {"invoice": {"invoice_id": owed.key}, "account": {"account_id": BANK}, "amount": "1"}

    assert complaints(Item, code="x" * 31) == [too_long("Code", 30)]
    assert complaints(TrackingCategory, name="x" * 101) == [too_long("Name", 100)]
    assert complaints(Payment, **paying, reference="x" * 256) == [too_long("Reference", 255)]


def test_a_contact_that_is_made_along_complains_once(complaints):
    """And one that is only named is not looked at beyond that."""
    named = {"contact": {"name": "x" * 256}}
    known = {"contact": {"contact_id": ADA, "name": "x" * 256}}

    assert complaints(Invoice, **(SALE | named)) == [too_long("Name", 255)]
    assert complaints(Invoice, **(SALE | known)) == []


def test_only_texts_have_limits():
    """Limits that the records declare; there are some."""
    limited = [f for record in declared() for f in record.fields.values() if f.limit is not None]

    assert all(type(field.kind) is Text for field in limited)
    assert len(limited) > 30
    assert catalogue()
