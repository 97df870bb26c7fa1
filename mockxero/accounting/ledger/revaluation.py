"""What reports show of other currencies: what they are worth on the day, not when they were posted.

Nothing of it is posted: there is no journal of a gain that nobody has realised yet.
Source: Xero's page on Journals
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from mockxero.accounting.currency import in_base
from mockxero.accounting.ledger.balances import Abroad
from mockxero.accounting.ledger.entries import Part
from mockxero.accounting.ledger.general import GeneralLedger
from mockxero.accounting.reports.figures import EVERYTHING, Cash, Issued, Owed, Paid, Scope, Taxed
from mockxero.accounting.rulebook import Books
from mockxero.primitives.money import ZERO, summed
from mockxero.resources.accounts import Account

GAINS: Mapping[Part, str] = MappingProxyType(
    {Part.CONTROL: "UNREALISEDCURRENCYGAIN", Part.BANK: "BANKCURRENCYGAIN"}
)
"""The account that shows what is gained on what is owed, and on what lies in the bank."""


class Revalued:
    """The figures of a ledger, with everything foreign at the rate of the day that is asked about.

    What is gained so stands on the account of its kind, so that all accounts still add up to
    nothing. A report by tracking options goes without: what is owed is filed, its gains are not;
    they are unassigned. # guess
    """

    def __init__(self, ledger: GeneralLedger, books: Books) -> None:
        self._ledger, self._books = ledger, books
        gains = {part: books.one(Account, "system", name) for part, name in GAINS.items()}
        self._gains = {part: one.account_id for part, one in gains.items() if one is not None}

    def balance(self, account_id: str, day: date, scope: Scope = EVERYTHING) -> Decimal:
        """What stands on an account at the end of a day, from all postings up to it."""
        posted = self._ledger.balance(account_id, day, scope)
        abroad = self._ledger.balances(scope).abroad
        if not abroad or any(option is not None for _, option in scope.tracking):
            return posted
        return posted + self._gained(account_id, day, abroad) - self._shown(account_id, day, abroad)

    def _gained(
        self, account_id: str, day: date, abroad: Mapping[str, Mapping[str, Abroad]]
    ) -> Decimal:
        """What an account is worth more than was posted to it."""
        kept = abroad.get(account_id, {})
        return summed(
            self._gain(currency, one, day)
            for currency, one in kept.items()
            if one.part in self._gains
        )

    def _shown(
        self, account_id: str, day: date, abroad: Mapping[str, Mapping[str, Abroad]]
    ) -> Decimal:
        """What an account shows of the gains on all others."""
        return summed(
            self._gain(currency, one, day)
            for kept in abroad.values()
            for currency, one in kept.items()
            if self._gains.get(one.part) == account_id
        )

    def _gain(self, currency: str, abroad: Abroad, day: date) -> Decimal:
        rate = self._rate(currency, day)
        if rate is None:
            return ZERO
        return abroad.worth(day, rate) - abroad.posted.up_to(day)

    def _rate(self, currency: str, day: date) -> Decimal | None:
        """The rate of a day, which is today's as long as the day has not come.

        Source: help.xero.com, Monitoring foreign currency movements with reports
        """
        return self._books.rates.on(currency, min(day, self._books.today))

    def cash(self, account_id: str, first: date, last: date) -> Cash:
        """What a bank account received and spent, both days included, as it was posted."""
        return self._ledger.cash(account_id, first, last)

    def issued(self, first: date, last: date) -> Issued:
        """The sales invoices of some days, both included, as they were posted."""
        return self._ledger.issued(first, last)

    def paid(self, document_ids: Iterable[str]) -> Iterator[Paid]:
        """What was paid of the lines of some documents, as it was posted."""
        return self._ledger.paid(document_ids)

    def taxed(self, first: date, last: date, scope: Scope = EVERYTHING) -> Iterator[Taxed]:
        """The lines of some days, both included, that have a tax type, as they were posted."""
        return self._ledger.taxed(first, last, scope)

    def owed(self, document_id: str, day: date) -> Owed:
        """A document, and what had settled it at the end of a day; debits are positive.

        # guess: a foreign one at the rate of that day, as its control account
        """
        abroad = self._ledger.owed_abroad(document_id, day)
        rate = self._rate(abroad[0], day) if abroad is not None else None
        if abroad is None or rate is None:
            return self._ledger.owed(document_id, day)
        owed = abroad[1]
        total = in_base(owed.total, rate)
        unpaid, due = in_base(owed.total - owed.paid, rate), in_base(owed.due, rate)
        return Owed(total, total - unpaid, unpaid - due)
