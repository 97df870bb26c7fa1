"""Entries that no document makes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..provenance import documented, inferred
from ..story import Story
from . import given


def journal(debit: float, credit: float, **members: Any) -> dict[str, Any]:
    """A manual journal to send: purchases that are not invoiced yet."""
    lines = [
        {"Description": "Told by a contract", "LineAmount": debit, "AccountCode": given.PURCHASES},
        {"Description": "Told by a contract", "LineAmount": credit, "AccountCode": "805"},
    ]
    one = {"Narration": "Told by a contract", "JournalLines": lines, **members}
    return {"ManualJournals": [one]}


def entered(xero: Story, body: dict[str, Any]) -> dict[str, Any]:
    """The journal as Xero wrote it, deleted or voided afterwards."""
    written = xero.record("createManualJournals", body=body)
    end = "VOIDED" if written["Status"] == "POSTED" else "DELETED"
    moved(xero.later, written, end)
    return written


def moved(call: Any, written: dict[str, Any], status: str, **how: Any) -> Any:
    """Ask for another status."""
    one = {"Narration": written["Narration"], "Status": status}  # which the SDK insists on
    key = written["ManualJournalID"]
    return call("updateManualJournal", ManualJournalID=key, body={"ManualJournals": [one]}, **how)


@documented("Xero's page on Manual Journals: NoTax, DRAFT and cash basis reports by default")
def test_a_journal_is_an_untaxed_draft_unless_told_otherwise(xero: Story) -> None:
    """Its lines have no tax, whatever their accounts say."""
    written = entered(xero, journal(100, -100))

    xero.agree("new journal", written, Status="DRAFT", LineAmountTypes="NoTax")
    read = xero.record("getManualJournal", ManualJournalID=written["ManualJournalID"])
    xero.agree("journal", read, ShowOnCashBasisReports=True)
    taxes = [line.get("TaxAmount") for line in read.get("JournalLines", [])]
    xero.same("journal", "tax amounts", [0.0, 0.0], taxes)


@documented("Xero-OpenAPI, the example of PUT /ManualJournals")
def test_debits_equal_credits(xero: Story) -> None:
    """A draft that does not balance is refused, with both sums."""
    refused = xero.call("createManualJournals", expecting=400, body=journal(100, -10))

    xero.says(
        "unbalanced journal",
        refused,
        "The total debits (100.00) must equal total credits (-10.00)",
    )


@inferred("field notes of integrators, not recorded: the balance is struck with tax included")
def test_the_balance_includes_tax(xero: Story) -> None:
    """A taxed debit of 100.00 is not balanced by an untaxed credit of 100.00."""
    taxed = journal(100, -100, LineAmountTypes="Exclusive")
    refused = xero.call("createManualJournals", expecting=400, body=taxed)

    xero.says(
        "unbalanced journal",
        refused,
        "The total debits (115.00) must equal total credits (-100.00)",
    )
    even = entered(xero, journal(100, -115, LineAmountTypes="Exclusive"))
    debit = even["JournalLines"][0]
    xero.agree("taxed line", debit, TaxType="INPUT2", TaxAmount=Decimal("15.00"))


@inferred("a report of XeroAPI/xero-mcp-server, #99; for a second void by integrators' notes")
def test_a_posted_journal_is_voided_once(xero: Story) -> None:
    """It cannot be deleted, and what was voided cannot be voided again."""
    body = journal(100, -100, Status="POSTED")
    posted = xero.record("createManualJournals", body=body)

    kept = moved(xero.call, posted, "DELETED", expecting=400)
    xero.says("deleting", kept, "The status 'DELETED' cannot be applied to the document")
    voided = moved(xero.record, posted, "VOIDED")
    xero.agree("voided journal", voided, Status="VOIDED")
    again = moved(xero.call, posted, "VOIDED", expecting=400)
    xero.says("voiding again", again, "The status 'VOIDED' cannot be applied to the document")
