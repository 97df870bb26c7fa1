"""Lines: what is filled in, what they come to, and what is wrong with them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.accounting.lines import expected_amount, item_mention, sells
from mockxero.resources.accounts import Account
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from mockxero.resources.items import Item
from mockxero.resources.parts import ItemMention, LineItem
from mockxero.resources.tracking import TrackingCategory, TrackingOption
from tests.builders import (
    ACCOUNT_IDS,
    BILL,
    BOOK,
    COST,
    CREDIT,
    GONE,
    LINE,
    NORTH,
    RED,
    REGION,
    SALE,
    SOUTH,
    TEAM,
    decimal,
    guid,
    invoice,
    keep,
    payment,
    stored,
)

SALES, OTHER = ACCOUNT_IDS["200"], ACCOUNT_IDS["260"]


@pytest.fixture
def line(made):
    """A line as it is completed on an approved invoice."""

    def complete(document=SALE, **members):
        return made(Invoice, **(document | {"lines": [members]})).lines[0]

    return complete


def told(line, *attrs):
    """Some members, as text."""
    return tuple(str(getattr(line, attr)) for attr in attrs)


# --- what is filled in ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "completed"),
    [
        ({"unit_amount": "20.00"}, ("1.0000", "20.00", "20.00")),
        ({"quantity": "2", "unit_amount": "10.50"}, ("2.0000", "10.50", "21.00")),
        ({"line_amount": "50.00"}, ("1.0000", "50.0000", "50.00")),
        ({"line_amount": "50.00", "quantity": "4"}, ("4.0000", "12.5000", "50.00")),
        ({"line_amount": "50.00", "unit_amount": "12.50"}, ("4.0000", "12.50", "50.00")),
        ({"line_amount": "10.00", "quantity": "3"}, ("3.0000", "3.3333", "10.00")),
        ({"line_amount": "90.00", "discount_rate": "10"}, ("1.0000", "100.0000", "90.00")),
        ({"line_amount": "90.00", "quantity": "2", "discount_amount": "10"},
         ("2.0000", "50.0000", "90.00")),
        ({"line_amount": "90.00", "unit_amount": "50.00", "discount_rate": "10"},
         ("2.0000", "50.00", "90.00")),
        ({"line_amount": "0.00", "discount_rate": "100"}, ("1.0000", "0.0000", "0.00")),
        ({"quantity": "1", "unit_amount": "25.6591"}, ("1.0000", "25.66", "25.66")),
        ({"quantity": "3", "unit_amount": "25.6591"}, ("3.0000", "25.66", "76.98")),
        ({"quantity": "0.33335", "unit_amount": "3.00"}, ("0.3334", "3.00", "1.00")),
        ({"quantity": "0", "unit_amount": "3.00"}, ("0.0000", "3.00", "0.00")),
        ({"quantity": "1", "unit_amount": "100", "discount_rate": "10"},
         ("1.0000", "100.00", "90.00")),
        ({"quantity": "2", "unit_amount": "100", "discount_amount": "30"},
         ("2.0000", "100.00", "170.00")),
        ({"quantity": "3", "unit_amount": "33.33", "discount_rate": "12.5"},
         ("3.0000", "33.33", "87.49")),
    ],
)  # fmt: skip
def test_two_of_three_amounts_give_the_third(line, sent, completed):
    """Quantity is 1 if nothing says otherwise; a unit amount loses its third decimal first.

    One that is worked out keeps four, so that the line adds up to what was sent. # guess
    """
    known = line(account_code="200", tax_type="NONE", **sent)

    assert told(known, "quantity", "unit_amount", "line_amount") == completed


def test_unit_amounts_keep_four_decimals_on_demand(made):
    """25.6591 stays what it is with ``unitdp=4``. # seen: tests of Xero's old SDK"""
    price = LINE | {"quantity": "3", "unit_amount": "25.6591"}

    (known,) = made(Invoice, unitdp=4, **(SALE | {"lines": [price]})).lines

    assert told(known, "unit_amount", "line_amount") == ("25.6591", "76.98")


def test_without_a_price_there_is_no_amount(line):
    """However much of it there is, and whatever it is coded to."""
    known = line(description="Work", quantity="2", account_code="200", tax_type="OUTPUT2")

    assert (known.quantity, known.line_amount, known.tax_amount) == (2, None, None)
    assert known.account_id == SALES


