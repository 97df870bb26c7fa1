"""Operation by operation: which scopes open it, in the broad and in the granular vocabulary."""

from pathlib import Path

import pytest

from mockxero.api.routes import routes
from mockxero.books.parties import AppKind
from mockxero.identity.scopes import ACCOUNTING
from mockxero.operations import Finder, example, operations
from mockxero.primitives.clock import FrozenClock
from tests.api.client import NOWHERE, Xero
from tests.api.conftest import NOON

OPENAPI = Path(__file__).parents[3] / "shared" / "xero" / "openapi" / "xero_accounting.yaml"

TRANSACTIONS, SETTINGS, CONTACTS, INVOICES, PAYMENTS, BANK, MANUAL, REPORTS = (
    f"accounting.{word}"
    for word in (
        "transactions",
        "settings",
        "contacts",
        "invoices",
        "payments",
        "banktransactions",
        "manualjournals",
        "reports.read",
    )
)
ATTACHMENTS, SERVICES = "accounting.attachments", "paymentservices"

RESOURCES = {
    "Accounts": {SETTINGS},
    "BankTransactions": {TRANSACTIONS, BANK},
    "BankTransfers": {TRANSACTIONS, BANK},
    "BatchPayments": {TRANSACTIONS, PAYMENTS},
    "BrandingThemes": {SETTINGS},
    "Budgets": {"accounting.budgets.read"},
    "ContactGroups": {CONTACTS},
    "Contacts": {CONTACTS},
    "CreditNotes": {TRANSACTIONS, INVOICES},
    "Currencies": {SETTINGS},
    "ExpenseClaims": {TRANSACTIONS},
    "InvoiceReminders": {SETTINGS},
    "Invoices": {TRANSACTIONS, INVOICES},
    "Items": {SETTINGS, INVOICES},
    "Journals": {"accounting.journals.read"},
    "LinkedTransactions": {TRANSACTIONS, INVOICES},
    "ManualJournals": {TRANSACTIONS, MANUAL},
    "Organisation": {SETTINGS},
    "Overpayments": {TRANSACTIONS, PAYMENTS},
    "PaymentServices": {SERVICES},
    "Payments": {TRANSACTIONS, PAYMENTS},
    "Prepayments": {TRANSACTIONS, PAYMENTS},
    "PurchaseOrders": {TRANSACTIONS, INVOICES},
    "Quotes": {TRANSACTIONS, INVOICES},
    "Receipts": {TRANSACTIONS},
    "RepeatingInvoices": {TRANSACTIONS, INVOICES},
    "Setup": {SETTINGS},
    "TaxRates": {SETTINGS},
    "TrackingCategories": {SETTINGS},
    "Users": {SETTINGS},
}
"""Families by resource, the broad one first. Source: Xero's scopes page, and the security of each
operation in Xero-OpenAPI 16.1.0."""

REPORTS_BY_NAME = {
    "TenNinetyNine": "accounting.reports.tenninetynine.read",
    "AgedPayablesByContact": "accounting.reports.aged.read",
    "AgedReceivablesByContact": "accounting.reports.aged.read",
    "BalanceSheet": "accounting.reports.balancesheet.read",
    "BankSummary": "accounting.reports.banksummary.read",
    "BudgetSummary": "accounting.reports.budgetsummary.read",
    "ExecutiveSummary": "accounting.reports.executivesummary.read",
    "ProfitAndLoss": "accounting.reports.profitandloss.read",
    "TrialBalance": "accounting.reports.trialbalance.read",
    "{ReportID}": "accounting.reports.taxreports.read",
    "Reports": "accounting.reports.taxreports.read",
}

BELOW = {"Attachments": ATTACHMENTS, "CISSettings": SETTINGS, "PaymentServices": SERVICES}
"""What has a scope of its own, whatever it lies below. The rest goes with its resource."""

FINDER = Finder(routes())
HERE = [one for one in operations() if FINDER.route(one.method, one.path)]


def opening(operation):
    """The scopes each of which opens an operation."""
    words = operation.path.strip("/").split("/")
    if words[0] == "Reports":
        return {REPORTS, REPORTS_BY_NAME[words[-1]]}
    own = {BELOW[word] for word in words[1:] if word in BELOW}
    families = own or RESOURCES[words[0]]
    reading = {f"{family}.read" for family in families if operation.method == "GET"}
    return families | (reading & {*ACCOUNTING})


@pytest.fixture(scope="module")
def calls(open_mock):
    """Makes the call of an operation with some scopes; ids are made up."""
    mock = open_mock(FrozenClock(NOON), "nz")

    def call(operation, scopes):
        path = example(operation.path, NOWHERE).lstrip("/")
        app = Xero(mock, AppKind.WEB, scopes=tuple(scopes))
        return app.call(operation.method, path, None if operation.method == "GET" else {})

    return call


@pytest.mark.parametrize("operation", HERE, ids=lambda one: one.operation)
def test_each_of_its_scopes_opens_an_operation(operation, calls):
    """Whatever else is wrong with the request, it is let in."""
    for scope in opening(operation):
        assert calls(operation, [scope]).status not in {401, 403}, scope


@pytest.mark.parametrize("operation", HERE, ids=lambda one: one.operation)
def test_all_other_scopes_together_do_not_open_it(operation, calls):
    """401, which says that a scope is missing."""
    others = {*ACCOUNTING, "openid", "offline_access", "files"} - opening(operation)

    reply = calls(operation, sorted(others))

    assert (reply.status, reply.json["Detail"]) == (401, "AuthorizationUnsuccessful")


def test_the_table_agrees_with_xeros_description():
    """Every scope that it names for an operation opens it; granular ones it hardly knows."""
    if not OPENAPI.is_file():
        pytest.skip("Xero's OpenAPI description is not here")
    yaml = pytest.importorskip("yaml")
    paths = yaml.load(OPENAPI.read_text("utf-8"), yaml.CSafeLoader)["paths"]

    for one in operations():
        named = paths[one.path][one.method.lower()]["security"]
        scopes = {scope for way in named for some in way.values() for scope in some}
        assert scopes <= opening(one), one.operation
        assert scopes, one.operation
