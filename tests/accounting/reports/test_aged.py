"""Aged receivables and payables: real figures, from documents and what was paid of them."""

from datetime import date, datetime

import pytest

from mockxero.accounting.reports.aged import PAYABLES, RECEIVABLES, Span, aged
from mockxero.control.fixture import lay_down
from mockxero.primitives.clock import FrozenClock
from mockxero.primitives.ids import Ids
from mockxero.resources.contacts import Contact
from tests.accounting.reports.ledgers import rows_of, told
from tests.builders import (
    ACCOUNT_IDS,
    ADA,
    BILL,
    BOB,
    allocate,
    credit_note,
    invoice,
    payment,
    small_books,
    stored,
)

MARCH = date(2026, 3, 31)
TO_MARCH = Span(None, MARCH, MARCH)
HEADER = ("Header", "Date", "Number", "Due Date", "", "Total", "Paid", "Credited", "Due")


@pytest.fixture
def books():
    return small_books()


def owed(books, span=TO_MARCH, side=RECEIVABLES, contact=ADA):
    return told(aged(books, books.figures, side, books.find(Contact, contact), span))


def shown(books, *span):
    """The numbers of the documents in a span."""
    return [
        row[2]
        for row in owed(books, Span(*span))
        if row[0] == "Row" and row[2] != "Opening Balance"
    ]


def test_titles(books):
    """# seen: Xero's page on Reports and Xero-OpenAPI, getReportAgedPayablesByContact"""
    ada = books.find(Contact, ADA)
    until = aged(books, books.figures, RECEIVABLES, ada, Span(None, MARCH, date(2026, 4, 30)))
    between = aged(books, books.figures, PAYABLES, ada, Span(date(2026, 1, 1), MARCH, MARCH))

    assert until.titles == (
        "Invoices", ada.name, "To 31 March 2026", "Showing payments to 30 April 2026"
    )  # fmt: skip
    assert between.titles[2] == "From 1 January 2026 to 31 March 2026"
    assert (until.report_id, until.name, until.date) == (
        "AgedReceivablesByContact", "Aged Receivables By Contact", "5 March 2026"
    )  # fmt: skip


def test_nothing_owed(books):
    """A sum remains."""
    assert owed(books) == [
        HEADER,
        ("Section", ""),
        ("SummaryRow", "Total", "", "", "", "0.00", "0.00", "0.00", "0.00"),
    ]


def test_what_was_paid_and_credited_stands_beside_the_total(books):
    """And what is left of it."""
    known = invoice(books, due_date="2026-03-04")
    payment(books, known, "30.00")
    allocate(books, credit_note(books), stored(books, known), "20.00")

    assert owed(books)[2:] == [
        (
            "Row", "2026-03-01T00:00:00", known.invoice_number, "2026-03-04T00:00:00",
            "1 day overdue", "100.00", "30.00", "20.00", "50.00",
        ),
        ("SummaryRow", "Total", "", "", "", "100.00", "30.00", "20.00", "50.00"),
    ]  # fmt: skip


def test_what_is_owed_in_another_currency_counts_in_the_base_currency(books):
    """A hundred dollars at half a dollar each, and nothing is left of what was paid in thirds."""
    invoice(books)
    invoice(books, currency_code="USD", currency_rate="0.5")
    paid = invoice(books, currency_code="USD", currency_rate="0.3")
    payment(books, paid, "33.33")
    payment(books, stored(books, paid), "66.67")

    *_, last, total = owed(books)
    assert last[5:] == ("333.33", "333.33", "0.00", "0.00")
    assert total == ("SummaryRow", "Total", "", "", "", "633.33", "333.33", "0.00", "300.00")


def test_what_is_owed_adds_up_to_what_stands_on_the_control_account(books):
    """To the cent, whatever the parts of an amount come to at an odd rate."""
    for paid in ("33.33", "41.17", "0.01", "66.66"):
        part = invoice(books, currency_code="USD", currency_rate="0.6173")
        payment(books, part, paid)
        payment(books, stored(books, part), "12.34")

    debtors = books.figures.balance(ACCOUNT_IDS["610"], MARCH)
    assert owed(books)[-1][-1] == str(debtors)


@pytest.mark.parametrize(
    ("due_date", "words"),
    [
        ("2026-03-06", ""),
        ("2026-03-05", ""),
        ("2026-03-04", "1 day overdue"),
        ("2026-03-01", "4 days overdue"),
    ],
)
def test_how_long_something_is_overdue(books, due_date, words):
    """Counted from today, which is the fifth of March."""
    invoice(books, due_date=due_date)

    assert owed(books)[2][4] == words


