"""Whatever the books may not take: input, status, Xero's words, and nothing was posted.

What nobody has seen Xero say is marked as a guess where it is said.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mockxero.server import Mock
from tests.api.client import (
    Record,
    Xero,
    credit_note,
    invoice,
    line,
    purchase_order,
    quote_of,
)
from tests.api.refusing import COST, EARLY, LATE, Case, Laid, delete, post, put

NOT_VALID = "Account code '{}' is not a valid code for this document."
ARCHIVED = (
    "Account code '{}' has been archived, or has been deleted. "
    "Each line item must reference a valid account."
)
NO_TAX_TYPE = "The TaxType field is mandatory"
NO_SUCH_TAX = "The TaxType code '{}' does not exist or cannot be used for this type of transaction"
WRONG_TAX = "The TaxType code '{}' cannot be used with account code '{}'."
ADA = {"ContactID": "{ada}"}
REPEATED = {
    "Type": "ACCREC",
    "Status": "AUTHORISED",
    "Contact": ADA,
    "Schedule": {
        "Period": 1,
        "Unit": "MONTHLY",
        "DueDate": 10,
        "DueDateType": "OFFOLLOWINGMONTH",
        "StartDate": "2026-10-31",
    },
}
AHEAD = {"Contact": ADA, "BankAccount": {"Code": "090"}, "Date": LATE}


def lined(*lines: Record) -> dict[str, tuple[str, Record]]:
    """Every kind of document with these lines: what it is called, where it goes, and itself."""
    said: Record = {"Contact": ADA, "Date": LATE, "LineItems": [*lines]}
    on_bank = said | {"BankAccount": {"Code": "090"}}
    receipt = said | {"User": {"UserID": "{user}"}}
    return {
        "sale": ("Invoices", invoice(ADA, *lines)),
        "bill": ("Invoices", invoice(ADA, *lines, Type="ACCPAY")),
        "draft": ("Invoices", invoice(ADA, *lines, Status="DRAFT")),
        "note": ("CreditNotes", credit_note(ADA, *lines)),
        "supplier note": ("CreditNotes", credit_note(ADA, *lines, Type="ACCPAYCREDIT")),
        "spent": ("BankTransactions", on_bank | {"Type": "SPEND"}),
        "received": ("BankTransactions", on_bank | {"Type": "RECEIVE"}),
        "spent ahead": ("BankTransactions", on_bank | {"Type": "SPEND-PREPAYMENT"}),
        "received ahead": ("BankTransactions", on_bank | {"Type": "RECEIVE-PREPAYMENT"}),
        "receipt": ("Receipts", receipt),
        "order": ("PurchaseOrders", purchase_order(ADA, *lines)),
        "quote": ("Quotes", quote_of(ADA, *lines)),
        "template": ("RepeatingInvoices", REPEATED | {"LineItems": [*lines]}),
    }


UNTAXED = ("draft", "order", "quote", "receipt")
"""Documents, and statuses of them, in which a line needs no tax type."""


def on_accounts() -> dict[str, Case]:
    """Lines on accounts that are not for lines."""
    cases = {}
    bad = dict.fromkeys(("610", "800", "820", "960", "877", "497", "498", "090"), NOT_VALID)
    for code, words in (bad | {"901": ARCHIVED}).items():
        for kind, (plural, sent) in lined(line("10.00", AccountCode=code, TaxType="NONE")).items():
            cases[f"{kind} on {code}"] = put(plural, sent, words.format(code))
    for code in ("999", "903"):
        for kind, (plural, sent) in lined(line("10.00", AccountCode=code)).items():
            says = [NOT_VALID.format(code)] + [NO_TAX_TYPE] * (kind not in UNTAXED)
            cases[f"{kind} on {code}"] = put(plural, sent, *says)
    return cases


def taxed() -> dict[str, Case]:
    """Lines with tax types that there are not, that are no more, or that are for others."""
    cases = {}
    for tax, code, words in (
        ("X", "200", NO_SUCH_TAX.format("X")),
        ("OUTPUT", "200", NO_SUCH_TAX.format("OUTPUT")),
        ("INPUT2", "200", WRONG_TAX.format("INPUT2", "200")),
        ("OUTPUT2", "400", WRONG_TAX.format("OUTPUT2", "400")),
        ("ZERORATED", "710", WRONG_TAX.format("ZERORATED", "710")),
    ):
        for kind, (plural, sent) in lined(line("10.00", AccountCode=code, TaxType=tax)).items():
            cases[f"{kind} taxed {tax} on {code}"] = put(plural, sent, words)
    return cases


def entry(amount: float, code: str = "469", **members: Any) -> Record:
    """A line of a manual journal."""
    return {"LineAmount": amount, "AccountCode": code} | members


def journal(*lines: Record, **members: Any) -> Record:
    """A manual journal to send, posted unless it says otherwise."""
    usual = [*lines] or [entry(100), entry(-100, "620")]
    return (
        {"Narration": "Accrual", "Status": "POSTED", "Date": LATE}
        | {"JournalLines": usual}
        | members
    )


TWO_LINES = (
    "The JournalLines element must contain at least two individual JournalLine sub-elements."
)
UNBALANCED = "The total debits ({}) must equal total credits ({})"
JOURNALS = {
    "unbalanced": put(
        "ManualJournals",
        journal(entry(100), entry(-10, "620")),
        UNBALANCED.format("100.00", "-10.00"),
    ),
    "an unbalanced draft": put(
        "ManualJournals",
        journal(entry(100), entry(-10, "620"), Status="DRAFT"),
        UNBALANCED.format("100.00", "-10.00"),
    ),
    "by a cent": put(
        "ManualJournals",
        journal(entry(100), entry(-99.99, "620")),
        UNBALANCED.format("100.00", "-99.99"),
    ),
    "only by its tax": put(
        "ManualJournals",
        journal(LineAmountTypes="Exclusive"),
        UNBALANCED.format("115.00", "-100.00"),
    ),
    "only by a tax that was sent": put(
        "ManualJournals",
        journal(
            entry(100, TaxType="INPUT2", TaxAmount=15.01),
            entry(-115, "620"),
            LineAmountTypes="Exclusive",
        ),
        UNBALANCED.format("115.01", "-115.00"),
    ),
    "all debits": put(
        "ManualJournals",
        journal(entry(100), entry(100, "620")),
        UNBALANCED.format("200.00", "0.00"),
    ),
    "one line": put(
        "ManualJournals", journal(entry(100)), TWO_LINES, UNBALANCED.format("100.00", "0.00")
    ),
    "one line of nothing": put("ManualJournals", journal(entry(0)), TWO_LINES),
    "no lines": put("ManualJournals", journal(JournalLines=[]), TWO_LINES),
    "no narration": put(
        "ManualJournals", journal(Narration=""), "The Narration field must be specified"
    ),
    "a blank narration": put(
        "ManualJournals", journal(Narration="  "), "The Narration field must be specified"
    ),
    "no amount": put(
        "ManualJournals",
        journal(entry(0), {"AccountCode": "620"}),
        "The LineAmount field must be specified",
    ),
    "no account": put(
        "ManualJournals",
        journal(entry(100), {"LineAmount": -100}),
        "Account code or ID must be specified",
    ),
    **{
        f"posted on {code}": put(
            "ManualJournals", journal(entry(100), entry(-100, code)), words.format(code)
        )
        for code, words in (
            *((one, NOT_VALID) for one in ("610", "800", "960", "877", "497", "498")),
            *((one, NOT_VALID) for one in ("090", "091", "630", "999", "903")),
            ("901", ARCHIVED),
        )
    },
    "drafted on 610": put(
        "ManualJournals",
        journal(entry(100), entry(-100, "610"), Status="DRAFT"),
        NOT_VALID.format("610"),
    ),
    "on a bank account by its id": put(
        "ManualJournals",
        journal(entry(100), {"LineAmount": -100, "AccountID": "{bank}"}),
        NOT_VALID.format("090"),
    ),
    **{
        f"taxed {tax} on {code}": put(
            "ManualJournals",
            journal(entry(100, code, TaxType=tax), entry(-100, "620"), LineAmountTypes="Inclusive"),
            words,
        )
        for tax, code, words in (
            ("X", "469", NO_SUCH_TAX.format("X")),
            ("INPUT", "469", NO_SUCH_TAX.format("INPUT")),
            ("OUTPUT2", "469", WRONG_TAX.format("OUTPUT2", "469")),
            ("INPUT2", "200", WRONG_TAX.format("INPUT2", "200")),
        )
    },
    "a status that there is not": put(
        "ManualJournals",
        journal(Status="VOIDED"),
        "The status 'VOIDED' cannot be applied to the document",
    ),
    "a posted one unbalanced later": post(
        "ManualJournals/{journal late}",
        {"JournalLines": [entry(100), entry(-10, "620")]},
        UNBALANCED.format("100.00", "-10.00"),
    ),
    "a posted one deleted": post(
        "ManualJournals/{journal late}",
        {"Status": "DELETED"},
        "The status 'DELETED' cannot be applied to the document",
    ),
}


TOO_MUCH = "Payment amount exceeds the amount outstanding on this document"
NOT_APPROVED = "Payments can only be made against Authorised documents"
NOTHING_PAID = "Payment amount must be greater than zero"
NO_ACCOUNT = "Account could not be found"
WRONG_ACCOUNT = "Account type is invalid for making a payment to/from"


def pays(name: str, amount: float | str | None, kind: str = "Invoice", **members: Any) -> Record:
    """A payment of something, or a refund."""
    sent = {"Account": {"Code": "090"}, "Date": LATE, "Amount": amount} | members
    return {kind: {f"{kind}ID": f"{{{name}}}"}} | {k: v for k, v in sent.items() if v is not None}


PAYMENTS = {
    "a cent too much": put("Payments", pays("open late", 115.01), TOO_MUCH),
    "too much of a bill": put("Payments", pays("open bill late", 200), TOO_MUCH),
    "more than is left": put("Payments", pays("part paid late", 100.01), TOO_MUCH),
    "more than a credit left": put("Payments", pays("credited late", 100.01), TOO_MUCH),
    "of a draft": put("Payments", pays("draft late", 10), NOT_APPROVED),
    "of a draft, too much": put("Payments", pays("draft late", 200), NOT_APPROVED, TOO_MUCH),
    "of a voided one": put("Payments", pays("void early", 1), NOT_APPROVED, TOO_MUCH),
    "of one that is paid": put("Payments", pays("paid late", 1), NOT_APPROVED, TOO_MUCH),
    "nothing": put("Payments", pays("open late", 0), NOTHING_PAID),
    "less than nothing": put("Payments", pays("open late", -5), NOTHING_PAID),
    "less than a cent": put("Payments", pays("open late", "0.004"), NOTHING_PAID),
    "no amount": put("Payments", pays("open late", None), NOTHING_PAID),
    "into sales": put("Payments", pays("open late", 1, Account={"Code": "200"}), WRONG_ACCOUNT),
    "into receivables": put(
        "Payments", pays("open late", 1, Account={"Code": "610"}), WRONG_ACCOUNT
    ),
    "into no account": put("Payments", pays("open late", 1, Account=None), NO_ACCOUNT),
    "into an unknown one": put(
        "Payments", pays("open late", 1, Account={"Code": "999"}), NO_ACCOUNT
    ),
    "into an archived bank": put(
        "Payments", pays("open late", 1, Account={"Code": "902"}), NO_ACCOUNT
    ),
    "into a deleted one": put(
        "Payments", pays("open late", 1, Account={"AccountID": "{deleted}"}), NO_ACCOUNT
    ),
    "of nothing that there is": put("Payments", pays("ada", 1), "Invoice could not be found"),
    "of two things": put(
        "Payments",
        pays("open late", 1) | {"CreditNote": {"CreditNoteID": "{note late}"}},
        "A payment can only be applied to one document",
    ),
    "a refund of too much": put("Payments", pays("note late", 115.01, "CreditNote"), TOO_MUCH),
    "a refund of what is spent": put(
        "Payments", pays("spent note late", 0.01, "CreditNote"), NOT_APPROVED, TOO_MUCH
    ),
    "a refund of a draft": put("Payments", pays("draft note late", 1, "CreditNote"), NOT_APPROVED),
    "a refund of nothing": put("Payments", pays("note late", 0, "CreditNote"), NOTHING_PAID),
    "too much of a prepayment": put(
        "Payments", pays("prepayment late", 50.01, "Prepayment"), TOO_MUCH
    ),
    "too much of an overpayment": put(
        "Payments", pays("overpayment late", 50.01, "Overpayment"), TOO_MUCH
    ),
    "changed": post("Payments/{payment late}", {"Amount": 1}, "Only Status accepted for updates."),
    "of a batch, deleted alone": post(
        "Payments/{batched payment late}",
        {"Status": "DELETED"},
        "Payments that are part of a batch payment cannot be deleted individually",
    ),
    "deleted though reconciled": post(
        "Payments/{reconciled payment}",
        {"Status": "DELETED"},
        "This Payment cannot be edited as it has been reconciled with a Bank Statement.",
    ),
    "a transfer deleted though reconciled": post(
        "BankTransfers/{reconciled transfer}",
        {"Status": "DELETED"},
        "This Bank Transfer cannot be edited as it has been reconciled with a Bank Statement.",
    ),
    "money deleted though reconciled": post(
        "BankTransactions/{reconciled}",
        {"Status": "DELETED"},
        "This Bank Transaction cannot be edited as it has been reconciled with a Bank Statement.",
    ),
}


def batch(*members: tuple[str, float], **more: Any) -> Record:
    """A batch that pays bills, or whatever is named."""
    payments = [{"Invoice": {"InvoiceID": f"{{{name}}}"}, "Amount": sum_} for name, sum_ in members]
    return {"Account": {"AccountID": "{bank}"}, "Date": LATE, "Payments": payments} | more


BATCHES = {
    "one member too much": put(
        "BatchPayments",
        batch(("open bill late", 115), ("part paid bill late", 115.01)),
        TOO_MUCH,
    ),
    "too much in two members": put(
        "BatchPayments", batch(("open bill late", 60), ("open bill late", 60)), TOO_MUCH
    ),
    "paid and paid again": put(
        "BatchPayments",
        batch(("open bill late", 115), ("open bill late", 1)),
        NOT_APPROVED,
        TOO_MUCH,
    ),
    "a draft among them": put(
        "BatchPayments", batch(("open bill late", 1), ("draft bill late", 1)), NOT_APPROVED
    ),
    "nothing of one": put("BatchPayments", batch(("open bill late", 0)), NOTHING_PAID),
    "less than nothing of one": put(
        "BatchPayments", batch(("open bill late", 10), ("part paid bill late", -5)), NOTHING_PAID
    ),
    "no member": put("BatchPayments", batch(), "One or more payments must be specified"),
    "invoices and bills": put(
        "BatchPayments",
        batch(("open bill late", 1), ("open late", 1)),
        "Batch payments cannot be made against both invoices and bills",
    ),
    "into sales": put(
        "BatchPayments", batch(("open bill late", 1), Account={"Code": "200"}), WRONG_ACCOUNT
    ),
    "into an archived bank": put(
        "BatchPayments",
        batch(("open bill late", 1), Account={"AccountID": "{old bank}"}),
        NO_ACCOUNT,
    ),
}


def sets_off(credit: str, name: str, amount: float, *says: str) -> Case:
    """A credit is set against an invoice."""
    plural = "CreditNotes" if "note" in credit else f"{credit.split()[-2].title()}s"
    sent = {"Invoice": {"InvoiceID": f"{{{name}}}"}, "Amount": amount}
    return put(f"{plural}/{{{credit}}}/Allocations", sent, *says)


ALLOCATIONS = {
    "more than is due": sets_off(
        "note late",
        "part paid late",
        100.01,
        "Credit Note cannot be allocated as amount is greater than amount outstanding",
    ),
    "more than remains": sets_off(
        "prepayment late",
        "open late",
        50.01,
        "Prepayment cannot be allocated as amount is greater than amount outstanding",
    ),
    "more than an overpayment": sets_off(
        "overpayment late",
        "open late",
        50.01,
        "Overpayment cannot be allocated as amount is greater than amount outstanding",
    ),
    "to one that is paid": sets_off(
        "note late",
        "paid late",
        1,
        "The invoice you are trying to allocate to has already been paid off",
        "Credit Note cannot be allocated as amount is greater than amount outstanding",
    ),
    "to a draft": sets_off(
        "note late", "draft late", 1, "Credit Note can only be allocated to Authorised invoices"
    ),
    "to a bill": sets_off(
        "note late",
        "open bill late",
        1,
        "Credit Note cannot be allocated to an incorrect invoice type",
    ),
    "of a draft": sets_off(
        "draft note late",
        "open late",
        1,
        "Credit Note must be AUTHORISED before it can be allocated",
    ),
    "nothing": sets_off(
        "note late", "open late", 0, "Credit Note allocation amount must be greater than zero"
    ),
    "less than nothing": sets_off(
        "note late", "open late", -1, "Credit Note allocation amount must be greater than zero"
    ),
}


NO_CHANGE = "Invoice not of valid status for modification"
NO_CREATION = "Invoice not of valid status for creation"
SETTLED = (
    "The status {} cannot be applied to the invoice because it has payments or credit notes "
    "allocated to it."
)
VOID, GONE, APPROVED = ({"Status": one} for one in ("VOIDED", "DELETED", "AUTHORISED"))
STATUSES = {
    "created paid": put("Invoices", invoice(ADA, Status="PAID"), NO_CREATION),
    "created voided": put("CreditNotes", credit_note(ADA, Status="VOIDED"), NO_CREATION),
    "void twice": post("Invoices/{void early}", VOID, NO_CHANGE),
    "void and approved": post("Invoices/{void early}", APPROVED, NO_CHANGE),
    "approved and deleted": post("Invoices/{open late}", GONE, NO_CHANGE),
    "approved and drafted": post("Invoices/{open late}", {"Status": "DRAFT"}, NO_CHANGE),
    "a draft voided": post("Invoices/{draft late}", VOID, NO_CHANGE),
    "paid and voided": post("Invoices/{paid late}", VOID, SETTLED.format("VOIDED")),
    "partly paid and voided": post("Invoices/{part paid late}", VOID, SETTLED.format("VOIDED")),
    "credited and voided": post("Invoices/{credited late}", VOID, SETTLED.format("VOIDED")),
    "spent and voided": post("CreditNotes/{spent note late}", VOID, SETTLED.format("VOIDED")),
    "approved without an account": post(
        "Invoices/{uncoded draft}",
        APPROVED,
        "Account code or ID must be specified",
        NO_TAX_TYPE,
    ),
    "approved on an archived account": post(
        "Invoices/{draft on archived}", APPROVED, ARCHIVED.format("901")
    ),
    "posted on an archived account": post(
        "ManualJournals/{draft journal on archived}",
        {"Status": "POSTED"},
        ARCHIVED.format("901"),
    ),
    "claimed on an archived account": post(
        "ExpenseClaims/{claim on archived}", APPROVED, ARCHIVED.format("901")
    ),
    "a prepayment deleted at the bank": post(
        "BankTransactions/{bank of prepayment late}",
        GONE,
        "Bank Transactions of type RECEIVE-PREPAYMENT cannot be updated",
    ),
    "an approved invoice moved onto a system account": post(
        "Invoices/{open late}",
        {"LineItems": [line("5.00", AccountCode="610", TaxType="NONE")]},
        NOT_VALID.format("610"),
    ),
    "lines of a system account by its id": put(
        "Invoices",
        invoice(ADA, {"Description": "x", "UnitAmount": 1, "AccountID": "{debtors}"}),
        NOT_VALID.format("610"),
    ),
    "goods that cost what is owed": put(
        "Items",
        {
            "Code": "MILL",
            "InventoryAssetAccountCode": "630",
            "PurchaseDetails": {"COGSAccountCode": "610"},
        },
        NOT_VALID.format("610"),
    ),
    "goods that are sold to an archived account": put(
        "Items", {"Code": "MILL", "SalesDetails": {"AccountCode": "901"}}, ARCHIVED.format("901")
    ),
}


def moves(**members: Any) -> Record:
    """A transfer, to send."""
    accounts = {"FromBankAccount": {"Code": "090"}, "ToBankAccount": {"Code": "091"}}
    return accounts | {"Amount": 5, "Date": LATE} | members


CLOSED_BANK = "The bank account is archived and cannot be used"
BANKS = {
    **{
        f"{kind} through an archived bank": put(
            plural, sent | {"BankAccount": {"AccountID": "{old bank}"}}, CLOSED_BANK
        )
        for kind, (plural, sent) in lined(COST | {"TaxType": "NONE"}).items()
        if plural == "BankTransactions"
    },
    "through sales": put(
        "BankTransactions",
        AHEAD | {"Type": "SPEND", "LineItems": [COST], "BankAccount": {"Code": "200"}},
        "BankAccount must be an account of type BANK",
    ),
    "through receivables": put(
        "BankTransactions",
        AHEAD | {"Type": "SPEND", "LineItems": [COST], "BankAccount": {"Code": "610"}},
        "BankAccount must be an account of type BANK",
    ),
    "through nothing": put(
        "BankTransactions",
        {k: v for k, v in AHEAD.items() if k != "BankAccount"}
        | {"Type": "SPEND", "LineItems": [COST]},
        "A BankAccount must be specified",
    ),
    "with a tax that is not the rate's": put(
        "BankTransactions",
        AHEAD | {"Type": "SPEND", "LineItems": [COST | {"TaxAmount": 1}]},
        "Tax amount 1.00 is incorrect for INPUT2 tax type, should be 13.04",
    ),
    "of less than nothing": put(
        "BankTransactions",
        AHEAD | {"Type": "SPEND", "LineItems": [line("-5.00", AccountCode="400")]},
        "The document total must be greater than zero",
    ),
    "moved to another bank that is archived": post(
        "BankTransactions/{spent late}", {"BankAccount": {"Code": "902"}}, CLOSED_BANK
    ),
    "a transfer into an archived bank": put(
        "BankTransfers", moves(ToBankAccount={"Code": "902"}), CLOSED_BANK
    ),
    "a transfer into sales": put(
        "BankTransfers",
        moves(ToBankAccount={"Code": "200"}),
        "ToBankAccount must be an account of type BANK",
    ),
    "a transfer to where it came from": put(
        "BankTransfers",
        moves(ToBankAccount={"Code": "090"}),
        "FromBankAccount and ToBankAccount must be different accounts",
    ),
    "a transfer of nothing": put(
        "BankTransfers", moves(Amount=0), "The transfer amount must be greater than zero"
    ),
    "a transfer of less": put(
        "BankTransfers", moves(Amount=-1), "The transfer amount must be greater than zero"
    ),
}


CASES = {
    f"{group}: {name}": case
    for group, cases in {
        "account": on_accounts(),
        "tax": taxed(),
        "journal": JOURNALS,
        "payment": PAYMENTS,
        "batch": BATCHES,
        "allocation": ALLOCATIONS,
        "status": STATUSES,
        "bank": BANKS,
    }.items()
    for name, case in cases.items()
}
"""Whatever is refused on any day."""

NEW = "The document date cannot be before the {} lock date, currently set at 31-Aug-2026"
OLD = "The document cannot be edited as it is currently dated before the {} lock date"
"""What is said of days up to the one on which the books were closed."""


def comes_too_early() -> dict[str, Case]:
    """Whatever posts, or says when it happened, on a day that is closed."""
    earlier = {
        kind: (plural, sent | {"Date": EARLY})
        for kind, (plural, sent) in lined(line("10.00", AccountCode="400", TaxType="NONE")).items()
        if kind not in ("order", "quote", "template")
    }
    made = {
        **earlier,
        "draft journal": ("ManualJournals", journal(Date=EARLY, Status="DRAFT")),
        "journal": ("ManualJournals", journal(Date=EARLY)),
        "transfer": ("BankTransfers", GOOD["BankTransfers"] | {"Date": EARLY}),
        "overpayment": (
            "BankTransactions",
            AHEAD
            | {"Type": "RECEIVE-OVERPAYMENT", "Date": EARLY}
            | {"LineItems": [{"Description": "Too much", "UnitAmount": 5}]},
        ),
        "payment": ("Payments", pays("open late", 1, Date=EARLY)),
        "payment of something as early": ("Payments", pays("open early", 1, Date=EARLY)),
        "refund": ("Payments", pays("note late", 1, "CreditNote", Date=EARLY)),
        "refund of a prepayment": (
            "Payments",
            pays("prepayment late", 1, "Prepayment", Date=EARLY),
        ),
        "batch": ("BatchPayments", batch(("open bill late", 1), Date=EARLY)),
    }
    return {kind: put(plural, sent, NEW) for kind, (plural, sent) in made.items()} | {
        "last closed day": put("Invoices", invoice(ADA, Date="2026-08-31"), NEW),
        "allocation": sets_off("note early", "open early", 1, NEW),
        "allocation of a prepayment": sets_off("prepayment early", "open early", 1, NEW),
        "allocation of an overpayment": sets_off("overpayment early", "open early", 1, NEW),
        "balances": post(
            "Setup",
            {
                "ConversionDate": {"Month": 9, "Year": 2026},
                "ConversionBalances": [{"AccountCode": "090", "Balance": 5}],
            },
            OLD,
            NEW,
        ),
    }


def goes_back() -> dict[str, Case]:
    """What is dated on an open day is moved to one that is closed."""
    moved = {
        "Invoices": ("open late", "draft late", "open bill late"),
        "CreditNotes": ("note late", "draft note late", "supplier note late"),
        "BankTransactions": ("spent late",),
        "ManualJournals": ("journal late", "draft journal late"),
        "Receipts": ("receipt late",),
    }
    return {
        f"{name} goes back": post(f"{plural}/{{{name}}}", {"Date": EARLY}, NEW)
        for plural, names in moved.items()
        for name in names
    }


def stays() -> dict[str, Case]:
    """What is dated on a closed day neither changes, nor leaves, nor is taken back."""
    cases = {}
    away, words = {"Date": LATE}, {"Reference": "x"}
    void, gone, approve = ({"Status": one} for one in ("VOIDED", "DELETED", "AUTHORISED"))
    tried: dict[str, dict[str, tuple[Record, ...]]] = {
        "Invoices": {
            "open early": (words, away, void, {"LineItems": [COST]}, {"DueDate": "2026-12-01"}),
            "draft early": (words, away, gone, approve, {"Status": "SUBMITTED"}),
            "open bill early": (away, void),
            "part paid early": (words,),
            "paid early": ({"DueDate": "2026-12-01"},),
        },
        "CreditNotes": {
            "note early": (words, away, void),
            "draft note early": (away, gone, approve),
            "supplier note early": (away, void),
        },
        "BankTransactions": {"spent early": (words, away, gone, {"LineItems": [COST]})},
        "BankTransfers": {"transfer early": (gone,)},
        "ManualJournals": {
            "journal early": ({"Narration": "x"}, away, void),
            "draft journal early": (away, gone, {"Status": "POSTED"}),
        },
        "Receipts": {"receipt early": (words, away, gone)},
        "Payments": {
            "payment early": (gone,),
            "part payment early": (gone,),
            "refund early": (gone,),
        },
        "BatchPayments": {"batch early": (gone,)},
    }
    for plural, changes in tried.items():
        for name, bodies in changes.items():
            for body in bodies:
                path = f"{plural}/{{{name}}}"
                cases[f"{name} and {body}"] = post(path, body, OLD)
    return cases | {
        "allocation early": delete(
            "CreditNotes/{spent note early}/Allocations/{allocation early}", OLD
        )
    }


GOOD: dict[str, Record] = {
    **dict(reversed(lined(COST).values())),
    "ManualJournals": journal(),
    "Payments": pays("open late", 1),
    "BatchPayments": batch(("reconciled bill late", 1)),
    "BankTransfers": moves(),
    "Items": {"Code": "QUILL"},
    "Allocations": {"Invoice": {"InvoiceID": "{open late}"}, "Amount": 1},
}
"""What nothing is said against, by Xero's plural."""
LOCKED = comes_too_early() | goes_back() | stays()
"""Whatever is refused once the books are closed."""


