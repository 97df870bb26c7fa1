"""What settlements post: payments, refunds, and credit that is set against invoices.

Each takes away its share of what a document has outstanding, at the rate at which that was posted;
what is left of the money is gained or lost.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from mockxero.accounting.credits import LEDGER_NAMES
from mockxero.accounting.currency import in_base
from mockxero.accounting.ledger.entries import (
    Due,
    Entry,
    Foreign,
    Ledger,
    Part,
    Posting,
    Settled,
    Standing,
    by_filing,
    divided,
    foreign,
    system_account,
)
from mockxero.accounting.payments import document_paid
from mockxero.accounting.rulebook import Records
from mockxero.primitives.money import ONE, ZERO, summed
from mockxero.resources.accounts import Account
from mockxero.resources.payments import Payment

_SOURCES = {f"{name}PAYMENT": name for name in LEDGER_NAMES.values()}
"""What journals call a refund of money paid ahead: they have no other word for it. # guess
Source: Xero-OpenAPI, Journal, SourceType, beyond which the SDK does not read."""


def payment(record: Payment, books: Records, ledger: Ledger) -> Iterator[Due]:
    """A payment, or a refund, moves money and what was owed."""
    if record.status != "AUTHORISED":
        return
    document = document_paid(record, books)
    if document is None:
        return
    about = (record.amount, record.date, record.account)
    yield Due("", about, partial(paid, record, document.key))


def paid(record: Any, document_id: str, books: Records, ledger: Ledger) -> Entry | None:
    """What a payment does to a document, be it a resource or a member of an expense claim."""
    standing = ledger.standing(document_id)
    if standing is None:
        return None
    relief, settled = _relieved(standing, document_id, record.amount or ZERO)
    owed = summed(one.net for one in relief)
    money = in_base_at_the_bank(record, standing.entry.currency, books)
    sign = ONE if owed < 0 else -ONE
    bank = _at_the_bank(record, relief, sign * money, sign, books)
    postings = (*relief, *bank, *_gained(-owed - sign * money, books))
    return Entry(
        day=record.date or date.min,
        source_type=_SOURCES.get(record.payment_type or "", record.payment_type),
        source_id=record.payment_id,
        reference=record.reference or "",
        postings=postings,
        settled=(settled,),
    )


def in_base_at_the_bank(record: Any, currency: str | None, books: Records) -> Decimal:
    """What came or went, in base currency."""
    base = books.organisation.base_currency
    account = books.find(Account, record.account)
    if ((account and account.currency_code) or base) == base:
        return record.bank_amount if record.bank_amount is not None else record.amount or ZERO
    if (currency or base) == base:
        return record.amount or ZERO
    return in_base(record.amount, record.currency_rate)


def _at_the_bank(
    record: Any, relief: Sequence[Posting], money: Decimal, sign: Decimal, books: Records
) -> Iterator[Posting]:
    """The money, by the tracking options of what it settles."""
    account = books.find(Account, record.account)
    currency = account.currency_code if account is not None else None
    filed = by_filing(relief)
    owed = [*filed.values()]
    amounts = divided(sign * (record.bank_amount or ZERO), owed)
    shares = zip(filed, divided(money, owed), amounts, strict=True)
    for filing, share, amount in shares:
        known = foreign(amount, currency, books)
        yield Posting(Part.BANK, record.account or "", share, filing=filing, foreign=known)


# --- credit that is set against invoices ----------------------------------------------------------


def allocations(credit: Any, ledger: Ledger) -> Iterator[Due]:
    """Each allocation of a credit note, a prepayment or an overpayment is an entry of its own."""
    for one in getattr(credit, "allocations", ()):
        about = (one.amount, one.date)
        yield Due(one.allocation_id or "", about, partial(_allocated, credit, one))


def _allocated(credit: Any, allocation: Any, books: Records, ledger: Ledger) -> Entry | None:
    """What the credit had outstanding goes, and what the invoice had.

    # seen: au-demo journals, for credit notes; guess: for overpayments. A prepayment gives back the
    # income and the tax that it was posted to: those of the invoice are there already. # guess
    """
    spent, credited = ledger.standing(credit.key), ledger.standing(allocation.invoice)
    if spent is None or credited is None:
        return None
    amount = allocation.amount or ZERO
    given, of_credit = _relieved(spent, credit.key, amount)
    taken, of_invoice = _relieved(credited, allocation.invoice, amount)
    gone, gained = summed(one.net for one in given), summed(one.net for one in taken)
    between: tuple[Posting, ...] = ()
    owed = bool(given) and given[0].part is Part.CONTROL
    if owed or any(by_filing((*given, *taken)).values()):
        between = (*_transferred(given, -gone, books), *_transferred(taken, gone, books))
    return Entry(
        day=allocation.date or credit.date,
        source_type=LEDGER_NAMES.get(credit.type, credit.type),
        source_id=credit.key,
        reference=credit.reference or "",
        postings=(*given, *taken, *between, *_gained(-gone - gained, books)),
        settled=(of_credit, of_invoice),
    )


def _transferred(relief: Sequence[Posting], amount: Decimal, books: Records) -> Iterator[Posting]:
    """What goes over from the tracking options of the one document to those of the other."""
    account = system_account("TRACKINGTRANSFERS", books)
    filed = by_filing(relief)
    for filing, share in zip(filed, divided(amount, [*filed.values()]), strict=True):
        yield Posting(Part.OTHER, account, share, filing=filing)


# --- what is taken away ---------------------------------------------------------------------------


def _relieved(
    standing: Standing, document_id: str, amount: Decimal
) -> tuple[list[Posting], Settled]:
    """The share of what is outstanding that an amount takes away.

    What is left stands in the books at the rate of the document, so the last settlement takes all
    that the others left. # guess: how a part is split over tracking options
    """
    entry, outstanding = standing.entry, standing.entry.outstanding
    nets = [one.net for one in outstanding]
    if amount == entry.total - standing.amount:
        shares = [net - taken for net, taken in zip(nets, standing.relief, strict=True)]
    else:
        shares = divided(standing.stands - standing.stays(amount), nets)
    taxes = _taxes(outstanding, shares)
    abroad = _abroad(outstanding, amount)
    relief = [
        one._replace(net=-share, tax=tax and -tax, foreign=known)
        for one, share, tax, known in zip(outstanding, shares, taxes, abroad, strict=True)
    ]
    return relief, Settled(document_id, amount, tuple(shares))


def _taxes(outstanding: Sequence[Posting], shares: Sequence[Decimal]) -> list[Decimal]:
    """The tax of what is taken away of each line: all that is taken away of the tax posted."""
    taxes = [ZERO] * len(shares)
    for filing in dict.fromkeys(one.filing for one in outstanding):
        mine = [place for place, one in enumerate(outstanding) if one.filing == filing]
        taxed = [place for place in mine if outstanding[place].tax]
        posted = summed(shares[place] for place in mine if outstanding[place].part is Part.TAX)
        if taxed:
            parts = divided(posted, [outstanding[place].tax for place in taxed])
            for place, tax in zip(taxed, parts, strict=True):
                taxes[place] = tax
    return taxes


def _abroad(outstanding: Sequence[Posting], amount: Decimal) -> list[Foreign | None]:
    """What is taken away in the currency of the document, where that is another."""
    known = [one.foreign for one in outstanding]
    owed = [one.amount for one in known if one is not None]
    if not owed:
        return known
    parts = iter(divided(amount if summed(owed) < 0 else -amount, owed))
    return [one and one._replace(amount=next(parts)) for one in known]


def _gained(amount: Decimal, books: Records) -> Iterator[Posting]:
    """What the rate has changed since."""
    if amount:
        yield Posting(Part.OTHER, system_account("REALISEDCURRENCYGAIN", books), amount)
