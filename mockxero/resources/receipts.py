"""Receipts: what somebody has paid for the organisation, to be claimed back. Legacy."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource, Unlisted
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    By,
    choice,
    day,
    derived,
    flag,
    guid,
    hidden,
    link,
    many,
    moment,
    money,
    number,
    text,
    unit_price,
    whole,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import NOWHERE, OWN, View
from mockxero.resources.accounts import Account
from mockxero.resources.attachments import Attachment
from mockxero.resources.contacts import Contact
from mockxero.resources.items import Item
from mockxero.resources.parts import LINE_AMOUNT_TYPES, LineTracking
from mockxero.resources.scopes import EXPENSES
from mockxero.resources.users import User

_IN_SHORT = {View.LIST: View.STUB, View.PAGE: View.STUB}


class ReceiptLine(Record):
    """One line of a receipt; unlike lines of documents it does not show its ids.

    # seen: Xero-OpenAPI, getReceipt
    """

    tells_errors = View(0)

    item_code: str | None = text("ItemCode", via=("item_id", Item, "code"))
    description: str | None = text("Description", limit=4000)
    unit_amount: Decimal | None = unit_price("UnitAmount")
    tax_type: str | None = text("TaxType")
    tax_amount: Decimal | None = money("TaxAmount")
    line_amount: Decimal | None = money("LineAmount")
    account_code: str | None = text("AccountCode", via=("account_id", Account, "code"))
    item_id: str | None = hidden(None)
    tracking: tuple[LineTracking, ...] = many("Tracking", LineTracking, "TrackingCategory")
    quantity: Decimal | None = number("Quantity", 4)
    discount_rate: Decimal | None = number("DiscountRate", 2)
    discount_amount: Decimal | None = money("DiscountAmount", shows=NOWHERE)
    line_item_id: str | None = guid("LineItemID", shows=NOWHERE)
    account_id: str | None = guid("AccountID", shows=NOWHERE)
    unclaimed_tax: Decimal | None = hidden(None)
    """How much of its tax cannot be claimed back; None where all of it can."""


class Receipt(Resource):
    """A receipt of one user, which an expense claim may gather. In a claim it shows as a page."""

    about = About(
        plural="Receipts",
        singular="Receipt",
        key="receipt_id",
        scopes=EXPENSES,
        indexes={"user": lambda receipt: receipt.user},
        since=True,
        unlisted=(Unlisted("status", "DELETED"),),
        history=True,
        attachments=True,
    )

    receipt_id: str = guid("ReceiptID")
    receipt_number: int | None = whole("ReceiptNumber", by=By.XERO)
    status: str | None = choice(
        "Status",
        "ReceiptStatus",
        "DRAFT",
        "SUBMITTED",
        "AUTHORISED",
        "DECLINED",
        "VOIDED",
        "DELETED",
        open=True,
    )
    user: str | None = link("User", User, looks={View.LIST: View.STUB})
    contact: str | None = link("Contact", Contact, looks=_IN_SHORT | {View.SINGLE: View.WRITE})
    date: Date | None = day("Date", echo=True)
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO)
    reference: str | None = text("Reference", limit=255)
    line_amount_types: str | None = choice(
        "LineAmountTypes", "LineAmountType", *LINE_AMOUNT_TYPES, echo=True
    )
    lines: tuple[ReceiptLine, ...] = many(
        "LineItems", ReceiptLine, "LineItem", shows=OWN, empty=View.LIST, echo=True
    )
    sub_total: Decimal | None = money("SubTotal", by=By.XERO, echo=True)
    total_tax: Decimal | None = money("TotalTax", by=By.XERO, echo=True)
    total: Decimal | None = money("Total", by=By.XERO, echo=True)
    id: str | None = guid("ID", by=By.XERO, json_only=True)
    url: str | None = text("Url")
    type: str = hidden("RECEIPT")
    """What kind of document it is, for rules that tell sales from purchases."""
    has_attachments: bool = flag("HasAttachments", default=False, by=By.XERO)
    attachments = derived("Attachments", Attachment, "Attachment", shows=View.SINGLE)
