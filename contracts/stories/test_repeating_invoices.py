"""Invoices that make themselves."""

from ..provenance import documented
from ..story import Story
from . import given


@documented("XeroAPI/xero-mcp-server, pull request 192, of a live organisation")
def test_a_template_is_deleted_and_never_edited(xero: Story) -> None:
    """The first day of a new schedule is its next; of what exists only the status changes."""
    start = given.days_from_now(40).isoformat()
    template = {
        "Type": "ACCREC",
        "Contact": {"ContactID": given.customer(xero)["ContactID"]},
        "Schedule": {
            "Period": 1,
            "Unit": "MONTHLY",
            "DueDate": 10,
            "DueDateType": "OFFOLLOWINGMONTH",
            "StartDate": start,
        },
        "LineItems": [given.line(100)],
        "LineAmountTypes": "Exclusive",
        "CurrencyCode": "NZD",
        "Status": "DRAFT",
        "Reference": "[Month Year]",
    }
    made = xero.record("createRepeatingInvoices", body={"RepeatingInvoices": [template]})
    key = made["RepeatingInvoiceID"]
    gone = {"RepeatingInvoices": [{"RepeatingInvoiceID": key, "Status": "DELETED"}]}
    xero.later("updateRepeatingInvoice", RepeatingInvoiceID=key, body=gone)
    schedule = made.get("Schedule", {})

    xero.same("schedule", "next day", schedule.get("StartDate"), schedule.get("NextScheduledDate"))
    edited = {"RepeatingInvoices": [{"RepeatingInvoiceID": key, "Reference": "Edited"}]}
    refused = xero.call(
        "updateRepeatingInvoice", expecting=400, RepeatingInvoiceID=key, body=edited
    )
    xero.says("edited template", refused, "Repeating invoice status must be set to DELETED")
