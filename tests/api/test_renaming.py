"""What is known by a name is found under the new one, wherever it was named."""

import pytest

from tests.api.client import invoice


@pytest.fixture
def rename(xero):
    """Give the account with a code another code."""
    ids = {one.get("Code"): one["AccountID"] for one in xero.get("Accounts").records}

    def renamed(old, new):
        assert xero.post(f"Accounts/{ids[old]}", {"Code": new}).record["Code"] == new

    return renamed


@pytest.fixture
def region(xero):
    """The tracking category of the Demo Company."""
    return xero.get("TrackingCategories").record


class TestAccounts:
    def test_items_are_coded_to_the_account(self, xero, customer, rename):
        """And can still be sold."""
        prices = {"UnitPrice": 3, "AccountCode": "260"}
        xero.put("Items", {"Code": "PEN", "SalesDetails": prices})
        rename("260", "261")

        assert xero.get("Items/PEN").record["SalesDetails"]["AccountCode"] == "261"
        (line,) = xero.put("Invoices", invoice(customer, {"ItemCode": "PEN"})).record["LineItems"]
        assert line["AccountCode"] == "261"

    def test_stock_is_coded_to_its_accounts(self, xero, customer, rename):
        """To that of what is on hand, and that of what it has cost."""
        costs = {"UnitPrice": 3, "COGSAccountCode": "310"}
        stock = {"InventoryAssetAccountCode": "630", "PurchaseDetails": costs}
        xero.put("Items", {"Code": "PEN"} | stock)
        rename("630", "631")
        rename("310", "311")

        bought = invoice(customer, {"ItemCode": "PEN", "Quantity": 2}, Type="ACCPAY")
        assert xero.put("Invoices", bought).record["LineItems"][0]["AccountCode"] == "631"
        item = xero.get("Items/PEN").record
        assert item["PurchaseDetails"]["COGSAccountCode"] == "311"
        assert (item["InventoryAssetAccountCode"], item["QuantityOnHand"]) == ("631", 2)

    def test_contacts_have_their_usual_accounts(self, xero, rename):
        """One for sales, one for purchases."""
        usual = {"SalesDefaultAccountCode": "260", "PurchasesDefaultAccountCode": "429"}
        made = xero.put("Contacts", {"Name": "Ada"} | usual).record
        rename("260", "261")
        rename("429", "430")

        contact = xero.get(f"Contacts/{made['ContactID']}").record
        assert contact["SalesDefaultAccountCode"] == "261"
        assert contact["PurchasesDefaultAccountCode"] == "430"

    def test_nobody_else_changes(self, xero, rename):
        """Nor does anything look as if it had been touched."""
        pen = {"Code": "PEN", "SalesDetails": {"AccountCode": "260"}}
        key = xero.put("Items", pen).record["ItemID"]
        before = xero.get("Items").records
        rename("429", "430")
        assert xero.get("Items").records == before

        rename("260", "261")
        after = xero.get("Items").records
        assert [one["UpdatedDateUTC"] for one in after] == [one["UpdatedDateUTC"] for one in before]
        assert [one["Changes"] for one in xero.get(f"Items/{key}/History").records] == ["Created"]


class TestTracking:
    @pytest.fixture
    def contact(self, xero, region):
        """Somebody in the east."""
        usual = {"TrackingCategoryName": "region", "TrackingOptionName": "Eastside"}
        sent = {"Name": "Ada", "SalesTrackingCategories": [usual]}
        made = xero.put("Contacts", sent | {"PurchasesTrackingCategories": [usual]}).record
        return f"Contacts/{made['ContactID']}"

    @pytest.mark.parametrize("member", ["SalesTrackingCategories", "PurchasesTrackingCategories"])
    def test_contacts_learn_both_names(self, xero, region, contact, member):
        """Of the category and of the option."""
        path = f"TrackingCategories/{region['TrackingCategoryID']}"
        east = next(one for one in region["Options"] if one["Name"] == "Eastside")
        assert (
            xero.post(f"{path}/Options/{east['TrackingOptionID']}", {"Name": "East"}).status == 200
        )
        assert xero.post(path, {"Name": "Area"}).status == 200

        (usual,) = xero.get(contact).record[member]
        assert usual == {"TrackingCategoryName": "Area", "TrackingOptionName": "East"}

    def test_an_option_of_that_name_elsewhere_is_another(self, xero, region, contact):
        """Options belong to their category."""
        other = xero.put("TrackingCategories", {"Name": "Side"}).record["TrackingCategoryID"]
        option = xero.put(f"TrackingCategories/{other}/Options", {"Name": "Eastside"}).record
        path = f"TrackingCategories/{other}/Options/{option['TrackingOptionID']}"
        assert xero.post(path, {"Name": "Right"}).status == 200

        (usual,) = xero.get(contact).record["SalesTrackingCategories"]
        assert usual["TrackingOptionName"] == "Eastside"
