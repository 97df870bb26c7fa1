"""What is peculiar to sales invoices and bills."""

from decimal import Decimal

import pytest

from mockxero.accounting.invoices import flag_of_contact, recognised
from mockxero.resources.invoices import Invoice
from tests.builders import BILL, SALE, edited, guid, invoice, record, sent, stored

UNIQUE = "Invoice # must be unique."


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        (SALE | {"invoice_number": "INV-7"}, [UNIQUE]),
        (SALE | {"invoice_number": "inv-7"}, [UNIQUE]),
        (SALE | {"invoice_number": "INV-8"}, []),
        (BILL | {"invoice_number": "INV-7"}, []),
        (SALE | {"invoice_number": "INV-\u2116"},
         ["Invoice # must contain printable ASCII characters only."]),
        (SALE | {"invoice_number": "INV\t8"},
         ["Invoice # must contain printable ASCII characters only."]),
        (BILL | {"invoice_number": "\u2116"}, []),
    ],
)  # fmt: skip
def test_no_two_sales_invoices_have_one_number(complaints, books, members, messages):
    """On a bill it is free text."""
    invoice(books, invoice_number="INV-7")

    assert complaints(Invoice, create=True, **members) == messages


def test_an_invoice_may_keep_its_own_number(complaints, books):
    known, other = invoice(books, invoice_number="INV-7"), invoice(books, invoice_number="INV-8")

    assert complaints(Invoice, known, invoice_number="INV-7") == []
    assert complaints(Invoice, other, invoice_number="inv-7") == [UNIQUE]


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"invoice_number": "inv-7"}, True),
        ({"invoice_number": "INV-7", "type": "ACCREC"}, True),
        ({"invoice_number": "INV-7", "type": "ACCPAY"}, False),
        ({"invoice_number": "INV-8"}, False),
        ({"invoice_number": "BILL-7"}, False),
        ({}, False),
    ],
)
def test_a_sales_invoice_is_recognised_by_its_number(books, members, found):
    """A bill by its id alone."""
    known = invoice(books, invoice_number="INV-7")
    invoice(books, **(BILL | {"invoice_number": "BILL-7"}))

    assert recognised(sent(Invoice, **members), books) == (known if found else None)


def test_a_post_with_a_known_number_is_an_update(books):
    """Unless it says that it creates."""
    known = invoice(books, invoice_number="INV-7")

    outcome = record(books, sent(Invoice, invoice_number="INV-7", status="VOIDED"))

    assert outcome.errors == []
    assert stored(books, known).status == "VOIDED"


@pytest.mark.parametrize(
    ("before", "after"), [("AUTHORISED", "VOIDED"), ("DRAFT", "DELETED"), ("SUBMITTED", "DELETED")]
)
def test_the_answer_to_a_void_still_shows_what_was_due(books, before, after):
    """Afterwards nothing is. # seen: 2026-nz/invoice_void.json, Demo Company (Global) of 2026"""
    known = invoice(books, status=before)

    outcome = edited(books, known, status=after)

    assert outcome.record.amount_due == Decimal("100.00")
    assert stored(books, known).amount_due == 0
    assert stored(books, known).total == Decimal("100.00")


def test_the_app_that_made_an_invoice_is_remembered(books):
    known = invoice(books)

    assert known.made_by == "APP0"
    assert edited(books, known, reference="x").record.made_by == "APP0"


@pytest.mark.parametrize(("type", "flag"), [("ACCREC", "is_customer"), ("ACCPAY", "is_supplier")])
def test_what_an_invoice_makes_of_its_contact(type, flag):
    assert flag_of_contact(type) == flag


def test_an_id_that_nobody_has_is_told_of(complaints):
    """# guess: the words"""
    assert complaints(Invoice, invoice_id=guid(5), reference="x") == [
        "An existing Invoice with the specified InvoiceID could not be found"
    ]


@pytest.mark.parametrize(
    ("status", "marked"), [("DRAFT", False), ("SUBMITTED", False), ("AUTHORISED", True)]
)
def test_only_approved_invoices_are_marked_as_sent(made, status, marked):
    """# guess: for others it is passed over"""
    assert (
        made(Invoice, **(SALE | {"status": status, "sent_to_contact": True})).sent_to_contact
        is marked
    )
