"""What scopes mean to the user who is asked for them, in plain words."""

from typing import NamedTuple

_ALONE = {
    "openid": "Know who you are when you sign in",
    "profile": "See your name",
    "email": "See your e-mail address",
    "offline_access": "Keep its access when you are not there",
    "paymentservices": "Add payment services to your invoices",
    "bankfeeds": "Send bank statements to your bank feeds",
    "practicemanager": "See and change your practice",
    "app.connections": "See which organisations it is connected to",
    "marketplace.billing": "Bill you through the Xero App Store",
}
_REPORTS = {
    "aged": "aged payables and receivables",
    "balancesheet": "balance sheet",
    "banksummary": "bank summary",
    "budgetsummary": "budget summary",
    "executivesummary": "executive summary",
    "profitandloss": "profit and loss",
    "trialbalance": "trial balance",
    "taxreports": "tax reports",
    "tenninetynine": "1099 reports",
}
_THINGS = {
    "accounting.transactions": "invoices, payments, bank transactions and manual journals",
    "accounting.invoices": "invoices, credit notes, quotes, orders and items",
    "accounting.payments": "payments, prepayments and overpayments",
    "accounting.banktransactions": "bank transactions and transfers",
    "accounting.manualjournals": "manual journals",
    "accounting.reports": "reports",
    "accounting.journals": "journals of the general ledger",
    "accounting.budgets": "budgets",
    "accounting.settings": "organisation settings: accounts, tax rates, tracking",
    "accounting.contacts": "contacts",
    "accounting.attachments": "attachments",
    "files": "files",
    "assets": "fixed assets",
    "projects": "projects",
    "payroll.employees": "employees",
    "payroll.payruns": "pay runs",
    "payroll.payslip": "payslips",
    "payroll.timesheets": "timesheets",
    "payroll.settings": "payroll settings",
    "finance.accountingactivity": "accounting activity",
    "finance.bankstatementsplus": "bank statements",
    "finance.cashvalidation": "cash validation",
    "finance.statements": "financial statements",
    **{f"accounting.reports.{name}": words for name, words in _REPORTS.items()},
}


class Meaning(NamedTuple):
    """A scope, and what it lets an app do."""

    scope: str
    words: str


def meaning(scope: str) -> Meaning:
    """What a scope lets an app do; one without words of its own stands for itself."""
    if scope in _ALONE:
        return Meaning(scope, _ALONE[scope])
    what = scope.removesuffix(".read")
    thing = _THINGS.get(what) or what.removeprefix("finance.").replace(".", " ")
    return Meaning(scope, f"{'See' if what != scope else 'See and change'} your {thing}")
