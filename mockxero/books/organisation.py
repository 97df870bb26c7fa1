"""One organisation: its records, number series, history, and everything that ever changed."""

import threading
from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from mockxero.accounting.day_rates import DayRates
from mockxero.accounting.ledger.general import GeneralLedger
from mockxero.accounting.ledger.journals import journal
from mockxero.accounting.ledger.revaluation import Revalued
from mockxero.accounting.reports.figures import Figures
from mockxero.accounting.reports.ten_ninety_nine import Rules
from mockxero.accounting.rulebook import Derive, Line
from mockxero.accounting.rulebooks import rulebooks
from mockxero.books.changes import Change
from mockxero.books.collection import Collection
from mockxero.books.hindsight import Hindsight
from mockxero.books.timezones import ZONES
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.clock import Clock, local_day, local_time
from mockxero.primitives.ids import Ids
from mockxero.primitives.records import Record
from mockxero.resources import catalogue
from mockxero.resources.journals import Journal
from mockxero.resources.organisations import Organisation as OrganisationRecord

R = TypeVar("R", bound=Resource)


class Series(NamedTuple):
    """A series of document numbers: ``INV-`` and what comes next."""

    prefix: str
    next: int

    def number(self) -> str:
        """The next number, as it is printed."""
        return f"{self.prefix}{self.next:04}"


class Organisation:
    """The books of one tenant. Whoever reads or writes several things holds the ``lock``.

    Records are changed through a Bookkeeper only.
    """

    def __init__(self, record: OrganisationRecord, clock: Clock, ids: Ids) -> None:
        self.lock = threading.RLock()
        self.tenant_id = record.organisation_id
        """For organisations, the OrganisationID."""
        self.name = record.name
        self.collections: dict[type[Record], Collection[Any]] = {
            resource: Collection(resource) for resource in catalogue()
        }
        self.organisation = record
        self.series: dict[str, Series] = {}
        self.histories: dict[str, list[tuple[datetime, Line]]] = {}
        """The lines of each record's history, by its id, oldest first."""
        self.files: dict[str, bytes] = {}
        """The bytes of each attachment, by its id."""
        self.emails: tuple[date, int] = (date.min, 0)
        """The latest day on which e-mails were sent, and how many."""
        self.changes: list[Change] = []
        """Everything that ever changed, in order."""
        self.announce: Callable[[list[Change]], None] = lambda changes: None
        """Who is told of the changes of a transaction; set by the World."""
        self.rates = DayRates()
        """What other currencies are worth, day by day."""
        self.form_1099 = Rules()
        """Who stands on the forms 1099, and for what."""
        self.begun_with: list[Resource] = []
        """The records that were there before anything changed, in the order of their days."""
        self._ledger = GeneralLedger()
        self._followed = 0
        """How many changes the ledger has followed."""
        self._printed = self._printed_paid = 0
        """How many entries are among the records as journals, and how many of the cash basis."""
        self._clock = clock
        self._ids = ids
        self._zone = ZONES.get(record.timezone, "UTC")

    @property
    def organisation(self) -> OrganisationRecord:
        """The organisation itself, a record like any other."""
        known: OrganisationRecord = self.collections[OrganisationRecord].records[self.tenant_id]
        return known

    @organisation.setter
    def organisation(self, record: OrganisationRecord) -> None:
        self.collections[OrganisationRecord].put(self.tenant_id, record)

    def rename(self, tenant_id: str, name: str) -> None:
        """Become another organisation with the same books."""
        renamed = self.organisation.but(organisation_id=tenant_id, name=name)
        self.collections[OrganisationRecord].put(self.tenant_id, None)
        self.tenant_id, self.name = tenant_id, name
        self.organisation = renamed

    @property
    def now(self) -> datetime:
        """This moment, in UTC."""
        return self._clock.now()

    @property
    def today(self) -> date:
        """The calendar day where the organisation is."""
        return local_day(self._clock.now(), self._zone)

    def local(self, moment: datetime) -> datetime:
        """What the clocks show where the organisation is."""
        return local_time(moment, self._zone)

    def find(self, resource: type[R], record_id: str | None) -> R | None:
        """A record by its id."""
        found: R | None = self.collections[resource].records.get(record_id)  # type: ignore[arg-type]
        return found

    def by(self, resource: type[R], index: str, key: Hashable) -> list[R]:
        """The records that an index of the resource has under a key."""
        return self.collections[resource].by(index, key)

    def one(self, resource: type[R], index: str, key: Hashable) -> R | None:
        """The first of them."""
        return self.collections[resource].one(index, key)

    def every(self, resource: type[R]) -> Iterable[R]:
        """All records of a resource, in the order they came."""
        return self.collections[resource].records.values()

    @property
    def ledger(self) -> GeneralLedger:
        """The ledger, which follows what has changed when somebody looks at it."""
        news = self.changes[self._followed :]
        then = Hindsight(self, news)
        began = self.organisation.created or self.now
        for record in self.begun_with:
            self._ledger.take(began, record.key, record, then)
        self.begun_with.clear()
        for place, change in enumerate(news):
            then.stand_behind(place)
            self._ledger.take(change.when, change.record_id, change.after, then)
        self._followed += len(news)
        return self._ledger

    @property
    def figures(self) -> Figures:
        """What reports ask of the ledger."""
        return Revalued(self.ledger, self)

    def was_posted_to(self, account_id: str) -> bool:
        """Whether the ledger has ever had anything on an account."""
        return self.ledger.knows(account_id)

    def print_journals(self, *, paid_only: bool = False) -> None:
        """Have all entries of the ledger among the records; ``paid_only``: on either basis."""
        journals, entries = self.collections[Journal], self.ledger.entries
        for posted in entries[self._printed :]:
            printed = journal(posted, self.tenant_id)
            journals.put(printed.key, printed)
        self._printed = len(entries)
        if not paid_only:
            return
        counted = self.ledger.cash_basis.entries
        for posted in counted[self._printed_paid :]:
            is_same = posted.entry is entries[posted.number - 1].entry
            printed = journal(posted, self.tenant_id, paid_only=not is_same)
            journals.put(printed.key, printed.but(on_cash_basis=True))
        self._printed_paid = len(counted)

    def version(self, resource: type[Record]) -> int:
        """A number that moves whenever any record of the resource does."""
        return self.collections[resource].version

    def derive(self, record: Record, attr: str) -> Any:
        """What the rules work out for a derived member."""
        return _derivations()[attr](record, self)

    def new_id(self) -> str:
        """An id that nobody has."""
        return self._ids.guid()

    def next_number(
        self, series: str, taken: Callable[[str], object], *, use_up: bool = True
    ) -> str:
        """The next number of a series that is not taken; it is used up, unless told otherwise."""
        current = self.series.get(series) or Series("", 1)
        while taken(current.number()):
            current = current._replace(next=current.next + 1)
        if use_up:
            self.series[series] = current._replace(next=current.next + 1)
        return current.number()


@cache
def _derivations() -> dict[str, Derive]:
    """How each derived member is worked out, by its attribute."""
    found: dict[str, Derive] = {}
    for rulebook in rulebooks().values():
        for attr, derive in rulebook.derive.items():
            if found.setdefault(attr, derive) is not derive:
                raise TypeError(f"two rulebooks derive '{attr}', each in its own way")
    return found
