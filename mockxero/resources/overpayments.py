"""Overpayments: what somebody paid beyond what was due, waiting for another invoice."""

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


class Overpayment(Document):
    """What a customer (RECEIVE-OVERPAYMENT) or we (SPEND-OVERPAYMENT) paid too much."""

    about = About(
        plural="Overpayments",
        singular="Overpayment",
        key="overpayment_id",
        scopes=PAYMENTS,
        collection=("GET",),
        item=("GET",),
        indexes={
            "open": lambda one: (
                one.contact if one.status == "AUTHORISED" and one.remaining_credit else None
            ),
        },
        since=True,
        pages=Pages.ASKED,
        order="UpdatedDateUTC",
        filters={"References": "reference"},
        history=True,
    )

    overpayment_id: str = guid("OverpaymentID", shows=ANYWHERE)
    id: str | None = guid("ID", by=By.XERO, json_only=True, shows=ANYWHERE)
    # seen: Xero-OpenAPI, getOverpayments: a list has no rate; guess: a page has
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES, shows=FULL)
    type: str | None = choice("Type", "OverpaymentType", "RECEIVE-OVERPAYMENT", "SPEND-OVERPAYMENT")
    reference: str | None = text("Reference", limit=255)
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
