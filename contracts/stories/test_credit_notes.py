"""Credit that settles an invoice."""

from decimal import Decimal

from ..provenance import recorded
from ..story import Story
from . import given


@recorded("2026-nz/invoice.json")
def test_allocated_credit_lowers_both_sides(xero: Story) -> None:
    """What a credit note gives to an invoice, the one has no longer and the other owes no more."""
    contact = given.customer(xero)
    owed = given.invoice(xero, given.line(200), to=contact)
    note = given.credit_note(xero, contact, given.line(100))
    note_id = note["CreditNoteID"]
    xero.agree("new credit note", note, Total=Decimal("115.00"), RemainingCredit=Decimal("115.00"))
    part = {
        "Amount": 60,
        "Date": given.days_from_now(-5).isoformat(),  # Xero sets it, but the SDK insists on one
        "Invoice": {"InvoiceID": owed["InvoiceID"]},
    }

    allocated = xero.record(
        "createCreditNoteAllocation", CreditNoteID=note_id, body={"Allocations": [part]}
    )

    xero.agree("allocation", allocated, Amount=Decimal("60.00"))
    left = xero.record("getCreditNote", CreditNoteID=note_id)
    for allocation in left.get("Allocations", []):
        freed = {
            "CreditNoteID": note["CreditNoteID"],
            "AllocationID": allocation.get("AllocationID"),
        }
        xero.later("deleteCreditNoteAllocations", **freed)
    xero.agree("credit note", left, RemainingCredit=Decimal("55.00"), Status="AUTHORISED")
    credited = given.read(xero, owed)
    xero.agree("credited invoice", credited, AmountCredited=Decimal("60.00"), Status="AUTHORISED")
    xero.agree("credited invoice", credited, AmountDue=Decimal("170.00"), AmountPaid=Decimal(0))
    applied = [one.get("AppliedAmount") for one in credited.get("CreditNotes", [])]
    xero.same("credited invoice", "applied amounts", [60.0], applied)
