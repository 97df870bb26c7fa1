"""The records of one resource: by id, by what else they are looked up by, and in lists."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, TypeVar

from mockxero.primitives.catalogue import Resource

R = TypeVar("R", bound=Resource)
SortKey = Callable[[Any], Any]
Accepts = Callable[[Any], bool]

LISTINGS_KEPT = 8
"""How many different lists a collection keeps up to date; the least used gives way."""
NAMES_KEPT = 64
"""How many lists it remembers having been asked for."""


class Listing(Generic[R]):
    """Some records in some order, kept that way as records change.

    So a page costs the same however many records there are, and however deep it lies.
    """

    def __init__(self, records: list[R], sort_key: SortKey, accepts: Accepts) -> None:
        """``records`` are the accepted ones, in order."""
        self._sort_key, self._accepts = sort_key, accepts
        self._keys: list[Any] | None = None
        self._records = records
        self.ids = [record.key for record in records]
        """The ids, in order; not to be changed from outside."""

    @property
    def lasting(self) -> bool:
        """Whether it can follow changes."""
        return self._keys is not None

    def last(self) -> None:
        """Get ready to follow changes, which costs something for each record."""
        if self._keys is None:
            self._keys = [self._sort_key(record) for record in self._records]
            self._records = []

    def change(self, before: R | None, after: R | None) -> None:
        """Follow a record."""
        keys = self._keys or []
        old = self._place_of(before) if before is not None and self._accepts(before) else None
        accepted = after is not None and self._accepts(after)
        key = self._sort_key(after) if accepted else None
        if old is not None:
            if accepted and keys[old] == key:
                return
            del keys[old], self.ids[old]
        if accepted and after is not None:
            new = bisect_right(keys, key) if key is not None else len(keys)
            keys.insert(new, key)
            self.ids.insert(new, after.key)
        self._keys = keys

    def _place_of(self, record: R) -> int:
        key = self._sort_key(record)
        return self.ids.index(record.key, bisect_left(self._keys or [], key) if key else 0)


class Collection(Generic[R]):
    """All records of one resource in one organisation."""

    def __init__(self, resource: type[R]) -> None:
        self.resource = resource
        self.records: dict[str, R] = {}
        self.version = 0
        """Moves with every change."""
        self._indexes: dict[str, dict[Hashable, dict[str, None]]] = {
            name: {} for name in resource.about.indexes
        }
        self._listings: OrderedDict[Hashable, Listing[R]] = OrderedDict()
        self._asked: OrderedDict[Hashable, None] = OrderedDict()

    def find(self, record_id: str | None) -> R | None:
        """A record by its id."""
        return self.records.get(record_id) if record_id is not None else None

    def by(self, index: str, key: Hashable) -> list[R]:
        """The records that an index has under a key."""
        return [self.records[record_id] for record_id in self._indexes[index].get(key, ())]

    def put(self, record_id: str, after: R | None) -> R | None:
        """Keep a record, or (None) forget it; gives back what was there."""
        before = self.records.get(record_id)
        if after is None:
            self.records.pop(record_id, None)
        else:
            self.records[record_id] = after
        for name, key_of in self.resource.about.indexes.items():
            old = key_of(before) if before is not None else None
            new = key_of(after) if after is not None else None
            if old != new:
                self._reindex(name, record_id, _filled(old), _filled(new))
        for listed, listing in list(self._listings.items()):
            if listing.lasting:
                listing.change(before, after)
            else:
                del self._listings[listed]
        self.version += 1
        return before

    def listing(self, name: Hashable, make: Callable[[Iterable[R]], Listing[R]]) -> Listing[R]:
        """A list by its name, made when it is first asked for.

        One that is asked for again follows changes from then on; the others are forgotten at the
        next change, which they would only slow down.
        """
        listing = self._listings.get(name)
        if listing is None:
            listing = self._listings[name] = make(self.records.values())
        if name in self._asked:
            listing.last()
        _remember(self._asked, name, None, NAMES_KEPT)
        _remember(self._listings, name, listing, LISTINGS_KEPT)
        return listing

    def _reindex(self, name: str, record_id: str, old: Hashable, new: Hashable) -> None:
        index = self._indexes[name]
        if old is not None:
            index[old].pop(record_id, None)
            if not index[old]:
                del index[old]
        if new is not None:
            index.setdefault(new, {})[record_id] = None


def _remember(kept: "OrderedDict[Hashable, Any]", name: Hashable, value: Any, most: int) -> None:
    """Put last what was used last; the first gives way."""
    kept[name] = value
    kept.move_to_end(name)
    if len(kept) > most:
        kept.popitem(last=False)


def _filled(key: Hashable | None) -> Hashable | None:
    """An empty text is no key."""
    return None if key == "" else key
