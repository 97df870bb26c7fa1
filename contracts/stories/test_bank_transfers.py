"""Money that moves between two bank accounts of the organisation."""

from decimal import Decimal

from ..provenance import documented, inferred
from ..story import Story
from . import given

SAVINGS = "091"
"""The other bank account of the Demo Company (NZ)."""


def transfer(xero: Story, target: str = SAVINGS) -> given.Record:
    """What to send for fifty dollars out of the business account."""
    return {
        "FromBankAccount": {"Code": given.BANK},
        "ToBankAccount": {"Code": target},
        "Amount": 50,
        "Date": given.days_from_now(-5).isoformat(),
        "Reference": xero.unique("Contract"),
    }


@documented("Xero's page on BankTransfers; its OpenAPI description, deleteBankTransfer")
def test_a_transfer_is_two_bank_transactions(xero: Story) -> None:
    """One in either account; deleting the transfer deletes both."""
    sent = {"BankTransfers": [transfer(xero)]}
    made = xero.record("createBankTransfer", body=sent)
    xero.agree("transfer", made, Status="AUTHORISED", Amount=Decimal("50.00"))
    gone = {"Status": "DELETED"}

    legs = {"FromBankTransactionID": "SPEND-TRANSFER", "ToBankTransactionID": "RECEIVE-TRANSFER"}
    for member, type_ in legs.items():
        leg = xero.record("getBankTransaction", BankTransactionID=made[member])
        xero.agree(type_, leg, Type=type_, Total=Decimal("50.00"), Status="AUTHORISED")

    xero.record("deleteBankTransfer", BankTransferID=made["BankTransferID"], body=gone)

    for member, type_ in legs.items():
        leg = xero.record("getBankTransaction", BankTransactionID=made[member])
        xero.agree(f"deleted {type_}", leg, Status="DELETED")
    where = f'Reference=="{made["Reference"]}"'
    listed = [
        len(xero.records("getBankTransfers", where=where, includeDeleted=deleted))
        for deleted in (False, True)
    ]
    xero.same("lists after that", "without and with deleted", [0, 1], listed)


@inferred("nobody has written down in which words Xero refuses it")
def test_no_transfer_goes_back_to_where_it_came_from(xero: Story) -> None:
    """Out of an account and into the same one."""
    sent = {"BankTransfers": [transfer(xero, given.BANK)]}

    refused = xero.call("createBankTransfer", expecting=400, body=sent)

    sentence = "FromBankAccount and ToBankAccount must be different accounts"
    xero.says("a transfer to the same account", refused, sentence)
