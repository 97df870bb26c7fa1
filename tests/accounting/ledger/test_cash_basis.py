"""The cash basis: what is paid of documents counts, on the day it is paid, to the cent."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from mockxero.accounting.ledger.cash_basis import CashBasis
from mockxero.accounting.ledger.entries import Entry, Part, Posted, Posting, Settled
from mockxero.accounting.reports.figures import Scope
from mockxero.primitives.money import ZERO, summed
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.manual_journals import ManualJournal
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.prepayments import Prepayment
from tests import builders
from tests.builders import (
    ACCOUNT_IDS,
    BILL,
    COST,
    LINE,
    NORTH,
    REGION,
    SOUTH,
    SPENT,
    accepted,
    allocate,
    credit_note,
    edited,
    invoice,
    payment,
    record,
    release,
    sent,
    small_books,
    stored,
)

TAXED = LINE | {"tax_type": "OUTPUT2"}
NORTHERN = {"tracking": [{"category_id": REGION, "option_id": NORTH}]}
SOUTHERN = {"tracking": [{"category_id": REGION, "option_id": SOUTH}]}
CODES = {account_id: code for code, account_id in ACCOUNT_IDS.items()}


@pytest.fixture
def books():
    return small_books()


def paid(books, day=date.max, **scope):
    """What stands on each account that has anything, on the cash basis."""
    ledger = books.ledger
    found = {
        code: ledger.balance(account_id, day, Scope(paid_only=True, **scope))
        for code, account_id in ACCOUNT_IDS.items()
    }
    return {code: str(amount) for code, amount in found.items() if amount}


def entries(books):
    """What each entry posts on the cash basis."""
    return [
        (one.number, one.entry.source_type, told(one)) for one in books.ledger.cash_basis.entries
    ]


def told(posted):
    sums: dict[str, Decimal] = {}
    for one in posted.entry.postings:
        code = CODES[one.account_id]
        sums[code] = sums.get(code, ZERO) + posted.sign * one.net
    assert sum(sums.values()) == 0
    return {code: str(amount) for code, amount in sums.items()}


def undo(books, known, status="DELETED"):
    """Have a payment deleted, or a document voided."""
    return accepted(edited(books, stored(books, known), status=status))


# --- documents and payments -----------------------------------------------------------------------


def test_what_nobody_paid_does_not_count(books):
    invoice(books)
    builders.invoice(books, **BILL)
    credit_note(books)

    assert len(books.ledger.entries) == 3
    assert entries(books) == []
    assert paid(books) == {}


def test_a_payment_counts_its_part_of_lines_and_tax(books):
    """57.50 of 115.00 is half: half of the 100.00, half of the 15.00; on the day of the payment."""
    payment(books, invoice(books, lines=[TAXED]), "57.50")

    assert paid(books) == {"090": "57.50", "200": "-50.00", "820": "-7.50"}
    assert paid(books, date(2026, 3, 2)) == {}
    assert paid(books, date(2026, 3, 3)) == paid(books)


def test_what_counts_of_a_line_says_its_tax(books):
    """Of 15.01 tax in 115.08, 1.31; the tax of the lines is what goes to the account for tax."""
    payment(books, invoice(books, lines=[TAXED, TAXED | {"unit_amount": "0.07"}]), "10.01")
    (posted,) = books.ledger.cash_basis.entries

    lines = [one for one in posted.entry.postings if one.part is Part.LINE]
    taxes = [one for one in posted.entry.postings if one.part is Part.TAX]
    assert [str(one.tax) for one in lines] == ["-1.31", "0.00"]
    assert summed(one.tax for one in lines) == summed(one.net for one in taxes)
    assert {one.tax_type for one in lines} == {"OUTPUT2"}


def test_the_last_part_takes_the_rest(books):
    """Of 115.00, thrice a third: 33.33 and 5.00, then 33.33 and 5.00, then 33.34 and 5.00."""
    known = invoice(books, lines=[TAXED])
    for amount in ("38.33", "38.33", "38.34"):
        payment(books, known, amount)

    assert [found["200"] for _, _, found in entries(books)] == ["-33.33", "-33.33", "-33.34"]
    assert [found["820"] for _, _, found in entries(books)] == ["-5.00", "-5.00", "-5.00"]
    assert paid(books) == {"090": "115.00", "200": "-100.00", "820": "-15.00"}


def test_cents_do_not_pile_up(books):
    """A hundred payments of one cent each are as good as one of 1.00."""
    lines = [LINE | {"unit_amount": "50.00"}, COST | {"unit_amount": "50.00"}]
    known = invoice(books, lines=lines)
    for _ in range(100):
        payment(books, known, "0.01")

    assert paid(books) == {"090": "1.00", "200": "-0.50", "400": "-0.50"}


def test_bills_are_the_other_way_round(books):
    payment(books, invoice(books, **BILL), "25.00")

    assert paid(books) == {"090": "-25.00", "400": "25.00"}


def test_a_discount_counts_in_proportion(books):
    """120.00 less 20.00: a quarter of the 100.00 is 30.00 less 5.00."""
    lines = [LINE | {"unit_amount": "120.00"}, COST | {"unit_amount": "-20.00"}]
    payment(books, invoice(books, lines=lines), "25.00")

    assert paid(books) == {"090": "25.00", "200": "-30.00", "400": "5.00"}


# --- taking back ----------------------------------------------------------------------------------


def test_a_deleted_payment_takes_back_what_it_had(books):
    """In whatever order: what the first had goes, what the second had stays."""
    known = invoice(books, lines=[TAXED])
    first, second = payment(books, known, "38.33"), payment(books, known, "76.67")
    undo(books, first)

    assert paid(books) == {"090": "76.67", "200": "-66.67", "820": "-10.00"}
    undo(books, second)
    assert paid(books) == {}
    assert [number for number, _, _ in entries(books)] == [2, 3, 4, 5]


def test_what_is_paid_again_is_what_is_left(books):
    known = invoice(books, lines=[TAXED])
    first = payment(books, known, "38.33")
    payment(books, known, "38.33")
    undo(books, first)
    payment(books, stored(books, known), "76.67")

    assert paid(books) == {"090": "115.00", "200": "-100.00", "820": "-15.00"}


def test_what_is_paid_follows_an_edit_of_the_document(books):
    """A paid half moves from sales to other revenue with the line."""
    known = invoice(books)
    payment(books, known, "50.00")
    assert paid(books) == {"090": "50.00", "200": "-50.00"}
    lines = [LINE | {"account_code": "260", "line_item_id": known.lines[0].line_item_id}]
    accepted(edited(books, stored(books, known), lines=lines))

    assert paid(books) == {"090": "50.00", "260": "-50.00"}
    assert [(kind, found) for _, kind, found in entries(books)] == [
        ("ACCRECPAYMENT", {"090": "50.00", "200": "-50.00"}),
        ("ACCRECPAYMENT", {"090": "-50.00", "200": "50.00"}),
        ("ACCRECPAYMENT", {"090": "50.00", "260": "-50.00"}),
    ]


def test_when_somebody_first_asks_makes_no_difference():
    def after(asking):
        books = small_books()
        known = invoice(books, lines=[TAXED])
        first = payment(books, known, "38.33")
        if asking:
            paid(books)
        undo(books, first)
        payment(books, stored(books, known), "0.04")
        if asking:
            paid(books)
        undo(books, invoice(books), "VOIDED")
        return entries(books)

    assert after(asking=True) == after(asking=False)


# --- credit ---------------------------------------------------------------------------------------


def test_an_allocation_counts_both_documents(books):
    """40.00 of a credit against an invoice: less advertising paid back, more sold; no money."""
    known = invoice(books)
    note = credit_note(books, lines=[LINE | {"account_code": "260"}])
    one = allocate(books, note, known, "40.00")

    assert paid(books) == {"200": "-40.00", "260": "40.00"}
    release(books, note, known, one)
    assert paid(books) == {}


def test_a_refund_counts_the_credit(books):
    payment(books, credit_note(books, lines=[TAXED]), "57.50")

    assert paid(books) == {"090": "-57.50", "200": "50.00", "820": "7.50"}


def paid_ahead(books, resource, kind, *lines):
    """Money of Ada's that came early, or is too much."""
    told = SPENT | {"type": kind, "lines": [*(lines or [LINE])]}
    made = accepted(record(books, sent(BankTransaction, **told)))
    return next(
        one for one in books.every(resource) if one.bank_transaction == made.bank_transaction_id
    )


