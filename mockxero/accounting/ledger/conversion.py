"""What conversion balances post: what every account begins with, against Historical Adjustment."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from mockxero.accounting.currency import in_base
from mockxero.accounting.ledger.entries import (
    Due,
    Entry,
    Foreign,
    Ledger,
    Part,
    Posting,
    foreign,
    system_account,
)
from mockxero.accounting.rulebook import Records
from mockxero.accounting.setup import day_of_balances
from mockxero.accounting.tax import no_tax
from mockxero.primitives.money import ZERO, summed
from mockxero.resources.accounts import Account
from mockxero.resources.setup import Conversion, ConversionBalance


def conversion(record: Conversion, books: Records, ledger: Ledger) -> Iterator[Due]:
    """The balances stand as they were told; saved again, they are reversed and posted anew."""
    if record.balances:
        day = day_of_balances(record, books.organisation)
        yield Due("", (day, record.balances), partial(_entry, record.balances, day))


def _entry(
    balances: tuple[ConversionBalance, ...], day: date, books: Records, ledger: Ledger
) -> Entry:
    """An entry that nothing made: without SourceType, SourceID, Reference or words.

    # seen: au-demo-get-journals-page-2.json: Historical Adjustment first, every line untaxed
    """
    told = [posting for balance in balances for posting in _told(balance, books)]
    historical = system_account("HISTORICAL", books)
    postings = [Posting(Part.OTHER, historical, -summed(one.net for one in told)), *told]
    untaxed = no_tax(books)
    return Entry(
        day=day,
        source_type=None,
        source_id=None,
        reference=None,
        postings=tuple(
            one._replace(tax_type=untaxed, description=None) for one in postings if one.net
        ),
    )


def _told(balance: ConversionBalance, books: Records) -> Iterator[Posting]:
    """What an account begins with: as it was told, or else the sum of its parts by currency."""
    account = books.find(Account, balance.account_id)
    part = Part.BANK if account is not None and account.type == "BANK" else Part.OTHER
    for net, known in _parts(balance, books):
        yield Posting(part, balance.account_id or "", net, foreign=known)


def _parts(balance: ConversionBalance, books: Records) -> Iterator[tuple[Decimal, Foreign | None]]:
    if not balance.details:
        yield balance.balance or ZERO, None
    for one in balance.details:
        amount = one.balance or ZERO
        yield in_base(amount, one.currency_rate), foreign(amount, one.currency_code, books)