@pytest.fixture(scope="module")
def laid(shared_mock: Any) -> Laid:
    """Refusals leave no trace, so that one set of books does for all of them."""
    return Laid(Xero(shared_mock))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_is_posted(laid: Laid, case: Case) -> None:
    """In JSON, in XML, element by element, and beside something that is good."""
    standing = laid.last or laid.standing()

    refused_everywhere(laid, case)

    laid.last = laid.standing()
    assert laid.last == standing


def refused_everywhere(laid: Laid, case: Case) -> None:
    """Xero's words are the same, in whichever way the record is sent."""
    in_json = laid.ask(case)
    assert (in_json.refusal, in_json.sentences) == ((400, 10), case.says)
    in_xml = laid.ask(case, xml=True)
    assert (in_xml.status, in_xml.sentences_in_xml) == (400, case.says)
    if case.body is None or case.plural == "Setup":
        return  # neither is of several elements
    (told,) = laid.ask(case, summarizeErrors=False).records
    assert told["StatusAttributeString"] == "ERROR"
    assert [one["Message"] for one in told["ValidationErrors"]] == case.says
    if case.method == "PUT":
        good = GOOD[case.plural]
        for body in ([good, case.body], [case.body, good]):
            together = laid.ask(case, body={case.plural: body})
            assert [*dict.fromkeys(together.sentences)] == case.says