def test_a_prepayment_counts_when_it_comes(books):
    """It is given back when it is set against an invoice, which counts then."""
    prepaid = paid_ahead(books, Prepayment, "RECEIVE-PREPAYMENT", LINE | {"account_code": "260"})
    assert paid(books) == {"090": "100.00", "260": "-100.00"}

    allocate(books, prepaid, invoice(books, lines=[TAXED]), "69.00")
    assert paid(books) == {"090": "100.00", "260": "-31.00", "200": "-60.00", "820": "-9.00"}


def test_an_overpayment_stands_as_owed_until_it_is_used(books):
    overpaid = paid_ahead(books, Overpayment, "RECEIVE-OVERPAYMENT")
    assert paid(books) == {"090": "100.00", "610": "-100.00"}

    allocate(books, overpaid, invoice(books, lines=[TAXED]), "69.00")
    assert paid(books) == {"090": "100.00", "610": "-31.00", "200": "-60.00", "820": "-9.00"}


# --- what stands as it is -------------------------------------------------------------------------


def test_money_spent_counts_at_once(books):
    builders.bank_transaction(books)

    assert paid(books) == {"090": "-100.00", "400": "100.00"}


@pytest.mark.parametrize(
    ("shown", "counts"), [(True, {"400": "10.00", "880": "-10.00"}), (False, {})]
)
def test_manual_journals_count_if_they_are_to_be_shown(books, shown, counts):
    lines = [
        {"line_amount": "10.00", "account_code": "400"},
        {"line_amount": "-10.00", "account_code": "880"},
    ]
    members = {"narration": "Used up", "status": "POSTED", "date": "2026-03-01"}
    known = accepted(
        record(
            books,
            sent(ManualJournal, **members, lines=lines, show_on_cash_basis_reports=shown),
        )
    )

    assert paid(books) == counts
    undo(books, known, "VOIDED")
    assert paid(books) == {}


