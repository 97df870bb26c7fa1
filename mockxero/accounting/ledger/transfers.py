"""What bank transfers post: one entry for the two transactions that they leave."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from mockxero.accounting.currency import in_base
from mockxero.accounting.ledger.entries import (
    Due,
    Entry,
    Ledger,
    Part,
    Posting,
    filing_of,
    foreign,
)
from mockxero.accounting.rulebook import Records
from mockxero.primitives.money import ONE, ZERO
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transfers import BankTransfer


def bank_transfer(transfer: BankTransfer, books: Records, ledger: Ledger) -> Iterator[Due]:
    """Money leaves one account and reaches another."""
    if transfer.status == "AUTHORISED":
        about = (transfer.amount, transfer.date, transfer.from_account, transfer.to_account)
        yield Due("", about, partial(_entry, transfer))


def _entry(transfer: BankTransfer, books: Records, ledger: Ledger) -> Entry:
    """Both accounts are in one currency, so one gains what the other loses at any rate."""
    amount = transfer.amount or ZERO
    account = books.find(Account, transfer.from_account)
    moved = Posting(
        Part.BANK,
        transfer.to_account or "",
        in_base(amount, transfer.base_rate),
        filing=filing_of(transfer.to_tracking),
        foreign=foreign(amount, account.currency_code if account else None, books),
    )
    source = filing_of(transfer.from_tracking)
    return Entry(
        day=transfer.date or date.min,
        source_type="TRANSFER",
        source_id=transfer.bank_transfer_id,
        reference=transfer.reference or "",
        postings=(
            moved,
            moved.times(-ONE)._replace(account_id=transfer.from_account or "", filing=source),
        ),
    )
