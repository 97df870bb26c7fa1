"""Entries of the ledger: debits and credits that add up to nothing, and what they settle.

Debits are positive, credits negative, both in the organisation's base currency.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple, Protocol

from mockxero.accounting.currency import in_base
from mockxero.accounting.rulebook import Records
from mockxero.primitives.money import ONE, ZERO, cents, summed
from mockxero.resources.accounts import Account

Filing = tuple[tuple[str | None, str | None], ...]
"""The tracking options of a posting: (category, option), by their ids."""
UNFILED: Filing = ()


class Part(Enum):
    """What a posting is, in its entry."""

    LINE = "a line of the document"
    TAX = "the tax of its lines"
    CONTROL = "what somebody owes or is owed"
    BANK = "money that came or went"
    GOODS = "what goods cost that come or go"
    OTHER = "what makes the rest add up"


class Foreign(NamedTuple):
    """An amount in a currency that is not the organisation's own."""

    currency: str
    amount: Decimal
    debt: str = ""
    """The document on which it is owed; money that lies in a bank is on none."""


class Posting(NamedTuple):
    """One debit or credit."""

    part: Part
    account_id: str
    net: Decimal
    tax: Decimal = ZERO
    """The tax that belongs to a line; it stands on an account of its own."""
    tax_type: str | None = None
    description: str | None = ""
    filing: Filing = UNFILED
    foreign: Foreign | None = None

    def times(self, sign: Decimal) -> "Posting":
        """The same, or with debit and credit turned round."""
        if sign == ONE:
            return self
        tax = self.tax and sign * self.tax
        foreign = self.foreign and self.foreign._replace(amount=sign * self.foreign.amount)
        return self._replace(net=sign * self.net, tax=tax, foreign=foreign)


class Settled(NamedTuple):
    """What an entry takes away of what a document has outstanding."""

    document_id: str
    amount: Decimal
    """In the currency of the document."""
    relief: tuple[Decimal, ...]
    """In base currency, of each posting that is outstanding."""

    @property
    def worth(self) -> Decimal:
        """All of it, in base currency."""
        return summed(self.relief)


class Entry(NamedTuple):
    """What a record posts."""

    day: date
    source_type: str | None
    source_id: str | None
    reference: str | None
    postings: tuple[Posting, ...]
    total: Decimal = ZERO
    """What can be settled of it, in the currency of the document."""
    currency: str | None = None
    """The currency of the document; None: the organisation's own."""
    rate: Decimal | None = None
    """The rate of the document, at which what is left of it stands in the books."""
    settled: tuple[Settled, ...] = ()
    """What it takes of documents; its postings begin with that, in the same order."""
    on_cash_basis: bool = True
    """Whether a manual journal counts where only payments do."""

    @property
    def outstanding(self) -> tuple[Posting, ...]:
        """What settlements take away: what is owed, or else, of a prepayment, all but the money."""
        owed = tuple(one for one in self.postings if one.part is Part.CONTROL)
        return owed or tuple(one for one in self.postings if one.part is not Part.BANK)


class Posted(NamedTuple):
    """An entry that has its number."""

    number: int
    created: datetime
    entry: Entry
    """As it was posted; a reversal has its sign."""
    reverses: int = 0
    """The number of the entry that it takes back, if it does."""

    @property
    def sign(self) -> Decimal:
        """-1: it takes an entry back."""
        return -ONE if self.reverses else ONE


class Standing(NamedTuple):
    """A document in the ledger, and what earlier settlements took of it."""

    entry: Entry
    amount: Decimal
    relief: Sequence[Decimal]

    @property
    def stands(self) -> Decimal:
        """What is left of it in the books."""
        return summed(one.net for one in self.entry.outstanding) - summed(self.relief)

    def stays(self, amount: Decimal) -> Decimal:
        """What should be left of it once so much more is settled: the rest at its own rate."""
        left = in_base(self.entry.total - self.amount - amount, self.entry.rate)
        return left if summed(one.net for one in self.entry.outstanding) > 0 else -left


class Ledger(Protocol):
    """What postings may look at, besides the books."""

    def standing(self, document_id: str | None) -> Standing | None:
        """A document that is posted."""


class Due(NamedTuple):
    """An entry that a record has to have in the ledger."""

    slot: str
    """Which of its entries: "" the record itself, else the id of an allocation."""
    about: Hashable
    """What the entry follows from: as long as that stays, nothing is posted anew."""
    make: "Callable[[Records, Ledger], Entry | None]"


# --- making them ----------------------------------------------------------------------------------


def system_account(name: str, books: Records) -> str:
    """The id of the account that Xero itself posts to under this name."""
    found = books.one(Account, "system", name)
    if found is None:
        raise LookupError(f"the chart of accounts has no {name}")
    return found.account_id


def filing_of(tracking: Any) -> Filing:
    """The options that a line is filed under."""
    return tuple((one.category_id, one.option_id) for one in tracking) if tracking else UNFILED


def of_line(line: Any, net: Decimal, tax: Decimal) -> Posting:
    """A line of a document as a debit, on its account and filed as it is."""
    filing = filing_of(line.tracking)
    return Posting(
        Part.LINE, line.account_id or "", net, tax, line.tax_type, line.description, filing
    )


def by_filing(postings: Iterable[Posting]) -> dict[Filing, Decimal]:
    """What postings come to, by their tracking options."""
    sums: dict[Filing, Decimal] = {}
    for one in postings:
        sums[one.filing] = sums.get(one.filing, ZERO) + one.net
    return sums


def taxes(lines: Iterable[Posting], books: Records) -> Iterator[Posting]:
    """The tax of lines, on the account that it stands on, by their tracking options."""
    on_tax = by_filing(one._replace(net=one.tax) for one in lines if one.tax)
    for filing, tax in on_tax.items():
        yield Posting(Part.TAX, system_account("GST", books), tax, filing=filing)


def foreign(
    amount: Decimal, currency: str | None, books: Records, debt: str = ""
) -> Foreign | None:
    """An amount in its own currency, where that is another."""
    if currency is None or currency == books.organisation.base_currency:
        return None
    return Foreign(currency, amount, debt)


def balanced(postings: Iterable[Posting], books: Records) -> tuple[Posting, ...]:
    """The postings, and to the account for rounding what they lack."""
    made = tuple(one for one in postings if one.net or one.tax or one.foreign)
    left = summed(one.net for one in made)
    if not left:
        return made
    return (*made, Posting(Part.OTHER, system_account("ROUNDING", books), -left))


def divided(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """An amount in proportion to some weights, to the cent; the last share takes the rest."""
    whole = summed(weights)
    shares = [cents(amount * one / whole) if whole else ZERO for one in weights[:-1]]
    return [*shares, amount - summed(shares)]