# --- tracking, and tax ----------------------------------------------------------------------------


def test_each_option_is_paid_in_proportion(books):
    """115.00 of 345.00, one part North and two South: each balances by itself."""
    lines = [TAXED | NORTHERN, TAXED | SOUTHERN, TAXED | SOUTHERN]
    payment(books, invoice(books, lines=lines), "100.00")

    north = paid(books, tracking=((REGION, NORTH),))
    south = paid(books, tracking=((REGION, SOUTH),))
    assert north == {"090": "33.33", "200": "-28.98", "820": "-4.35"}
    assert south == {"090": "66.67", "200": "-57.97", "820": "-8.70"}
    assert paid(books, tracking=((REGION, None),)) == {}


def test_tracking_transfers_come_to_nothing(books):
    """Credit of the North, set against an invoice of the South."""
    known = invoice(books, lines=[LINE | SOUTHERN])
    allocate(books, credit_note(books, lines=[LINE | NORTHERN]), known, "40.00")

    assert paid(books) == {}
    assert paid(books, tracking=((REGION, NORTH),)) == {"200": "40.00", "877": "-40.00"}
    assert paid(books, tracking=((REGION, SOUTH),)) == {"200": "-40.00", "877": "40.00"}


def test_a_part_of_a_prepayment_gives_back_the_tax_that_it_posts():
    """0.03 of 0.08 and 0.02 of tax: a cent of tax on the lines, and a cent on its account."""
    books = small_books()
    line = TAXED | {"unit_amount": "0.04"}
    prepaid = paid_ahead(books, Prepayment, "RECEIVE-PREPAYMENT", line, line)
    payment(books, prepaid, "0.03")
    refund = books.ledger.entries[-1].entry

    assert summed(one.net for one in refund.postings if one.part is Part.TAX) == Decimal("0.01")
    assert summed(one.tax for one in refund.postings) == Decimal("0.01")


