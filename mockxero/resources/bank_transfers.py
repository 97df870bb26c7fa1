"""Bank transfers: money that moves from one account of the organisation to another."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource, Unlisted
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    By,
    choice,
    day,
    derived,
    flag,
    guid,
    hidden,
    link,
    many,
    moment,
    money,
    number,
    text,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import NOWHERE, READ, View
from mockxero.resources.accounts import Account
from mockxero.resources.attachments import Attachment
from mockxero.resources.documents import RATE_PLACES
from mockxero.resources.scopes import BANKING
from mockxero.resources.tracking import TrackingCategory, TrackingOption

_LOOKS = {
    View.LIST: View.IN_TRANSFERS,
    View.SINGLE: View.SETTLED,
    View.WRITE: View.SETTLED,
}


class TransferTracking(Record):
    """The tracking option that one side of a transfer is filed under."""

    tells_errors = View(0)

    category_id: str | None = guid("TrackingCategoryID")
    option_id: str | None = guid("TrackingOptionID")
    name: str | None = text("Name", via=("category_id", TrackingCategory, "name"))
    option: str | None = text("Option", via=("option_id", TrackingOption, "name"))


class BankTransfer(Resource):
    """Money taken out of one bank account and put into another."""

    tells_errors = View.WRITE | View.REFUSED

    about = About(
        plural="BankTransfers",
        singular="BankTransfer",
        key="bank_transfer_id",
        scopes=BANKING,
        since=True,
        order="CreatedDateUTC",  # guess
        unlisted=(Unlisted("status", "DELETED", unless="includeDeleted"),),
        history=True,
        attachments=True,
    )

    bank_transfer_id: str = guid("BankTransferID")
    # seen: Xero-OpenAPI, createBankTransfer: the answer to a write has no creation date
    created_text: str | None = text("CreatedDateUTCString", by=By.XERO, json_only=True, shows=READ)
    created: datetime | None = moment("CreatedDateUTC", by=By.XERO, shows=READ)
    date: Date | None = day("Date", twin="DateString")
    status: str | None = choice("Status", "BankTransferStatus", "AUTHORISED", "DELETED", open=True)
    from_account: str | None = link("FromBankAccount", Account, looks=_LOOKS)
    to_account: str | None = link("ToBankAccount", Account, looks=_LOOKS)
    amount: Decimal | None = money("Amount")
    from_transaction_id: str | None = guid("FromBankTransactionID", by=By.XERO)
    to_transaction_id: str | None = guid("ToBankTransactionID", by=By.XERO)
    from_is_reconciled: bool | None = flag("FromIsReconciled")
    to_is_reconciled: bool | None = flag("ToIsReconciled")
    reference: str | None = text("Reference", limit=255)  # guess: the length
    currency_rate: Decimal | None = number(
        "CurrencyRate", RATE_PLACES, by=By.XERO, shows=View.SINGLE | View.WRITE
    )
    base_rate: Decimal | None = hidden(None)
    """What the organisation's currency bought of the accounts' that day."""
    has_attachments: bool = flag("HasAttachments", default=False, by=By.XERO, shows=READ)
    from_tracking: tuple[TransferTracking, ...] = many(
        "FromTracking", TransferTracking, "TrackingCategory"
    )
    to_tracking: tuple[TransferTracking, ...] = many(
        "ToTracking", TransferTracking, "TrackingCategory"
    )
    attachments = derived("Attachments", Attachment, "Attachment", shows=View.SINGLE)
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO, shows=NOWHERE)
    """For If-Modified-Since."""
