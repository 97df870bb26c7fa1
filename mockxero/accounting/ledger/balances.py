"""What stands on each account, day by day, kept up to date as entries come in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from mockxero.accounting.currency import in_base
from mockxero.accounting.ledger.entries import (
    UNFILED,
    Entry,
    Filing,
    Foreign,
    Part,
    Posting,
)
from mockxero.accounting.reports.figures import Issued, Tracking
from mockxero.accounting.reports.periods import day_before
from mockxero.primitives.money import ZERO, summed

_MOST_DAYS = 32
"""How many answers about what is worth how much are remembered."""


class Running:
    """Amounts by day, and what they add up to. An answer costs the same however many there are."""

    def __init__(self) -> None:
        self._days: list[date] = []
        self._amounts: list[Decimal] = []
        """Of each day."""
        self._sums: list[Decimal] = []
        """Up to the end of each day: of the first days only, as far as somebody has asked."""

    def copy(self) -> "Running":
        """The same, which goes on by itself."""
        other = Running()
        other._days, other._amounts = [*self._days], [*self._amounts]
        return other

    def add(self, day: date, amount: Decimal) -> None:
        """Another amount of a day."""
        place = bisect_left(self._days, day)
        if place < len(self._days) and self._days[place] == day:
            self._amounts[place] += amount
        else:
            self._days.insert(place, day)
            self._amounts.insert(place, amount)
        del self._sums[place:]

    def up_to(self, day: date) -> Decimal:
        """The sum of all amounts until the end of a day."""
        place = bisect_right(self._days, day)
        if place > len(self._sums):
            self._add_up()
        return self._sums[place - 1] if place else ZERO

    def between(self, first: date, last: date) -> Decimal:
        """The sum of the amounts of some days, the first and the last included."""
        return self.up_to(last) - self.up_to(day_before(first))

    def _add_up(self) -> None:
        total = self._sums[-1] if self._sums else ZERO
        for amount in self._amounts[len(self._sums) :]:
            total += amount
            self._sums.append(total)


class Account:
    """One account: all of it, and what of it is filed under which tracking options."""

    def __init__(self) -> None:
        self._all = Running()
        self._filed: dict[Filing, Running] = {}
        """By how it is filed, once anything is."""
        self._found: dict[Tracking, list[Running]] = {}
        """What of it somebody has asked about."""

    def add(self, day: date, amount: Decimal, filing: Filing) -> None:
        """Another debit or credit."""
        if filing not in self._filed and (self._filed or filing != UNFILED):
            self._file_as(filing)
        self._all.add(day, amount)
        if self._filed:
            self._filed[filing].add(day, amount)

    def _file_as(self, filing: Filing) -> None:
        if not self._filed:
            self._filed[UNFILED] = self._all.copy()
        self._filed.setdefault(filing, Running())
        self._found.clear()

    def up_to(self, day: date, tracking: Tracking = ()) -> Decimal:
        """What stands at the end of a day; ``tracking``: of what is filed so."""
        if not tracking:
            return self._all.up_to(day)
        found = self._found.get(tracking)
        if found is None:
            filed = (self._filed or {UNFILED: self._all}).items()
            found = [running for filing, running in filed if _is_filed(filing, tracking)]
            self._found[tracking] = found
        return summed(one.up_to(day) for one in found)


def _is_filed(filing: Filing, tracking: Tracking) -> bool:
    options = dict(filing)
    return all(options.get(category) == option for category, option in tracking)


class Flow:
    """What a bank account received and spent."""

    def __init__(self) -> None:
        self.received = Running()
        self.spent = Running()


class Abroad:
    """What of an account is in another currency, and what it was posted at.

    What is owed is valued document by document, so that the sum of them is that of the account.
    Whoever asks about a day again gets an answer that costs the same however many there are.
    """

    def __init__(self, part: Part) -> None:
        self.part = part
        """What was posted: money, or what is owed."""
        self.posted = Running()
        """In base currency."""
        self._amounts: dict[str, Running] = {}
        """What there is of each document; of money under no name."""
        self._valued: dict[tuple[date, Decimal], Decimal] = {}
        """What was asked lately: what all of it is worth on a day, at a rate."""

    def add(self, day: date, known: Foreign, posted: Decimal) -> None:
        """Another debit or credit, posted at so much."""
        self.posted.add(day, posted)
        amount = self._amounts.get(known.debt)
        if amount is None:
            amount = self._amounts[known.debt] = Running()
        asked = [one for one in self._valued if one[0] >= day]
        before = [in_base(amount.up_to(on), rate) for on, rate in asked]
        amount.add(day, known.amount)
        for (on, rate), worth in zip(asked, before, strict=True):
            self._valued[on, rate] += in_base(amount.up_to(on), rate) - worth

    def worth(self, day: date, rate: Decimal) -> Decimal:
        """What all of it is worth at the end of a day, at a rate."""
        asked = (day, rate)
        worth = self._valued.get(asked)
        if worth is None:
            worth = summed(in_base(one.up_to(day), rate) for one in self._amounts.values())
            while len(self._valued) >= _MOST_DAYS:
                del self._valued[next(iter(self._valued))]
            self._valued[asked] = worth
        return worth

    def up_to(self, day: date) -> Decimal:
        """All of it at the end of a day, in its own currency."""
        return summed(one.up_to(day) for one in self._amounts.values())


class Sales:
    """How many sales invoices there are, and what they come to without tax."""

    def __init__(self) -> None:
        self._count = Running()
        self._value = Running()

    def add(self, invoice: Entry, sign: Decimal) -> None:
        """Another invoice, or (-1) one that is no more."""
        owed = summed(one.net for one in invoice.postings if one.part in (Part.CONTROL, Part.TAX))
        self._count.add(invoice.day, sign)
        self._value.add(invoice.day, owed if sign > 0 else -owed)

    def between(self, first: date, last: date) -> Issued:
        """Those of some days, the first and the last included."""
        return Issued(self._count.between(first, last), self._value.between(first, last))


class Balances:
    """All accounts of a ledger."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._flows: dict[str, Flow] = {}
        self.abroad: dict[str, dict[str, Abroad]] = {}
        """By account and currency; empty where everything is in the organisation's own."""

    def add(self, day: date, postings: Iterable[Posting], sign: Decimal) -> None:
        """Take an entry in, or (-1) out again: then what was received is received no longer."""
        moved: dict[str, Decimal] = {}
        for one in postings:
            amount = one.net if sign > 0 else -one.net
            account = self._accounts.get(one.account_id)
            if account is None:
                account = self._accounts[one.account_id] = Account()
            account.add(day, amount, one.filing)
            if one.foreign is not None:
                self._add_abroad(day, one, amount, one.foreign, sign)
            if one.part is Part.BANK:
                moved[one.account_id] = moved.get(one.account_id, ZERO) + one.net
        for account_id, net in moved.items():
            flow = self._flows.setdefault(account_id, Flow())
            if net > 0:
                flow.received.add(day, sign * net)
            else:
                flow.spent.add(day, -sign * net)

    def _add_abroad(
        self, day: date, one: Posting, amount: Decimal, known: Foreign, sign: Decimal
    ) -> None:
        if one.part not in (Part.BANK, Part.CONTROL):
            return
        kept = self.abroad.setdefault(one.account_id, {})
        abroad = kept.get(known.currency)
        if abroad is None:
            abroad = kept[known.currency] = Abroad(one.part)
        abroad.add(day, known if sign > 0 else known._replace(amount=-known.amount), amount)

    def account(self, account_id: str) -> Account | None:
        """One account, if anything was ever posted to it."""
        return self._accounts.get(account_id)

    def flow(self, account_id: str) -> Flow | None:
        """What went through a bank account, if anything did."""
        return self._flows.get(account_id)