def test_a_prepayment_of_the_north_pays_the_south():
    """What goes over from the one to the other shows under Tracking Transfers."""
    books = small_books()
    prepaid = paid_ahead(books, Prepayment, "RECEIVE-PREPAYMENT", LINE | NORTHERN)
    allocate(books, prepaid, invoice(books, lines=[LINE | SOUTHERN]), "40.00")

    assert paid(books, tracking=((REGION, NORTH),)) == {
        "090": "100.00", "200": "-60.00", "877": "-40.00"
    }  # fmt: skip
    assert paid(books, tracking=((REGION, SOUTH),)) == {"200": "-40.00", "877": "40.00"}


# --- entries of other makes, by hand --------------------------------------------------------------

IN_THE_NORTH, IN_THE_SOUTH = ((REGION, NORTH),), ((REGION, SOUTH),)
DAY, THEN = date(2026, 3, 1), datetime(2026, 3, 1)


def posting(part, code, net, tax="0.00", filing=()):
    return Posting(part, ACCOUNT_IDS[code], Decimal(net), Decimal(tax), filing=filing)


def document(*postings, total):
    return Entry(DAY, "ACCREC", "document", "", postings, Decimal(total))


def settling(amount, relief, *others):
    """An entry that takes an amount of a document, and what is owed of it by tracking options."""
    owed = relief if isinstance(relief, dict) else {(): relief}
    taken = [posting(Part.CONTROL, "610", net, filing=filing) for filing, net in owed.items()]
    settled = (Settled("document", Decimal(amount), tuple(-one.net for one in taken)),)
    return Entry(DAY, "ACCRECPAYMENT", "payment", "", (*taken, *others), settled=settled)


def received(amounts):
    """Money in the bank, by tracking options."""
    return [posting(Part.BANK, "090", net, filing=filing) for filing, net in amounts.items()]


def counted(*made):
    """What entries come to; a number is that of an entry that is taken back."""
    ledger: list[Posted] = []
    for place, one in enumerate(made, 1):
        entry = ledger[one - 1].entry if isinstance(one, int) else one
        ledger.append(Posted(place, THEN, entry, one if isinstance(one, int) else 0))
    basis = CashBasis(ledger)
    basis.follow()
    return [told(one) for one in basis.entries]


def test_foreign_documents_count_at_the_rate_of_the_payment():
    """USD 100 at 0.80 is 125.00; half of it comes as 60.00, the rest as 70.00: no gain, no loss."""
    sold = document(
        posting(Part.CONTROL, "610", "125.00"),
        posting(Part.LINE, "200", "-108.70", "-16.30"),
        posting(Part.TAX, "820", "-16.30"),
        total="100",
    )
    worse = settling(
        "50", "-62.50", posting(Part.BANK, "090", "60.00"), posting(Part.OTHER, "499", "2.50")
    )
    better = settling(
        "50", "-62.50", posting(Part.BANK, "090", "70.00"), posting(Part.OTHER, "499", "-7.50")
    )

    assert counted(sold, worse, better) == [
        {"090": "60.00", "200": "-52.18", "820": "-7.82"},
        {"090": "70.00", "200": "-60.87", "820": "-9.13"},
    ]


def test_the_cost_of_goods_counts_with_their_sale():
    """Sold for 100.00, bought for 60.00, paid to a third."""
    sold = document(
        posting(Part.CONTROL, "610", "100.00"),
        posting(Part.LINE, "200", "-100.00"),
        posting(Part.OTHER, "300", "60.00"),
        posting(Part.OTHER, "630", "-60.00"),
        total="100",
    )
    part = settling("33.33", "-33.33", posting(Part.BANK, "090", "33.33"))

    assert counted(sold, part) == [
        {"090": "33.33", "200": "-33.33", "300": "20.00", "630": "-20.00"}
    ]


