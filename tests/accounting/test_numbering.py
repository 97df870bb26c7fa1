"""Numbers come from counters that skip what is taken."""

from mockxero.books.organisation import Series
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from tests.builders import BILL, COST, CREDIT, SALE, credit_note, invoice, record, sent


def test_sales_invoices_and_credit_notes_count_by_themselves(books):
    assert [invoice(books).invoice_number for _ in range(3)] == ["INV-0001", "INV-0002", "INV-0003"]
    assert [credit_note(books).credit_note_number for _ in range(2)] == ["CN-0001", "CN-0002"]


def test_a_number_that_is_taken_is_skipped(books):
    """In any letters; the counter does not jump to the highest. # seen: 2026-nz/quote_create"""
    invoice(books, invoice_number="inv-0002")
    invoice(books, invoice_number="INV-0900")

    assert [invoice(books).invoice_number for _ in range(2)] == ["INV-0001", "INV-0003"]


def test_a_number_of_ones_own_uses_none_up(books):
    assert invoice(books, invoice_number="MINE").invoice_number == "MINE"
    assert invoice(books).invoice_number == "INV-0001"


def test_what_suppliers_send_has_no_number_of_ours(made):
    credit = CREDIT | {"type": "ACCPAYCREDIT", "lines": [COST]}

    assert made(Invoice, **BILL).invoice_number == ""
    assert made(CreditNote, **credit).credit_note_number == ""


def test_an_edit_keeps_the_number(made, books):
    known = invoice(books)

    assert made(Invoice, known, reference="x").invoice_number == known.invoice_number
    assert invoice(books).invoice_number == "INV-0002"


def test_a_voided_invoice_keeps_holding_its_number(made, books):
    """# guess"""
    made(Invoice, invoice(books), status="VOIDED")
    books.series["ACCREC"] = Series("INV-", 1)

    assert invoice(books).invoice_number == "INV-0002"


def test_a_refused_invoice_uses_no_number_up(books):
    assert record(books, sent(Invoice, **(SALE | {"lines": []}))).errors

    assert invoice(books).invoice_number == "INV-0001"


def test_a_counter_grows_beyond_four_digits(books):
    books.series["ACCREC"] = Series("A", 9999)

    assert [invoice(books).invoice_number for _ in range(2)] == ["A9999", "A10000"]


def test_an_unheard_of_series_counts_from_one(books):
    books.series.clear()

    assert invoice(books).invoice_number == "0001"
