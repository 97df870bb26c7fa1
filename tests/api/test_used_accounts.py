"""Accounts that have been posted to: what may still become of them, and what reports say then."""

from decimal import Decimal
from typing import Any

import pytest

from tests.api.client import Record, Reply, Xero, invoice, line, money

NEW = {"Code": "450", "Name": "Engines", "Type": "EXPENSE"}


class Engines:
    """An account on which 100.00 stands, and 15.00 of tax beside it."""

    def __init__(self, xero: Xero, customer: Record) -> None:
        self.xero = xero
        self.id: str = xero.put("Accounts", NEW).record["AccountID"]
        bought = money(customer, line("115.00", AccountCode="450"))
        self.bought = xero.put("BankTransactions", bought).record

    def change(self, **members: Any) -> Reply:
        return self.xero.post(f"Accounts/{self.id}", {"AccountID": self.id} | members)

    def rows(self, report: str, **asked: str) -> dict[str, list[str]]:
        """The rows of a report that are about the account, by section."""
        told = self.xero.get(f"Reports/{report}", **asked).json["Reports"][0]
        return {
            section["Title"]: [cell["Value"] for cell in row["Cells"]]
            for section in told["Rows"]
            for row in section.get("Rows", ())
            if self.id in str(row["Cells"][0].get("Attributes"))
        }

    @property
    def balanced(self) -> bool:
        """Whether what reports say adds up."""
        told = self.xero.get("Reports/TrialBalance", date="2026-09-30").json["Reports"][0]
        sums = [cell["Value"] for cell in told["Rows"][-1]["Rows"][-1]["Cells"]][1:]
        sheet = self.xero.get("Reports/BalanceSheet", date="2026-09-30").json["Reports"][0]
        shown = {
            row["Cells"][0]["Value"]: Decimal(row["Cells"][1]["Value"])
            for section in sheet["Rows"]
            for row in section.get("Rows", ())
        }
        return (sums[0], sums[2], shown["Net Assets"]) == (
            sums[1],
            sums[3],
            shown["Total Equity"],
        )


@pytest.fixture
def engines(xero: Xero, customer: Record) -> Engines:
    return Engines(xero, customer)


ON = {"date": "2026-09-30"}


def test_an_archived_account_shows_what_stands_on_it(engines: Engines) -> None:
    """As before; only nothing new comes."""
    before = engines.rows("TrialBalance", **ON), engines.rows("ProfitAndLoss")
    assert engines.change(Status="ARCHIVED").status == 200

    assert (engines.rows("TrialBalance", **ON), engines.rows("ProfitAndLoss")) == before
    assert before[0] == {"Expenses": ["Engines (450)", "100.00", "", "100.00", ""]}
    assert engines.balanced


def test_what_stands_on_an_archived_account_can_be_taken_back(engines: Engines) -> None:
    """And the account leaves the reports, in which it has nothing any more."""
    engines.change(Status="ARCHIVED")
    bought = f"BankTransactions/{engines.bought['BankTransactionID']}"

    assert engines.xero.post(bought, {"Status": "DELETED"}).status == 200
    assert engines.rows("TrialBalance", **ON) == {}
    assert engines.balanced


@pytest.mark.parametrize("taken_back", [False, True])
def test_an_account_that_was_posted_to_is_never_deleted(engines: Engines, taken_back: bool) -> None:
    """# guess: not even if all was taken back"""
    if taken_back:
        bought = f"BankTransactions/{engines.bought['BankTransactionID']}"
        assert engines.xero.post(bought, {"Status": "DELETED"}).status == 200
    before = engines.rows("TrialBalance", **ON)

    reply = engines.xero.delete(f"Accounts/{engines.id}")

    assert (reply.status, reply.sentences) == (
        400,
        ["Accounts that are used on transactions cannot be deleted"],
    )
    assert engines.rows("TrialBalance", **ON) == before


@pytest.mark.parametrize(
    ("account_type", "account_class", "section", "in_sheet"),
    [
        ("DIRECTCOSTS", "EXPENSE", "Expenses", ""),
        ("FIXED", "ASSET", "Assets", "Fixed Assets"),
        ("CURRENT", "ASSET", "Assets", "Current Assets"),
        ("TERMLIAB", "LIABILITY", "Liabilities", "Non-Current Liabilities"),
        ("EQUITY", "EQUITY", "Equity", "Equity"),
    ],
)
def test_a_used_account_may_change_its_type(
    engines: Engines, account_type: str, account_class: str, section: str, in_sheet: str
) -> None:
    """All that was ever posted to it moves along, and everything still adds up."""
    changed = engines.change(Type=account_type).record

    assert changed["Class"] == account_class
    assert engines.rows("TrialBalance", **ON) == {
        section: ["Engines (450)", "100.00", "", "100.00", ""]
    }
    assert [*engines.rows("BalanceSheet", **ON)] == [in_sheet] * bool(in_sheet)
    assert engines.balanced


