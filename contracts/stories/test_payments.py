"""Money that settles an invoice."""

from decimal import Decimal

from ..faults import MISSING
from ..provenance import documented, recorded
from ..story import Story
from . import given


@recorded("2026-nz/invoices_page.json")
def test_an_invoice_is_paid_when_nothing_is_due(xero: Story) -> None:
    """Part payments add up; the last one makes the invoice PAID, on the day of that payment."""
    owed = given.invoice(xero)

    part = given.payment(xero, owed, 40, given.days_from_now(-5))

    xero.agree("part payment", part, Amount=Decimal("40.00"), PaymentType="ACCRECPAYMENT")
    halfway = given.read(xero, owed)
    xero.agree("part-paid invoice", halfway, Status="AUTHORISED", AmountPaid=Decimal("40.00"))
    xero.agree("part-paid invoice", halfway, AmountDue=Decimal("75.00"), FullyPaidOnDate=MISSING)

    rest = given.payment(xero, owed, 75, given.days_from_now(-3))

    paid = given.read(xero, owed)
    xero.agree("paid invoice", paid, Status="PAID", FullyPaidOnDate=given.days_from_now(-3))
    xero.agree("paid invoice", paid, AmountPaid=Decimal("115.00"), AmountDue=Decimal("0.00"))
    ids = sorted(payment["PaymentID"] for payment in paid.get("Payments", []))
    xero.same("paid invoice", "payments", sorted([part["PaymentID"], rest["PaymentID"]]), ids)


@documented("Xero-OpenAPI, the error example of PUT /Payments")
def test_nobody_pays_more_than_is_due(xero: Story) -> None:
    """A payment of a cent too much is refused, and the invoice owes what it owed."""
    owed = given.invoice(xero)
    sent = {
        "Invoice": {"InvoiceID": owed["InvoiceID"]},
        "Account": {"Code": given.BANK},
        "Date": given.days_from_now(-5).isoformat(),
        "Amount": 115.01,
    }

    refused = xero.call("createPayment", expecting=400, body=sent)

    expected = "Payment amount exceeds the amount outstanding on this document"
    xero.says("paying too much", refused, expected)
    kept = given.read(xero, owed)
    xero.agree("invoice after that", kept, AmountDue=Decimal("115.00"), Status="AUTHORISED")
