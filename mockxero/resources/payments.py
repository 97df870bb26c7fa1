"""Payments of invoices and bills, and refunds of credit."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Pages, Resource
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    By,
    choice,
    constant,
    day,
    derived,
    error_flag,
    flag,
    guid,
    link,
    moment,
    money,
    number,
    text,
    twin_of,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import EVERYWHERE, NOWHERE, OWN, View
from mockxero.resources.accounts import Account
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.documents import RATE_PLACES
from mockxero.resources.invoices import Invoice
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.prepayments import Prepayment
from mockxero.resources.scopes import PAYMENTS

_IN_LISTS = {View.LIST: View.STUB, View.PAGE: View.STUB}
_SEEN_ALONE = {View.SINGLE: View.SETTLED, View.WRITE: View.SETTLED}


class BatchMention(Record):
    """A batch payment, inside one of its payments. # seen: Xero-OpenAPI, getPayments"""

    tells_errors = View(0)

    account: str = link("Account", Account, looks=dict.fromkeys(EVERYWHERE, View.IN_BATCH))
    reference: str | None = text("Reference")
    batch_payment_id: str = guid("BatchPaymentID")
    date: Date = day("Date")
    type: str = text("Type")
    status: str = text("Status")
    total_amount: Decimal = money("TotalAmount")
    updated: datetime = moment("UpdatedDateUTC")
    is_reconciled: bool = flag("IsReconciled")


class Payment(Resource):
    """Money that settles a document."""

    about = About(
        plural="Payments",
        singular="Payment",
        key="payment_id",
        scopes=PAYMENTS,
        indexes={
            "account": lambda payment: payment.account,
            "batch": lambda payment: payment.batch_payment_id,
        },
        since=True,
        pages=Pages.ASKED,
        order="UpdatedDateUTC",
        history=True,
    )

    payment_id: str = guid("PaymentID")
    batch_payment_id: str | None = guid("BatchPaymentID", by=By.XERO)
    batch = derived("BatchPayment", BatchMention)
    date: Date | None = day("Date")
    bank_amount: Decimal | None = money("BankAmount")
    amount: Decimal | None = money("Amount")
    reference: str | None = text("Reference", limit=255)
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES)
    payment_type: str | None = text("PaymentType", by=By.XERO)
    status: str | None = choice("Status", "PaymentStatus", "AUTHORISED", "DELETED", open=True)
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO)
    updated_text = twin_of("updated", "UpdatedDateUTCString")
    has_account = constant("HasAccount", "true", shows=OWN | View.REFUSED)
    is_reconciled: bool = flag("IsReconciled", default=False)
    account: str | None = link("Account", Account, looks=_IN_LISTS | _SEEN_ALONE)
    invoice: str | None = link("Invoice", Invoice, looks=_IN_LISTS | _SEEN_ALONE)
    # A refund shows its credit as if it were an invoice. # seen: Xero-OpenAPI, deletePayment
    refunded = derived("Invoice", Invoice, looks=_IN_LISTS | _SEEN_ALONE)
    credit_note: str | None = link("CreditNote", CreditNote, shows=NOWHERE)
    prepayment: str | None = link("Prepayment", Prepayment, shows=NOWHERE)
    overpayment: str | None = link("Overpayment", Overpayment, shows=NOWHERE)
    invoice_number: str | None = text("InvoiceNumber", shows=NOWHERE)
    credit_note_number: str | None = text("CreditNoteNumber", shows=NOWHERE)
    account_code: str | None = text("Code", shows=NOWHERE)
    bank_account_number: str | None = text("BankAccountNumber", shows=NOWHERE)
    particulars: str | None = text("Particulars", limit=12, shows=NOWHERE)
    details: str | None = text("Details", limit=18, shows=NOWHERE)
    errors = error_flag("HasValidationErrors", shows=EVERYWHERE)
