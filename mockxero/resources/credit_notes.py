"""Credit notes."""

from decimal import Decimal

from mockxero.primitives.catalogue import About, Pages
from mockxero.primitives.fields import (
    By,
    choice,
    constant,
    derived,
    error_flag,
    flag,
    guid,
    many,
    money,
    number,
    text,
    twin_of,
)
from mockxero.primitives.views import ANYWHERE, OWN, READ, View
from mockxero.resources.allocations import Allocation
from mockxero.resources.attachments import Attachment
from mockxero.resources.documents import RATE_PLACES, Document, PaymentMention
from mockxero.resources.scopes import INVOICES


class CreditNote(Document):
    """A credit to a customer (ACCRECCREDIT) or from a supplier (ACCPAYCREDIT)."""

    about = About(
        plural="CreditNotes",
        singular="CreditNote",
        key="credit_note_id",
        scopes=INVOICES,
        found_by=("number",),
        indexes={
            "number": lambda note: note.credit_note_number and note.credit_note_number.casefold(),
            "contact": lambda note: note.contact,
            "open": lambda note: (
                note.contact if note.status == "AUTHORISED" and note.remaining_credit else None
            ),
        },
        since=True,
        pages=Pages.ASKED,
        order="UpdatedDateUTC",
        history=True,
        attachments=True,
        printed=True,
    )

    credit_note_id: str = guid("CreditNoteID", shows=ANYWHERE)
    credit_note_number: str | None = text("CreditNoteNumber", limit=255)
    sent_to_contact: bool | None = flag("SentToContact", by=By.XERO)
    payments: tuple[PaymentMention, ...] = many("Payments", PaymentMention, "Payment", by=By.XERO)
    id: str | None = guid("ID", by=By.XERO, json_only=True, shows=ANYWHERE)
    errors = error_flag("HasErrors", shows=OWN | View.REFUSED)
    invoice_addresses = constant("InvoiceAddresses", "[]", shows=OWN | View.REFUSED)
    currency_rate: Decimal | None = number("CurrencyRate", RATE_PLACES)
    type: str | None = choice("Type", "CreditNoteType", "ACCRECCREDIT", "ACCPAYCREDIT", echo=True)
    reference: str | None = text("Reference", limit=255)
    remaining_credit: Decimal | None = money("RemainingCredit", by=By.XERO)
    rounding_amount: Decimal | None = money("RoundingAmount")  # guess: that it is shown, and here
    allocations: tuple[Allocation, ...] = many("Allocations", Allocation, "Allocation", by=By.XERO)
    has_attachments: bool = flag("HasAttachments", default=False, by=By.XERO, shows=READ)
    attachments = derived("Attachments", Attachment, "Attachment", shows=View.SINGLE)
    updated_text = twin_of("updated", "UpdatedDateUTCString")
