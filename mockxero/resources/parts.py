"""Pieces that several resources are made of: addresses, phones, line items, terms."""

from decimal import Decimal
from typing import NamedTuple

from mockxero.primitives.fields import (
    choice,
    constant,
    derived,
    guid,
    hidden,
    many,
    money,
    number,
    one,
    text,
    unit_price,
    whole,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import View
from mockxero.resources.accounts import Account
from mockxero.resources.items import Item
from mockxero.resources.tracking import TrackingCategory, TrackingOption

LINE_AMOUNT_TYPES = ("Exclusive", "Inclusive", "NoTax")
LINE_AMOUNT_DEFAULTS = ("LineAmountType", "INCLUSIVE", "EXCLUSIVE", "NONE")
"""What a contact's documents start with; see ``choice``."""


class Address(Record):
    """Where somebody is."""

    address_type: str | None = choice("AddressType", "AddressType", "POBOX", "STREET", "DELIVERY")
    line_1: str | None = text("AddressLine1", limit=500)
    line_2: str | None = text("AddressLine2", limit=500)
    line_3: str | None = text("AddressLine3", limit=500)
    line_4: str | None = text("AddressLine4", limit=500)
    city: str | None = text("City", limit=255)
    region: str | None = text("Region", limit=255)
    postal_code: str | None = text("PostalCode", limit=50)
    country: str | None = text("Country", limit=50)
    attention_to: str | None = text("AttentionTo", limit=255)


class Phone(Record):
    """How to call somebody."""

    phone_type: str | None = choice(
        "PhoneType", "PhoneType", "DEFAULT", "DDI", "FAX", "MOBILE", "OFFICE"
    )
    number: str | None = text("PhoneNumber", limit=50)
    area_code: str | None = text("PhoneAreaCode", limit=10)
    country_code: str | None = text("PhoneCountryCode", limit=20)


class PaymentTerm(Record):
    """When something falls due."""

    day: int | None = whole("Day")
    type: str | None = choice(
        "Type",
        "PaymentTermType",
        "DAYSAFTERBILLDATE",
        "DAYSAFTERBILLMONTH",
        "OFCURRENTMONTH",
        "OFFOLLOWINGMONTH",
    )


class PaymentTerms(Record):
    """Terms for bills and for sales."""

    tells_errors = View(0)

    bills: PaymentTerm | None = one("Bills", PaymentTerm)
    sales: PaymentTerm | None = one("Sales", PaymentTerm)


class LineTracking(Record):
    """The tracking option that a line is filed under."""

    tells_errors = View(0)

    name: str | None = text("Name", via=("category_id", TrackingCategory, "name"))
    option: str | None = text("Option", via=("option_id", TrackingOption, "name"))
    category_id: str | None = guid("TrackingCategoryID")
    # seen: 2026-nz/invoice.json has the option's id, 2026-nz/invoices_page.json "Options": []
    option_id: str | None = guid("TrackingOptionID", shows=View.SINGLE | View.WRITE | View.REFUSED)
    options = constant("Options", "[]", shows=View.PAGE)


class ItemMention(Record):
    """The item of a line, in short."""

    tells_errors = View(0)

    item_id: str = guid("ItemID")
    name: str | None = text("Name")
    code: str | None = text("Code")


class Goods(NamedTuple):
    """What a line brings in or takes out of tracked inventory, and where that stands."""

    cost: Decimal
    """In base currency."""
    stock_account: str
    cost_account: str
    """The ids of the accounts that its item was coded to."""


class Revaluation(NamedTuple):
    """What the goods on hand of an item are worth more (or less) than their moves say."""

    item_id: str
    amount: Decimal
    """In base currency."""
    stock_account: str
    cost_account: str


class LineItem(Record):
    """One line of a document."""

    tells_errors = View.SINGLE | View.WRITE | View.SETTLED

    item_code: str | None = text("ItemCode", via=("item_id", Item, "code"))
    description: str | None = text("Description", limit=4000)
    unit_amount: Decimal | None = unit_price("UnitAmount")
    tax_type: str | None = text("TaxType")
    tax_amount: Decimal | None = money("TaxAmount")
    line_amount: Decimal | None = money("LineAmount")
    account_code: str | None = text("AccountCode", via=("account_id", Account, "code"))
    item_id: str | None = hidden(None)
    item = derived("Item", ItemMention)
    tracking: tuple[LineTracking, ...] = many("Tracking", LineTracking, "TrackingCategory")
    quantity: Decimal | None = number("Quantity", 4)
    discount_rate: Decimal | None = number("DiscountRate", 2)
    discount_amount: Decimal | None = money("DiscountAmount")
    line_item_id: str | None = guid("LineItemID")
    account_id: str | None = guid("AccountID")
    unclaimed_tax: Decimal | None = hidden(None)
    """How much of its tax cannot be claimed back; None where all of it can."""
    goods: Goods | None = hidden(None)
    """What it moves of tracked inventory, once the document is approved."""
