"""What documents and bank transactions have in common.

In Xero's own code these members sit in a base class: JSON prints them after a document's own, XML
before. # seen: 2026-nz/invoice.json; XML of 2011 and 2013
"""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import Resource
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    By,
    choice,
    constant,
    day,
    guid,
    hidden,
    link,
    many,
    moment,
    money,
    number,
    text,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import EVERYWHERE, OWN, View
from mockxero.resources.contacts import Contact
from mockxero.resources.parts import LINE_AMOUNT_TYPES, LineItem, Revaluation

STATUSES = ("DRAFT", "SUBMITTED", "DELETED", "AUTHORISED", "PAID", "VOIDED")
RATE_PLACES = 10
"""Decimals of a CurrencyRate. # guess: 10 on Xero's Payments page of 2025, 6 in bytes of 2020."""

_SETTLED = OWN | View.SETTLED
_WITH_LINES = View.PAGE | View.SINGLE | View.WRITE | View.SETTLED


class Document(Resource):
    """A sales or purchase document, or money that went through the bank."""

    usually_shows = _SETTLED

    contact: str | None = link(
        "Contact",
        Contact,
        shows=_SETTLED | View.STUB,
        looks={
            View.SINGLE: View.WRITE,
            View.PAGE: View.STUB,
            View.LIST: View.STUB,
            View.SUMMARY: View.STUB,
        },
    )
    date: Date | None = day("Date", twin="DateString", echo=True)
    due_date: Date | None = day("DueDate", twin="DueDateString", echo=True)
    branding_theme_id: str | None = guid("BrandingThemeID")
    status: str | None = choice("Status", "InvoiceStatus", *STATUSES, open=True)
    line_amount_types: str | None = choice(
        "LineAmountTypes", "LineAmountType", *LINE_AMOUNT_TYPES, echo=True
    )
    lines: tuple[LineItem, ...] = many(
        "LineItems",
        LineItem,
        "LineItem",
        shows=EVERYWHERE & ~View.SUMMARY & ~View.REFUSED,
        empty=EVERYWHERE & ~_WITH_LINES,
        echo=True,
    )
    sub_total: Decimal | None = money("SubTotal", by=By.XERO, echo=True)
    total_tax: Decimal | None = money("TotalTax", by=By.XERO, echo=True)
    total: Decimal | None = money("Total", by=By.XERO, echo=True)
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO)
    currency_code: str | None = text("CurrencyCode", shows=_SETTLED | View.STUB, echo=True)
    fully_paid_on: Date | None = day("FullyPaidOnDate", by=By.XERO)
    revaluations: tuple[Revaluation, ...] = hidden(())
    """Of the items that the document moves, or has moved before it was voided."""


class PaymentMention(Record):
    """A payment, inside the document that it settles."""

    tells_errors = View(0)

    payment_id: str = guid("PaymentID")
    # seen: a bill of 2023 in a public repository, in this place; XeroAPI/xero-ruby, issue 225
    batch_payment_id: str | None = guid("BatchPaymentID")
    date: Date = day("Date")
    amount: Decimal = money("Amount")
    reference: str | None = text("Reference")
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES)
    has_account = constant("HasAccount", "false")
    errors = constant("HasValidationErrors", "false")


class AppliedCredit(Record):
    """A credit note, inside an invoice that it was allocated to."""

    tells_errors = View(0)

    credit_note_id: str = guid("CreditNoteID")
    credit_note_number: str | None = text("CreditNoteNumber")
    id: str = guid("ID", json_only=True)
    has_errors = constant("HasErrors", "false")
    invoice_addresses = constant("InvoiceAddresses", "[]")
    # seen: 2026-nz/invoice.json has the rate, 2026-nz/invoices_page.json has not
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES, shows=View.SINGLE)
    applied_amount: Decimal = money("AppliedAmount")
    date: Date = day("Date", twin="DateString")
    lines = constant("LineItems", "[]")
    total: Decimal = money("Total")


class AppliedPrepayment(Record):
    """A prepayment, inside an invoice. # guess: what a credit note tells that both have"""

    tells_errors = View(0)

    prepayment_id: str = guid("PrepaymentID")
    id: str = guid("ID", json_only=True)
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES, shows=View.SINGLE)
    applied_amount: Decimal = money("AppliedAmount")
    date: Date = day("Date", twin="DateString")
    lines = constant("LineItems", "[]")
    total: Decimal = money("Total")


class AppliedOverpayment(Record):
    """An overpayment, inside an invoice. # guess: what a credit note tells that both have"""

    tells_errors = View(0)

    overpayment_id: str = guid("OverpaymentID")
    id: str = guid("ID", json_only=True)
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES, shows=View.SINGLE)
    applied_amount: Decimal = money("AppliedAmount")
    date: Date = day("Date", twin="DateString")
    lines = constant("LineItems", "[]")
    total: Decimal = money("Total")
