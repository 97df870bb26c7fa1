"""What is ordered, and the numbers that orders hold on to."""

from decimal import Decimal

from ..provenance import documented, inferred, recorded
from ..story import Story
from . import given


@recorded("2026-nz/purchase_order_create.json")
def test_an_order_is_taxed_and_added_up(xero: Story) -> None:
    """Lines take the tax of their account, and the contact becomes no supplier."""
    contact = given.customer(xero)

    written = given.order(xero, contact, Status="SUBMITTED")

    xero.agree("new order", written, Status="SUBMITTED")
    xero.agree("new order", written, TotalTax=Decimal("15.00"), Total=Decimal("115.00"))
    xero.agree("new order", written, TotalDiscount=Decimal(0), SentToContact=False)
    xero.agree("its contact", written["Contact"], IsSupplier=False, Name=contact["Name"])


@recorded("nz-demo-2026-purchase-order-number-held-by-deleted.json")
def test_a_deleted_order_holds_its_number(xero: Story) -> None:
    """Another one of that number is refused with two reasons, under the id of nobody."""
    contact = given.customer(xero)
    gone = given.order(xero, contact)
    order_id = gone["PurchaseOrderID"]
    delete = {"PurchaseOrderID": order_id, "Status": "DELETED"}
    deleted = xero.record("updateOrCreatePurchaseOrders", body={"PurchaseOrders": [delete]})
    xero.agree("deleted order", deleted, Status="DELETED")
    again = {
        "PurchaseOrderNumber": gone["PurchaseOrderNumber"],
        "Contact": {"ContactID": contact["ContactID"]},
        "Date": given.days_from_now(-5).isoformat(),
        "LineItems": [given.line(100, account=given.PURCHASES)],
        "Status": "SUBMITTED",
    }

    refused = xero.record(
        "updateOrCreatePurchaseOrders", summarizeErrors=False, body={"PurchaseOrders": [again]}
    )

    xero.says("its number again", refused, "PurchaseOrder status change is invalid")
    xero.says("its number again", refused, "Deleted PurchaseOrders cannot be updated")
    xero.agree("its number again", refused, PurchaseOrderID=given.NO_ID)
    xero.agree("its number again", refused, Total=Decimal("115.00"))


@documented("Xero-OpenAPI, an example of createPurchaseOrders")
def test_a_draft_was_not_sent(xero: Story) -> None:
    """SentToContact is passed over with a warning, and the draft is made."""
    written = given.order(xero, given.customer(xero), SentToContact=True)

    xero.agree("draft", written, SentToContact=False, Status="DRAFT")
    warnings = [one.get("Message") for one in written.get("Warnings", [])]
    sentence = "Only AUTHORISED and BILLED purchase orders may have SentToContact updated."
    xero.same("draft", "warnings", [sentence], warnings)


@inferred("integrators report it of approved orders")
def test_an_approved_order_is_no_draft_again(xero: Story) -> None:
    """The refusal shows the status that was wanted, and nothing changes."""
    written = given.order(xero, given.customer(xero), Status="AUTHORISED")
    back = {"PurchaseOrderID": written["PurchaseOrderID"], "Status": "DRAFT"}

    refused = xero.record(
        "updateOrCreatePurchaseOrders", summarizeErrors=False, body={"PurchaseOrders": [back]}
    )

    xero.says("back to draft", refused, "PurchaseOrder status change is invalid")
    kept = xero.record("getPurchaseOrder", PurchaseOrderID=written["PurchaseOrderID"])
    xero.agree("order", kept, Status="AUTHORISED")