def test_what_was_rounded_counts_in_proportion():
    """All that is filed is 100.00; 100.02 are owed of it, and paid in two halves."""
    north = IN_THE_NORTH
    sold = document(
        posting(Part.CONTROL, "610", "100.02", filing=north),
        posting(Part.LINE, "200", "-100.00", filing=north),
        posting(Part.OTHER, "860", "-0.02"),
        total="100.02",
    )
    half = settling("50.01", "-50.01", posting(Part.BANK, "090", "50.01", filing=north))

    there = {"090": "50.01", "200": "-50.00", "860": "-0.01"}
    back = {"090": "-50.01", "200": "50.00", "860": "0.01"}
    assert counted(sold, half, half) == [there, there]
    assert counted(sold, half, 2, half, 4, half, half) == [there, back, there, back, there, there]


def test_where_nothing_is_owed_nothing_has_to_be_paid():
    """A document over nothing, such as one that writes stock off, counts at once."""
    written_off = document(
        posting(Part.LINE, "630", "-9.50"), posting(Part.LINE, "400", "9.50"), total="0"
    )

    assert counted(written_off) == [{"630": "-9.50", "400": "9.50"}]


def test_cents_of_several_roundings_leave_no_entry_lopsided():
    """Two cents that two options lack: half of it is a cent each, but only one from Rounding."""
    sold = document(
        posting(Part.CONTROL, "610", "10.00", filing=IN_THE_NORTH),
        posting(Part.LINE, "200", "-10.01", filing=IN_THE_NORTH),
        posting(Part.CONTROL, "610", "20.00", filing=IN_THE_SOUTH),
        posting(Part.LINE, "260", "-20.01", filing=IN_THE_SOUTH),
        posting(Part.OTHER, "860", "0.02"),
        total="30.00",
    )
    owed = {IN_THE_NORTH: "-5.00", IN_THE_SOUTH: "-10.00"}
    money = received({IN_THE_NORTH: "5.00", IN_THE_SOUTH: "10.00"})
    half = settling("15.00", owed, *money)

    first, second = counted(sold, half, half)
    assert first == {"090": "15.00", "200": "-5.01", "260": "-10.00", "860": "0.01"}
    assert second == {"090": "15.00", "200": "-5.00", "260": "-10.01", "860": "0.01"}


def test_what_cancels_out_counts_in_proportion_too():
    """A hundred more and a hundred less of the North, but for a cent, beside 50.00 of the South."""
    sold = document(
        posting(Part.CONTROL, "610", "50.00", filing=IN_THE_SOUTH),
        posting(Part.LINE, "200", "-50.00", filing=IN_THE_SOUTH),
        posting(Part.LINE, "260", "-100.00", filing=IN_THE_NORTH),
        posting(Part.LINE, "400", "99.99", filing=IN_THE_NORTH),
        posting(Part.OTHER, "860", "0.01"),
        total="50.00",
    )
    tenth = settling("5.00", {IN_THE_SOUTH: "-5.00"}, *received({IN_THE_SOUTH: "5.00"}))

    assert counted(sold, tenth) == [
        {"090": "5.00", "200": "-5.00", "260": "-10.00", "400": "10.00"}
    ]


def test_options_that_cancel_out_owe_nothing():
    """What the North is owed by the South waits for nobody's payment."""
    moved = document(
        posting(Part.CONTROL, "610", "10.00", filing=IN_THE_NORTH),
        posting(Part.LINE, "200", "-10.00", filing=IN_THE_NORTH),
        posting(Part.CONTROL, "610", "-10.00", filing=IN_THE_SOUTH),
        posting(Part.LINE, "260", "10.00", filing=IN_THE_SOUTH),
        total="0",
    )

    assert counted(moved) == [{"610": "0.00", "200": "-10.00", "260": "10.00"}]


def test_what_is_worth_nothing_leaves_nothing_to_count():
    """A hundredth of a yen was nothing when it was owed, and is a cent when it comes."""
    sold = document(posting(Part.CONTROL, "610", "0.00"), total="0.01")
    gain = posting(Part.OTHER, "499", "-0.01")
    paid = settling("0.01", "0.00", *received({(): "0.01"}), gain)

    assert counted(sold, paid)[-1] == {"610": "0.00", "090": "0.01", "499": "-0.01"}
