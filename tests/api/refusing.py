"""Books in which every kind of record stands, and what of them a refusal must leave as it was."""

import re
from typing import Any, NamedTuple

from tests.api.client import (
    XML,
    Record,
    Reply,
    Xero,
    as_xml,
    credit_note,
    invoice,
    line,
    manual_journal,
    money,
)
from tests.books.snapshot import everything

COST = line("100.00", AccountCode="400")
EARLY, LATE = "2026-08-15", "2026-09-05"
"""Days before and after the one up to which the books are closed in some of the tests."""


class Case(NamedTuple):
    """What is sent, with the names of records in braces, and what Xero says against it."""

    method: str
    path: str
    body: Any
    says: list[str]

    @property
    def plural(self) -> str:
        """What is sent, in Xero's plural."""
        parts = self.path.split("/")
        return parts[-1] if parts[-1] == "Allocations" else parts[0]


def put(plural: str, body: Any, *says: str) -> Case:
    """A new record is refused."""
    return Case("PUT", plural, body, [*says])


def post(path: str, body: Any, *says: str) -> Case:
    """A change of a record is refused."""
    return Case("POST", path, body, [*says])


def delete(path: str, *says: str) -> Case:
    """A DELETE is refused."""
    return Case("DELETE", path, None, [*says])


