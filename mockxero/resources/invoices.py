"""Sales invoices and bills."""

from decimal import Decimal

from mockxero.primitives.catalogue import About, Pages
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
    hidden,
    many,
    money,
    number,
    text,
    twin_of,
)
from mockxero.primitives.views import ANYWHERE, EVERYWHERE, OWN, READ, View
from mockxero.resources.attachments import Attachment
from mockxero.resources.documents import (
    RATE_PLACES,
    AppliedCredit,
    AppliedOverpayment,
    AppliedPrepayment,
    Document,
    PaymentMention,
)
from mockxero.resources.scopes import INVOICES

_NESTED = View.STUB | View.SETTLED | View.MENTION
_LISTED = View.LIST | View.PAGE
_SETTLED = OWN | View.SETTLED
_ALWAYS_LISTS = OWN | _NESTED | View.REFUSED


class Invoice(Document):
    """A sales invoice (ACCREC) or a bill (ACCPAY)."""

    about = About(
        plural="Invoices",
        singular="Invoice",
        key="invoice_id",
        scopes=INVOICES,
        found_by=("number",),
        indexes={
            "number": lambda invoice: invoice.invoice_number and invoice.invoice_number.casefold(),
            "contact": lambda invoice: invoice.contact,
            "open": lambda invoice: (
                invoice.contact if invoice.status == "AUTHORISED" and invoice.amount_due else None
            ),
        },
        since=True,
        pages=Pages.ASKED,
        order="UpdatedDateUTC",
        filters={
            "IDs": "invoice_id",
            "InvoiceNumbers": "invoice_number",
            "ContactIDs": "contact",
            "Statuses": "status",
        },
        paging_forced_by=("statuses",),
        searched=("invoice_number", "reference"),
        summary=True,
        history=True,
        attachments=True,
        printed=True,
    )

    type: str | None = choice(
        "Type", "InvoiceType", "ACCREC", "ACCPAY", shows=_SETTLED | View.STUB, echo=True
    )
    invoice_id: str = guid("InvoiceID", shows=ANYWHERE)
    invoice_number: str | None = text("InvoiceNumber", limit=255, shows=ANYWHERE)
    reference: str | None = text("Reference", limit=255)
    url: str | None = text("Url")
    payments: tuple[PaymentMention, ...] = many(
        "Payments",
        PaymentMention,
        "Payment",
        by=By.XERO,
        shows=_LISTED | View.SINGLE | View.STUB | View.MENTION | View.REFUSED,
        empty=View.LIST | View.STUB | View.MENTION,
        omit_empty=View.SINGLE,
    )
    credit_notes: tuple[AppliedCredit, ...] = many(
        "CreditNotes",
        AppliedCredit,
        "CreditNote",
        by=By.XERO,
        shows=_LISTED | View.SUMMARY | View.SINGLE | View.STUB | View.MENTION | View.REFUSED,
        empty=View.STUB | View.MENTION,
    )
    prepayments: tuple[AppliedPrepayment, ...] = many(
        "Prepayments",
        AppliedPrepayment,
        "Prepayment",
        by=By.XERO,
        shows=_ALWAYS_LISTS,
        empty=_NESTED,
    )
    overpayments: tuple[AppliedOverpayment, ...] = many(
        "Overpayments",
        AppliedOverpayment,
        "Overpayment",
        by=By.XERO,
        shows=_ALWAYS_LISTS,
        empty=_NESTED,
    )
    amount_due: Decimal | None = money("AmountDue", by=By.XERO)
    amount_paid: Decimal | None = money("AmountPaid", by=By.XERO)
    amount_credited: Decimal | None = money("AmountCredited", by=By.XERO, shows=READ)
    sent_to_contact: bool | None = flag("SentToContact")
    expected_payment_date: Date | None = day(
        "ExpectedPaymentDate", twin="ExpectedPaymentDateString"
    )
    planned_payment_date: Date | None = day("PlannedPaymentDate", twin="PlannedPaymentDateString")
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES)
    total_discount: Decimal | None = money("TotalDiscount", by=By.XERO)
    rounding_amount: Decimal | None = money("RoundingAmount")  # guess: that it is shown, and here
    is_discounted: bool = flag(
        "IsDiscounted", default=False, by=By.XERO, json_only=True, shows=EVERYWHERE
    )
    has_attachments: bool = flag(
        "HasAttachments", default=False, by=By.XERO, shows=READ & ~View.SUMMARY
    )
    invoice_addresses = constant(
        "InvoiceAddresses", "[]", shows=_LISTED | View.MENTION | View.REFUSED
    )
    errors = error_flag("HasErrors", shows=EVERYWHERE)
    attachments = derived("Attachments", Attachment, "Attachment", shows=View.SINGLE)
    repeating_invoice_id: str | None = guid("RepeatingInvoiceID", by=By.XERO)
    invoice_payment_services = constant(
        "InvoicePaymentServices", "[]", shows=OWN | View.MENTION | View.REFUSED
    )
    updated_text = twin_of("updated", "UpdatedDateUTCString")
    made_by: str | None = hidden(None)
    """The client id of the app that created it, for ``createdByMyApp``."""