def test_what_is_paid_is_shown_and_not_overdue(books):
    """# seen: Xero's page on Reports, the sample of AgedPayablesByContact"""
    known = invoice(books, due_date="2026-03-01")
    payment(books, known, "100.00")

    assert owed(books)[2][4:] == ("", "100.00", "100.00", "0.00", "0.00")


def test_payments_after_the_day_do_not_count_yet(books):
    """It was still open then, though it is paid by now."""
    known = invoice(books, due_date="2026-03-01")
    payment(books, known, "100.00")

    before = owed(books, Span(None, MARCH, date(2026, 3, 2)))
    assert before[2][4:] == ("4 days overdue", "100.00", "0.00", "0.00", "100.00")


def test_which_documents_are_shown(books):
    """Approved and paid ones of this contact, on this side, up to the last day."""
    mine = invoice(books)
    invoice(books, status="DRAFT")
    invoice(books, contact={"contact_id": BOB})
    invoice(books, date="2026-04-01")
    bill = invoice(books, **BILL, invoice_number="A-1")

    assert shown(books, None, MARCH, MARCH) == [mine.invoice_number]
    assert [row[2] for row in owed(books, side=PAYABLES) if row[0] == "Row"] == [
        bill.invoice_number
    ]
    assert owed(books, side=PAYABLES)[0][2] == "Reference"


def test_documents_stand_by_date(books):
    """The oldest first; those of a day by number."""
    for number, day in (("C", "2026-03-02"), ("B", "2026-03-01"), ("A", "2026-03-02")):
        invoice(books, invoice_number=number, date=day)

    assert shown(books, None, MARCH, MARCH) == ["B", "A", "C"]


def test_a_first_day_opens_and_closes_with_a_balance(books):
    """What was open before is one sum. # seen: Xero-OpenAPI, getReportAgedReceivablesByContact"""
    payment(books, invoice(books, invoice_number="OLD", date="2026-02-28"), "60.00")
    invoice(books, invoice_number="NEW", date="2026-03-01")

    rows = owed(books, Span(date(2026, 3, 1), MARCH, MARCH))

    assert rows[1:3] == [
        ("Section", ""),
        ("Row", "2026-03-01T00:00:00", "Opening Balance", "", "", "", "", "", "40.00"),
    ]
    assert [row[2] for row in rows if row[0] == "Row"][1:] == ["NEW"]
    assert rows[-3:] == [
        ("SummaryRow", "Total", "", "", "", "100.00", "0.00", "0.00", "100.00"),
        ("Section", ""),
        ("SummaryRow", "Closing Balance", "", "", "", "100.00", "0.00", "0.00", "140.00"),
    ]


def test_cells_lead_to_their_document(books):
    """Every cell of a row, blank ones too; none of a sum."""
    known = invoice(books)
    report = aged(books, books.figures, RECEIVABLES, books.find(Contact, ADA), TO_MARCH)
    row, total = rows_of(report.rows[1])

    assert {(one.id, one.value) for cell in row.cells for one in cell.attributes} == {
        ("invoiceID", known.invoice_id)
    }
    assert all(cell.attributes for cell in row.cells)
    assert not any(cell.attributes for cell in total.cells)


@pytest.mark.parametrize(
    ("side", "recorded"),
    [
        (
            RECEIVABLES,
            {
                "Basket Case": "914.55",
                "Bayside Club": "234.00",
                "City Limousines": "1191.83",
                "DIISR - Small Business Services": "270.63",
                "Marine Systems": "396.00",
                "Ridgeway University": "6187.50",
            },
        ),
        (
            PAYABLES,
            {
                "Bayside Club": "130.00",
                "Bayside Wholesale": "840.00",
                "Capital Cab Co": "242.00",
                "Central Copiers": "163.56",
                "Net Connect": "54.13",
                "PC Complete": "2132.51",
                "PowerDirect": "108.60",
                "SMART Agency": "4500.00",
                "Swanston Security": "59.54",
                "Xero": "31.39",
                "Young Bros Transport": "125.03",
            },
        ),
    ],
)
def test_what_demo_company_global_owes_and_is_owed(side, recorded):
    """Contact by contact, as its live aged reports said in September 2026."""
    clock = FrozenClock(datetime(2026, 9, 11, 18))
    demo = lay_down("global", clock, Ids("aged"))
    day = date(2026, 12, 31)
    sums = {
        contact.name: told(aged(demo, demo.figures, side, contact, Span(None, day, day)))[-1][-1]
        for contact in demo.every(Contact)
    }

    assert {name: due for name, due in sums.items() if due != "0.00"} == recorded