class Laid:
    """Books with one of everything, whose ids go by names."""

    def __init__(self, xero: Xero) -> None:
        self.xero = xero
        self.ids: dict[str, str] = {}
        self.last: dict[str, Any] = {}
        """How things stood when somebody last looked, unless something was set up since."""
        (self.books,) = xero.mock.world.organisations.values()
        self._people()
        self._accounts()
        self._documents()
        self._settlements()
        self._rest()

    def made(self, name: str, plural: str, body: Any, key: str | None = None) -> Record:
        """Record something; its id goes by the name."""
        made = self.xero.put(plural, body).record
        self.ids[name] = made[key or f"{plural.rpartition('/')[2].removesuffix('s')}ID"]
        return made

    def _people(self) -> None:
        self.ada = self.made("ada", "Contacts", {"Name": "Ada Lovelace"})
        self.made("bob", "Contacts", {"Name": "Bob Babbage"})
        self.ids["user"] = self.xero.get("Users").record["UserID"]

    def _accounts(self) -> None:
        for name, members in {
            "archived": {"Code": "901", "Name": "Archived", "Type": "EXPENSE"},
            "deleted": {"Code": "903", "Name": "Deleted", "Type": "EXPENSE"},
            "old bank": {"Code": "902", "Name": "Old Bank", "Type": "BANK"}
            | {"BankAccountNumber": "1"},
        }.items():
            self.made(name, "Accounts", members, "AccountID")
        self.xero.put("Items", {"Code": "PEN", "Name": "Pen"} | _STOCK)
        for code, name in (("610", "debtors"), ("090", "bank"), ("400", "advertising")):
            found = self.xero.get("Accounts", where=f'Code=="{code}"').record
            self.ids[name] = found["AccountID"]
        spent = money(self.ada, line("7.00", AccountCode="901"), Date=EARLY)
        self.made("on archived", "BankTransactions", spent, "BankTransactionID")
        self.made("received before", "BankTransactions", _earned(self.ada, Date=EARLY))
        old = line("5.00", AccountCode="901")
        for name, drafted in {
            "draft on archived": invoice(self.ada, old, Type="ACCPAY", Status="DRAFT"),
            "uncoded draft": invoice(self.ada, _UNCODED, Status="DRAFT"),
        }.items():
            self.made(name, "Invoices", drafted)
        accrued = [
            {"LineAmount": 5, "AccountCode": "901"},
            {"LineAmount": -5, "AccountCode": "620"},
        ]
        drafted = manual_journal(JournalLines=accrued, Status="DRAFT")
        self.made("draft journal on archived", "ManualJournals", drafted)
        self.claims("claim on archived", self.receipt(old))
        for name in ("archived", "old bank"):
            body = {"AccountID": self.ids[name], "Status": "ARCHIVED"}
            assert self.xero.post(f"Accounts/{self.ids[name]}", body).status == 200
        assert self.xero.delete(f"Accounts/{self.ids['deleted']}").status == 200

    def _documents(self) -> None:
        """Each of them once early and once late; ``open`` ones are not paid."""
        ada, bill = self.ada, {"Type": "ACCPAY", "LineItems": [COST]}
        for when, day in (("early", EARLY), ("late", LATE)):
            on: Record = {"Date": day, "DueDate": "2026-10-20"}
            for name, more in _INVOICES.items():
                self.made(f"{name} {when}", "Invoices", invoice(ada, **(on | more)))
                self.made(f"{name} bill {when}", "Invoices", invoice(ada, **(on | bill | more)))
            day_only = {"Date": day}
            for name, more in (("note", {}), ("spent note", {}), ("draft note", _DRAFT)):
                self.made(f"{name} {when}", "CreditNotes", credit_note(ada, **(day_only | more)))
            supplier = credit_note(ada, COST, Type="ACCPAYCREDIT", **day_only)
            self.made(f"supplier note {when}", "CreditNotes", supplier)
            self.made(f"spent {when}", "BankTransactions", money(ada, Date=day))
            self.made(f"receipt {when}", "Receipts", self.receipt(Date=day))
            self.made(f"journal {when}", "ManualJournals", _journal(Date=day))
            draft = _journal(Date=day, Status="DRAFT")
            self.made(f"draft journal {when}", "ManualJournals", draft)
            transfer = {"FromBankAccount": {"Code": "090"}, "ToBankAccount": {"Code": "091"}}
            self.made(f"transfer {when}", "BankTransfers", transfer | {"Amount": 5, "Date": day})
            for name, kind in _AHEAD.items():
                ahead = self.xero.put("BankTransactions", self.ahead(kind, Date=day)).record
                self.ids[f"{name} {when}"] = ahead[f"{name.split()[-1].title()}ID"]
                self.ids[f"bank of {name} {when}"] = ahead["BankTransactionID"]
        voided = self.xero.post(f"Invoices/{self.ids['void early']}", {"Status": "VOIDED"})
        assert voided.status == 200

    def _settlements(self) -> None:
        for when, day in (("early", EARLY), ("late", LATE)):
            paid = self.pays(f"paid {when}", 115, Date=day)
            self.made(f"payment {when}", "Payments", paid)
            part = self.pays(f"part paid {when}", 15, Date=day)
            self.made(f"part payment {when}", "Payments", part)
            refund = {"CreditNote": {"CreditNoteID": self.ids[f"spent note {when}"]}}
            whole = refund | {"Account": {"Code": "090"}, "Amount": 100, "Date": day}
            self.made(f"refund {when}", "Payments", whole)
            set_off = {"Invoice": {"InvoiceID": self.ids[f"credited {when}"]}, "Amount": 15}
            spent = f"CreditNotes/{self.ids[f'spent note {when}']}/Allocations"
            self.made(f"allocation {when}", spent, set_off, "AllocationID")
            batch = {
                "Account": {"AccountID": self.ids["bank"]},
                "Date": day,
                "Payments": [
                    {"Invoice": {"InvoiceID": self.ids[f"batched bill {when}"]}, "Amount": 115}
                ],
            }
            made = self.made(f"batch {when}", "BatchPayments", batch)
            self.ids[f"batched payment {when}"] = made["Payments"][0]["PaymentID"]
        reconciled = self.pays("reconciled late", 115, IsReconciled=True, Date=LATE)
        self.made("reconciled payment", "Payments", reconciled)
        transfer: Record = {"FromBankAccount": {"Code": "090"}, "ToBankAccount": {"Code": "091"}}
        whole = transfer | {"Amount": 5, "Date": LATE, "ToIsReconciled": True}
        self.made("reconciled transfer", "BankTransfers", whole)
        matched = money(self.ada, Date=LATE, IsReconciled=True)
        self.made("reconciled", "BankTransactions", matched)

    def _rest(self) -> None:
        for name in ("submitted", "approved"):
            self.claims(name, self.receipt(Date=EARLY))
        claim = f"ExpenseClaims/{self.ids['approved']}"
        assert self.xero.post(claim, {"Status": "AUTHORISED"}).status == 200

    def claims(self, name: str, receipt: Record) -> None:
        """A claim of one receipt."""
        made = self.made(f"receipt {name}", "Receipts", receipt)
        named = [{"ReceiptID": made["ReceiptID"]}]
        user = {"UserID": self.ids["user"]}
        self.made(name, "ExpenseClaims", {"User": user, "Receipts": named}, "ExpenseClaimID")

    def receipt(self, *lines: Record, **members: Any) -> Record:
        """A receipt to send."""
        who = {"User": {"UserID": self.ids["user"]}, "Contact": {"ContactID": self.ids["ada"]}}
        return who | {"LineItems": [*(lines or [COST])]} | members

    def ahead(self, kind: str, *lines: Record, **members: Any) -> Record:
        """Money that comes, or goes, too early."""
        usual = line("50.00", AccountCode="200" if kind.startswith("RECEIVE") else "400")
        return money(self.ada, *(lines or [usual]), Type=kind, **members)

    def pays(self, name: str, amount: int, **members: Any) -> Record:
        """A payment of an invoice, to send."""
        named = {"Invoice": {"InvoiceID": self.ids[name]}, "Account": {"Code": "090"}}
        return named | {"Amount": amount} | members

    # --- asking ---

    def settings(self) -> Record:
        """Lock dates, and the end of the year."""
        found: Record = self.xero.get("organisation", root="/_mockxero/").json
        return found

    def set_up(self, **wanted: Any) -> None:
        """Set some of them."""
        self.last = {}
        assert self.xero.call("PATCH", "organisation", wanted, root="/_mockxero/").status == 200

    def standing(self) -> dict[str, Any]:
        """All that a refusal must leave as it was: records, ledger, and what reports say."""
        report = self.xero.get("Reports/TrialBalance", date="2026-12-31")
        return everything(self.books) | {
            "entries": len(self.books.ledger.entries),
            "trial balance": report.json["Reports"][0]["Rows"],
        }

    @property
    def balanced(self) -> bool:
        """Whether the trial balance adds up."""
        *_, total = self.standing()["trial balance"]
        debit, credit, year_debit, year_credit = (
            cell["Value"] for cell in total["Rows"][-1]["Cells"][1:]
        )
        return (debit, year_debit) == (credit, year_credit)

    def ask(self, case: Case, *, xml: bool = False, body: Any = None, **query: Any) -> Reply:
        """Send what a case says, or another body in its place."""
        path = self._named(case.path)
        sent = self._named(case.body if body is None else body)
        if not xml:
            return self.xero.call(case.method, path, sent, **query)
        headers: dict[str, str | None] = {"Accept": XML}
        if sent is not None:
            sent = as_xml(case.plural.removesuffix("s"), _in_xml(sent, case.plural))
        return self.xero.call(case.method, path, sent, type=XML, headers=headers, **query)

    def _named(self, value: Any) -> Any:
        """The same with ids in place of names in braces."""
        if isinstance(value, dict):
            return {name: self._named(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._named(one) for one in value]
        if not isinstance(value, str):
            return value
        return re.sub(r"\{([^{}]+)\}", lambda found: self.ids[found[1]], value)


def _in_xml(body: Record, plural: str) -> Record:
    """An allocation has another name for its amount there. # seen: XeroAPI/xero-node#239"""
    names = {"Amount": "AppliedAmount"} if plural == "Allocations" else {}
    return {names.get(name, name): value for name, value in body.items()}


def _journal(**members: Any) -> Record:
    return manual_journal(Status="POSTED") | members


def _earned(contact: Record, **members: Any) -> Record:
    whole = {"BankAccount": {"Code": "902"}, "Type": "RECEIVE"} | members
    return money(contact, line("9.00"), **whole)


_DRAFT = {"Status": "DRAFT"}
_UNCODED = {"Description": "Work", "Quantity": 1, "UnitAmount": 10}
_INVOICES: dict[str, Record] = {
    "open": {},
    "draft": _DRAFT,
    "paid": {},
    "part paid": {},
    "credited": {},
    "batched": {},
    "reconciled": {},
    "void": {},
}
_AHEAD = {
    "prepayment": "RECEIVE-PREPAYMENT",
    "overpayment": "RECEIVE-OVERPAYMENT",
    "paid prepayment": "SPEND-PREPAYMENT",
}
_STOCK = {"InventoryAssetAccountCode": "630", "PurchaseDetails": {"COGSAccountCode": "310"}}
