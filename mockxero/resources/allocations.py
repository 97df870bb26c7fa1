"""Allocations: parts of a credit note, a prepayment or an overpayment that settle invoices."""

from decimal import Decimal

from mockxero.primitives.dates import Date
from mockxero.primitives.fields import By, day, flag, guid, link, money, one
from mockxero.primitives.records import Record
from mockxero.primitives.views import EVERYWHERE, View
from mockxero.resources.invoices import Invoice


class Allocation(Record):
    """A part of a credit that has been set against an invoice."""

    tells_errors = View(0)

    allocation_id: str | None = guid("AllocationID")
    # The one member that JSON and XML call by different names.
    amount: Decimal | None = money("Amount", xml_wire="AppliedAmount")
    date: Date | None = day("Date", by=By.XERO)
    invoice: str | None = link("Invoice", Invoice, looks=dict.fromkeys(EVERYWHERE, View.MENTION))


class InvoiceID(Record):
    """An invoice, by nothing but its id."""

    tells_errors = View(0)

    invoice_id: str = guid("InvoiceID")


class AllocationDeleted(Record):
    """An allocation, as the answer to taking it back shows it."""

    allocation_id: str = guid("AllocationID")
    date: Date | None = day("Date")
    invoice: InvoiceID = one("Invoice", InvoiceID)
    is_deleted: bool = flag("IsDeleted", default=True)
