"""Things that are bought and sold."""

from ..provenance import documented, recorded
from ..story import Story
from . import given


def _priced(code: str) -> given.Record:
    return {
        "Code": code,
        "Name": "Told by a contract",
        "SalesDetails": {"UnitPrice": 128.19, "AccountCode": given.SALES},
        "PurchaseDetails": {"UnitPrice": 98.61, "AccountCode": given.PURCHASES},
    }


def _item(xero: Story) -> given.Record:
    body = {"Items": [_priced(xero.unique("CT"))]}
    item = xero.record("createItems", body=body)
    xero.later("deleteItem", ItemID=item["ItemID"])
    return item


@recorded("2026-nz/item_create.json")
def test_an_item_takes_its_tax_from_its_accounts(xero: Story) -> None:
    """Without a TaxType the account's own is filled in; an item is bought and sold unless told."""
    item = _item(xero)

    xero.agree("sales details", item["SalesDetails"], AccountCode="200", TaxType="OUTPUT2")
    xero.agree("purchase details", item["PurchaseDetails"], AccountCode="300", TaxType="INPUT2")
    xero.agree("new item", item, IsSold=True, IsPurchased=True, IsTrackedAsInventory=False)


@documented("Xero-OpenAPI, the error example of PUT /Items")
def test_an_item_code_is_given_once(xero: Story) -> None:
    """Creating a second item under a taken code is refused."""
    code = _item(xero)["Code"]

    refused = xero.call("createItems", expecting=400, body={"Items": [_priced(code)]})

    xero.says("taken code", refused, f"Price List Item with Code '{code}' already exists")


@documented("Xero's page on Items; what it says is not known")
def test_nobody_sells_tracked_goods_that_are_not_there(xero: Story) -> None:
    """An item with an inventory account and a cost account is tracked, and begins with nothing."""
    tracked = {
        "Code": xero.unique("CT"),
        "InventoryAssetAccountCode": "630",
        "PurchaseDetails": {"UnitPrice": 10, "COGSAccountCode": "310"},
        "SalesDetails": {"UnitPrice": 25, "AccountCode": given.SALES},
    }
    item = xero.record("createItems", body={"Items": [tracked]})
    xero.later("deleteItem", ItemID=item["ItemID"])

    xero.agree("tracked item", item, IsTrackedAsInventory=True)
    sold = given.draft(given.customer(xero), given.line(25) | {"ItemCode": tracked["Code"]})
    xero.call("createInvoices", expecting=400, body={"Invoices": [sold]})