def test_words_alone_are_a_line(line):
    """Nothing is added to them. # seen: 2026-nz/credit_notes_page"""
    known = line(description="Thank you")

    assert known == LineItem(description="Thank you", line_item_id=known.line_item_id)


@pytest.mark.parametrize(
    ("document", "code", "tax_type", "tax"),
    [
        (SALE, "200", "OUTPUT2", "15.00"),
        (BILL, "400", "INPUT2", "15.00"),
        (SALE | {"line_amount_types": "Inclusive"}, "200", "OUTPUT2", "13.04"),
        (SALE | {"line_amount_types": "NoTax"}, "200", "NONE", "0.00"),
        (SALE, "860", "NONE", "0.00"),
    ],
)
def test_the_account_says_the_tax_type(line, document, code, tax_type, tax):
    """# seen: 2026-nz/invoice_create.json; without tax it is NONE"""
    known = line(document=document, unit_amount="100.00", account_code=code)

    assert told(known, "tax_type", "tax_amount") == (tax_type, tax)


def test_a_tax_amount_that_was_sent_stands(line):
    known = line(unit_amount="100.00", account_code="200", tax_amount="14.999")

    assert told(known, "tax_type", "tax_amount") == ("OUTPUT2", "15.00")
    assert line(unit_amount="1", account_code="200", tax_amount="0.99").tax_amount == Decimal(
        "0.99"
    )


def test_the_account_is_known_by_code_and_by_id(line):
    """Whichever was sent, both are stored; an id that was sent wins."""
    by_code = line(unit_amount="1", account_code=" 200 ")
    by_id = line(unit_amount="1", account_id=SALES)
    by_both = line(unit_amount="1", account_id=OTHER, account_code="200")

    assert (by_code.account_code, by_code.account_id) == ("200", SALES)
    assert (by_id.account_code, by_id.account_id) == ("200", SALES)
    assert (by_both.account_code, by_both.account_id) == ("260", OTHER)


@pytest.mark.parametrize(
    ("document", "members"),
    [
        (SALE, ("A book, sold", "19.95", "200", "OUTPUT2")),
        (BILL, ("A book, bought", "9.50", "300", "INPUT2")),
    ],
)
def test_an_item_says_what_the_line_does_not(line, document, members):
    """Its sales details on a sale, its purchase details on a bill."""
    known = line(document=document, item_code="book")

    assert told(known, "description", "unit_amount", "account_code", "tax_type") == members
    assert known.item_id == BOOK


def test_what_the_line_says_goes_before_the_item(line):
    known = line(
        item_code="BOOK",
        description="Mine",
        unit_amount="5",
        account_id=OTHER,
        tax_type="ZERORATED",
        quantity="2",
    )

    assert told(known, "description", "line_amount", "account_code", "tax_type") == (
        "Mine", "10.00", "260", "ZERORATED"
    )  # fmt: skip


def test_an_item_without_details_says_its_name(line):
    assert line(item_code="MUG", unit_amount="1", account_code="200").description == "A mug"


@pytest.mark.parametrize(
    "named",
    [
        {"category_id": REGION, "option_id": NORTH},
        {"name": "region", "option": "NORTH"},
        {"category_id": REGION, "option": "North"},
        {"name": "Region", "option_id": NORTH},
    ],
)
def test_an_option_is_known_by_ids_and_by_words(line, named):
    (known,) = line(**LINE, tracking=[named]).tracking

    assert (known.name, known.option) == ("Region", "North")
    assert (known.category_id, known.option_id) == (REGION, NORTH)


# --- what becomes of known lines ------------------------------------------------------------------


@pytest.fixture
def two(books):
    """An invoice of two lines."""
    return invoice(books, lines=[LINE, LINE | {"description": "More"}])


def test_lines_that_are_not_sent_stay(made, two):
    assert made(Invoice, two, reference="x").lines == two.lines


def test_lines_without_ids_are_new_ones(made, two):
    """And those that are not listed are gone."""
    after = made(Invoice, two, lines=[LINE])

    assert len(after.lines) == 1
    assert after.lines[0].line_item_id not in {one.line_item_id for one in two.lines}


def test_a_line_with_its_id_keeps_what_was_not_sent(made, two):
    second = two.lines[1]

    (after,) = made(
        Invoice, two, lines=[{"line_item_id": second.line_item_id, "quantity": "3"}]
    ).lines

    assert after == second.but(quantity=Decimal(3), line_amount=Decimal("300.00"))


