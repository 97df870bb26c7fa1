"""Products and services that lines can name."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import (
    By,
    flag,
    guid,
    hidden,
    moment,
    money,
    number,
    one,
    text,
    unit_price,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import View
from mockxero.resources.scopes import ITEMS


class PriceDetails(Record):
    """What an item is bought or sold at."""

    tells_errors = View(0)

    unit_price: Decimal | None = unit_price("UnitPrice")
    account_code: str | None = text("AccountCode")
    cogs_account_code: str | None = text("COGSAccountCode")
    tax_type: str | None = text("TaxType")


class Item(Resource):
    """A product or service."""

    tells_errors = View.WRITE | View.SINGLE | View.REFUSED
    about = About(
        plural="Items",
        singular="Item",
        key="item_id",
        scopes=ITEMS,
        item=("GET", "POST", "DELETE"),
        found_by=("code",),
        most_per_call=500,  # Source: Xero's page on Items
        indexes={"code": lambda item: item.code and item.code.casefold()},
        since=True,
        order="Code",
        history=True,
    )

    item_id: str = guid("ItemID")
    code: str | None = text("Code", limit=30)
    description: str | None = text("Description", limit=4000)
    purchase_description: str | None = text("PurchaseDescription", limit=4000)
    # seen: 2026-nz/item_create.json has no +0000, 2026-nz/items.json has
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO, bare=View.WRITE)
    purchase_details: PriceDetails | None = one("PurchaseDetails", PriceDetails)
    sales_details: PriceDetails | None = one("SalesDetails", PriceDetails)
    name: str | None = text("Name", limit=50)
    is_tracked: bool | None = flag("IsTrackedAsInventory", by=By.XERO)
    inventory_account_code: str | None = text("InventoryAssetAccountCode")
    total_cost_pool: Decimal | None = money("TotalCostPool", by=By.XERO)
    quantity_on_hand: Decimal | None = number("QuantityOnHand", 4, by=By.XERO)
    is_sold: bool | None = flag("IsSold")
    is_purchased: bool | None = flag("IsPurchased")
    average_cost: Decimal | None = hidden(None)
    """What one cost when something was last on hand."""
