"""Manual journals: debits and credits that somebody writes into the ledger by hand."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Pages, Resource
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    By,
    choice,
    day,
    derived,
    flag,
    guid,
    hidden,
    many,
    moment,
    money,
    text,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import OWN, READ, View
from mockxero.resources.accounts import Account
from mockxero.resources.attachments import Attachment
from mockxero.resources.parts import LINE_AMOUNT_TYPES, LineTracking
from mockxero.resources.scopes import MANUAL_JOURNALS


class ManualJournalLine(Record):
    """One side of a manual journal: a debit where the amount is positive, else a credit."""

    tells_errors = View(0)

    description: str | None = text("Description", limit=4000)
    tax_type: str | None = text("TaxType")
    tax_amount: Decimal | None = money("TaxAmount")
    line_amount: Decimal | None = money("LineAmount")
    account_code: str | None = text("AccountCode", via=("account_id", Account, "code"))
    tracking: tuple[LineTracking, ...] = many("Tracking", LineTracking, "TrackingCategory")
    account_id: str | None = guid("AccountID")
    is_blank: bool = flag("IsBlank", default=False, by=By.XERO)
    unclaimed_tax: Decimal | None = hidden(None)
    """How much of its tax cannot be claimed back; None where all of it can."""


class ManualJournal(Resource):
    """A journal entry that no document makes."""

    about = About(
        plural="ManualJournals",
        singular="ManualJournal",
        key="manual_journal_id",
        scopes=MANUAL_JOURNALS,
        since=True,
        pages=Pages.ASKED,
        order="UpdatedDateUTC",
        history=True,
        attachments=True,
    )

    date: Date | None = day("Date", echo=True)
    status: str | None = choice(
        "Status",
        "ManualJournalStatus",
        "DRAFT",
        "POSTED",
        "DELETED",
        "VOIDED",
        "ARCHIVED",
        open=True,
    )
    line_amount_types: str | None = choice(
        "LineAmountTypes", "LineAmountType", *LINE_AMOUNT_TYPES, echo=True
    )
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO)
    manual_journal_id: str = guid("ManualJournalID")
    narration: str | None = text("Narration", echo=True)
    lines: tuple[ManualJournalLine, ...] = many(
        "JournalLines",
        ManualJournalLine,
        "JournalLine",
        shows=OWN,
        empty=View.LIST,
        echo=True,
    )
    url: str | None = text("Url")
    show_on_cash_basis_reports: bool | None = flag("ShowOnCashBasisReports")
    # seen: Xero-OpenAPI, createManualJournals: the answer to a write says nothing of files
    has_attachments: bool = flag("HasAttachments", default=False, by=By.XERO, shows=READ)
    attachments = derived("Attachments", Attachment, "Attachment", shows=View.SINGLE)