def test_a_line_with_its_id_can_be_coded_anew(complaints, made, two):
    """The stored account gives way to a code, even to one that nobody has."""
    first = {"line_item_id": two.lines[0].line_item_id}

    (after,) = made(Invoice, two, lines=[first | {"account_code": "260"}]).lines

    assert (after.account_code, after.account_id) == ("260", OTHER)
    assert complaints(Invoice, two, lines=[first | {"account_code": "999"}]) == [
        INVALID.format("999")
    ]
    assert complaints(Invoice, two, lines=[first | {"account_code": ""}]) == [
        "Account code or ID must be specified"
    ]


def test_a_line_stays_with_an_account_that_was_recoded(books, made, two):
    """Another account may have the code by now."""
    keep(books, books.find(Account, SALES).but(code="2000"))
    keep(books, books.find(Account, OTHER).but(code="200"))

    (after,) = made(Invoice, two, lines=[{"line_item_id": two.lines[0].line_item_id}]).lines

    assert (after.account_code, after.account_id) == ("2000", SALES)


def test_an_item_that_is_given_later_sets_the_price(made, two):
    """And with it what the line comes to."""
    first = {"line_item_id": two.lines[0].line_item_id, "item_code": "BOOK"}

    (known,) = made(Invoice, two, lines=[first]).lines

    assert told(known, "quantity", "unit_amount", "line_amount") == ("1.0000", "19.95", "19.95")


def test_an_id_counts_once(made, two):
    """Two lines under one id would be one too many."""
    twice = [{"line_item_id": two.lines[0].line_item_id}] * 2

    ids = [one.line_item_id for one in made(Invoice, two, lines=[*twice, LINE]).lines]

    assert ids[0] == two.lines[0].line_item_id
    assert len(set(ids)) == 3


def test_an_id_that_nobody_has_makes_a_new_line(made, two):
    (after,) = made(Invoice, two, lines=[LINE | {"line_item_id": guid(5)}]).lines

    assert after.line_item_id != guid(5)


def test_another_way_of_tax_taxes_all_lines_anew(made, books):
    known = invoice(books, lines=[LINE | {"tax_type": "OUTPUT2"}])

    after = made(Invoice, known, line_amount_types="Inclusive")

    assert told(after.lines[0], "line_amount", "tax_amount") == ("100.00", "13.04")
    assert told(after, "sub_total", "total_tax", "total") == ("86.96", "13.04", "100.00")


@pytest.mark.parametrize(
    ("document_type", "sale"),
    [("ACCREC", True), ("ACCRECCREDIT", True), ("ACCPAY", False), ("ACCPAYCREDIT", False)],
)
def test_who_sells(document_type, sale):
    assert sells(document_type) is sale


PRICES = st.integers(-(10**8), 10**8).map(lambda units: Decimal(units) / 100)
QUANTITIES = st.integers(0, 10**8).map(lambda units: Decimal(units) / 10**4)


@given(QUANTITIES, PRICES)
def test_an_amount_is_price_times_quantity_to_the_cent(quantity, price):
    amount = expected_amount(quantity, price, None, None)

    assert abs(amount - quantity * price) <= Decimal("0.005")
    assert expected_amount(quantity, price, Decimal(0), Decimal(0)) == amount
    assert expected_amount(quantity, price, Decimal(100), None) == 0


def test_an_item_is_mentioned_by_its_name_of_today(books, line):
    known = line(**LINE, item_code="BOOK")

    keep(books, books.find(Item, BOOK).but(name="A novel"))

    assert item_mention(known, books) == ItemMention(item_id=BOOK, name="A novel", code="BOOK")
    assert item_mention(line(**LINE), books) is None


# --- what is wrong --------------------------------------------------------------------------------

INVALID = "Account code '{}' is not a valid code for this document."
ARCHIVED = (
    "Account code '490' has been archived, or has been deleted. "
    "Each line item must reference a valid account."
)
TOO_MUCH_TAX = "The tax amount cannot be greater than the line amount"
NO_RATE = "The TaxType code '{}' does not exist or cannot be used for this type of transaction"
NO_TRACKING = "There is no ACTIVE tracking category with the name '{}'"
NO_OPTION = "There is no ACTIVE tracking option with the name '{}'"


