"""What stands on each account, day by day, kept up to date as entries come in."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from mockxero.accounting.ledger.entries import Filing, Part, Posting
from mockxero.primitives.money import ZERO, summed


class Running:
    """Amounts by day, and what they add up to. An answer costs the same however many there are."""

    def __init__(self) -> None:
        self._amounts: dict[date, Decimal] = {}
        self._days: list[date] | None = None
        self._sums: list[Decimal] = []

    def add(self, day: date, amount: Decimal) -> None:
        """Another amount of a day."""
        self._amounts[day] = self._amounts.get(day, ZERO) + amount
        self._days = None

    def up_to(self, day: date) -> Decimal:
        """The sum of all amounts until the end of a day."""
        if self._days is None:
            self._add_up()
        place = bisect_right(self._days or (), day)
        return self._sums[place - 1] if place else ZERO

    def _add_up(self) -> None:
        self._days = sorted(self._amounts)
        total, self._sums = ZERO, []
        for day in self._days:
            total += self._amounts[day]
            self._sums.append(total)


class Account:
    """One account: all of it, and what of it is filed under which tracking options."""

    def __init__(self) -> None:
        self._all = Running()
        self._filed: dict[Filing, Running] = {}

    def add(self, day: date, posting: Posting) -> None:
        """Another debit or credit."""
        self._all.add(day, posting.net)
        running = self._filed.get(posting.filing)
        if running is None:
            running = self._filed[posting.filing] = Running()
        running.add(day, posting.net)

    def up_to(self, day: date, counts: Callable[[Filing], bool] | None = None) -> Decimal:
        """What stands at the end of a day, of the filings that count."""
        if counts is None:
            return self._all.up_to(day)
        return summed(one.up_to(day) for filing, one in self._filed.items() if counts(filing))


class Flow:
    """What a bank account received and spent."""

    def __init__(self) -> None:
        self.received = Running()
        self.spent = Running()


class Balances:
    """All accounts of a ledger."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._flows: dict[str, Flow] = {}

    def add(self, day: date, postings: Iterable[Posting], sign: Decimal) -> None:
        """Take an entry in, or (-1) out again: then what was received is received no longer."""
        for one in postings:
            posting = one.times(sign)
            account = self._accounts.get(one.account_id)
            if account is None:
                account = self._accounts[one.account_id] = Account()
            account.add(day, posting)
            if one.part is Part.BANK:
                flow = self._flows.setdefault(one.account_id, Flow())
                if one.net > 0:
                    flow.received.add(day, posting.net)
                else:
                    flow.spent.add(day, -posting.net)

    def account(self, account_id: str) -> Account | None:
        """One account, if anything was ever posted to it."""
        return self._accounts.get(account_id)

    def flow(self, account_id: str) -> Flow | None:
        """What went through a bank account, if anything did."""
        return self._flows.get(account_id)