@pytest.fixture
def closed(laid: Laid) -> Iterator[Callable[[str], None]]:
    """Close the books up to the end of August, until the end of the test."""
    before = laid.settings()
    yield lambda name: laid.set_up(**{name: "2026-08-31"})
    laid.set_up(**before)


@pytest.mark.parametrize(
    ("setting", "name"),
    [("PeriodLockDate", "period"), ("EndOfYearLockDate", "end of year")],
    ids=["period", "year"],
)
@pytest.mark.parametrize("case", LOCKED.values(), ids=LOCKED)
def test_nothing_is_posted_once_the_books_are_closed(
    laid: Laid, closed: Callable[[str], None], case: Case, setting: str, name: str
) -> None:
    """By either date, nothing comes into the closed days, and nothing leaves them."""
    closed(setting)
    standing = laid.standing()

    refused_everywhere(laid, case._replace(says=[one.format(name) for one in case.says]))

    assert laid.standing() == standing


TODAY = "2026-09-14"


@pytest.mark.parametrize(
    ("claim", "status", "sentence"),
    [
        ("submitted", "AUTHORISED", NEW.format("period").replace("31-Aug", "14-Sep")),
        ("approved", "VOIDED", OLD.format("period")),
    ],
)
def test_claims_keep_to_the_day_of_their_approval(
    laid: Laid, closed: Callable[[str], None], claim: str, status: str, sentence: str
) -> None:
    """That is when they are posted, whatever days their receipts are of."""
    laid.set_up(PeriodLockDate=TODAY)
    standing = laid.standing()

    case = post(f"ExpenseClaims/{{{claim}}}", {"Status": status}, sentence)
    refused_everywhere(laid, case)

    assert laid.standing() == standing


