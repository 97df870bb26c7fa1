"""What the books do not take: closed days, and accounts on which only Xero posts."""

from __future__ import annotations

from ..provenance import documented, guessed
from ..story import Story
from . import given

LOCKED = "2009-09-30"
"""Up to this day the Demo Company (NZ) is closed. # seen: 2026-nz/organisation.json"""


@documented("waynerobinson/xeroizer#92 for the end of a year; help centres for the period")
def test_nothing_is_dated_into_closed_books(xero: Story) -> None:
    """The day of the lock is closed, too, and the refusal names it."""
    sent = given.draft(given.customer(xero), given.line(100), Date=LOCKED)

    refused = xero.call("createInvoices", expecting=400, body={"Invoices": [sent]})

    xero.says(
        "closed day",
        refused,
        "The document date cannot be before the period lock date, currently set at 30-Sep-2009",
    )


@guessed("Xero's help page says that nobody posts there, but not in which words the API does")
def test_only_xero_posts_on_its_own_accounts(xero: Story) -> None:
    """Receivables and tracking transfers take no lines of a journal."""
    for code in ("610", "877"):
        lines = [
            {"Description": "Told by a contract", "LineAmount": 10, "AccountCode": given.PURCHASES},
            {"Description": "Told by a contract", "LineAmount": -10, "AccountCode": code},
        ]
        one = {"Narration": "Told by a contract", "Status": "POSTED", "JournalLines": lines}
        refused = xero.call("createManualJournals", expecting=400, body={"ManualJournals": [one]})

        sentence = f"Account code '{code}' is not a valid code for this document."
        xero.says(f"journal on {code}", refused, sentence)
