"""Linked transactions: costs that are billed on to a customer."""

from datetime import datetime

from mockxero.primitives.catalogue import About, Pages, Resource
from mockxero.primitives.fields import By, choice, guid, moment, text
from mockxero.resources.scopes import INVOICES


class LinkedTransaction(Resource):
    """A line of a bill, or of money spent, that a customer pays for in the end."""

    about = About(
        plural="LinkedTransactions",
        singular="LinkedTransaction",
        key="linked_transaction_id",
        scopes=INVOICES,
        item=("GET", "POST", "DELETE"),
        indexes={"documents": lambda link: frozenset({link.source, link.target} - {None})},
        where=False,
        pages=Pages.UNCOUNTED,
        order="UpdatedDateUTC",  # guess
        filters={
            "LinkedTransactionID": "linked_transaction_id",
            "SourceTransactionID": "source",
            "ContactID": "contact",
            "Status": "status",
            "TargetTransactionID": "target",
        },
        one_per_call=True,  # seen: XeroAPI/Xero-Net, issue 249
    )

    linked_transaction_id: str = guid("LinkedTransactionID")
    source: str | None = guid("SourceTransactionID", echo=True)
    source_line: str | None = guid("SourceLineItemID", echo=True)
    contact: str | None = guid("ContactID", echo=True)
    target: str | None = guid("TargetTransactionID", echo=True)
    target_line: str | None = guid("TargetLineItemID", echo=True)
    status: str | None = choice(
        "Status",
        "LinkedTransactionStatus",
        "APPROVED",
        "DRAFT",
        "ONDRAFT",
        "BILLED",
        "VOIDED",
        by=By.XERO,
        echo=True,
    )
    type: str | None = text("Type", by=By.XERO, echo=True)
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO, echo=True)
    source_type: str | None = text("SourceTransactionTypeCode", by=By.XERO, echo=True)