BAD = {
    "Invoices": CASES["account: sale on 610"],
    "CreditNotes": CASES["account: note on 610"],
    "BankTransactions": CASES["account: spent on 610"],
    "ManualJournals": JOURNALS["unbalanced"],
    "Payments": PAYMENTS["a cent too much"],
    "BatchPayments": BATCHES["one member too much"],
    "Allocations": ALLOCATIONS["more than is due"],
}
"""Of each resource that posts, something that is refused."""


@pytest.mark.parametrize("plural", BAD)
@pytest.mark.parametrize("bad_first", [True, False])
def test_beside_what_is_bad_only_the_good_is_posted(
    mock: Mock, plural: str, bad_first: bool
) -> None:
    """If each element is answered for itself: as much as if the good one had come alone."""
    bad, good = BAD[plural], GOOD[plural]
    alone = Laid(Xero(mock))
    alone.ask(bad, body=good)
    wanted = figures(alone)
    mock.reset()
    laid = Laid(Xero(mock))
    elements = [bad.body, good] if bad_first else [good, bad.body]

    told = laid.ask(bad, body={plural: elements}, summarizeErrors=False).records

    said = [one["StatusAttributeString"] for one in told]
    assert said == (["ERROR", "OK"] if bad_first else ["OK", "ERROR"])
    assert figures(laid) == wanted


