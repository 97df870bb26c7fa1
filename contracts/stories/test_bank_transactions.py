"""Money through the bank account, and what it pays ahead."""

from decimal import Decimal

from ..provenance import documented, inferred
from ..story import Story
from . import given


def money(kind: str, contact: given.Record, *lines: given.Record) -> given.Record:
    """What to send for money that went through the bank account five days ago."""
    return {
        "Type": kind,
        "Contact": {"ContactID": contact["ContactID"]},
        "BankAccount": {"Code": given.BANK},
        "Date": given.days_from_now(-5).isoformat(),
        "LineItems": list(lines),
    }


def recorded_as(xero: Story, sent: given.Record) -> given.Record:
    """A bank transaction as Xero wrote it."""
    return xero.record("createBankTransactions", body={"BankTransactions": [sent]})


@documented("Xero's page on BankTransactions")
def test_amounts_of_bank_transactions_include_tax(xero: Story) -> None:
    """Unless they say otherwise, unlike those of invoices; deleted by their status."""
    sent = money("RECEIVE", given.customer(xero), given.line(115))
    made = recorded_as(xero, sent)

    xero.agree("money received", made, LineAmountTypes="Inclusive", Status="AUTHORISED")
    xero.agree("money received", made, SubTotal=Decimal("100.00"), TotalTax=Decimal("15.00"))
    key = made["BankTransactionID"]
    deleted = {**sent, "Status": "DELETED"}  # the SDK insists on the rest
    xero.record(
        "updateBankTransaction", BankTransactionID=key, body={"BankTransactions": [deleted]}
    )
    gone = xero.record("getBankTransaction", BankTransactionID=key)
    xero.agree("deleted money", gone, Status="DELETED", IsReconciled=False)


@inferred("an invoice counts a prepayment as it is recorded to count a credit note")
def test_a_prepayment_settles_an_invoice(xero: Story) -> None:
    """It begins in the bank; what is left of it is paid back, and then it is PAID itself."""
    contact = given.customer(xero)
    owed = given.invoice(xero, given.line(100), to=contact)
    made = recorded_as(xero, money("RECEIVE-PREPAYMENT", contact, given.line(230)))
    key = made["PrepaymentID"]
    part = {
        "Amount": 115,
        "Date": given.days_from_now(-5).isoformat(),
        "Invoice": {"InvoiceID": owed["InvoiceID"]},
    }

    xero.record("createPrepaymentAllocations", PrepaymentID=key, body={"Allocations": [part]})

    left = xero.record("getPrepayment", PrepaymentID=key)
    xero.agree("prepayment", left, RemainingCredit=Decimal("115.00"), Status="AUTHORISED")
    paid = given.read(xero, owed)
    xero.agree("invoice", paid, AmountCredited=Decimal("115.00"), Status="PAID")
    applied = [one.get("AppliedAmount") for one in paid.get("Prepayments", [])]
    xero.same("invoice", "applied amounts", [115.0], applied)
    refund = {
        "Prepayment": {"PrepaymentID": key},
        "Account": {"Code": given.BANK},
        "Date": given.days_from_now(-3).isoformat(),
        "Amount": 115,
    }

    back = xero.record("createPayment", body=refund)

    xero.agree("refund", back, PaymentType="ARPREPAYMENTPAYMENT", Amount=Decimal("115.00"))
    spent = xero.record("getPrepayment", PrepaymentID=key)
    xero.agree("spent prepayment", spent, RemainingCredit=Decimal("0.00"), Status="PAID")


@documented("Xero's page on BankTransactions")
def test_an_overpayment_stands_on_the_control_account(xero: Story) -> None:
    """It has one untaxed line, which no caller codes, and nothing changes it afterwards."""
    ahead = {"Description": "Paid twice", "LineAmount": 100}
    sent = money("RECEIVE-OVERPAYMENT", given.customer(xero), ahead)
    made = recorded_as(xero, {**sent, "LineAmountTypes": "NoTax"})

    xero.agree("overpayment", made, TotalTax=Decimal("0.00"), Total=Decimal("100.00"))
    codes = [one.get("AccountCode") for one in made.get("LineItems", [])]
    xero.same("overpayment", "account codes", ["610"], codes)
    left = xero.record("getOverpayment", OverpaymentID=made["OverpaymentID"])
    xero.agree("what it made", left, RemainingCredit=Decimal("100.00"), Status="AUTHORISED")
    body = {"BankTransactions": [{**sent, "Status": "DELETED"}]}
    xero.call(
        "updateBankTransaction",
        expecting=400,
        BankTransactionID=made["BankTransactionID"],
        body=body,
    )
