"""Scopes: which names Xero knows, old and new, and which of them an app may ask for."""

import re

from mockxero.books.parties import App

OPENID_CONNECT = ("openid", "profile", "email", "offline_access")

ACCOUNTING = (
    "accounting.transactions",
    "accounting.transactions.read",
    "accounting.invoices",
    "accounting.invoices.read",
    "accounting.payments",
    "accounting.payments.read",
    "accounting.banktransactions",
    "accounting.banktransactions.read",
    "accounting.manualjournals",
    "accounting.manualjournals.read",
    "accounting.reports.read",
    "accounting.reports.aged.read",
    "accounting.reports.balancesheet.read",
    "accounting.reports.banksummary.read",
    "accounting.reports.budgetsummary.read",
    "accounting.reports.executivesummary.read",
    "accounting.reports.profitandloss.read",
    "accounting.reports.trialbalance.read",
    "accounting.reports.taxreports.read",
    "accounting.reports.tenninetynine.read",
    "accounting.journals.read",
    "accounting.budgets.read",
    "accounting.settings",
    "accounting.settings.read",
    "accounting.contacts",
    "accounting.contacts.read",
    "accounting.attachments",
    "accounting.attachments.read",
    "paymentservices",
)
"""The broad names and the granular ones that replace them: either opens the Accounting API."""

APP_CONNECTIONS = "app.connections"
APP_LEVEL = frozenset({APP_CONNECTIONS, "marketplace.billing"})
"""What a web app may ask for itself, by client credentials, without a user."""

_OTHER_APIS = re.compile(
    r"""
      (files | assets | projects) (\.read)?
    | payroll\.(employees | payruns | payslip | timesheets | settings) (\.read)?
    | finance\.[a-z]+ (\.read)?
    | bankfeeds | practicemanager
    """,
    re.VERBOSE,
)
"""Real, granted, and good for nothing here."""


def split(text: str) -> tuple[str, ...]:
    """The scopes of a request in the order in which they were asked for, each once."""
    return tuple(dict.fromkeys(text.split()))


def unknown(scopes: tuple[str, ...]) -> list[str]:
    """Those that Xero has never heard of."""
    names = {*OPENID_CONNECT, *ACCOUNTING, *APP_LEVEL}
    return [s for s in scopes if s not in names and not _OTHER_APIS.fullmatch(s)]


def not_for(app: App, scopes: tuple[str, ...]) -> list[str]:
    """Those that this app may not have; an app registered without a list may have any."""
    return [s for s in scopes if app.scopes and s not in app.scopes]


def without_a_user(scopes: tuple[str, ...]) -> tuple[str, ...]:
    """Those that make sense for an app on its own: nobody signs in, nothing is refreshed."""
    return tuple(s for s in scopes if s not in OPENID_CONNECT)
