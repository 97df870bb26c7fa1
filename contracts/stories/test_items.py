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
