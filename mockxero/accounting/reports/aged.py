"""What one contact owes or is owed, invoice by invoice, and how long overdue it is."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from mockxero.accounting.credits import applied_to
from mockxero.accounting.currency import in_base
from mockxero.accounting.reports import layout
from mockxero.accounting.reports.periods import in_words
from mockxero.accounting.rulebook import Books
from mockxero.accounting.settlement import APPROVED
from mockxero.primitives.money import ZERO, summed
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


RECEIVABLES = Side("AgedReceivablesByContact", "Aged Receivables By Contact", "ACCREC", "Number")
PAYABLES = Side("AgedPayablesByContact", "Aged Payables By Contact", "ACCPAY", "Reference")


class Span(NamedTuple):
    """Which documents are shown, and up to which day their payments count."""

    first: date | None
    last: date
    paid_to: date


class Owed(NamedTuple):
    """An invoice as it stands on a day, in base currency, so that several can be added up."""

    invoice: Invoice
    total: Decimal
    paid: Decimal
    credited: Decimal
    due: Decimal


def aged(books: Books, side: Side, contact: Contact, span: Span) -> Report:
    """The invoices of a contact between two days."""
    since = f"From {in_words(span.first)} to" if span.first else "To"
    titles = [
        "Invoices",
        contact.name or "",
        f"{since} {in_words(span.last)}",
        f"Showing payments to {in_words(span.paid_to)}",
    ]
    known = [_owed(one, span.paid_to) for one in _invoices(books, side, contact, span.last)]
    return layout.report(side.report, side.name, titles, _rows(books, side, span, known), books)


def _invoices(books: Books, side: Side, contact: Contact, last: date) -> Iterator[Invoice]:
    """Paid ones, too. Source: Xero's page on Reports, the sample of AgedPayablesByContact"""
    for one in books.by(Invoice, "contact", contact.contact_id):
        counts = one.type == side.document and one.status in APPROVED
        if counts and one.date is not None and one.date <= last:
            yield one


def _owed(invoice: Invoice, day: date) -> Owed:
    """What had been paid and credited up to a day."""
    total = invoice.total or ZERO
    paid = summed(one.amount for one in invoice.payments if one.date <= day)
    credited = summed(one.applied_amount for one in applied_to(invoice) if one.date <= day)
    amounts = (total, paid, credited, total - paid - credited)
    return Owed(invoice, *(in_base(amount, invoice) for amount in amounts))  # guess: in base


def _rows(books: Books, side: Side, span: Span, known: list[Owed]) -> Iterator[layout.Block]:
    yield layout.header("Date", side.number, "Due Date", "", "Total", "Paid", "Credited", "Due")
    shown, before = known, ZERO
    if span.first is not None:
        shown = [one for one in known if _day(one) >= span.first]
        before = summed(one.due for one in known if _day(one) < span.first)
        opening = (_text(span.first), "Opening Balance", *[""] * 5, layout.money(before))
        yield layout.section("", [Row(row_type="Row", cells=layout.cells(opening))])
    shown.sort(key=lambda one: (_day(one), one.invoice.invoice_number or ""))
    rows = [_row(one, books.today, side) for one in shown]
    yield layout.section("", [*rows, _sum("Total", shown)])
    if span.first is not None:
        yield layout.section("", [_sum("Closing Balance", shown, before)])


def _row(owed: Owed, today: date, side: Side) -> Row:
    invoice = owed.invoice
    # guess: that a bill shows its number under Reference
    values = (
        _text(_day(owed)),
        invoice.invoice_number or "",
        _text(invoice.due_date) if invoice.due_date else "",
        _overdue(owed, today),
        *map(layout.money, (owed.total, owed.paid, owed.credited, owed.due)),
    )
    return Row(row_type="Row", cells=layout.cells(values, invoiceID=invoice.invoice_id))


def _overdue(owed: Owed, today: date) -> str:
    """How long something has been due, counted from today. # guess: the words for one day"""
    due_date = owed.invoice.due_date
    late = (today - due_date).days if due_date is not None and owed.due > 0 else 0
    if late <= 0:
        return ""
    return "1 day overdue" if late == 1 else f"{late} days overdue"


def _sum(label: str, shown: Iterable[Owed], before: Decimal = ZERO) -> Row:
    parts = [(one.total, one.paid, one.credited, one.due) for one in shown]
    total, paid, credited, due = layout.sum_of(4, *parts)
    amounts = map(layout.money, (total, paid, credited, before + due))
    return Row(row_type="SummaryRow", cells=layout.cells((label, "", "", "", *amounts)))


def _day(owed: Owed) -> date:
    return owed.invoice.date or date.min


def _text(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"
