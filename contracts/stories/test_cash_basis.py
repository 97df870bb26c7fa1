"""What counts where only payments do: no body of Xero's that says so was ever recorded."""

from __future__ import annotations

from ..provenance import guessed
from ..story import Story
from . import given

PAID = {"paymentsOnly": True}


@guessed("what a journal of the cash basis says, and which number it has")
def test_a_payment_counts_its_part_of_the_invoice(xero: Story) -> None:
    """Half of 115.00 is half of the line and half of the tax; the invoice itself says nothing."""
    owed = given.invoice(xero, given.line(100))
    paid = given.payment(xero, owed, 57.5, given.days_from_now(-2))

    given.journals(xero, owed, owed["InvoiceID"], expecting=0, **PAID)
    (plain,) = given.journals(xero, owed, paid["PaymentID"], expecting=1)
    (counted,) = given.journals(xero, owed, paid["PaymentID"], expecting=1, **PAID)

    entry = ["090 57.50", "200 -50.00", "820 -7.50"]
    xero.same("payment on the cash basis", "journal", entry, given.entry(counted))
    xero.agree("payment on the cash basis", counted, JournalNumber=plain["JournalNumber"])


@guessed("what an allocation is on the cash basis, where no money moves")
def test_an_allocation_counts_the_invoice_and_the_credit(xero: Story) -> None:
    """Half of either: what was sold, less what was credited, through Tracking Transfers."""
    contact = given.customer(xero)
    owed = given.invoice(xero, given.line(100), to=contact)
    note = given.credit_note(xero, contact, given.line(100, account="260"))
    day = given.days_from_now(-5).isoformat()  # which the SDK insists on
    part = {"Amount": 57.5, "Date": day, "Invoice": {"InvoiceID": owed["InvoiceID"]}}
    key = note["CreditNoteID"]
    body = {"Allocations": [part]}
    made = xero.record("createCreditNoteAllocation", CreditNoteID=key, body=body)
    xero.later("deleteCreditNoteAllocations", CreditNoteID=key, AllocationID=made["AllocationID"])

    (counted,) = given.journals(xero, owed, key, expecting=1, **PAID)

    entry = ["200 -50.00", "260 50.00", "820 -7.50", "820 7.50", "877 -57.50", "877 57.50"]
    xero.same("allocation on the cash basis", "journal", entry, given.entry(counted))
