"""What is peculiar to purchase orders."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from mockxero.accounting.purchase_orders import (
    recognised,
    supplier,
    supplier_answered,
    supplier_refused,
)
from mockxero.resources.contacts import Contact
from mockxero.resources.parts import Address, Phone
from mockxero.resources.purchase_orders import PurchaseOrder
from tests.builders import ADA, COST, EVE, edited, keep, record, sent, stored

ORDER = {"contact": {"contact_id": ADA}, "date": "2026-03-01", "lines": [COST]}
STATUS = "PurchaseOrder status change is invalid"


@pytest.fixture
def order(made):
    """A draft over 100.00."""
    return made(PurchaseOrder, **ORDER)


@pytest.mark.parametrize("number", ["PO-7", "po-7"])
def test_an_order_is_recognised_by_its_number(books, made, number):
    known = made(PurchaseOrder, **ORDER, purchase_order_number="PO-7")

    assert recognised(sent(PurchaseOrder, purchase_order_number=number), books) == known


def test_a_deleted_order_is_not_recognised_and_keeps_its_number(books, made, complaints):
    known = made(PurchaseOrder, **ORDER, purchase_order_number="PO-7")
    edited(books, known, status="DELETED")

    assert recognised(sent(PurchaseOrder, purchase_order_number="PO-7"), books) is None
    assert complaints(PurchaseOrder, **ORDER, purchase_order_number="PO-7") == [
        STATUS,
        "Deleted PurchaseOrders cannot be updated",
    ]


def test_an_order_is_never_settled(books, order):
    """Lines and status of a billed one still move."""
    billed = stored(books, edited(books, order, status="BILLED").record)

    assert edited(books, billed, lines=[COST, COST]).record.total == 200
    assert edited(books, stored(books, billed), status="DELETED").errors == []


@pytest.mark.parametrize(
    ("contact", "known"),
    [
        ({"contact_id": ADA}, True),
        ({"contact_number": "a-1"}, True),
        ({"name": "Ada"}, False),
        ({"contact_number": "A-2", "name": "Ada"}, False),
    ],
)
def test_only_ids_and_numbers_name_a_contact(complaints, contact, known):
    against = ["A Contact must be specified for this type of transaction"]

    assert complaints(PurchaseOrder, **(ORDER | {"contact": contact})) == ([] if known else against)


def test_an_archived_contact_gets_no_orders(complaints):
    (sentence,) = complaints(PurchaseOrder, **(ORDER | {"contact": {"contact_id": EVE}}))

    assert sentence.startswith("The contact with the specified contact details has been archived.")


@pytest.mark.parametrize(
    ("status", "asked", "kept", "warned"),
    [
        ("DRAFT", None, False, False),
        ("DRAFT", False, False, False),
        ("DRAFT", True, False, True),
        ("SUBMITTED", True, False, True),
        ("AUTHORISED", True, True, False),
        ("BILLED", True, True, False),
    ],
)
def test_only_what_is_approved_was_sent(books, status, asked, kept, warned):
    members = {} if asked is None else {"sent_to_contact": asked}
    outcome = record(books, sent(PurchaseOrder, **ORDER, status=status, **members))

    assert outcome.record.sent_to_contact is kept
    assert bool(outcome.warnings) is warned


def test_discounts_are_told_even_where_there_are_none(made):
    halved = made(PurchaseOrder, **(ORDER | {"lines": [COST | {"discount_rate": "50"}]}))

    assert made(PurchaseOrder, **ORDER).total_discount == 0
    assert (halved.total_discount, halved.is_discounted) == (Decimal("50.00"), True)
    assert made(PurchaseOrder, halved, lines=[COST]).total_discount == 0


def test_unit_amounts_keep_four_decimals(made):
    order = made(PurchaseOrder, **(ORDER | {"lines": [COST | {"unit_amount": "0.12345"}]}))

    assert order.lines[0].unit_amount == Decimal("0.1235")


def test_the_contact_looks_different_to_readers_writers_and_the_refused(books, order):
    """Without blanks; on local clocks; both with blanks and on local clocks."""
    ada = books.find(Contact, ADA)
    phones = (Phone(phone_type="FAX", number=""), Phone(phone_type="DEFAULT", number="1"))
    addresses = (Address(address_type="POBOX", city=""),)
    keep(books, ada.but(phones=phones, addresses=addresses, updated=books.now))
    looks: tuple[Any, ...] = (supplier, supplier_answered, supplier_refused)
    read, answered, refused = (look(order, books) for look in looks)

    assert read.phones == answered.phones == phones[1:]
    assert read.addresses == ()
    assert (refused.phones, refused.addresses) == (phones, addresses)
    assert read.updated == books.now
    assert answered.updated == refused.updated == books.now + timedelta(hours=13)
    assert read.default_currency == "NZD"


def test_a_refused_order_has_no_id_yet_and_its_lines_have_none(books):
    """One that was to be changed has its own."""
    outcome = record(books, sent(PurchaseOrder, **ORDER, status="DELETED"))
    attempt = outcome.attempt

    assert set(attempt.purchase_order_id) == {"0", "-"}
    assert attempt.purchase_order_number is None
    assert [line.line_item_id for line in attempt.lines] == [None]
    assert (attempt.total, attempt.status) == (100, "DELETED")


def test_a_refused_change_shows_what_was_wanted(books, order):
    approved = stored(books, edited(books, order, status="AUTHORISED").record)
    attempt = edited(books, approved, status="DRAFT").attempt

    assert attempt.purchase_order_id == order.purchase_order_id
    assert attempt.status == "DRAFT"
    assert attempt.lines == approved.lines
