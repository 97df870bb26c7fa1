"""The records of one resource: by id, by what else they are looked up by, and in lists."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable
from itertools import islice
from typing import Any, Generic, TypeVar

from mockxero.primitives.catalogue import Resource
from mockxero.primitives.complaints import Refusal

R = TypeVar("R", bound=Resource)
SortKey = Callable[[Any], Any]
Accepts = Callable[[Any], bool]
Index = dict[Hashable, dict[str, None]]
Keys = tuple[Hashable, ...] | frozenset[Hashable]

Change = tuple[R | None, R | None]
"""A record before and after; None where there was none, or is none left."""

_NO_KEYS: Keys = ()

LISTINGS_KEPT = 8
"""How many different lists a collection keeps up to date; the least used gives way."""
NAMES_KEPT = 64
"""How many lists it remembers having been asked for."""
CHANGES_KEPT = 1_000
"""How many changes a list may lag behind and still catch up, rather than be made anew."""


class Listing(Generic[R]):
    """Some records in some order, which can follow as records change.

    So a page costs the same however many records there are, and however deep it lies.
    """

    def __init__(self, records: list[R], sort_key: SortKey, accepts: Accepts) -> None:
        """``records`` are the accepted ones, in order."""
        self.records = records
        """Not to be changed from outside."""
        self.version = 0
        """The version of the collection that it shows."""
        self._sort_key, self._accepts = sort_key, accepts
        self._keys: list[Any] | None = None

    def last(self) -> None:
        """Get ready to follow changes, which costs something for each record."""
        if self._keys is None:
            self._keys = [self._sort_key(record) for record in self.records]

    def follows(self, changes: Iterable[Change[R]]) -> bool:
        """Follow changes; false where it cannot, or the filter cannot judge: it is no good then."""
        if self._keys is None:
            return False
        try:
            for before, after in changes:
                self.change(before, after)
        except Refusal:
            return False
        return True

    def change(self, before: R | None, after: R | None) -> None:
        """Take a record's change in. Raises Refusal where the filter cannot judge it."""
        keys = self._keys or []
        place = self._place_of(before, keys) if before and self._accepts(before) else None
        key = self._sort_key(after) if after and self._accepts(after) else _NOT_LISTED
        if place is not None and after and key is not _NOT_LISTED and keys[place] == key:
            self.records[place] = after
            return
        if place is not None:
            del keys[place], self.records[place]
        if after and key is not _NOT_LISTED:
            place = bisect_right(keys, key) if key is not None else len(keys)
            keys.insert(place, key)
            self.records.insert(place, after)
        self._keys = keys

    def _place_of(self, record: R, keys: list[Any]) -> int:
        key = self._sort_key(record)
        place = bisect_left(keys, key) if key is not None else 0
        while self.records[place].key != record.key:
            place += 1
        return place


_NOT_LISTED = object()


class Collection(Generic[R]):
    """All records of one resource in one organisation."""

    def __init__(self, resource: type[R]) -> None:
        self.resource = resource
        self.records: dict[str, R] = {}
        self.version = 0
        """Moves with every change."""
        self._indexes: dict[str, Index] = {name: {} for name in resource.about.indexes}
        self._kept = [
            (self._indexes[name], key_of) for name, key_of in resource.about.indexes.items()
        ]
        self._listings: OrderedDict[Hashable, Listing[R]] = OrderedDict()
        self._asked: OrderedDict[Hashable, None] = OrderedDict()
        self._changes: deque[Change[R]] = deque(maxlen=CHANGES_KEPT)
        """The latest ones, up to this version: what a list may have yet to take in."""

    def find(self, record_id: str | None) -> R | None:
        """A record by its id."""
        return self.records.get(record_id) if record_id is not None else None

    def by(self, index: str, key: Hashable) -> list[R]:
        """The records that an index has under a key."""
        return [self.records[record_id] for record_id in self._indexes[index].get(key, ())]

    def one(self, index: str, key: Hashable) -> R | None:
        """The first of them."""
        ids = self._indexes[index].get(key)
        return self.records[next(iter(ids))] if ids else None

    def put(self, record_id: str, after: R | None) -> R | None:
        """Keep a record, or (None) forget it; gives back what was there."""
        before = self.records.get(record_id)
        if after is None:
            self.records.pop(record_id, None)
        else:
            self.records[record_id] = after
        for index, key_of in self._kept:
            old = _keys(key_of(before)) if before is not None else _NO_KEYS
            new = _keys(key_of(after)) if after is not None else _NO_KEYS
            if old != new:
                self._reindex(index, record_id, old, new)
        self.version += 1
        self._changes.append((before, after))
        return before

    def stand(self, order: Iterable[str]) -> None:
        """Let the records stand in an order in which they have stood before."""
        self.records = {record_id: self.records[record_id] for record_id in order}
        self._listings.clear()

    def listing(self, name: Hashable, make: Callable[[Iterable[R]], Listing[R]]) -> Listing[R]:
        """A list by its name, made when it is first asked for.

        One that is asked for again follows changes from then on, each time it is asked for; the
        others are made anew after a change, so that a change costs nothing for the lists there are.
        """
        listing = self._listings.get(name)
        if listing is None or not self._is_current(listing):
            self._listings.pop(name, None)  # making another may fail
            listing = make(self.records.values())
            listing.version = self.version
        if name in self._asked:
            listing.last()
        _remember(self._asked, name, None, NAMES_KEPT)
        _remember(self._listings, name, listing, LISTINGS_KEPT)
        return listing

    def _is_current(self, listing: Listing[R]) -> bool:
        """Whether it shows how things are now, after catching up if it has to and can."""
        behind = self.version - listing.version
        if behind > len(self._changes):
            return False
        missed = list(islice(reversed(self._changes), behind))
        listing.version = self.version
        return not missed or listing.follows(reversed(missed))

    @staticmethod
    def _reindex(index: Index, record_id: str, old: Keys, new: Keys) -> None:
        for key in old:
            index[key].pop(record_id, None)
            if not index[key]:
                del index[key]
        for key in new:
            index.setdefault(key, {})[record_id] = None


def _keys(key: Hashable | None) -> Keys:
    """The places of an index that a record stands in: one, several, or (None, "") none."""
    if isinstance(key, frozenset):
        return key
    return (key,) if key is not None and key != "" else _NO_KEYS


def _remember(kept: "OrderedDict[Hashable, Any]", name: Hashable, value: Any, most: int) -> None:
    """Put last what was used last; the first gives way."""
    kept[name] = value
    kept.move_to_end(name)
    if len(kept) > most:
        kept.popitem(last=False)
