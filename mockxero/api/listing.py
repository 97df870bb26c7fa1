"""Which records a list request is about, and in which order."""

import operator
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from mockxero.api.parameters import day
from mockxero.api.visit import Visit
from mockxero.books.collection import Collection, Listing
from mockxero.primitives.catalogue import About, Pages, Resource
from mockxero.primitives.complaints import QueryNotParsed
from mockxero.primitives.ids import as_guid
from mockxero.query.paging import Page, behind, page, pagination
from mockxero.query.since import since
from mockxero.resources import catalogue

if TYPE_CHECKING:
    from mockxero.query.order import Order
    from mockxero.query.where import Predicate

Test = Callable[[Any], bool]


class Found(NamedTuple):
    """The records of an answer, with the counts of the page if it is one."""

    records: Sequence[Resource]
    counts: dict[str, int] | None

    @property
    def nothing(self) -> bool:
        """Whether there are none at all, on this page or any other."""
        return not (self.counts["itemCount"] if self.counts else self.records)


def find(visit: Visit, resource: type[Resource]) -> Found:
    """The records that a request lists. Raises QueryNotParsed, or Refused."""
    about, records = resource.about, _records(visit, resource)
    wanted = _page(visit, resource)
    if about.offset_by:
        return Found(behind(records, about.offset_by, visit.arguments.get("offset")), None)
    if wanted is None:
        return Found(records, None)
    if about.pages is Pages.UNCOUNTED:  # seen: nz-demo-2026-quotes-page.json
        return Found(wanted.of(records), None)
    return Found(wanted.of(records), pagination(wanted, len(records))._asdict())


def is_paged(visit: Visit, resource: type[Resource]) -> bool:
    """Whether the answer is a page: it was asked for, or a parameter forces it."""
    return _page(visit, resource) is not None


def _page(visit: Visit, resource: type[Resource]) -> Page | None:
    about = resource.about
    if about.pages is Pages.NEVER:
        return None
    forced = (
        about.pages is not Pages.ASKED
        or (about.summary and visit.flag("summaryOnly"))
        or any(visit.listed(name) for name in about.paging_forced_by)
    )
    size = None if about.pages is Pages.UNCOUNTED else visit.arguments.get("pagesize")
    return page(visit.arguments.get("page"), size, forced=forced)


def _records(visit: Visit, resource: type[Resource]) -> Sequence[Any]:
    """All records wanted, in order: of the whole collection, or of a few that are named."""
    collection = visit.organisation.collections[resource]
    query = Query(visit, resource)
    named = visit.listed("IDs") if "IDs" in resource.about.filters else None
    if named is None:
        records: Sequence[Any] = query.answer(collection)
    else:
        found = (collection.find(as_guid(one)) for one in named)
        records = query.select(query.sorted([record for record in found if record is not None]))
    after = modified_since(visit, resource)
    if after is None:
        return records
    stamp = attrgetter(resource.about.stamp)
    if query.by_update:
        return records[bisect_left(records, after, key=stamp) :]
    return [record for record in records if stamp(record) >= after]


def modified_since(visit: Visit, resource: type[Resource]) -> datetime | None:
    """The moment in If-Modified-Since, where the resource hears it."""
    header = visit.request.headers.get("If-Modified-Since")
    return since(header) if header and resource.about.since else None


