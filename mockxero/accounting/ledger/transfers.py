"""What bank transfers post: one entry for the two transactions that they leave."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from mockxero.accounting.ledger.documents import filing_of
from mockxero.accounting.ledger.entries import Due, Entry, Ledger, Part, Posting
from mockxero.accounting.rulebook import Records
from mockxero.primitives.money import ZERO
from mockxero.resources.bank_transfers import BankTransfer


def bank_transfer(transfer: BankTransfer, books: Records, ledger: Ledger) -> Iterator[Due]:
    """Money leaves one account and reaches another."""
    if transfer.status == "AUTHORISED":
        about = (transfer.amount, transfer.date, transfer.from_account, transfer.to_account)
        yield Due("", about, partial(_entry, transfer))


def _entry(transfer: BankTransfer, books: Records, ledger: Ledger) -> Entry:
    amount = transfer.amount or ZERO
    source, target = filing_of(transfer.from_tracking), filing_of(transfer.to_tracking)
    return Entry(
        day=transfer.date or date.min,
        source_type="TRANSFER",
        source_id=transfer.bank_transfer_id,
        reference=transfer.reference or "",
        postings=(
            Posting(Part.BANK, transfer.to_account or "", amount, filing=target),
            Posting(Part.BANK, transfer.from_account or "", -amount, filing=source),
        ),
    )
