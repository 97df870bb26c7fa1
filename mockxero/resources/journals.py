"""Journals: the entries of the ledger. Read-only; what documents do to the books fills them."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    choice,
    constant,
    day,
    guid,
    hidden,
    many,
    moment,
    money,
    text,
    whole,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import OWN, View
from mockxero.resources.accounts import Account
from mockxero.resources.scopes import JOURNALS
from mockxero.resources.tax_rates import TaxRate
from mockxero.resources.tracking import TrackingCategory, TrackingOption

SOURCE_TYPES = (
    "ACCREC", "ACCPAY", "ACCRECCREDIT", "ACCPAYCREDIT", "ACCRECPAYMENT", "ACCPAYPAYMENT",
    "ARCREDITPAYMENT", "APCREDITPAYMENT", "CASHREC", "CASHPAID", "TRANSFER", "ARPREPAYMENT",
    "APPREPAYMENT", "AROVERPAYMENT", "APOVERPAYMENT", "EXPCLAIM", "EXPPAYMENT", "MANJOURNAL",
    "PAYSLIP", "WAGEPAYABLE", "INTEGRATEDPAYROLLPE", "INTEGRATEDPAYROLLPT", "EXTERNALSPENDMONEY",
    "INTEGRATEDPAYROLLPTPAYMENT", "INTEGRATEDPAYROLLCN",
)  # fmt: skip
"""What makes a journal. Source: Xero-OpenAPI, Journal"""
_UNLESS_ALONE = OWN & ~View.SINGLE


class JournalTracking(Record):
    """The tracking option of a journal line."""

    tells_errors = View(0)

    name: str | None = text("Name", via=("category_id", TrackingCategory, "name"))
    option: str | None = text("Option", via=("option_id", TrackingOption, "name"))
    category_id: str | None = guid("TrackingCategoryID")
    option_id: str | None = guid("TrackingOptionID")
    options = constant("Options", "[]")


class JournalLine(Record):
    """A debit (positive) or a credit (negative), always in base currency."""

    tells_errors = View(0)

    journal_line_id: str = guid("JournalLineID")
    account_id: str | None = guid("AccountID")
    account_code: str | None = text("AccountCode", via=("account_id", Account, "code"))
    account_type: str | None = text("AccountType", via=("account_id", Account, "type"))
    account_name: str | None = text("AccountName", via=("account_id", Account, "name"))
    description: str | None = text("Description")
    net_amount: Decimal = money("NetAmount")
    gross_amount: Decimal = money("GrossAmount")
    tax_amount: Decimal = money("TaxAmount")
    tax_type: str | None = text("TaxType")
    tax_name: str | None = text("TaxName", via=("tax_type", TaxRate, "name"))
    tracking: tuple[JournalTracking, ...] = many(
        "TrackingCategories", JournalTracking, "TrackingCategory"
    )


def _number(journal: "Journal") -> str | None:
    """By which the one on the accrual basis is found, of two that have it. # guess"""
    return str(journal.journal_number) if journal.on_accrual_basis else None


class Journal(Resource):
    """One entry of the ledger; its numbers rise without end, and none is ever changed."""

    about = About(
        plural="Journals",
        singular="Journal",
        key="journal_id",
        scopes=JOURNALS,
        collection=("GET",),
        item=("GET",),
        found_by=("number",),
        indexes={"number": _number},
        where=False,
        since=True,
        stamp="created",
        order="JournalNumber",
        offset_by="journal_number",
        either={"paymentsOnly": ("on_accrual_basis", "on_cash_basis")},
    )

    journal_id: str = guid("JournalID")
    # seen: au-demo-get-journals-page-1.json has no offset here; Xero's example of 2018 has one
    journal_date: Date = day("JournalDate", bare=OWN)
    journal_number: int = whole("JournalNumber")
    created: datetime = moment("CreatedDateUTC")
    reference: str | None = text("Reference")
    # documented on Xero's page: a journal that is asked for alone does not tell what made it
    source_id: str | None = guid("SourceID", shows=_UNLESS_ALONE)
    source_type: str | None = choice("SourceType", "SourceType", *SOURCE_TYPES, shows=_UNLESS_ALONE)
    lines: tuple[JournalLine, ...] = many("JournalLines", JournalLine, "JournalLine")
    on_accrual_basis: bool = hidden(True)
    """Whether it stands in the ledger that is kept by the dates of documents."""
    on_cash_basis: bool = hidden(False)
    """Whether it stands in the ledger that is kept by the dates of payments."""
