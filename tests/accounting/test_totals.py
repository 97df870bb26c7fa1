"""What lines add up to."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from tests.builders import (
    CREDIT,
    LINE,
    SALE,
    accepted,
    decimal,
    invoice,
    record,
    sent,
    small_books,
)

TAXED = LINE | {"tax_type": "OUTPUT2"}


def sums(document):
    return tuple(str(one) for one in (document.sub_total, document.total_tax, document.total))


@pytest.mark.parametrize(
    ("types", "prices", "expected"),
    [
        ("Exclusive", ["25.06", "25.61", "25.63"], ("76.30", "11.44", "87.74")),
        ("Exclusive", ["470.00"], ("470.00", "70.50", "540.50")),
        ("Inclusive", ["89.00"], ("77.39", "11.61", "89.00")),
        ("Inclusive", ["50.00", "420.00"], ("408.70", "61.30", "470.00")),
        ("Inclusive", ["541.25"], ("470.65", "70.60", "541.25")),
        ("NoTax", ["100.00", "0.01"], ("100.01", "0.00", "100.01")),
        ("Exclusive", ["10.00", "-3.00"], ("7.00", "1.05", "8.05")),
    ],
)
def test_tax_is_rounded_line_by_line(made, types, prices, expected):
    """Three taxes of 3.76, 3.84 and 3.84 make 11.44; on the sum it would have been 11.45.

    # seen: Xero's page on rounding; 470.00 with 61.30 in it on 2026-nz/bills_page
    """
    lines = [TAXED | {"unit_amount": price} for price in prices]

    assert sums(made(Invoice, **(SALE | {"line_amount_types": types, "lines": lines}))) == expected


def test_totals_that_were_sent_do_not_matter(made):
    known = made(Invoice, **SALE, sub_total="1", total_tax="2", total="3", amount_due="4")

    assert sums(known) == ("100.00", "0.00", "100.00")
    assert known.amount_due == Decimal("100.00")


def test_words_add_nothing(made):
    known = made(Invoice, **(SALE | {"lines": [LINE, {"description": "Thank you"}]}))

    assert sums(known) == ("100.00", "0.00", "100.00")


def test_a_draft_credit_note_may_be_about_nothing(made):
    known = made(CreditNote, **(CREDIT | {"status": "DRAFT", "lines": []}))

    assert sums(known) == ("0.00", "0.00", "0.00")
    assert known.remaining_credit == 0


@pytest.mark.parametrize(
    ("lines", "discounted", "saved"),
    [
        ([LINE], False, None),
        ([LINE | {"discount_rate": "10"}], True, "10.00"),
        ([LINE | {"discount_amount": "30"}, LINE], True, "30.00"),
        ([LINE | {"discount_rate": "10"}, LINE | {"discount_amount": "5"}], True, "15.00"),
        ([LINE | {"discount_rate": "0"}], False, None),
        ([{"description": "Work", "discount_rate": "10"}], True, "0.00"),
    ],
)
def test_discounts_are_told_where_there_are_some(made, lines, discounted, saved):
    known = made(Invoice, **(SALE | {"lines": lines}))

    assert known.is_discounted is discounted
    assert known.total_discount == (decimal(saved) if saved else None)


def test_sums_follow_an_edit(made, books):
    known = invoice(books)

    after = made(Invoice, known, lines=[LINE, TAXED])

    assert sums(after) == ("200.00", "15.00", "215.00")
    assert after.amount_due == Decimal("215.00")
    assert sums(made(Invoice, after, reference="x")) == sums(after)


PRICED = st.fixed_dictionaries(
    {
        "quantity": st.integers(0, 10**7).map(lambda units: Decimal(units) / 10**4),
        "unit_amount": st.integers(0, 10**6).map(lambda units: Decimal(units) / 100),
        "tax_type": st.sampled_from(["OUTPUT2", "ZERORATED", "NONE"]),
    }
)


@settings(max_examples=60)
@given(
    st.sampled_from(["Exclusive", "Inclusive", "NoTax"]), st.lists(PRICED, min_size=1, max_size=4)
)
def test_the_sums_agree(types, priced):
    """Of the lines, and of the totals with each other. Source: ledger.md P11, P12"""
    lines = [LINE | one for one in priced]
    draft = sent(Invoice, **(SALE | {"line_amount_types": types, "lines": lines}))

    known = accepted(record(small_books(), draft))

    assert known.total == known.sub_total + known.total_tax
    assert sum(line.tax_amount for line in known.lines) == known.total_tax
    whole = known.total if types == "Inclusive" else known.sub_total
    assert sum(line.line_amount for line in known.lines) == whole


@pytest.mark.parametrize(
    ("types", "unitdp", "line", "expected"),
    [
        # 3 x 33.33 = 99.99, less a tenth 89.991; 89.99 x 15 / 115 = 11.7378
        ("Inclusive", 2, {"quantity": "3", "unit_amount": "33.33", "discount_rate": "10"},
         ("89.99", "11.74", "78.25", "89.99")),
        # 99.99 - 10.00; 89.99 x 15 / 100 = 13.4985
        ("Exclusive", 2, {"quantity": "3", "unit_amount": "33.33", "discount_amount": "10"},
         ("89.99", "13.50", "89.99", "103.49")),
        # 1.2345 x 9.99 = 12.332655; 12.33 x 0.15 = 1.8495
        ("Exclusive", 2, {"quantity": "1.2345", "unit_amount": "9.99"},
         ("12.33", "1.85", "12.33", "14.18")),
        # 1000 x 0.061171 is taken at 0.06 or 0.0612
        ("Exclusive", 2, {"quantity": "1000", "unit_amount": "0.061171"},
         ("60.00", "9.00", "60.00", "69.00")),
        ("Exclusive", 4, {"quantity": "1000", "unit_amount": "0.061171"},
         ("61.20", "9.18", "61.20", "70.38")),
        # 0.5 x 0.15 = 0.075 is a tie; 0.08 x 0.15 = 0.012
        ("Exclusive", 2, {"quantity": "0.5", "unit_amount": "0.15"},
         ("0.08", "0.01", "0.08", "0.09")),
        # an amount that was sent stands, within and on top
        ("Inclusive", 2, {"unit_amount": "115", "tax_amount": "14.97"},
         ("115.00", "14.97", "100.03", "115.00")),
        ("Exclusive", 2, {"unit_amount": "100", "tax_amount": "15.02"},
         ("100.00", "15.02", "100.00", "115.02")),
        ("NoTax", 2, {"unit_amount": "100", "tax_amount": "15.02"},
         ("100.00", "0.00", "100.00", "100.00")),
    ],
)  # fmt: skip
def test_what_a_line_comes_to(made, types, unitdp, line, expected):
    """At 15 %: its amount, its tax, the net and the total. Source: ledger.md 3"""
    members = SALE | {"line_amount_types": types, "lines": [TAXED | line]}
    known = made(Invoice, unitdp=unitdp, **members)
    (one,) = known.lines

    assert (str(one.line_amount), str(one.tax_amount), *sums(known)[::2]) == expected


@settings(max_examples=60)
@given(st.lists(PRICED, min_size=1, max_size=4))
def test_what_was_on_top_may_be_included(priced):
    """Whoever sends the gross amounts that were answered is told the same total.

    Source: ledger.md P14
    """
    books = small_books()
    on_top = sent(Invoice, **SALE | {"lines": [LINE | one for one in priced]})
    first = accepted(record(books, on_top))
    gross = [
        LINE | {"unit_amount": line.line_amount + line.tax_amount, "tax_type": line.tax_type}
        for line in first.lines
    ]
    included = SALE | {"line_amount_types": "Inclusive", "lines": gross}

    assert accepted(record(books, sent(Invoice, **included))).total == first.total
