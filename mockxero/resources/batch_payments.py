"""Batch payments: one amount through the bank that pays several invoices, or several bills."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    By,
    choice,
    constant,
    day,
    derived,
    flag,
    guid,
    link,
    many,
    moment,
    money,
    one,
    text,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import NOWHERE, OWN, View
from mockxero.resources.accounts import Account
from mockxero.resources.payments import Payment
from mockxero.resources.scopes import PAYMENTS


class InvoiceInBatch(Record):
    """An invoice of a batch: its id, and members that are always empty.

    # seen: recorded/docs-batchpayments-get-01.json
    """

    tells_errors = View(0)

    invoice_id: str = guid("InvoiceID")
    payments = constant("Payments", "[]")
    credit_notes = constant("CreditNotes", "[]")
    prepayments = constant("Prepayments", "[]")
    overpayments = constant("Overpayments", "[]")
    errors = constant("HasErrors", "false")
    discounted = constant("IsDiscounted", "false")
    lines = constant("LineItems", "[]")
    currency_code: str | None = text("CurrencyCode")


class PaymentInBatch(Record):
    """A payment, inside the batch that it belongs to."""

    tells_errors = View(0)

    invoice: InvoiceInBatch = one("Invoice", InvoiceInBatch)
    payment_id: str = guid("PaymentID")
    bank_account_number: str | None = text("BankAccountNumber")
    particulars: str | None = text("Particulars")
    code: str | None = text("Code")
    reference: str | None = text("Reference")
    details: str | None = text("Details")
    amount: Decimal = money("Amount")
    bank_amount: Decimal = money("BankAmount")


class BatchPayment(Resource):
    """Payments that go through the bank as one."""

    about = About(
        plural="BatchPayments",
        singular="BatchPayment",
        key="batch_payment_id",
        scopes=PAYMENTS,
        indexes={"account": lambda batch: batch.account},
        since=True,
        order="UpdatedDateUTC",
        history=True,
    )

    account: str | None = link("Account", Account, looks=dict.fromkeys(OWN, View.IN_BATCH))
    particulars: str | None = text("Particulars", limit=12)
    code: str | None = text("Code", limit=12)
    reference: str | None = text("Reference", limit=255)
    details: str | None = text("Details", limit=18)
    narrative: str | None = text("Narrative", limit=18)
    batch_payment_id: str = guid("BatchPaymentID")
    date: Date | None = day("Date", twin="DateString")
    lines: tuple[Payment, ...] = many("Payments", Payment, "Payment", shows=NOWHERE)
    """What is sent for the payments; they are kept among the other payments."""
    batched = derived("Payments", PaymentInBatch, "Payment")
    type: str | None = choice("Type", "BatchPaymentType", "PAYBATCH", "RECBATCH", by=By.XERO)
    status: str | None = choice("Status", "BatchPaymentStatus", "AUTHORISED", "DELETED", open=True)
    total_amount: Decimal | None = money("TotalAmount", by=By.XERO)
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO)
    is_reconciled: bool = flag("IsReconciled", default=False, by=By.XERO)
