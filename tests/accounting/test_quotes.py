"""What is peculiar to quotes."""

from decimal import Decimal

import pytest

from mockxero.accounting.quotes import FORGETS, prospect
from mockxero.books.organisation import Series
from mockxero.resources.quotes import Prospect, Quote
from tests.builders import ADA, LINE, STANDARD, edited, record, sent, stored

QUOTE = {"contact": {"contact_id": ADA}, "date": "2026-03-01", "lines": [LINE]}
TAXED = LINE | {"unit_amount": "115.00", "tax_type": "OUTPUT2"}


@pytest.fixture
def quote(made):
    """A draft over 100.00."""
    return made(Quote, **QUOTE)


def test_numbers_follow_the_recordings(books, made):
    """# seen: 2026-nz/quote_create.json and the quotes recorded after it"""
    books.series["QUOTE"] = Series("QU-", 8)
    quote = made(Quote, **QUOTE)
    numbers = [quote.quote_number]
    for status in ("SENT", "ACCEPTED", "DELETED"):
        quote = made(Quote, quote, status=status)
        numbers.append(quote.quote_number)
    other = made(Quote, **QUOTE)
    numbers += [other.quote_number, made(Quote, other, status="DELETED").quote_number]

    assert numbers == ["QU-0008", "QU-0009", "QU-0010", "QU-0009", "QU-0009", "QU-0010"]


def test_a_number_that_is_sent_again_stays(made, quote):
    assert made(Quote, quote, quote_number=quote.quote_number).quote_number == quote.quote_number


def test_an_update_forgets(made):
    """And fills in again what every quote has."""
    told = {"reference": "R", "terms": "T", "title": "T", "summary": "S"}
    quote = made(Quote, **QUOTE, **told, expiry_date="2026-04-01", line_amount_types="NoTax")
    after = made(Quote, quote, status="SENT")

    assert [getattr(after, attr) for attr in (*told, "expiry_date")] == [None] * 5
    assert (after.line_amount_types, after.branding_theme_id) == ("Exclusive", STANDARD)
    assert (after.contact, after.date, after.status) == (ADA, quote.date, "SENT")
    assert after.lines == quote.lines
    assert Quote.fields.keys() >= FORGETS


def test_a_refused_update_forgets_nothing(books, made):
    quote = made(Quote, **QUOTE, terms="T")

    assert edited(books, quote, status="DECLINED").errors == ["Quote status change is invalid"]
    assert stored(books, quote) == quote


@pytest.mark.parametrize(
    ("types", "unit", "amount", "tax", "total"),
    [
        ("Exclusive", "115.0000", "115.00", "17.25", "132.25"),
        ("Inclusive", "100.0000", "100.00", "15.00", "115.00"),
        ("NoTax", "115.0000", "115.00", "0", "115.00"),
    ],
)
def test_amounts_are_kept_without_tax(made, types, unit, amount, tax, total):
    quote = made(Quote, **(QUOTE | {"lines": [TAXED], "line_amount_types": types}))
    (line,) = quote.lines

    assert (line.unit_amount, line.line_amount) == (Decimal(unit), Decimal(amount))
    assert (quote.sub_total, quote.total_tax) == (Decimal(amount), Decimal(tax))
    assert quote.total == Decimal(total)


@pytest.mark.parametrize("unit", ["0.01", "33.33", "99.99", "1092.00"])
@pytest.mark.parametrize("quantity", ["1", "3", "0.5"])
def test_an_inclusive_total_is_what_was_sent(made, unit, quantity):
    """To the cent, and again when it comes by with nothing but new words."""
    line = TAXED | {"unit_amount": unit, "quantity": quantity}
    quote = made(Quote, **(QUOTE | {"lines": [line], "line_amount_types": "Inclusive"}))
    words = {"line_item_id": quote.lines[0].line_item_id, "description": "New"}
    after = made(Quote, quote, line_amount_types="Inclusive", lines=[words])
    cents = (Decimal(unit) * Decimal(quantity)).quantize(Decimal("0.01"), "ROUND_HALF_UP")

    assert quote.total == after.total == cents
    assert after.lines[0].line_amount == quote.lines[0].line_amount


def test_a_quote_that_becomes_untaxed_loses_its_tax(made):
    """Its amounts stay."""
    quote = made(Quote, **(QUOTE | {"lines": [TAXED], "line_amount_types": "Inclusive"}))
    after = made(Quote, quote, line_amount_types="NoTax")

    assert (after.sub_total, after.total_tax, after.total) == (100, 0, 100)
    assert after.lines[0].tax_type == "NONE"


def test_an_item_gives_a_quote_its_sales_price(made):
    quote = made(Quote, **(QUOTE | {"lines": [{"item_code": "BOOK"}]}))

    assert quote.lines[0].unit_amount == Decimal("19.95")
    assert quote.lines[0].description == "A book, sold"


def test_a_number_can_be_reused_once_its_quote_is_deleted(made, complaints):
    quote = made(Quote, **QUOTE, quote_number="MINE")
    assert complaints(Quote, **QUOTE, quote_number="mine") == ["Quote number must be unique"]

    made(Quote, quote, quote_number="MINE", status="DELETED")

    assert complaints(Quote, **QUOTE, quote_number="mine") == []


def test_a_deleted_quote_stays_as_it_is(made, quote, complaints):
    gone = made(Quote, quote, status="DELETED")

    assert complaints(Quote, gone, title="T") == ["Deleted Quotes cannot be updated"]


def test_discounts_come_and_go(made):
    quote = made(Quote, **(QUOTE | {"lines": [LINE | {"discount_rate": "10"}]}))

    assert (quote.total_discount, quote.total) == (10, 90)
    assert made(Quote, quote, lines=[LINE]).total_discount is None


def test_a_refused_quote_shows_what_it_would_have_been(books):
    outcome = record(books, sent(Quote, **QUOTE, status="ACCEPTED"))

    assert set(outcome.attempt.quote_id) == {"0", "-"}
    assert (outcome.attempt.quote_number, outcome.attempt.total) == (None, 100)


def test_a_prospect_has_a_name(books, quote):
    assert prospect(quote, books) == Prospect(contact_id=ADA, name="Ada")
    assert prospect(quote.but(contact=None), books) is None
