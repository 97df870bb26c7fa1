"""Scopes: which names Xero knows, old and new, and which of them an app may ask for."""

import re
from collections.abc import Iterable
from datetime import date

from mockxero.books.parties import App, AppKind

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

BROAD = frozenset(
    {"accounting.transactions", "accounting.transactions.read", "accounting.reports.read"}
)
"""What was split into granular scopes in 2026."""
GRANULAR_ONLY = {
    AppKind.WEB: date(2026, 3, 2),
    AppKind.PKCE: date(2026, 3, 2),
    AppKind.CUSTOM: date(2026, 4, 29),
}
"""Apps that were registered on this day or later have never had a broad scope."""
LAST_OF_BROAD = date(2027, 9, 13)
"""From this day on nobody has. Source of these days: Xero's page on scopes, 2026."""
JOURNALS = "accounting.journals.read"
"""For apps of the Advanced tier and above. Source: Xero's pricing page for developers, 2026."""

APP_CONNECTIONS = "app.connections"
APP_LEVEL = frozenset({APP_CONNECTIONS, "marketplace.billing"})
"""What a web app may ask for itself, by client credentials, without a user."""
KNOWN = (*OPENID_CONNECT, *ACCOUNTING, *sorted(APP_LEVEL))
"""Those that are known by name; those of Xero's other APIs are besides."""
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


def unknown(app: App, scopes: tuple[str, ...]) -> list[str]:
    """Those that Xero has never heard of, or not for this kind of app, on whichever day."""
    names = {*KNOWN}.difference(OPENID_CONNECT if app.kind is AppKind.CUSTOM else ())
    return [s for s in scopes if s not in names and not _OTHER_APIS.fullmatch(s)]


def not_for(app: App, scopes: tuple[str, ...]) -> list[str]:
    """Those that this app may not have; an app registered without a list may have any."""
    return [s for s in scopes if app.scopes and s not in app.scopes]


def closed_to(app: App, scopes: Iterable[str], today: date) -> list[str]:
    """Those that Xero keeps from this app, for its age or its tier, or from everybody by now."""
    closed = frozenset() if app.tier.journals else {JOURNALS}
    if app.created >= GRANULAR_ONLY[app.kind] or today >= LAST_OF_BROAD:
        closed |= BROAD
    return [s for s in scopes if s in closed]


def refused(app: App, scopes: tuple[str, ...], today: date) -> list[str]:
    """Those that a token of this app may not have today."""
    found = [*unknown(app, scopes), *not_for(app, scopes), *closed_to(app, scopes, today)]
    return list(dict.fromkeys(found))


def may_have(app: App, today: date) -> tuple[str, ...]:
    """All that a token of this app may have: its own, or those of the Accounting API."""
    wanted = app.scopes or (*OPENID_CONNECT, *ACCOUNTING)
    kept_from_it = refused(app, wanted, today)
    return tuple(s for s in wanted if s not in kept_from_it)


def alive(scopes: tuple[str, ...], today: date) -> tuple[str, ...]:
    """Those that are still good for something, of scopes that were granted some day.

    That a token keeps the others after the last day of the broad ones is a # guess
    """
    return scopes if today < LAST_OF_BROAD else tuple(s for s in scopes if s not in BROAD)
