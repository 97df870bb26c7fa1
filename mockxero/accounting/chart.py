"""The chart of accounts: classes, defaults, and what may not be changed."""

from collections.abc import Iterator
from typing import Any

from mockxero.accounting import tax, usage
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.ids import NOBODY
from mockxero.primitives.records import Draft
from mockxero.resources.accounts import Account
from mockxero.resources.currencies import Currency
from mockxero.resources.tax_rates import TaxRate

LONGEST_CODE = 10
CLASSES = {
    "ASSET": ("BANK", "CURRENT", "FIXED", "INVENTORY", "NONCURRENT", "PREPAYMENT"),
    "LIABILITY": ("CURRLIAB", "LIABILITY", "TERMLIAB", "PAYG"),
    "EQUITY": ("EQUITY",),
    "REVENUE": ("REVENUE", "SALES", "OTHERINCOME"),
    "EXPENSE": ("EXPENSE", "DIRECTCOSTS", "OVERHEADS", "DEPRECIATN"),
}
"""The class of each type. Source: Xero's page on types"""
CLASS_OF = {account_type: name for name, types in CLASSES.items() for account_type in types}
_REPORTING = {
    "ASSET": ("ASS", "Assets"),
    "LIABILITY": ("LIA", "Liabilities"),
    "EQUITY": ("EQU", "Equity"),
    "REVENUE": ("REV", "Revenue"),
    "EXPENSE": ("EXP", "Expense"),
}
_TAXED = {"EXPENSE": ("INPUT2", "INPUT"), "REVENUE": ("OUTPUT2", "OUTPUT")}


def account_defaults(proposal: Proposal[Account], books: Books) -> Filled:
    """What a new account has, unless the caller said otherwise."""
    now = proposal.now
    account_class = CLASS_OF.get(now.type or "")
    if not proposal.creating:
        return {"account_class": account_class} if proposal.moves("type") else {}
    code, name = _REPORTING.get(account_class or "", (None, None))
    is_bank = now.type == "BANK"
    return {
        "status": now.status or "ACTIVE",
        "tax_type": now.tax_type or _default_tax(account_class, books),
        "account_class": account_class,
        "enable_payments": bool(now.enable_payments),
        "show_in_expense_claims": bool(now.show_in_expense_claims),
        "bank_account_type": (now.bank_account_type or "BANK") if is_bank else "",
        "currency_code": (now.currency_code or books.organisation.base_currency)
        if is_bank
        else None,
        "reporting_code": now.reporting_code or code,
        "reporting_code_name": name,
        "has_attachments": False,
        "add_to_watchlist": False,
    }


def _default_tax(account_class: str | None, books: Books) -> str:
    """The edition's standard rate for income or expenses; nothing else is taxed. # guess"""
    for tax_type in _TAXED.get(account_class or "", ()):
        rate = books.find(TaxRate, tax_type)
        if rate is not None and rate.status == "ACTIVE":
            return tax_type
    return tax.no_tax(books)


def is_complete(proposal: Proposal[Account], books: Books) -> Iterator[Complaint]:
    """An account has a type, a name, and a code or a bank account number. # guess: the words"""
    now = proposal.now
    if now.type is None:
        yield Complaint("Account Type must be specified")
    if not (now.name or "").strip():
        yield Complaint("Account Name must be specified")
    is_news = proposal.moves("bank_account_number") or proposal.moves("type")
    if now.type == "BANK" and is_news and not now.bank_account_number:
        yield Complaint("Bank Account Number must be specified for bank accounts")
    if now.type != "BANK" and not now.code:
        yield Complaint("Account Code must be specified")
    if now.code and len(now.code) > LONGEST_CODE:
        yield Complaint(f"Account Code is too long. Maximum of {LONGEST_CODE} characters allowed")


def is_unique(proposal: Proposal[Account], books: Books) -> Iterator[Complaint]:
    """No two accounts have one code or one name."""
    for attr, word in (("code", "Code"), ("name", "Name")):  # guess: the words about codes
        value = getattr(proposal.now, attr)
        others = books.by(Account, attr, value.casefold()) if value else []
        if any(other.account_id != proposal.now.account_id for other in others):
            yield Complaint(f"Please enter a unique {word}.")


def tax_type_fits(proposal: Proposal[Account], books: Books) -> Iterator[Complaint]:
    """The default tax may be used on accounts of this class."""
    moved = proposal.moves("tax_type") or proposal.moves("type")
    if proposal.now.tax_type is None or not moved:
        return
    rate = books.find(TaxRate, proposal.now.tax_type)
    if rate is None or (proposal.moves("tax_type") and not tax.is_usable(rate)):
        yield tax.unusable(proposal.now.tax_type)
    elif not tax.fits(rate, proposal.now):
        yield Complaint(
            f"The TaxType code '{rate.tax_type}' cannot be used with "
            f"account code '{proposal.now.code}'."
        )


