"""Purchase orders: what has been ordered from a supplier, and not yet billed."""

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
    hidden,
    link,
    many,
    moment,
    money,
    number,
    text,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import NOWHERE, OWN, READ, View
from mockxero.resources.accounts import Account
from mockxero.resources.attachments import Attachment
from mockxero.resources.contacts import Contact, ContactPerson, GroupMention, TrackingDefault
from mockxero.resources.documents import RATE_PLACES
from mockxero.resources.items import Item
from mockxero.resources.parts import LINE_AMOUNT_TYPES, Address, LineTracking, Phone
from mockxero.resources.scopes import INVOICES

STATUSES = ("DRAFT", "SUBMITTED", "AUTHORISED", "BILLED", "DELETED")

_ALONE = View.SINGLE | View.WRITE
_ANSWERED = View.WRITE | View.REFUSED
_SOUND = {View.REFUSED: View.WRITE}
"""What is inside a contact was not refused."""


class Supplier(Record):
    """The contact of a purchase order, as the order shows it.

    # seen: nz-demo-2026-purchase-orders-page.json and the other recordings of orders
    """

    usually_shows = OWN | View.REFUSED
    tells_errors = View(0)

    contact_id: str = guid("ContactID")
    contact_number: str | None = text("ContactNumber")
    account_number: str | None = text("AccountNumber")
    status: str | None = text("ContactStatus")
    name: str | None = text("Name")
    first_name: str | None = text("FirstName")
    last_name: str | None = text("LastName")
    company_number: str | None = text("CompanyNumber")
    email_address: str | None = text("EmailAddress")
    bank_account_details: str | None = text("BankAccountDetails")
    tax_number: str | None = text("TaxNumber")
    addresses: tuple[Address, ...] = many("Addresses", Address, "Address", looks=_SOUND)
    phones: tuple[Phone, ...] = many("Phones", Phone, "Phone", looks=_SOUND)
    updated: datetime | None = moment("UpdatedDateUTC")
    groups: tuple[GroupMention, ...] = many("ContactGroups", GroupMention, "ContactGroup")
    is_supplier: bool | None = flag("IsSupplier", shows=_ALONE)
    is_customer: bool | None = flag("IsCustomer", shows=_ALONE)
    default_currency: str | None = text("DefaultCurrency")
    sales_tracking: tuple[TrackingDefault, ...] = many(
        "SalesTrackingCategories", TrackingDefault, "SalesTrackingCategory", shows=_ALONE
    )
    purchases_tracking: tuple[TrackingDefault, ...] = many(
        "PurchasesTrackingCategories", TrackingDefault, "PurchasesTrackingCategory", shows=_ALONE
    )
    persons: tuple[ContactPerson, ...] = many(
        "ContactPersons", ContactPerson, "ContactPerson", looks=_SOUND
    )
    errors = constant("HasValidationErrors", "false")


class OrderLine(Record):
    """One line of a purchase order; its unit amount keeps four decimals."""

    item_code: str | None = text("ItemCode", via=("item_id", Item, "code"))
    description: str | None = text("Description", limit=4000)
    unit_amount: Decimal | None = number("UnitAmount", 4)
    tax_type: str | None = text("TaxType")
    tax_amount: Decimal | None = money("TaxAmount")
    line_amount: Decimal | None = money("LineAmount")
    account_code: str | None = text("AccountCode", via=("account_id", Account, "code"))
    item_id: str | None = hidden(None)
    tracking: tuple[LineTracking, ...] = many("Tracking", LineTracking, "TrackingCategory")
    quantity: Decimal | None = number("Quantity", 4)
    discount_rate: Decimal | None = number("DiscountRate", 2)
    discount_amount: Decimal | None = money("DiscountAmount")
    line_item_id: str | None = guid("LineItemID")
    # seen: in 2026-nz/purchase_order_create.json, not in nz-demo-2026-purchase-orders-page.json
    account_id: str | None = guid("AccountID", shows=_ANSWERED)


class PurchaseOrder(Resource):
    """An order to a supplier."""

    usually_shows = OWN | View.REFUSED
    tells_errors = View(0)
    about = About(
        plural="PurchaseOrders",
        singular="PurchaseOrder",
        key="purchase_order_id",
        scopes=INVOICES,
        found_by=("number",),
        indexes={
            "number": lambda order: (
                order.purchase_order_number and order.purchase_order_number.casefold()
            ),
        },
        where=False,
        since=True,
        pages=Pages.ALWAYS,
        order="UpdatedDateUTC",
        filters={"Status": "status"},
        spans={"Date": "date"},
        history=True,
        attachments=True,
        printed=True,
    )

    purchase_order_id: str = guid("PurchaseOrderID")
    purchase_order_number: str | None = text("PurchaseOrderNumber", limit=255)
    date: Date | None = day("Date", twin="DateString")
    delivery_date: Date | None = day("DeliveryDate", twin="DeliveryDateString")
    expected_arrival_date: Date | None = day(
        "ExpectedArrivalDate", twin="ExpectedArrivalDateString"
    )
    delivery_address: str | None = text("DeliveryAddress")
    attention_to: str | None = text("AttentionTo")
    telephone: str | None = text("Telephone")
    delivery_instructions: str | None = text("DeliveryInstructions", limit=500)
    errors = error_flag("HasErrors", shows=OWN | View.REFUSED)
    is_discounted: bool = flag("IsDiscounted", default=False, by=By.XERO)
    total_discount: Decimal | None = money("TotalDiscount", by=By.XERO, shows=_ALONE | View.REFUSED)
    sent_to_contact: bool | None = flag("SentToContact", shows=_ALONE)
    reference: str | None = text("Reference", limit=4000)
    type: str = choice(
        "Type",
        "PurchaseOrderType",
        "PURCHASEORDER",
        default="PURCHASEORDER",
        by=By.XERO,
        open=True,
    )
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES, shows=OWN)
    currency_code: str | None = text("CurrencyCode")
    contact: str | None = link("Contact", Contact, shows=NOWHERE)
    supplier = derived("Contact", Supplier, shows=READ)
    supplier_answered = derived("Contact", Supplier, shows=View.WRITE)
    supplier_refused = derived("Contact", Supplier, shows=View.REFUSED)
    branding_theme_id: str | None = guid("BrandingThemeID")
    status: str | None = choice("Status", "PurchaseOrderStatus", *STATUSES, open=True)
    line_amount_types: str | None = choice("LineAmountTypes", "LineAmountType", *LINE_AMOUNT_TYPES)
    lines: tuple[OrderLine, ...] = many("LineItems", OrderLine, "LineItem")
    sub_total: Decimal | None = money("SubTotal", by=By.XERO)
    total_tax: Decimal | None = money("TotalTax", by=By.XERO)
    total: Decimal | None = money("Total", by=By.XERO)
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO, shows=OWN)
    has_attachments: bool = flag("HasAttachments", default=False, by=By.XERO, shows=READ)
    attachments = derived("Attachments", Attachment, "Attachment", shows=View.SINGLE)
