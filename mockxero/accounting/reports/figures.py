"""What reports ask of the ledger: what stood on an account at a day, what went through a bank."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from mockxero.accounting.reports.periods import day_before
from mockxero.accounting.rulebook import Books
from mockxero.primitives.money import summed
from mockxero.resources.accounts import Account

EARNING = ("REVENUE", "EXPENSE")
"""The classes of account that a financial year begins anew."""


Tracking = tuple[tuple[str, str | None], ...]
"""Categories with the option that a line must be filed under; None: under none of them."""


class Scope(NamedTuple):
    """Which postings count."""

    tracking: Tracking = ()
    paid_only: bool = False
    """Cash basis: what is paid, on the day it was."""


EVERYTHING = Scope()


class Cash(NamedTuple):
    """What went through a bank account."""

    received: Decimal
    spent: Decimal


class Issued(NamedTuple):
    """Sales invoices."""

    number: Decimal
    value: Decimal
    """Without tax."""


class Owed(NamedTuple):
    """What a document came to, and what settled it, as it stands on its control account."""

    total: Decimal
    paid: Decimal
    credited: Decimal

    @property
    def due(self) -> Decimal:
        """What is left of it."""
        return self.total - self.paid - self.credited

    def times(self, sign: Decimal) -> "Owed":
        """The same, or as seen from the other side."""
        return Owed(sign * self.total, sign * self.paid, sign * self.credited)


class Paid(NamedTuple):
    """What was paid for."""

    day: date
    bank_id: str | None
    """The account that the money went through, if any did."""
    account_id: str
    amount: Decimal
    """With tax; what came back is negative."""


class Taxed(NamedTuple):
    """A line, and the tax on it; debits are positive."""

    tax_type: str
    net: Decimal
    tax: Decimal


class Figures(Protocol):
    """The posted figures of one organisation, in its base currency; debits are positive."""

    def balance(self, account_id: str, day: date, scope: Scope = EVERYTHING) -> Decimal:
        """What stands on an account at the end of a day, from all postings up to it."""

    def cash(self, account_id: str, first: date, last: date) -> Cash:
        """What a bank account received and spent, both days included."""

    def issued(self, first: date, last: date) -> Issued:
        """The sales invoices of some days, both included."""

    def owed(self, document_id: str, day: date) -> Owed:
        """A document, and what had settled it at the end of a day; debits are positive."""

    def paid(self, document_ids: Iterable[str]) -> Iterator[Paid]:
        """What was paid of the lines of some documents."""

    def taxed(self, first: date, last: date, scope: Scope = EVERYTHING) -> Iterator[Taxed]:
        """The lines of some days, both included, that have a tax type."""


class Chart:
    """The chart of accounts beside its figures; closed accounts, too, have what was posted."""

    def __init__(self, books: Books, figures: Figures) -> None:
        self.figures = figures
        self.accounts = tuple(books.every(Account))

    def of_class(self, *classes: str) -> list[Account]:
        """The accounts of some classes."""
        return [one for one in self.accounts if one.account_class in classes]

    def of_type(self, *types: str) -> list[Account]:
        """The accounts of some types."""
        return [one for one in self.accounts if one.type in types]

    def system(self, name: str) -> list[Account]:
        """The account that Xero itself posts to under this name."""
        return [one for one in self.accounts if one.system_account == name]

    def balance(self, accounts: Iterable[Account], day: date, scope: Scope = EVERYTHING) -> Decimal:
        """What stands on accounts at the end of a day; debits are positive."""
        standing = (self.figures.balance(one.account_id, day, scope) for one in accounts)
        return summed(standing)

    def movement(
        self, accounts: Iterable[Account], first: date, last: date, scope: Scope = EVERYTHING
    ) -> Decimal:
        """What was posted to accounts from one day to another, both included."""
        known = [*accounts]
        before = self.balance(known, day_before(first), scope)
        return self.balance(known, last, scope) - before

    def earned(self, first: date, last: date, scope: Scope = EVERYTHING) -> Decimal:
        """The profit of some days."""
        return -self.movement(self.of_class(*EARNING), first, last, scope)

    def earned_before(self, day: date, scope: Scope = EVERYTHING) -> Decimal:
        """The profit of all days before one."""
        return -self.balance(self.of_class(*EARNING), day_before(day), scope)

    def cash(self, first: date, last: date) -> Cash:
        """What all bank accounts received and spent."""
        flows = [self.figures.cash(one.account_id, first, last) for one in self.of_type("BANK")]
        received = summed(one.received for one in flows)
        return Cash(received, summed(one.spent for one in flows))
