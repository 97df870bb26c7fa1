"""Products and services."""

from decimal import Decimal

import pytest

from mockxero.accounting.items import recognised
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item, PriceDetails
from tests.builders import BOOK, LINE, MUG, delete, invoice, keep, record, sent


def test_what_a_new_item_has(made):
    """Sold and bought, not tracked, with empty details. # seen: 2026-nz/item_create.json"""
    item = made(Item, code="PEN")

    assert (item.is_sold, item.is_purchased, item.is_tracked) == (True, True, False)
    assert (item.purchase_details, item.sales_details) == (PriceDetails(), PriceDetails())
    assert (item.total_cost_pool, item.quantity_on_hand) == (None, None)


@pytest.mark.parametrize(
    ("details", "tax_type"),
    [
        ({"account_code": "200"}, "OUTPUT2"),
        ({"account_code": "300"}, "INPUT2"),
        ({"account_code": "200", "tax_type": "NONE"}, "NONE"),
        ({"unit_price": "5"}, None),
    ],
)
def test_the_tax_type_follows_from_the_account(made, details, tax_type):
    """# seen: 2026-nz/item_create.json"""
    assert made(Item, code="PEN", sales_details=details).sales_details.tax_type == tax_type


@pytest.mark.parametrize(("unitdp", "price"), [(2, "5.68"), (4, "5.6789")])
def test_prices_have_two_decimals_or_four_on_demand(made, unitdp, price):
    item = made(Item, unitdp=unitdp, code="PEN", sales_details={"unit_price": "5.67891"})

    assert str(item.sales_details.unit_price) == price


def test_details_keep_what_was_not_sent(made, books):
    book = books.find(Item, BOOK)

    after = made(Item, book, sales_details={"unit_price": "25"}, name="A novel")

    assert after.sales_details == book.sales_details.but(unit_price=Decimal(25))
    assert after.purchase_details == book.purchase_details


@pytest.mark.parametrize(
    ("change", "gone", "kept"),
    [
        ({"is_sold": False}, ("description", "sales_details"),
         ("purchase_description", "purchase_details")),
        ({"is_purchased": False}, ("purchase_description", "purchase_details"),
         ("description", "sales_details")),
    ],
)  # fmt: skip
def test_what_is_not_sold_has_no_price(made, books, change, gone, kept):
    """Source: Xero's Items page"""
    book = books.find(Item, BOOK)

    after = made(Item, book, **change)

    assert [getattr(after, attr) for attr in gone] == [None, PriceDetails()]
    assert [getattr(after, attr) for attr in kept] == [getattr(book, attr) for attr in kept]


def test_an_item_with_an_inventory_account_is_tracked(made):
    """Where what it costs is coded too; stock starts at nothing."""
    stock = {"inventory_account_code": "630", "purchase_details": {"cogs_account_code": "300"}}

    item = made(Item, code="PEN", **stock)

    assert (item.is_tracked, item.total_cost_pool, item.quantity_on_hand) == (True, 0, 0)
    assert made(Item, code="INK", inventory_account_code="630").is_tracked is False


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        ({"code": "PEN"}, []),
        ({}, ["Price List Item Code must be specified"]),
        ({"code": " "}, ["Price List Item Code must be specified"]),
        ({"code": "book"}, ["Price List Item with Code 'book' already exists"]),
        ({"code": "PEN", "sales_details": {"account_code": "999"}},
         ["Account code '999' is not a valid code for this document."]),
        ({"code": "PEN", "purchase_details": {"account_code": "998", "cogs_account_code": "997"}},
         ["Account code '998' is not a valid code for this document.",
          "Account code '997' is not a valid code for this document."]),
        ({"code": "x" * 31}, ["The length of Code must not exceed 30 characters"]),
    ],
)  # fmt: skip
def test_what_a_new_item_needs(complaints, members, messages):
    assert complaints(Item, create=True, **members) == messages


def test_an_item_may_keep_its_code(books, complaints):
    book = books.find(Item, BOOK)

    assert complaints(Item, book, code="book") == []
    assert complaints(Item, book, code="MUG") == ["Price List Item with Code 'MUG' already exists"]


def test_an_item_is_recognised_by_its_code(books):
    """So that a POST with a known code is an update."""
    assert recognised(sent(Item, code="book"), books) == books.find(Item, BOOK)
    assert recognised(sent(Item, code="PEN"), books) is None
    assert recognised(sent(Item, name="A book"), books) is None
    assert record(books, sent(Item, code="BOOK", name="A novel")).before is not None
    assert books.find(Item, BOOK).name == "A novel"


def test_an_item_that_nothing_uses_is_gone_for_good(books):
    outcome = delete(books, books.find(Item, MUG))

    assert (outcome.errors, outcome.record) == ([], None)
    assert books.find(Item, MUG) is None
    assert books.by(Item, "code", "mug") == []


@pytest.mark.parametrize(("is_tracked", "stays"), [(True, True), (False, False)])
def test_a_tracked_item_that_is_used_stays(books, is_tracked, stays):
    """Others can go. Source: Xero's page on Items"""
    invoice(books, status="DRAFT", lines=[LINE | {"item_code": "MUG"}])
    mug = keep(books, books.find(Item, MUG).but(is_tracked=is_tracked))

    outcome = delete(books, mug)

    refused = ["Items that are used on transactions cannot be deleted"] if stays else []
    assert outcome.errors == refused
    assert (books.find(Item, MUG) is not None) == stays


def test_an_item_tells_its_history(made, books):
    pen = made(Item, code="PEN")
    made(Item, pen, name="A pen")

    assert [(line.words, line.details) for _, line in books.histories[pen.key]] == [
        ("Created", "PEN"),
        ("Edited", "PEN"),
    ]


def test_a_line_keeps_the_code_of_an_item_that_is_gone(books, made):
    """What it was called when it was sold."""
    known = invoice(books, status="DRAFT", lines=[LINE | {"item_code": "MUG"}])
    made(Invoice, known, status="DELETED")

    assert delete(books, books.find(Item, MUG)).errors == []

    assert books.find(Invoice, known.key).lines[0].item_code == "MUG"