def test_its_code_name_and_tax_may_change(engines: Engines) -> None:
    """What was posted stays as it was taxed, under the new name."""
    assert engines.change(Code="451", Name="Mills", TaxType="NONE").status == 200

    assert engines.rows("TrialBalance", **ON) == {
        "Expenses": ["Mills (451)", "100.00", "", "100.00", ""]
    }
    assert engines.balanced


@pytest.mark.parametrize(
    ("code", "change", "sentence"),
    [
        ("610", {"Type": "FIXED"}, "The type of a system account cannot be changed"),
        ("960", {"Type": "REVENUE"}, "The type of a system account cannot be changed"),
        ("820", {"Status": "ARCHIVED"}, "System accounts cannot be archived"),
        (
            "090",
            {"Type": "CURRENT"},
            "Bank accounts cannot be changed into other accounts, nor others so",
        ),
        (
            "400",
            {"Type": "BANK", "BankAccountNumber": "1"},
            "Bank accounts cannot be changed into other accounts, nor others so",
        ),
    ],
)
def test_what_reports_hang_on_stays(xero: Xero, code: str, change: Record, sentence: str) -> None:
    """System accounts, and what money goes through. # guess: the words"""
    account = xero.get("Accounts", where=f'Code=="{code}"').record
    before = xero.get("Reports/TrialBalance", **ON).json["Reports"][0]["Rows"]

    reply = xero.post(f"Accounts/{account['AccountID']}", change)

    assert (reply.refusal, reply.sentences) == ((400, 10), [sentence])
    assert xero.get("Reports/TrialBalance", **ON).json["Reports"][0]["Rows"] == before


@pytest.mark.parametrize("code", ["610", "820", "860", "960"])
def test_system_accounts_are_never_deleted(xero: Xero, code: str) -> None:
    account = xero.get("Accounts", where=f'Code=="{code}"').record

    assert xero.delete(f"Accounts/{account['AccountID']}").sentences == [
        "System accounts cannot be deleted"
    ]


def test_system_accounts_go_by_other_names_and_codes(xero: Xero, customer: Record) -> None:
    """Xero finds them by what they are for."""
    account = xero.get("Accounts", where='Code=="610"').record

    def receivable(label: str) -> list[str]:
        (report,) = xero.get("Reports/TrialBalance", **ON).json["Reports"]
        rows = [row["Cells"] for one in report["Rows"] for row in one.get("Rows", ())]
        (found,) = ([one["Value"] for one in row] for row in rows if row[0]["Value"] == label)
        return found[1:]

    before = receivable("Accounts Receivable (610)")
    renamed = {"Code": "1100", "Name": "Debtors"}
    assert xero.post(f"Accounts/{account['AccountID']}", renamed).status == 200
    assert receivable("Debtors (1100)") == before

    assert xero.put("Invoices", invoice(customer, line("1000.00"))).status == 200
    standing = Decimal(receivable("Debtors (1100)")[2])
    assert standing == Decimal(before[2]) + 1150


def test_payments_do_not_go_through_what_is_owed(xero: Xero, customer: Record) -> None:
    """Though the account says that they may. # guess"""
    account = xero.get("Accounts", where='Code=="610"').record
    path = f"Accounts/{account['AccountID']}"
    assert xero.post(path, {"EnablePaymentsToAccount": True}).status == 200
    owed = {"InvoiceNumber": "INV-0027"}

    reply = xero.put("Payments", {"Invoice": owed, "Account": {"Code": "610"}, "Amount": 1})

    assert reply.sentences == ["Account type is invalid for making a payment to/from"]


def test_an_archived_bank_account_keeps_its_money(xero: Xero, customer: Record) -> None:
    """It shows among the others, and nothing moves through it any more."""
    bank = xero.get("Accounts", where='Code=="090"').record["AccountID"]
    before = xero.get("Reports/BankSummary").json["Reports"][0]["Rows"]
    assert xero.post(f"Accounts/{bank}", {"Status": "ARCHIVED"}).status == 200

    assert xero.get("Reports/BankSummary").json["Reports"][0]["Rows"] == before
    archived = "The bank account is archived and cannot be used"
    assert xero.put("BankTransactions", money(customer)).sentences == [archived]
    moved = {"FromBankAccount": {"Code": "091"}, "ToBankAccount": {"Code": "090"}, "Amount": 1}
    assert xero.put("BankTransfers", moved).sentences == [archived]
