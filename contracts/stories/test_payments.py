"""Money that settles an invoice."""

from decimal import Decimal

from ..faults import MISSING
from ..provenance import documented, guessed, recorded
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


@documented("Xero's page on Payments: the rate of the day on which it is paid")
def test_a_payment_has_the_rate_of_its_day(xero: Story) -> None:
    """Not that of its invoice; and so much goes through the bank."""
    day = given.days_from_now(-5)
    rate = given.rate_of(xero, "USD", day)
    owed = given.invoice(xero, CurrencyCode="USD", CurrencyRate=0.5)

    paid = given.payment(xero, owed, 115, day)

    through_the_bank = (115 / rate).quantize(Decimal("0.01"))
    xero.agree("payment", paid, CurrencyRate=rate, BankAmount=through_the_bank)


@guessed("that a BankAmount without a CurrencyRate says the rate")
def test_what_the_bank_saw_says_the_rate(xero: Story) -> None:
    """115 dollars for 230: a rate of 0.5."""
    owed = given.invoice(xero, CurrencyCode="USD", CurrencyRate=0.7)

    paid = given.payment(xero, owed, 115, given.days_from_now(-5), BankAmount=230)

    xero.agree("payment", paid, CurrencyRate=Decimal("0.5"), BankAmount=Decimal("230.00"))


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
