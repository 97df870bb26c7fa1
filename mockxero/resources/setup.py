"""Setting an organisation up: its chart of accounts, when it begins, and with which balances."""

from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    day,
    flag,
    guid,
    hidden,
    many,
    money,
    number,
    one,
    text,
    whole,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import View
from mockxero.resources.accounts import Account
from mockxero.resources.documents import RATE_PLACES
from mockxero.resources.scopes import SETTINGS


class ConversionDate(Record):
    """The month in which an organisation begins."""

    month: int | None = whole("Month")
    year: int | None = whole("Year")


class BalanceDetail(Record):
    """What of a balance is in one currency."""

    balance: Decimal | None = money("Balance")
    currency_code: str | None = text("CurrencyCode")
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES)


class ConversionBalance(Record):
    """What an account begins with: debits are positive."""

    account_code: str | None = text("AccountCode")
    balance: Decimal | None = money("Balance")
    details: tuple[BalanceDetail, ...] = many("BalanceDetails", BalanceDetail, "BalanceDetail")
    account_id: str | None = hidden(None)


class Setup(Record):
    """What is sent to set an organisation up."""

    date: ConversionDate | None = one("ConversionDate", ConversionDate)
    balances: tuple[ConversionBalance, ...] = many(
        "ConversionBalances", ConversionBalance, "ConversionBalance"
    )
    accounts: tuple[Account, ...] = many("Accounts", Account, "Account")


ITS_ID = "c0000000-0000-5000-8000-000000000001"
"""There is one conversion for each organisation."""


class Conversion(Resource):
    """When an organisation began and with which balances, as the books keep it."""

    about = About(
        plural="Conversions",
        singular="Conversion",
        key="conversion_id",
        scopes=SETTINGS,
        collection=(),
        item=(),
    )

    conversion_id: str = guid("ConversionID", default=ITS_ID)
    date: ConversionDate | None = one("ConversionDate", ConversionDate)
    balances: tuple[ConversionBalance, ...] = many(
        "ConversionBalances", ConversionBalance, "ConversionBalance"
    )
    as_at: Date | None = day("AsAt")
    """The day of the balances, where that is not the one before the month begins."""


class AccountsImported(Record):
    """What became of the accounts."""

    tells_errors = View(0)

    total: int = whole("Total")
    new: int = whole("New")
    updated: int = whole("Updated")
    deleted: int = whole("Deleted")
    locked: int = whole("Locked")
    system: int = whole("System")
    errored: int = whole("Errored", default=0)
    present: bool = flag("Present")
    new_or_updated: int = whole("NewOrUpdated")


class OrganisationImported(Record):
    """Whether anything was said of the organisation itself."""

    tells_errors = View(0)

    present: bool = flag("Present")


class ImportSummary(Record):
    """What became of a setup."""

    tells_errors = View(0)

    accounts: AccountsImported = one("Accounts", AccountsImported)
    organisation: OrganisationImported = one("Organisation", OrganisationImported)
