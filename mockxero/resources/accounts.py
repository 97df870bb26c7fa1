"""The chart of accounts."""

from datetime import datetime

from mockxero.primitives.catalogue import About, Resource, Unlisted
from mockxero.primitives.fields import By, choice, flag, guid, moment, text
from mockxero.primitives.views import ANYWHERE, OWN, READ, View
from mockxero.resources.scopes import SETTINGS

NAMED = OWN | View.SETTLED | View.IN_TRANSFERS


class Account(Resource):
    """One account of the chart."""

    about = About(
        plural="Accounts",
        singular="Account",
        key="account_id",
        scopes=SETTINGS,
        collection=("GET", "PUT"),
        item=("GET", "POST", "DELETE"),
        indexes={
            "code": lambda account: _live(account, account.code),
            "name": lambda account: _live(account, account.name),
            "system": lambda account: account.system_account,
        },
        since=True,
        order="Code",
        unlisted=(Unlisted("status", "DELETED"),),
        attachments=True,
        one_per_call=True,
    )

    account_id: str = guid("AccountID", shows=ANYWHERE | View.IN_BATCH | View.IN_TRANSFERS)
    code: str | None = text("Code", shows=ANYWHERE)
    name: str | None = text("Name", shows=NAMED, limit=150)
    status: str | None = choice("Status", "AccountStatus", "ACTIVE", "ARCHIVED", "DELETED")
    type: str | None = choice(
        "Type", "AccountType",
        "BANK", "CURRENT", "CURRLIAB", "DEPRECIATN", "DIRECTCOSTS", "EQUITY", "EXPENSE", "FIXED",
        "INVENTORY", "LIABILITY", "NONCURRENT", "OTHERINCOME", "OVERHEADS", "PREPAYMENT", "REVENUE",
        "SALES", "TERMLIAB", "PAYG",
    )  # fmt: skip
    tax_type: str | None = text("TaxType")
    description: str | None = text("Description", limit=4000)
    account_class: str | None = text("Class", by=By.XERO)
    system_account: str | None = text("SystemAccount", by=By.XERO)
    enable_payments: bool | None = flag("EnablePaymentsToAccount")
    show_in_expense_claims: bool | None = flag("ShowInExpenseClaims")
    bank_account_number: str | None = text("BankAccountNumber")
    bank_account_type: str | None = text("BankAccountType")
    currency_code: str | None = text("CurrencyCode", shows=OWN | View.IN_BATCH)
    reporting_code: str | None = text("ReportingCode")
    reporting_code_name: str | None = text("ReportingCodeName", by=By.XERO)
    has_attachments: bool | None = flag("HasAttachments", default=False, by=By.XERO, shows=READ)
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO)
    add_to_watchlist: bool | None = flag("AddToWatchlist", shows=READ)


def _live(account: Account, word: str | None) -> str | None:
    """A word that no other account may have: a deleted account gives its words back."""
    return word.casefold() if word and account.status != "DELETED" else None
