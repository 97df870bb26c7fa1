"""Bank transactions and what they pay ahead have the members that Xero's own examples have."""

import json
from pathlib import Path

import pytest

from tests.api.client import invoice, line, money

RECORDED = Path(__file__).parents[3] / "shared" / "xero" / "recorded"
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="the recordings are not here")

NEWER = "the example is of 2019"
ONCE_WRITTEN = "Xero says it of an update, not of a creation; here neither write says it"
LATER = "it was added to the description afterwards, at the end"

DIFFERENCES = {
    ("createBankTransactions", "StatusAttributeString"): "the request said summarizeErrors=false",
    ("createBankTransactions", "ValidationErrors"): "the request said summarizeErrors=false",
    ("updateBankTransaction", "HasAttachments"): ONCE_WRITTEN,
    ("updateBankTransaction", "Attachments"): ONCE_WRITTEN,
    ("getBankTransactions", "BatchPayment"): "it was no part of a batch",
    ("getBankTransactions", "PrepaymentID"): "it was plain money",
    ("getBankTransactions", "Reference"): "the example has none",
    ("getPrepayment", "LineItems.DiscountEnteredAsPercent"): NEWER,
    ("getPrepayment", "LineItems.LineItemID"): NEWER,
    ("getPrepayment", "LineItems.AccountID"): NEWER,
    ("getPrepayment", "Allocations.AllocationID"): NEWER,
    ("getOverpayment", "LineItems.DiscountEnteredAsPercent"): NEWER,
    ("getOverpayment", "LineItems.LineItemID"): NEWER,
    ("getOverpayment", "LineItems.AccountID"): NEWER,
    ("getOverpayment", "Allocations.AllocationID"): NEWER,
}
"""Every member that one side has and the other has not, and why."""
ELSEWHERE = {"UpdatedDateUTCString"}
"""It stands in another place: recorded for invoices, and the base they share is one."""


@pytest.fixture
def told(xero, customer):
    """Each example's request, made again: the record that it was answered with."""
    spent = xero.put("BankTransactions", money(customer, Reference="R")).record
    path = f"BankTransactions/{spent['BankTransactionID']}"
    told = {
        "createBankTransactions": spent,
        "updateBankTransaction": xero.post(path, {"Reference": "You just updated"}).record,
        "getBankTransactions": xero.get(
            "BankTransactions", where='Contact.Name=="Ada Lovelace"'
        ).record,
    }
    for kind in ("Prepayment", "Overpayment"):
        ahead = {"Description": "Ahead", "LineAmount": 115, "AccountCode": "200"}
        sent = money(customer, ahead, Type=f"RECEIVE-{kind.upper()}", Reference="R")
        key = xero.put("BankTransactions", sent).record[f"{kind}ID"]
        told[f"get{kind}s"] = xero.get(f"{kind}s").record
        owed = xero.put("Invoices", invoice(customer, line("10.00"))).record["InvoiceID"]
        part = {"Amount": 1, "Invoice": {"InvoiceID": owed}}
        assert xero.put(f"{kind}s/{key}/Allocations", part).status == 200
        told[f"get{kind}"] = xero.get(f"{kind}s/{key}").record
    return told


def example(operation):
    """The first record of an example."""
    body = json.loads((RECORDED / f"openapi-{operation}-200.json").read_text("utf-8"))
    return next(value for value in body.values() if isinstance(value, list))[0]


def members(record):
    """Its members in their order, with those of its lines and allocations."""
    found = [*record]
    for name in ("LineItems", "Allocations"):
        for inner in record.get(name, [])[:1]:
            found += [f"{name}.{member}" for member in inner]
    return found


def test_members_and_their_order_are_xeros(told):
    """Apart from what the table names; and nothing in the table is out of date."""
    differing = set()
    for operation, record in told.items():
        real, mine = members(example(operation)), members(record)
        differing |= {(operation, member) for member in {*real} ^ {*mine}}
        both = [one for one in real if one in mine and one not in ELSEWHERE]
        assert both == [one for one in mine if one in both], operation

    assert differing == set(DIFFERENCES)