def test_a_deleted_option_is_none(complaints, books):
    keep(books, books.find(TrackingOption, SOUTH).but(status="DELETED"))
    tracked = LINE | {"tracking": [{"category_id": REGION, "option_id": SOUTH}]}

    assert complaints(Invoice, **(SALE | {"lines": [tracked]})) == [NO_OPTION.format("")]


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        ({}, []),
        ({"account_code": "260", "tax_type": "OUTPUT2"}, []),
        ({"account_code": "860"}, []),
        ({"account_code": "999"}, [INVALID.format("999")]),
        ({"account_code": "090"}, [INVALID.format("090")]),
        ({"account_code": "610"}, [INVALID.format("610")]),
        ({"account_code": "800"}, [INVALID.format("800")]),
        ({"account_code": "820"}, [INVALID.format("820")]),
        ({"account_code": "960"}, [INVALID.format("960")]),
        ({"account_id": guid(1), "account_code": ""}, [INVALID.format(guid(1))]),
        ({"account_code": "490"}, [ARCHIVED]),
        ({"tax_type": "OUTPUT9"}, [NO_RATE.format("OUTPUT9")]),
        ({"tax_type": "INPUT"}, [NO_RATE.format("INPUT")]),
        ({"tax_type": "INPUT2"},
         ["The TaxType code 'INPUT2' cannot be used with account code '200'."]),
        ({"item_code": "BOOK"}, []),
        ({"item_code": "PEN"}, ["Item code 'PEN' is not valid"]),
        ({"tracking": [{"category_id": REGION, "option_id": SOUTH}]}, []),
        ({"tracking": [{"name": "Planet", "option": "Mars"}]}, [NO_TRACKING.format("Planet")]),
        ({"tracking": [{"name": "Region", "option": "Mars"}]}, [NO_OPTION.format("Mars")]),
        ({"tracking": [{"category_id": guid(1), "option_id": guid(2)}]}, [NO_TRACKING.format("")]),
        ({"tracking": [{"category_id": REGION, "option_id": RED}]}, [NO_OPTION.format("")]),
        ({"tracking": [{"category_id": GONE, "option_id": NORTH}]}, [NO_TRACKING.format("")]),
        ({"tracking": [{"category_id": REGION, "option_id": SOUTH}] * 3},
         ["A line item can have at most 2 tracking categories"]),
        ({"line_amount": "100.00"}, []),
        ({"line_amount": "99.995"}, []),
        ({"line_amount": "90.00"},
         ["The line total 90.00 does not match the expected line total 100.00"]),
        ({"line_amount": "0.00"},
         ["The line total 0.00 does not match the expected line total 100.00"]),
        ({"line_amount": "90", "discount_rate": "10"}, []),
        ({"discount_amount": "-10"}, ["The DiscountAmount must not be negative"]),
        ({"quantity": "100000000", "unit_amount": "99.9999"},
         ["The line total 10000000000.00 exceeds the maximum of 9999999999.99"]),
        ({"quantity": "1", "unit_amount": "9999999999.99"}, []),
        ({"tax_amount": "100.00"}, []),
        ({"tax_amount": "100.01"}, [TOO_MUCH_TAX]),
        ({"tax_amount": "-0.01"}, [TOO_MUCH_TAX]),
        ({"unit_amount": "0", "tax_amount": "1.00"}, [TOO_MUCH_TAX]),
        ({"account_code": "999", "tax_type": "OUTPUT9", "item_code": "PEN", "line_amount": "1"},
         [INVALID.format("999"), NO_RATE.format("OUTPUT9"), "Item code 'PEN' is not valid",
          "The line total 1.00 does not match the expected line total 100.00"]),
    ],
)  # fmt: skip
def test_a_line_of_an_approved_invoice(complaints, members, messages):
    """Everything that is wrong is said at once."""
    assert complaints(Invoice, **(SALE | {"lines": [LINE | members]})) == messages


@pytest.mark.parametrize(("tax", "messages"), [("-40.00", []), ("1.00", [TOO_MUCH_TAX])])
def test_the_tax_of_a_deduction_is_one(complaints, tax, messages):
    less = LINE | {"unit_amount": "-40.00", "tax_amount": tax}

    assert complaints(Invoice, **(SALE | {"lines": [LINE, less]})) == messages


BARE = {"description": "Work", "unit_amount": "100.00"}


