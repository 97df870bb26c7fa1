"""Several invoices that are paid through the bank as one."""

from decimal import Decimal
from typing import Any

from ..faults import MISSING
from ..provenance import documented, inferred
from ..story import Story
from . import given


def batch(xero: Story, *paid: tuple[given.Record, float]) -> given.Record:
    """What to send for a batch that pays so much of each of these invoices."""
    accounts = xero.records("getAccounts", where=f'Code=="{given.BANK}"')
    payments: list[Any] = [
        {"Invoice": {"InvoiceID": owed["InvoiceID"]}, "Amount": amount} for owed, amount in paid
    ]
    return {
        "Account": {"AccountID": accounts[0]["AccountID"]},
        "Date": given.days_from_now(-5).isoformat(),
        "Reference": "Contract",
        "Payments": payments,
    }


@documented("Xero's page on BatchPayments; its OpenAPI description, deleteBatchPayment")
def test_a_batch_is_paid_and_taken_back_as_one(xero: Story) -> None:
    """Each invoice is paid as by a payment of its own; deleting the batch opens all of them."""
    first, second = given.invoice(xero), given.invoice(xero)
    sent = batch(xero, (first, 115), (second, 40))

    made = xero.record("createBatchPayment", body={"BatchPayments": [sent]})

    xero.agree("batch", made, Type="RECBATCH", Status="AUTHORISED", TotalAmount=Decimal("155.00"))
    xero.agree("invoice paid in full", given.read(xero, first), Status="PAID")
    part = given.read(xero, second)
    xero.agree("invoice paid in part", part, Status="AUTHORISED", AmountDue=Decimal("75.00"))

    deleted = {"Status": "DELETED"}
    batch_id = made["BatchPaymentID"]
    gone = xero.record("deleteBatchPaymentByUrlParam", BatchPaymentID=batch_id, body=deleted)

    xero.agree("deleted batch", gone, Status="DELETED", Payments=[])
    open_again = given.read(xero, first)
    xero.agree("invoice after that", open_again, Status="AUTHORISED", AmountDue=Decimal("115.00"))
    xero.agree("invoice after that", open_again, FullyPaidOnDate=MISSING)


@inferred("Xero says that it is not possible, but not in which words")
def test_a_payment_of_a_batch_is_not_deleted_alone(xero: Story) -> None:
    """It is refused, and the invoice stays paid."""
    owed = given.invoice(xero)
    sent = batch(xero, (owed, 40))
    made = xero.record("createBatchPayment", body={"BatchPayments": [sent]})
    deleted = {"Status": "DELETED"}
    xero.later("deleteBatchPaymentByUrlParam", BatchPaymentID=made["BatchPaymentID"], body=deleted)
    payment_id = made["Payments"][0]["PaymentID"]

    refused = xero.call("deletePayment", expecting=400, PaymentID=payment_id, body=deleted)

    sentence = "Payments that are part of a batch payment cannot be deleted individually"
    xero.says("deleting it", refused, sentence)
    xero.agree("invoice", given.read(xero, owed), AmountPaid=Decimal("40.00"))
