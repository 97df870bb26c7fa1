"""What can settle an invoice without money: credit notes, prepayments and overpayments."""

from decimal import Decimal

from mockxero.primitives.dates import Date
from mockxero.primitives.fields import day, guid, link, money
from mockxero.primitives.records import Record
from mockxero.primitives.views import View
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.prepayments import Prepayment

Credit = CreditNote | Prepayment | Overpayment

_MENTIONED = {View.WRITE: View.MENTION}


class AllocationMade(Record):
    """An allocation, as the answer to making it shows it, beside what it was taken from."""

    tells_errors = View.WRITE

    allocation_id: str = guid("AllocationID")
    amount: Decimal = money("Amount", xml_wire="AppliedAmount")
    date: Date | None = day("Date")
    invoice: str = link("Invoice", Invoice, looks=_MENTIONED)
    credit_note: str | None = link("CreditNote", CreditNote, looks=_MENTIONED)
    prepayment: str | None = link("Prepayment", Prepayment, looks=_MENTIONED)
    overpayment: str | None = link("Overpayment", Overpayment, looks=_MENTIONED)