def deals_in_its_currency(proposal: Proposal[Account], books: Books) -> Iterator[Complaint]:
    """A foreign bank account needs a subscription to its currency."""
    code = proposal.now.currency_code
    if code and code != books.organisation.base_currency and not books.find(Currency, code):
        yield Complaint(f"The current organisation is not subscribed to currency '{code}'.")


def is_not_deleted(proposal: Proposal[Account], books: Books) -> Iterator[Complaint]:
    """A deleted account stays deleted. # guess: the words"""
    if proposal.before is not None and proposal.before.status == "DELETED":
        yield Complaint("Deleted accounts cannot be updated")


def is_for_integrations(proposal: Proposal[Account], books: Books) -> Iterator[Complaint]:
    """PayPal accounts are opened in Xero only, and accounts begin alive. # guess: the words

    Source: Xero's page on accounts, of PayPal
    """
    now = proposal.now
    if proposal.moves("bank_account_type") and now.bank_account_type == "PAYPAL":
        yield Complaint("Creating PayPal accounts is not supported")
    if proposal.creating and now.status == "DELETED":
        yield Complaint("Account not of valid status for creation")


def stays_in_place(proposal: Proposal[Account], books: Books) -> Iterator[Complaint]:
    """What Xero itself posts to, or money goes through, remains what it is. # guess"""
    before, now = proposal.before, proposal.now
    if before is None:
        return
    if proposal.moves("type"):
        if before.system_account:
            yield Complaint("The type of a system account cannot be changed")
        elif "BANK" in (before.type, now.type):
            yield Complaint("Bank accounts cannot be changed into other accounts, nor others so")
        elif now.type == "INVENTORY":
            # Source: jet-convert-knowledge-base.groovehq.com, "Tracked inventory after conversion"
            yield Complaint("Other accounts cannot be changed into inventory accounts")
        elif before.type == "INVENTORY" and usage.is_locked(before, books):
            yield Complaint("The type of an account that tracked items use cannot be changed")
    base = books.organisation.base_currency
    if before.type == "BANK" and (before.currency_code or base) != (now.currency_code or base):
        yield Complaint("The currency of a bank account cannot be changed")


def archived_alone(proposal: Proposal[Account], books: Books) -> Iterator[Complaint]:
    """Archiving goes alone, and not for what Xero or a template needs. # guess: the words"""
    if proposal.before is None or not proposal.moves("status"):
        return
    if proposal.now.status == "DELETED":
        yield Complaint("Accounts are deleted with the DELETE method")
    others = set(proposal.sent.sent) - {"account_id", "status"}
    if proposal.now.status == "ARCHIVED" and any(proposal.moves(attr) for attr in others):
        yield Complaint("An account cannot be archived and updated in the same request")
    if proposal.before.system_account:
        yield Complaint("System accounts cannot be archived")
    elif proposal.now.status == "ARCHIVED" and usage.is_locked(proposal.now, books):
        yield Complaint("Accounts that items or repeating invoices use cannot be archived")


def may_be_deleted(proposal: Proposal[Account], books: Books) -> Iterator[Complaint]:
    """System accounts, and accounts that documents use, stay. # guess: the words"""
    now = proposal.now
    if now.system_account:
        yield Complaint("System accounts cannot be deleted")
    elif usage.is_posted(now, books):
        yield Complaint("Accounts that are used on transactions cannot be deleted")
    elif usage.is_locked(now, books):
        yield Complaint("Accounts that items or repeating invoices use cannot be deleted")


def deleted_account(account: Account, books: Books) -> Account:
    """The account after DELETE."""
    return account.but(status="DELETED")


# --- accounts that others name --------------------------------------------------------------------


def account_named(sent: Draft, whole: Draft, books: Books) -> str | None:
    """The account that money goes through, by id or code."""
    account_id = sent.get("account_id")
    if account_id is not None and account_id != NOBODY:  # SDKs fill in a zero id beside the code
        return account_id if books.find(Account, account_id) else None
    found = books.by(Account, "code", (sent.get("code") or "").casefold())
    return found[0].account_id if found else None


def is_through_bank(
    proposal: Proposal[Any], attr: str, books: Books, *, missing: str
) -> Iterator[Complaint]:
    """Money goes through a bank account in use. # guess: the words"""
    account = books.find(Account, getattr(proposal.now, attr))
    member = type(proposal.now).fields[attr].wire
    if account is None:
        yield Complaint(f"{member} could not be found" if attr in proposal.sent else missing)
    elif account.type != "BANK":
        yield Complaint(f"{member} must be an account of type BANK")
    elif account.status != "ACTIVE" and proposal.moves(attr):
        yield Complaint("The bank account is archived and cannot be used")
