"""Templates from which sales invoices and bills are made again and again."""

from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
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
    money,
    one,
    text,
    whole,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import OWN, View
from mockxero.resources.attachments import Attachment
from mockxero.resources.contacts import Contact
from mockxero.resources.parts import LINE_AMOUNT_TYPES, LineItem
from mockxero.resources.scopes import INVOICES

STATUSES = ("DRAFT", "AUTHORISED", "DELETED")


class Schedule(Record):
    """When the next one is made, and when each falls due."""

    tells_errors = View(0)

    period: int | None = whole("Period")
    unit: str | None = choice("Unit", "ScheduleUnit", "WEEKLY", "MONTHLY")
    due_date: int | None = whole("DueDate")
    due_date_type: str | None = choice(
        "DueDateType",
        "ScheduleDueType",  # seen: XeroAPI/xero-node, issue 767
        "DAYSAFTERBILLDATE",
        "DAYSAFTERBILLMONTH",
        "DAYSAFTERINVOICEDATE",
        "DAYSAFTERINVOICEMONTH",
        "OFCURRENTMONTH",
        "OFFOLLOWINGMONTH",
    )
    start_date: Date | None = day("StartDate")
    end_date: Date | None = day("EndDate")
    next_scheduled_date: Date | None = day("NextScheduledDate", by=By.XERO)


class Template(Resource):
    """What a template shares with the documents it makes: JSON prints it last, XML first.

    # seen: Xero-OpenAPI, getRepeatingInvoices; XML of 2011
    """

    contact: str | None = link("Contact", Contact, looks=dict.fromkeys(OWN, View.STUB))
    branding_theme_id: str | None = guid("BrandingThemeID")
    status: str | None = choice("Status", "RepeatingInvoiceStatus", *STATUSES, open=True)
    line_amount_types: str | None = choice(
        "LineAmountTypes", "LineAmountType", *LINE_AMOUNT_TYPES, echo=True
    )
    lines: tuple[LineItem, ...] = many("LineItems", LineItem, "LineItem", echo=True)
    sub_total: Decimal | None = money("SubTotal", by=By.XERO, echo=True)
    total_tax: Decimal | None = money("TotalTax", by=By.XERO, echo=True)
    total: Decimal | None = money("Total", by=By.XERO, echo=True)
    currency_code: str | None = text("CurrencyCode", echo=True)


class RepeatingInvoice(Template):
    """A template for sales invoices (ACCREC) or bills (ACCPAY), and its schedule."""

    about = About(
        plural="RepeatingInvoices",
        singular="RepeatingInvoice",
        key="repeating_invoice_id",
        scopes=INVOICES,
        history=True,
        attachments=True,
    )

    schedule: Schedule | None = one("Schedule", Schedule)
    repeating_invoice_id: str = guid("RepeatingInvoiceID")
    type: str | None = choice("Type", "InvoiceType", "ACCREC", "ACCPAY", echo=True)
    reference: str | None = text("Reference", limit=255)
    has_attachments: bool = flag("HasAttachments", default=False, by=By.XERO)
    attachments = derived("Attachments", Attachment, "Attachment", shows=View.SINGLE)
    approved_for_sending: bool | None = flag("ApprovedForSending")
    send_copy: bool | None = flag("SendCopy")
    mark_as_sent: bool | None = flag("MarkAsSent")
    include_pdf: bool | None = flag("IncludePDF")
    id: str | None = guid("ID", by=By.XERO, json_only=True)
    made_on: Date | None = hidden(None)
