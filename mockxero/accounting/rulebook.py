"""How rules are written down: what they see, what they answer, and in which order they run."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from mockxero.accounting.day_rates import DayRates
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.resources.organisations import Organisation

R = TypeVar("R", bound=Resource)


class Records(Protocol):
    """One organisation's records, as far as one finds them by what they are called."""

    @property
    def organisation(self) -> Organisation:
        """The organisation itself."""

    def find(self, resource: type[R], record_id: str | None) -> R | None:
        """A record by its id."""

    def one(self, resource: type[R], index: str, key: Hashable) -> R | None:
        """The first record that an index of the resource has under a key."""


class Books(Records, Protocol):
    """What a rule may look at: one organisation's records, as they stand."""

    organisation: Organisation
    rates: DayRates
    """What other currencies are worth, day by day."""

    @property
    def today(self) -> date:
        """The calendar day where the organisation is."""

    @property
    def now(self) -> datetime:
        """This moment, in UTC."""

    def by(self, resource: type[R], index: str, key: Hashable) -> list[R]:
        """The records that an index of the resource has under a key."""

    def every(self, resource: type[R]) -> Iterable[R]:
        """All records of a resource, in the order they came."""

    def was_posted_to(self, account_id: str) -> bool:
        """Whether the ledger has ever had anything on an account."""

    def new_id(self) -> str:
        """An id that nobody has."""

    def local(self, moment: datetime) -> datetime:
        """What the clocks show where the organisation is."""

    def next_number(
        self, series: str, taken: Callable[[str], object], *, use_up: bool = True
    ) -> str:
        """The next number of a series that is not taken; it is used up, unless told otherwise."""


@dataclass(slots=True)
class Proposal(Generic[R]):
    """What a caller wants a record to become."""

    sent: Draft
    before: R | None
    now: R
    """The record as it would be; rules that complete fill it in."""
    client_id: str = ""
    complaints: list[Complaint] = field(default_factory=list)
    """What came to light before the rules were asked: links that lead nowhere."""
    unitdp: int = 2
    """How many decimals unit amounts keep."""
    along: Resource | None = None
    """The record that brings this change along; None: the caller asked for it."""
    backorders: bool = False
    """Whether more may be sold than is on hand."""

    @property
    def creating(self) -> bool:
        """Whether there was no such record before."""
        return self.before is None

    def moves(self, attr: str) -> bool:
        """Whether a member differs from what it was."""
        return self.before is None or getattr(self.now, attr) != getattr(self.before, attr)


class Effect(NamedTuple):
    """Another record that changes along."""

    record: Resource
    silent: bool = False
    """Xero keeps quiet about it: no new UpdatedDateUTC, no webhook, no history."""
    words: str = "Edited"
    details: str = ""


class Entailed(NamedTuple):
    """Another record that is made or changed along, by the rules of its own resource."""

    draft: Draft
    before: Resource | None = None
    preset: Mapping[str, Any] = {}


class Line(NamedTuple):
    """A line for the history of a record."""

    words: str
    details: str


class Period(NamedTuple):
    """The days that a request asks about: DateFrom and DateTo."""

    first: date | None
    last: date | None


Filled = dict[str, Any]
"""Members of a record with their new values."""

Complete = Callable[[Proposal[Any], Books], Filled]
Check = Callable[[Proposal[Any], Books], Iterator[Complaint]]
Consequence = Callable[[Proposal[Any], Books], Iterator[Effect]]
Entails = Callable[[Proposal[Any], Books], Iterator[Entailed]]
History = Callable[[Proposal[Any], Books], Line]
Derive = Callable[[Any, Books], Any]
Resolve = Callable[[Draft, Draft, Books], "str | Draft | None"]
"""(draft of the link, whole draft, books): an id, a draft to record first, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The rules of one resource, in the order in which they run."""

    resource: type[Resource]

    # --- which record is meant, and what lies over it ---
    recognise: Callable[[Draft, Books], Resource | None] = lambda draft, books: None
    """What a POST means that names no id: a record with the same number, if there is one."""
    keys_are_given: bool = False
    """Whether callers choose the id of a new record."""
    unknown_id: str | None = None
    """The complaint about an id that nobody has; by default the whole request is a 404."""
    links: Mapping[str, Resolve] = field(default_factory=dict)
    """How a nested object that names another record finds it."""
    clears: frozenset[str] = frozenset()
    """Members that an update which does not send them clears."""
    laid_by_rules: frozenset[str] = frozenset()
    """Members that a rule lays over what is stored; the others simply replace it."""

    # --- what becomes of it ---
    complete: tuple[Complete, ...] = ()
    """What Xero fills in, works out or corrects."""
    check: tuple[Check, ...] = ()
    """What Xero complains of. All of them speak, not only the first."""
    conclude: tuple[Complete, ...] = ()
    """What follows by itself where nothing is wrong."""
    entails: Entails | None = None
    """The records without which this one cannot be; what is said against them refuses it too."""
    consequences: tuple[Consequence, ...] = ()
    """What else changes, once the record is accepted."""
    history: History | None = None
    """The line that a change leaves in the history of the record."""

    # --- how it goes ---
    deletable: Check | None = None
    """What speaks against a DELETE."""
    deleted: Callable[[Any, Books], Resource | None] | None = None
    """What a DELETE leaves; None: nothing."""

    # --- how it shows ---
    derive: Mapping[str, Derive] = field(default_factory=dict)
    """How the derived members of the record, and of records inside it, are worked out."""
    within: Callable[[Any, Period, Books], Resource] | None = None
    """What of a record is shown alone, where that depends on the days asked for."""
    answer: Callable[[Proposal[Any]], Resource] | None = None
    """What the answer shows, where that is not quite what is stored."""
    refusal: Callable[[Proposal[Any]], Resource] | None = None
    """What a refusal shows, where that is the record as it would have been."""


def none_with_id(resource: type[Resource]) -> str:
    """The usual complaint about an id that nobody has: ``unknown_id``."""
    noun = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", resource.about.singular)
    key = resource.fields[resource.key_attr].wire
    return f"An existing {noun} with the specified {key} could not be found"