class Query:
    """The filter and the order of a list, as a request describes them."""

    def __init__(self, visit: Visit, resource: type[Resource]) -> None:
        from mockxero.query.order import order
        from mockxero.query.where import where

        about, arguments = resource.about, visit.arguments
        self._follow: Callable[[Any, Any], Any] = visit.organisation.find
        text = arguments.get("where", "").strip()
        if text and about.newer:  # guess: the words, after those that were once seen for an order
            raise QueryNotParsed("Where not supported")
        text = text if about.where else ""
        self._where = where(resource, text) if text else None
        asked = "" if about.offset_by else arguments.get("order", "").strip()
        order_text = asked or about.order
        self._order = order(resource, order_text) if order_text else None
        self.by_update = order_text.casefold() in ("updateddateutc", "updateddateutc asc")
        self._tests, described = _tests(visit, resource)
        # Two queries of one name have one answer, as long as only the resource itself changes.
        self._order_name = ("in order of", order_text, *self._versions(visit, self._order))
        self._name = (text, *described, *self._versions(visit, self._where), *self._order_name)
        self._plain = not text and not self._tests

    def answer(self, collection: Collection[Any]) -> list[Any]:
        """The records of a collection that pass, in order."""
        everything = collection.listing(self._order_name, self._everything).records
        if self._plain:
            return everything
        return collection.listing(self._name, lambda _: self._found(collection, everything)).records

    def _everything(self, records: Iterable[Any]) -> Listing[Any]:
        return Listing(self.sorted(list(records)), self._sort_key, lambda record: True)

    def _found(self, collection: Collection[Any], everything: list[Any]) -> Listing[Any]:
        """Those that pass, out of those that pass the equalities a filter begins with.

        Filters differ in their dates and amounts, while Status and Type recur.
        """
        from mockxero.query.where import equalities

        if self._where is None or self._where.rest is None:
            return Listing(self.select(everything), self._sort_key, self._accepts)
        begins = equalities(self._where.begins)
        alike = collection.listing(
            (self._where.begins, *self._order_name),
            lambda _: Listing(
                begins.select(everything, self._follow),
                self._sort_key,
                lambda record: begins.accepts(record, self._follow),
            ),
        ).records
        passing = self._where.rest.select(self._tested(alike), self._follow)
        return Listing(passing, self._sort_key, self._accepts)

    def _tested(self, records: Iterable[Any]) -> Iterable[Any]:
        for test in self._tests:
            records = filter(test, records)
        return records

    def select(self, records: Iterable[Any]) -> list[Any]:
        """The records that pass."""
        tested = self._tested(records)
        return self._where.select(tested, self._follow) if self._where else list(tested)

    def sorted(self, records: list[Any]) -> list[Any]:
        """The records in order."""
        return self._order.sort(records, self._follow) if self._order else records

    def _accepts(self, record: Any) -> bool:
        return all(test(record) for test in self._tests) and (
            self._where is None or self._where.accepts(record, self._follow)
        )

    def _sort_key(self, record: Any) -> Any:
        return self._order.key(record, self._follow) if self._order else None

    @staticmethod
    def _versions(visit: Visit, part: "Predicate | Order | None") -> list[int]:
        """The state of other resources that a filter or an order looks into."""
        if part is None or not part.collections:
            return []
        looked_into = (one for one in catalogue() if one.__name__ in part.collections)
        return [visit.organisation.version(resource) for resource in looked_into]


def _tests(visit: Visit, resource: type[Resource]) -> tuple[list[Test], list[Any]]:
    """The simple filters of a request, and what makes them these filters and no others."""
    about = resource.about
    tests: list[Test] = []
    described: list[Any] = []
    for unlisted in about.unlisted:
        if not (unlisted.unless and visit.flag(unlisted.unless)):
            tests.append(_unlike(unlisted.attr, unlisted.value))
            described.append(unlisted)
    for name, attr in about.filters.items():
        words = visit.listed(name)
        if words is not None and name != "IDs":
            tests.append(_one_of(attr, frozenset(_spelled(word) for word in words)))
            described.append((name, words))
    for test, named in _spanned(visit, about):
        tests.append(test)
        described.append(named)
    for name, (no, yes) in about.either.items():
        wanted = yes if visit.flag(name) else no
        tests.append(attrgetter(wanted))
        described.append(("either", wanted))
    if about.searched and (term := visit.arguments.get("searchterm", "").strip().casefold()):
        tests.append(_mentions(about.searched, term))
        described.append(("search", term))
    if "made_by" in resource.fields and visit.flag("createdByMyApp"):
        tests.append(_one_of("made_by", frozenset({visit.app.client_id.casefold()})))
        described.append(("made by", visit.app.client_id))
    return tests, described


def _spanned(visit: Visit, about: About) -> Iterator[tuple[Test, Hashable]]:
    """From one day to another; either end may be open. Raises Refused."""
    for name, attr in about.spans.items():
        for end, within in (("From", operator.ge), ("To", operator.le)):
            given = day(visit, f"{name}{end}")
            if given is not None:
                yield _dated(attr, within, given), (name, end, given)


def _spelled(word: str) -> str:
    return as_guid(word) or word.casefold()


def _unlike(attr: str, value: str) -> Test:
    return lambda record: getattr(record, attr) != value


def _one_of(attr: str, words: frozenset[str]) -> Test:
    return lambda record: (getattr(record, attr) or "").casefold() in words


def _dated(attr: str, within: Callable[[date, date], bool], day: date) -> Test:
    return lambda record: (held := getattr(record, attr)) is not None and within(held, day)


def _mentions(attrs: tuple[str, ...], term: str) -> Test:
    return lambda record: any(term in (getattr(record, attr) or "").casefold() for attr in attrs)
