"""Costs that are billed on."""

from ..provenance import documented
from ..story import Story
from . import given


@documented("Xero's page on types, and the error example of PUT /LinkedTransactions")
def test_a_cost_goes_where_its_documents_go(xero: Story) -> None:
    """Its status is nobody's to set; a line of another document is refused."""
    bill = given.invoice(
        xero, given.line(100, account=given.PURCHASES), Type="ACCPAY", Status="AUTHORISED"
    )
    owed = given.invoice(xero, Status="DRAFT")
    begins = {
        "SourceTransactionID": bill["InvoiceID"],
        "SourceLineItemID": bill["LineItems"][0]["LineItemID"],
    }
    ends = {
        "TargetTransactionID": owed["InvoiceID"],
        "TargetLineItemID": owed["LineItems"][0]["LineItemID"],
        "ContactID": owed["Contact"]["ContactID"],
    }

    link = xero.record("createLinkedTransaction", body=begins | ends)
    key = link["LinkedTransactionID"]
    xero.later("deleteLinkedTransaction", LinkedTransactionID=key)
    xero.agree("new link", link, Status="ONDRAFT", Type="BILLABLEEXPENSE")
    xero.agree("new link", link, SourceTransactionTypeCode="ACCPAY")
    found = xero.record("getLinkedTransaction", LinkedTransactionID=key)
    xero.agree("link", found, Status="ONDRAFT", SourceLineItemID=begins["SourceLineItemID"])

    astray = begins | {"SourceLineItemID": owed["LineItems"][0]["LineItemID"]}
    refused = xero.call("createLinkedTransaction", expecting=400, body=astray)
    xero.says(
        "a line of another document",
        refused,
        "The SourceLineItemID and SourceTransactionID do not match",
    )
