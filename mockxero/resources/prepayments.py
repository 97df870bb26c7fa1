"""Prepayments: money that came before the invoice it is for."""

from decimal import Decimal

from mockxero.primitives.catalogue import About, Pages
from mockxero.primitives.fields import (
    By,
    choice,
    derived,
    flag,
    guid,
    hidden,
    many,
    money,
    number,
    text,
    twin_of,
)
from mockxero.primitives.views import ANYWHERE, FULL, View
from mockxero.resources.allocations import Allocation
from mockxero.resources.attachments import Attachment
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.documents import RATE_PLACES, Document, PaymentMention
from mockxero.resources.scopes import PAYMENTS


class Prepayment(Document):
    """What a customer (RECEIVE-PREPAYMENT) or we (SPEND-PREPAYMENT) paid in advance."""

    about = About(
        plural="Prepayments",
        singular="Prepayment",
        key="prepayment_id",
        scopes=PAYMENTS,
        collection=("GET",),
        item=("GET",),
        indexes={
            "number": lambda one: one.invoice_number and one.invoice_number.casefold(),
            "contact": lambda one: one.contact,
            "open": lambda one: (
                one.contact if one.status == "AUTHORISED" and one.remaining_credit else None
            ),
        },
        since=True,
        pages=Pages.ASKED,
        order="UpdatedDateUTC",
        filters={"InvoiceNumbers": "invoice_number"},
        history=True,
    )

    prepayment_id: str = guid("PrepaymentID", shows=ANYWHERE)
    id: str | None = guid("ID", by=By.XERO, json_only=True, shows=ANYWHERE)
    # seen: Xero-OpenAPI, getPrepayments: a list has no rate; guess: a page has
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES, shows=FULL)
    type: str | None = choice("Type", "PrepaymentType", "RECEIVE-PREPAYMENT", "SPEND-PREPAYMENT")
    # seen: Xero-OpenAPI, getPrepayment has it here, getPrepayments has it not
    branding_theme_id: str | None = guid("BrandingThemeID", shows=View.SINGLE)
    reference: str | None = text("Reference", limit=255)
    invoice_number: str | None = text("InvoiceNumber", limit=255)
    remaining_credit: Decimal | None = money("RemainingCredit", by=By.XERO)
    allocations: tuple[Allocation, ...] = many("Allocations", Allocation, "Allocation", by=By.XERO)
    payments: tuple[PaymentMention, ...] = many("Payments", PaymentMention, "Payment", by=By.XERO)
    has_attachments: bool = flag(
        "HasAttachments",
        default=False,
        by=By.XERO,
        via=("bank_transaction", BankTransaction, "has_attachments"),
    )
    attachments = derived("Attachments", Attachment, "Attachment", shows=View.SINGLE)
    updated_text = twin_of("updated", "UpdatedDateUTCString")
    bank_transaction: str | None = hidden(None)
    """What it began as, on which its files hang."""