def figures(laid: Laid) -> tuple[int, Any]:
    """How much is posted, and what it comes to."""
    standing = laid.standing()
    return standing["entries"], standing["trial balance"]


def test_what_is_only_said_of_closed_days_is_heard(
    laid: Laid, closed: Callable[[str], None]
) -> None:
    """A note in the history changes no figure."""
    closed("PeriodLockDate")
    before = figures(laid)
    note = put("Invoices/{open early}/History", {"HistoryRecords": [{"Details": "Seen"}]})

    assert laid.ask(note).status == 200
    assert figures(laid) == before


@pytest.mark.parametrize(
    ("plural", "path", "element", "says"),
    [
        ("Payments", "Payments", pays("open late", 60), [TOO_MUCH]),
        ("Payments", "Payments", pays("open late", 115), [NOT_APPROVED, TOO_MUCH]),
        ("Payments", "Payments", pays("note late", 60, "CreditNote"), [TOO_MUCH]),
        (
            "Allocations",
            "CreditNotes/{note late}/Allocations",
            {"Invoice": {"InvoiceID": "{open late}"}, "Amount": 60},
            ["Credit Note cannot be allocated as amount is greater than amount outstanding"],
        ),
        (
            "BatchPayments",
            "BatchPayments",
            batch(("open bill late", 60)),
            [TOO_MUCH],
        ),
    ],
)
def test_two_that_are_too_much_together_post_nothing(
    laid: Laid, plural: str, path: str, element: Record, says: list[str]
) -> None:
    """Each would have gone alone; the second finds what the first has left."""
    standing = laid.standing()
    both = Case("PUT", path, {plural: [element, element]}, says)

    assert laid.ask(both).sentences == says
    assert laid.standing() == standing