@pytest.mark.parametrize(
    ("status", "lines", "messages"),
    [
        ("AUTHORISED", [BARE],
         ["Account code or ID must be specified", "The TaxType field is mandatory"]),
        ("SUBMITTED", [BARE],
         ["Account code or ID must be specified", "The TaxType field is mandatory"]),
        ("AUTHORISED", [BARE | {"tax_type": "NONE"}], ["Account code or ID must be specified"]),
        ("AUTHORISED", [{"description": "Words"}], []),
        ("DRAFT", [BARE], []),
        ("DRAFT", [BARE | {"account_code": "999"}], [INVALID.format("999")]),
    ],
)  # fmt: skip
def test_what_a_draft_may_still_lack(complaints, status, lines, messages):
    """An account and a tax type; but what is there must be right."""
    assert complaints(Invoice, **(SALE | {"status": status, "lines": lines})) == messages


def test_stored_lines_are_looked_at_when_a_draft_is_approved(complaints, books):
    known = invoice(books, status="DRAFT", lines=[BARE])

    assert complaints(Invoice, known, reference="x") == []
    assert complaints(Invoice, known, status="AUTHORISED") == [
        "Account code or ID must be specified",
        "The TaxType field is mandatory",
    ]


def test_lines_of_credit_notes_and_bills_are_looked_at_too(complaints):
    wrong = {"lines": [LINE | {"account_code": "999"}]}

    assert complaints(Invoice, **(BILL | wrong)) == [INVALID.format("999")]
    assert complaints(CreditNote, **(CREDIT | wrong)) == [INVALID.format("999")]
    assert complaints(Invoice, **(BILL | {"lines": [COST]})) == []


def test_amounts_sent_for_a_paid_line_do_not_matter(complaints, made, books, two):
    """They are dropped without a word; what is coded wrongly is still wrong."""
    payment(books, two, "10.00")
    paid = stored(books, two)
    first = {"line_item_id": paid.lines[0].line_item_id, "description": "Better"}

    after = made(Invoice, paid, lines=[first | {"quantity": "7", "line_amount": "12.34"}])

    assert [told(one, "description", "line_amount") for one in after.lines] == [
        ("Better", "100.00"),
        ("More", "100.00"),
    ]
    assert complaints(Invoice, paid, lines=[first | {"account_code": "999"}]) == [
        INVALID.format("999")
    ]


def test_an_archived_category_takes_no_new_lines(complaints):
    """# seen for contacts; guess: the same words for a line"""
    tracked = LINE | {"tracking": [{"category_id": TEAM, "option_id": RED}]}

    assert complaints(Invoice, **(SALE | {"lines": [tracked]})) == [
        "There is no ACTIVE tracking category with the name 'Team'"
    ]


def test_an_archived_option_takes_no_new_lines(books, complaints):
    """# guess: the words"""
    keep(books, books.find(TrackingOption, NORTH).but(status="ARCHIVED"))
    tracked = LINE | {"tracking": [{"category_id": REGION, "option_id": NORTH}]}

    assert complaints(Invoice, **(SALE | {"lines": [tracked]})) == [
        "There is no ACTIVE tracking option with the name 'North'"
    ]


def test_a_line_that_was_filed_there_stays(books, complaints):
    tracking = [{"category_id": REGION, "option_id": NORTH}]
    filed = invoice(books, lines=[LINE | {"tracking": tracking}])
    keep(books, books.find(TrackingCategory, REGION).but(status="ARCHIVED"))
    (line,) = filed.lines
    again = LINE | {"line_item_id": line.line_item_id, "tracking": tracking}

    assert complaints(Invoice, filed, lines=[again]) == []
    assert complaints(Invoice, filed, lines=[LINE | {"tracking": tracking}]) != []


@pytest.mark.parametrize(
    ("rate", "fits"), [("-1", False), ("0", True), ("100", True), ("101", False)]
)
def test_a_discount_is_a_share(complaints, rate, fits):
    """# guess"""
    told = complaints(Invoice, **(SALE | {"lines": [LINE | {"discount_rate": rate}]}))

    assert ("The DiscountRate must be between 0 and 100" not in told) == fits


def test_no_amount_is_too_strange(complaints):
    """Rules refuse the absurd; they do not break on it."""
    huge, tiny = decimal("999999999999"), decimal("0.0000000001")
    lines = [
        LINE | {"quantity": huge, "unit_amount": huge, "discount_rate": huge},
        {"line_amount": huge, "unit_amount": tiny, "account_code": "200"},
    ]

    for line in lines:
        assert complaints(Invoice, **(SALE | {"lines": [line]}))
