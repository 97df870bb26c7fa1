"""The books as they stood at an earlier moment, for whoever reads the change log later."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

from mockxero.accounting.rulebook import Records
from mockxero.books.changes import Change
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.records import Record
from mockxero.resources.organisations import Organisation

R = TypeVar("R", bound=Resource)


class Hindsight:
    """Walks through changes that have happened, and finds each record as it was by then."""

    def __init__(self, books: Records, changes: Sequence[Change]) -> None:
        self._books = books
        self._place = -1
        """Before all of them."""
        self._later: dict[tuple[str, str], list[tuple[int, Record | None]]] = {}
        for place, change in enumerate(changes):
            named = (change.resource, change.record_id)
            self._later.setdefault(named, []).append((place, change.before))
        self._today = books.organisation
        self._was_another = (
            Organisation.about.plural,
            self._today.organisation_id,
        ) in self._later

    def stand_behind(self, place: int) -> None:
        """Just after one of the changes."""
        self._place = place

    @property
    def organisation(self) -> Organisation:
        """The organisation, as it was."""
        if not self._was_another:
            return self._today
        return self.find(Organisation, self._today.organisation_id) or self._today

    def find(self, resource: type[R], record_id: str | None) -> R | None:
        """A record by its id, as it was."""
        for place, before in self._later.get((resource.about.plural, record_id or ""), ()):
            if place > self._place:
                return before  # type: ignore[return-value]
        return self._books.find(resource, record_id)

    def one(self, resource: type[R], index: str, key: Hashable) -> R | None:
        """A record by what it is called, which is what it is called today."""
        return self._books.one(resource, index, key)
