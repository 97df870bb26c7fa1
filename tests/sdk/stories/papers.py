"""Files, notes and printed pages: what hangs on a record, whichever record it is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from xero_python.accounting import HistoryRecord, HistoryRecords

from tests.sdk.walker import Walker, only

Story = Callable[[Walker], None]
PDF, PLAIN = "application/pdf", "text/plain"


def key_of(kind: str) -> Callable[[Walker], str]:
    """Makes a record of a kind and gives its id."""
    return lambda xero: str(getattr(getattr(xero, kind)(), f"{kind}_id"))


# --- files ----------------------------------------------------------------------------------------

WITH_FILES = {
    kind: key_of(kind)
    for kind in (
        "account",
        "bank_transaction",
        "bank_transfer",
        "contact",
        "credit_note",
        "invoice",
        "manual_journal",
        "purchase_order",
        "quote",
        "receipt",
        "repeating_invoice",
    )
}


def list_files(xero: Walker, kind: str) -> None:
    """All that were attached, by name and size; another record has none of them."""
    key, other = WITH_FILES[kind](xero), WITH_FILES[kind](xero)
    attach(xero, kind, key, "note.txt", b"one")
    attach(xero, kind, key, "page.pdf", b"%PDF-1.4 two")

    found = files_of(xero, kind, key)

    assert {(one.file_name, one.mime_type, int(one.content_length)) for one in found} == {
        ("note.txt", PLAIN, 3),
        ("page.pdf", PDF, 12),
    }
    assert files_of(xero, kind, other) == []


def file_by_id(xero: Walker, kind: str) -> None:
    """The bytes that were sent."""
    key = WITH_FILES[kind](xero)
    made = attach(xero, kind, key, "note.txt", b"by id \x00\xff")

    got = getattr(xero, f"get_{kind}_attachment_by_id")(key, made.attachment_id, PLAIN)

    assert Path(got).read_bytes() == b"by id \x00\xff"


def file_by_name(xero: Walker, kind: str) -> None:
    """The bytes that were sent, whatever else is there."""
    key = WITH_FILES[kind](xero)
    attach(xero, kind, key, "one.txt", b"one")
    attach(xero, kind, key, "two.txt", b"two")

    got = getattr(xero, f"get_{kind}_attachment_by_file_name")(key, "two.txt", PLAIN)

    assert Path(got).read_bytes() == b"two"


def create_file(xero: Walker, kind: str) -> None:
    """It has an id, and a kind that follows from its name."""
    key = WITH_FILES[kind](xero)

    made = attach(xero, kind, key, "page.pdf", b"%PDF-1.4")

    assert (made.file_name, made.mime_type) == ("page.pdf", PDF)
    assert int(made.content_length) == 8
    assert made.url.endswith(f"{key}/Attachments/page.pdf")
    assert [one.attachment_id for one in files_of(xero, kind, key)] == [made.attachment_id]


def replace_file(xero: Walker, kind: str) -> None:
    """Sent again under its name, it is replaced."""
    key = WITH_FILES[kind](xero)
    attach(xero, kind, key, "note.txt", b"first")

    changed = only(
        getattr(xero, f"update_{kind}_attachment_by_file_name")(
            key, "note.txt", b"the second"
        ).attachments
    )

    assert (changed.file_name, int(changed.content_length)) == ("note.txt", 10)
    assert [int(one.content_length) for one in files_of(xero, kind, key)] == [10]
    got = getattr(xero, f"get_{kind}_attachment_by_file_name")(key, "note.txt", PLAIN)
    assert Path(got).read_bytes() == b"the second"


def attach(xero: Walker, kind: str, key: str, name: str, content: bytes) -> Any:
    create = getattr(xero, f"create_{kind}_attachment_by_file_name")
    return only(create(key, name, content).attachments)


def files_of(xero: Walker, kind: str, key: str) -> list[Any]:
    return list(getattr(xero, f"get_{kind}_attachments")(key).attachments or ())


# --- history --------------------------------------------------------------------------------------


WITH_HISTORY: dict[str, tuple[Callable[[Walker], str], str]] = {
    "get_bank_transactions_history": (
        key_of("bank_transaction"),
        "create_bank_transaction_history_record",
    ),
    "get_bank_transfer_history": (key_of("bank_transfer"), "create_bank_transfer_history_record"),
    "get_batch_payment_history": (key_of("batch_payment"), "create_batch_payment_history_record"),
    "get_contact_history": (key_of("contact"), "create_contact_history"),
    "get_credit_note_history": (key_of("credit_note"), "create_credit_note_history"),
    "get_expense_claim_history": (key_of("expense_claim"), "create_expense_claim_history"),
    "get_invoice_history": (key_of("invoice"), "create_invoice_history"),
    "get_item_history": (key_of("item"), "create_item_history"),
    "get_manual_journals_history": (
        key_of("manual_journal"),
        "create_manual_journal_history_record",
    ),
    "get_overpayment_history": (key_of("overpayment"), "create_overpayment_history"),
    "get_payment_history": (key_of("payment"), "create_payment_history"),
    "get_prepayment_history": (key_of("prepayment"), "create_prepayment_history"),
    "get_purchase_order_history": (key_of("purchase_order"), "create_purchase_order_history"),
    "get_quote_history": (key_of("quote"), "create_quote_history"),
    "get_receipt_history": (key_of("receipt"), "create_receipt_history"),
    "get_repeating_invoice_history": (
        key_of("repeating_invoice"),
        "create_repeating_invoice_history",
    ),
}
"""Who lists the history, how to make a record that has one, and who adds a note."""


def list_history(xero: Walker, get: str) -> None:
    """What was done, newest first; the first thing was that it was made."""
    made, create = WITH_HISTORY[get]
    key = made(xero)
    note(xero, create, key, "Rang once")
    note(xero, create, key, "Rang twice")

    history = getattr(xero, get)(key).history_records

    assert [one.details for one in history[:2]] == ["Rang twice", "Rang once"]
    assert history[-1].changes == "Created"


def add_note(xero: Walker, get: str) -> None:
    """It comes back, and stays; another record has not got it."""
    made, create = WITH_HISTORY[get]
    key, other = made(xero), made(xero)

    said = note(xero, create, key, "Rang twice")

    assert said.details == "Rang twice"
    newest = getattr(xero, get)(key).history_records[0]
    assert (newest.changes, newest.details) == ("Note", "Rang twice")
    others = getattr(xero, get)(other).history_records
    assert "Rang twice" not in [one.details for one in others]


def note(xero: Walker, create: str, key: str, words: str) -> Any:
    sent = HistoryRecords(history_records=[HistoryRecord(details=words)])
    return only(getattr(xero, create)(key, sent).history_records)


# --- printed pages --------------------------------------------------------------------------------

PRINTED = {kind: key_of(kind) for kind in ("credit_note", "invoice", "purchase_order", "quote")}


def printed(xero: Walker, kind: str) -> None:
    """A whole PDF, and another one for another record."""
    get = getattr(xero, f"get_{kind}_as_pdf")

    first, second = (Path(get(PRINTED[kind](xero))).read_bytes() for _ in range(2))

    assert first.startswith(b"%PDF-")
    assert first.rstrip().endswith(b"%%EOF")
    assert first != second


# --- the table ------------------------------------------------------------------------------------

TABLE: dict[str, Story] = {
    **{f"get_{kind}_attachments": partial(list_files, kind=kind) for kind in WITH_FILES},
    **{f"get_{kind}_attachment_by_id": partial(file_by_id, kind=kind) for kind in WITH_FILES},
    **{
        f"get_{kind}_attachment_by_file_name": partial(file_by_name, kind=kind)
        for kind in WITH_FILES
    },
    **{
        f"create_{kind}_attachment_by_file_name": partial(create_file, kind=kind)
        for kind in WITH_FILES
    },
    **{
        f"update_{kind}_attachment_by_file_name": partial(replace_file, kind=kind)
        for kind in WITH_FILES
    },
    **{get: partial(list_history, get=get) for get in WITH_HISTORY},
    **{create: partial(add_note, get=get) for get, (_, create) in WITH_HISTORY.items()},
    **{f"get_{kind}_as_pdf": partial(printed, kind=kind) for kind in PRINTED},
}
"""Stories that many records share, by the method that each is about."""
