"""Quotes: what a customer would be charged.

They came to the API last, on code of their own: other dates, another order of members, another
envelope (``About.newer``). # seen: every recording of them
"""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Pages, Resource
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    By,
    choice,
    day,
    derived,
    guid,
    hidden,
    link,
    many,
    moment,
    money,
    number,
    text,
    twin_of,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import EVERYWHERE, NOWHERE, OWN, View
from mockxero.resources.accounts import Account
from mockxero.resources.contacts import Contact
from mockxero.resources.documents import RATE_PLACES
from mockxero.resources.items import Item
from mockxero.resources.parts import LINE_AMOUNT_TYPES
from mockxero.resources.scopes import INVOICES
from mockxero.resources.tracking import TrackingCategory, TrackingOption

STATUSES = ("DRAFT", "SENT", "DECLINED", "ACCEPTED", "INVOICED", "DELETED")

_ALONE = View.SINGLE | View.WRITE
_LIST = View.PAGE


class QuoteTracking(Record):
    """The tracking option that a line is filed under. Source: Xero-OpenAPI, getQuote"""

    tells_errors = View(0)

    category_id: str | None = guid("TrackingCategoryID")
    option_id: str | None = guid("TrackingOptionID")
    name: str | None = text("Name", via=("category_id", TrackingCategory, "name"))
    option: str | None = text("Option", via=("option_id", TrackingOption, "name"))


class QuoteLine(Record):
    """One line of a quote; its unit amount keeps four decimals and is without tax."""

    tells_errors = View(0)

    line_item_id: str | None = guid("LineItemID")
    account_code: str | None = text("AccountCode", via=("account_id", Account, "code"))
    description: str | None = text("Description", limit=4000)
    unit_amount: Decimal | None = number("UnitAmount", 4)
    discount_rate: Decimal | None = number("DiscountRate", 2)
    # seen: nz-demo-2026-quotes-page.json has a discount of 0.00, 2026-nz/quote_create.json has none
    discount_amount: Decimal | None = money("DiscountAmount", always=_LIST)
    line_amount: Decimal | None = money("LineAmount")
    # seen: empty in 2026-nz/quote_create.json, left out of nz-demo-2026-quotes-page.json
    item_code: str | None = text("ItemCode", via=("item_id", Item, "code"), always=_ALONE)
    quantity: Decimal | None = number("Quantity", 4)
    tax_amount: Decimal | None = money("TaxAmount")
    tax_type: str | None = text("TaxType")
    tracking: tuple[QuoteTracking, ...] = many("Tracking", QuoteTracking, "TrackingCategory")
    item_id: str | None = hidden(None)
    account_id: str | None = guid("AccountID", shows=NOWHERE)


class Prospect(Record):
    """The contact of a quote, as the quote shows it."""

    tells_errors = View(0)

    contact_id: str = guid("ContactID")
    name: str | None = text("Name")
    email_address: str | None = text("EmailAddress")
    first_name: str | None = text("FirstName")
    last_name: str | None = text("LastName")


class Quote(Resource):
    """An offer to a customer."""

    usually_shows = OWN | View.REFUSED
    tells_errors = View(0)
    about = About(
        plural="Quotes",
        singular="Quote",
        key="quote_id",
        scopes=INVOICES,
        indexes={
            "number": lambda quote: (
                quote.quote_number.casefold()
                if quote.quote_number and quote.status != "DELETED"
                else None
            ),
        },
        where=False,
        since=True,
        pages=Pages.UNCOUNTED,
        order="UpdatedDateUTC",
        filters={"QuoteNumber": "quote_number", "Status": "status", "ContactID": "contact"},
        spans={"Date": "date", "ExpiryDate": "expiry_date"},
        history=True,
        attachments=True,
        printed=True,
        newer=True,
        nothing_sent="You must supply at least one quote for creation",
    )

    quote_id: str = guid("QuoteID")
    quote_number: str | None = text("QuoteNumber", limit=255)
    reference: str | None = text("Reference", limit=4000)
    terms: str | None = text("Terms", limit=4000, always=_ALONE)
    contact: str | None = link("Contact", Contact, shows=NOWHERE)
    prospect = derived("Contact", Prospect)
    lines: tuple[QuoteLine, ...] = many("LineItems", QuoteLine, "LineItem")
    date: Date | None = day("Date", bare=EVERYWHERE)
    date_text = twin_of("date", "DateString")
    expiry_date: Date | None = day("ExpiryDate", bare=EVERYWHERE)
    expiry_date_text = twin_of("expiry_date", "ExpiryDateString")
    status: str | None = choice("Status", "QuoteStatus", *STATUSES, open=True)
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES)
    currency_code: str | None = text("CurrencyCode")
    sub_total: Decimal | None = money("SubTotal", by=By.XERO)
    total_tax: Decimal | None = money("TotalTax", by=By.XERO)
    total: Decimal | None = money("Total", by=By.XERO)
    # seen: 0.00 in nz-demo-2026-quotes-page.json, left out of 2026-nz/quote_create.json
    total_discount: Decimal | None = money("TotalDiscount", by=By.XERO, always=_LIST)
    title: str | None = text("Title", limit=100)
    summary: str | None = text("Summary", limit=3000)
    branding_theme_id: str | None = guid("BrandingThemeID")
    updated: datetime | None = moment("UpdatedDateUTC", bare=EVERYWHERE, by=By.XERO, shows=OWN)
    line_amount_types: str | None = choice(
        "LineAmountTypes", "QuoteLineAmountType", *LINE_AMOUNT_TYPES, loud=True
    )
    type: str = hidden("QUOTE")
    is_discounted: bool = hidden(False)
