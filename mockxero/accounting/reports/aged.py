"""What one contact owes or is owed, invoice by invoice, and how long overdue it is."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from mockxero.accounting.reports import layout
from mockxero.accounting.reports.figures import Figures, Owed
from mockxero.accounting.reports.periods import in_words
from mockxero.accounting.rulebook import Books
from mockxero.accounting.settlement import APPROVED
from mockxero.primitives.money import ONE, ZERO, summed
from mockxero.resources.contacts import Contact
from mockxero.resources.invoices import Invoice
from mockxero.resources.reports import Report, Row


class Side(NamedTuple):
    """Receivables or payables."""

    report: str
    name: str
    document: str
    number: str
    """What the column with the number of a document is called."""
    sign: Decimal
    """Of what is owed, in the ledger."""


RECEIVABLES = Side(
    "AgedReceivablesByContact", "Aged Receivables By Contact", "ACCREC", "Number", ONE
)
PAYABLES = Side("AgedPayablesByContact", "Aged Payables By Contact", "ACCPAY", "Reference", -ONE)


class Span(NamedTuple):
    """Which documents are shown, and up to which day their payments count."""

    first: date | None
    last: date
    paid_to: date


class Listed(NamedTuple):
    """An invoice, and how it stands on a day."""

    invoice: Invoice
    owed: Owed
    """In base currency, so that several can be added up. # guess: that no other is shown"""


def aged(books: Books, figures: Figures, side: Side, contact: Contact, span: Span) -> Report:
    """The invoices of a contact between two days."""
    since = f"From {in_words(span.first)} to" if span.first else "To"
    titles = [
        "Invoices",
        contact.name or "",
        f"{since} {in_words(span.last)}",
        f"Showing payments to {in_words(span.paid_to)}",
    ]
    known = [
        Listed(one, figures.owed(one.invoice_id, span.paid_to).times(side.sign))
        for one in _invoices(books, side, contact, span.last)
    ]
    return layout.report(side.report, side.name, titles, _rows(books, side, span, known), books)


def _invoices(books: Books, side: Side, contact: Contact, last: date) -> Iterator[Invoice]:
    """Paid ones, too. Source: Xero's page on Reports, the sample of AgedPayablesByContact"""
    for one in books.by(Invoice, "contact", contact.contact_id):
        counts = one.type == side.document and one.status in APPROVED
        if counts and one.date is not None and one.date <= last:
            yield one


def _rows(books: Books, side: Side, span: Span, known: list[Listed]) -> Iterator[layout.Block]:
    yield layout.header("Date", side.number, "Due Date", "", "Total", "Paid", "Credited", "Due")
    shown, before = known, ZERO
    if span.first is not None:
        shown = [one for one in known if _day(one) >= span.first]
        before = summed(one.owed.due for one in known if _day(one) < span.first)
        opening = (_text(span.first), "Opening Balance", *[""] * 5, layout.money(before))
        yield layout.section("", [Row(row_type="Row", cells=layout.cells(opening))])
    shown.sort(key=lambda one: (_day(one), one.invoice.invoice_number or ""))
    rows = [_row(one, books.today) for one in shown]
    yield layout.section("", [*rows, _sum("Total", shown)])
    if span.first is not None:
        yield layout.section("", [_sum("Closing Balance", shown, before)])


def _row(listed: Listed, today: date) -> Row:
    invoice, owed = listed
    # guess: that a bill shows its number under Reference
    values = (
        _text(_day(listed)),
        invoice.invoice_number or "",
        _text(invoice.due_date) if invoice.due_date else "",
        _overdue(listed, today),
        *map(layout.money, (*owed, owed.due)),
    )
    return Row(row_type="Row", cells=layout.cells(values, invoiceID=invoice.invoice_id))


def _overdue(listed: Listed, today: date) -> str:
    """How long something has been due, counted from today. # guess: the words for one day"""
    due_date = listed.invoice.due_date
    late = (today - due_date).days if due_date is not None and listed.owed.due > 0 else 0
    if late <= 0:
        return ""
    return "1 day overdue" if late == 1 else f"{late} days overdue"


def _sum(label: str, shown: Iterable[Listed], before: Decimal = ZERO) -> Row:
    parts = [(*one.owed, one.owed.due) for one in shown]
    total, paid, credited, due = layout.sum_of(4, *parts)
    amounts = map(layout.money, (total, paid, credited, before + due))
    return Row(row_type="SummaryRow", cells=layout.cells((label, "", "", "", *amounts)))


def _day(listed: Listed) -> date:
    return listed.invoice.date or date.min


def _text(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"
