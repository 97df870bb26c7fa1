"""Money that went through a bank account: spent, received, and paid too early or too much."""

from decimal import Decimal

from mockxero.primitives.catalogue import About, Pages
from mockxero.primitives.fields import By, choice, derived, flag, guid, link, number, text
from mockxero.primitives.views import ANYWHERE, EVERYWHERE, FULL, READ, View
from mockxero.resources.accounts import Account
from mockxero.resources.attachments import Attachment
from mockxero.resources.documents import RATE_PLACES, Document
from mockxero.resources.scopes import BANKING


class BankTransaction(Document):
    """Money spent or received."""

    about = About(
        plural="BankTransactions",
        singular="BankTransaction",
        key="bank_transaction_id",
        scopes=BANKING,
        indexes={
            "account": lambda transaction: transaction.bank_account,
            "contact": lambda transaction: transaction.contact,
        },
        since=True,
        pages=Pages.ASKED,
        order="UpdatedDateUTC",
        history=True,
        attachments=True,
    )

    bank_transaction_id: str = guid("BankTransactionID", shows=ANYWHERE)
    bank_account: str | None = link(
        "BankAccount", Account, looks=dict.fromkeys(EVERYWHERE, View.SETTLED)
    )
    type: str | None = choice(
        "Type", "BankTransactionType",
        "RECEIVE", "RECEIVE-OVERPAYMENT", "RECEIVE-PREPAYMENT", "RECEIVE-TRANSFER",
        "SPEND", "SPEND-OVERPAYMENT", "SPEND-PREPAYMENT", "SPEND-TRANSFER",
        echo=True,
    )  # fmt: skip
    reference: str | None = text("Reference", limit=255)
    url: str | None = text("Url")
    is_reconciled: bool = flag("IsReconciled", default=False)
    # seen: Xero-OpenAPI, getBankTransactions: a list has no rate; guess: a page has
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES, shows=FULL | View.WRITE)
    prepayment_id: str | None = guid("PrepaymentID", by=By.XERO)
    overpayment_id: str | None = guid("OverpaymentID", by=By.XERO)
    has_attachments: bool = flag("HasAttachments", default=False, by=By.XERO, shows=READ)
    attachments = derived("Attachments", Attachment, "Attachment", shows=View.SINGLE)
