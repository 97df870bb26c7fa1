"""What documents post: invoices and bills, credit notes, money spent, received or paid ahead."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from mockxero.accounting.credits import LEDGER_NAMES
from mockxero.accounting.currency import in_base
from mockxero.accounting.ledger.entries import (
    UNFILED,
    Due,
    Entry,
    Filing,
    Ledger,
    Part,
    Posting,
    balanced,
    divided,
    filing_of,
    foreign,
    of_line,
    system_account,
    taxes,
)
from mockxero.accounting.ledger.settlements import allocations
from mockxero.accounting.rulebook import Records
from mockxero.accounting.settlement import APPROVED
from mockxero.accounting.tax import net_of, recoverable
from mockxero.primitives.money import ONE, ZERO, summed
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transactions import BankTransaction

_CONTROL = {
    "ACCREC": "DEBTORS",
    "ACCRECCREDIT": "DEBTORS",
    "RECEIVE-OVERPAYMENT": "DEBTORS",
    "ACCPAY": "CREDITORS",
    "ACCPAYCREDIT": "CREDITORS",
    "SPEND-OVERPAYMENT": "CREDITORS",
}
_BOUGHT = frozenset({"ACCPAY", "ACCPAYCREDIT", "SPEND"})
"""Documents whose lines bring goods in, or take them back, at the price of the line."""
_CREDITED = frozenset({"ACCREC", "ACCPAYCREDIT", "RECEIVE", "RECEIVE-PREPAYMENT"})
"""Documents whose lines are credits; those of the others are debits."""
_SOURCES = {"SPEND": "CASHPAID", "RECEIVE": "CASHREC", **LEDGER_NAMES}
"""What journals call them, where that is not the type of the document."""


def invoice_or_credit(document: Any, books: Records, ledger: Ledger) -> Iterator[Due]:
    """An approved document stands with what is owed of it against its lines."""
    yield from _revalued(document)
    if document.status not in APPROVED:
        return
    control = system_account(_CONTROL[document.type], books)
    yield Due("", _about(document), partial(_entry, document, control, Part.CONTROL))
    yield from allocations(document, ledger)


def bank_transaction(transaction: BankTransaction, books: Records, ledger: Ledger) -> Iterator[Due]:
    """Spent and received money stands against its lines; the rest is posted elsewhere."""
    yield from _revalued(transaction)
    if transaction.status != "AUTHORISED" or transaction.type not in ("SPEND", "RECEIVE"):
        return
    bank = transaction.bank_account or ""
    about = (bank, _about(transaction))
    yield Due("", about, partial(_entry, transaction, bank, Part.BANK))


def prepayment(document: Any, books: Records, ledger: Ledger) -> Iterator[Due]:
    """Money that came early stands on the accounts of its lines, tax and all, until it is used."""
    if document.status not in APPROVED:
        return
    bank = _bank_of(document, books)
    yield Due("", _about(document), partial(_entry, document, bank, Part.BANK))
    yield from allocations(document, ledger)


def overpayment(document: Any, books: Records, ledger: Ledger) -> Iterator[Due]:
    """Money beyond what was due stands on the control account, until it is used."""
    if document.status not in APPROVED:
        return
    yield Due("", _about(document), partial(_overpaid, document))
    yield from allocations(document, ledger)


def _overpaid(document: Any, books: Records, ledger: Ledger) -> Entry:
    sign = -ONE if document.type == "SPEND-OVERPAYMENT" else ONE
    control = system_account(_CONTROL[document.type], books)
    amount, paid = in_base(document.total, document.currency_rate), document.total or ZERO
    bank = books.find(Account, _bank_of(document, books))
    known = foreign(paid, document.currency_code, books)
    owed = known and known._replace(debt=document.key)
    is_kept = bank is not None and bank.currency_code == document.currency_code
    moved = Posting(Part.BANK, bank.account_id if bank else "", amount)
    postings = (
        moved._replace(foreign=known if is_kept else None).times(sign),
        Posting(Part.CONTROL, control, amount, foreign=owed).times(-sign),
    )
    return _made(document, postings)


def _bank_of(document: Any, books: Records) -> str:
    """The account that the money went through. Nobody can change it any more."""
    began = books.find(BankTransaction, document.bank_transaction)
    return (began and began.bank_account) or ""


# --- the entry ------------------------------------------------------------------------------------


def _about(document: Any) -> tuple[Any, ...]:
    """What moves the entry of a document: neither words nor prices do, if the amounts stay."""
    lines = tuple(
        (
            one.account_id,
            one.line_amount,
            one.tax_amount,
            one.tax_type,
            one.tracking,
            one.unclaimed_tax,
            one.goods,
        )
        for one in document.lines
    )
    return (
        document.date,
        document.contact,
        document.currency_code,
        document.currency_rate,
        document.line_amount_types,
        document.total,
        lines,
    )


def _entry(document: Any, counter: str, part: Part, books: Records, ledger: Ledger) -> Entry:
    """The lines of a document, their tax, and ``counter`` for all of it, by tracking options."""
    sign = -ONE if document.type in _CREDITED else ONE
    filed: dict[Filing, Decimal] = {}
    lines = []
    for line in document.lines:
        if line.line_amount is None or line.account_id is None:
            continue  # only words
        posting, gross = _line(line, document)
        filed[posting.filing] = filed.get(posting.filing, ZERO) + gross
        lines += [posting, *_goods(line, document)]
    against = _against(document, filed, counter, part, books)
    signed = [one.times(sign) for one in (*taxes(lines, books), *lines)]
    return _made(document, balanced((*signed, *(one.times(-sign) for one in against)), books))


def _line(line: Any, document: Any) -> tuple[Posting, Decimal]:
    """A line as a debit, and what it comes to with tax, in the currency of the document."""
    net, tax, rate = net_of(line, document), recoverable(line), document.currency_rate
    return of_line(line, in_base(net, rate), in_base(tax, rate)), net + tax


def _goods(line: Any, document: Any) -> Iterator[Posting]:
    """What goods cost that are sold, or come back, against the account on which they stood.

    Those that are bought stand there already: the line is coded to that account. Source: Xero's
    help on tracked inventory; guess: that both are in the journal of the sale
    """
    if line.goods is None or document.type in _BOUGHT:
        return
    filing = filing_of(line.tracking)
    for account, net in (
        (line.goods.stock_account, line.goods.cost),
        (line.goods.cost_account, -line.goods.cost),
    ):
        yield Posting(Part.GOODS, account, net, filing=filing)


def _revalued(document: Any) -> Iterator[Due]:
    """What the goods of a document left in the pools of their items, or took out too much."""
    if document.revaluations:
        about = (document.date, document.contact, document.revaluations)
        yield Due("goods", about, partial(_revaluation, document))


def _revaluation(document: Any, books: Records, ledger: Ledger) -> Entry:
    return _made(
        document,
        tuple(
            Posting(Part.GOODS, account, net)
            for one in document.revaluations
            for account, net in ((one.stock_account, one.amount), (one.cost_account, -one.amount))
        ),
    )


def _against(
    document: Any, filed: dict[Filing, Decimal], counter: str, part: Part, books: Records
) -> Iterator[Posting]:
    """What is owed, or went through the bank: a share for each combination of tracking options.

    What the caller has rounded is filed under none.
    """
    known = {**filed}
    rounding = (document.total or ZERO) - summed(known.values())
    if rounding:
        known[UNFILED] = known.get(UNFILED, ZERO) + rounding
    owed = [*known.values()]
    if not owed:
        return
    shares = divided(in_base(summed(owed), document.currency_rate), owed)
    for filing, gross, share in zip(known, owed, shares, strict=True):
        debt = document.key if part is Part.CONTROL else ""
        paid = foreign(gross, document.currency_code, books, debt)
        yield Posting(part, counter, share, filing=filing, foreign=paid)


def _made(document: Any, postings: tuple[Posting, ...]) -> Entry:
    return Entry(
        day=document.date or date.min,
        source_type=_SOURCES.get(document.type, document.type),
        source_id=document.key,
        reference=document.reference or "",
        postings=postings,
        total=document.total or ZERO,
        currency=document.currency_code,
        rate=document.currency_rate,
    )