OPEN_STILL = [
    post("Invoices/{open late}", {"Status": "VOIDED"}),
    post("Invoices/{open bill late}", {"Date": "2026-09-01"}),
    post("Invoices/{draft late}", {"Status": "AUTHORISED", "DueDate": "2026-12-01"}),
    post("CreditNotes/{note late}", {"Status": "VOIDED"}),
    post("BankTransactions/{spent late}", {"Status": "DELETED"}),
    post("BankTransfers/{transfer late}", {"Status": "DELETED"}),
    post("ManualJournals/{journal late}", {"Status": "VOIDED"}),
    post("Payments/{payment late}", {"Status": "DELETED"}),
    post("BatchPayments/{batch late}", {"Status": "DELETED"}),
    delete("CreditNotes/{spent note late}/Allocations/{allocation late}"),
    put("Payments", pays("open early", 1)),
    put("Payments", pays("note early", 1, "CreditNote")),
    put("BatchPayments", batch(("open bill early", 1))),
    put("PurchaseOrders", purchase_order(ADA, COST, Date=EARLY)),
    put("Quotes", quote_of(ADA, COST, Date=EARLY)),
    sets_off("note early", "open late", 1),
    sets_off("prepayment late", "open early", 1),
    put("Invoices", invoice(ADA, Date="2026-09-01")),
]
"""What happens on an open day, whatever it is about."""


@pytest.mark.parametrize("case", OPEN_STILL, ids=lambda one: f"{one.method} {one.path}")
def test_open_days_stay_open(mock: Mock, case: Case) -> None:
    """A document of a closed period is paid, or credited, in an open one."""
    laid = Laid(Xero(mock))
    laid.set_up(PeriodLockDate="2026-08-31", EndOfYearLockDate="2026-03-31")

    reply = laid.ask(case)

    assert reply.status == 200, reply.text
    assert laid.balanced
