"""Prints records, and remembers: one that has not changed is not printed twice."""

from collections.abc import Callable, Hashable
from functools import cache, partial
from typing import Any, NamedTuple, Protocol

from mockxero.primitives.catalogue import Resource
from mockxero.primitives.records import Record
from mockxero.primitives.views import Look
from mockxero.wire.envelope import Envelope
from mockxero.wire.plan import Plan, Shelf, Tongue

ROOM = 128 * 1024 * 1024
"""How many characters are remembered."""

Place = tuple[str, Look, bool]
"""Which record, in which look, as an element of a collection or not."""


class _Printed(NamedTuple):
    """A text, with everything it was made from."""

    record: Record
    versions: tuple[int, ...]
    outside: tuple[Any, ...]
    text: str


class Language(Tongue, Envelope, Hashable, Protocol):
    """A tongue with its envelope."""


@cache
def _plan(language: Language, record: type[Record], look: Look) -> Plan:
    return Plan(language, record, look)


class Press:
    """Prints the records of one organisation in one tongue."""

    def __init__(self, language: Language, shelf: Shelf, room: int = ROOM) -> None:
        self.language = language
        self.shelf = shelf
        """Where linked records are found: the organisation."""
        self._plan: Callable[[type[Record], Look], Plan] = partial(_plan, language)
        self._printed: dict[Place, _Printed] = {}
        self._room = room
        self._used = 0

    def show(self, record: Record, look: Look) -> str:
        """The record, as another one shows it; the text of an unchanged resource is kept."""
        if isinstance(record, Resource):
            return self._remembered(record, look, as_element=False)
        return self.once(record, look)

    def element(self, record: Resource, look: Look) -> str:
        """The record as an element of its collection, without a verdict; its text is kept."""
        return self._remembered(record, look.inside(look.view, 2), as_element=True)

    def once(self, record: Record, look: Look) -> str:
        """The record, in a look that nobody will ask for again."""
        plan = self._plan(type(record), look)
        outside = plan.outside(record, self.shelf, self.show)
        return plan.text(record, self.shelf, self.show, outside)

    def members(self, record: Record, look: Look) -> list[str]:
        """The record's members, in a look that nobody will ask for again."""
        plan = self._plan(type(record), look)
        return plan.members(
            record, self.shelf, self.show, plan.outside(record, self.shelf, self.show)
        )

    def _remembered(self, record: Resource, look: Look, *, as_element: bool) -> str:
        place = (record.key, look, as_element)
        plan = self._plan(type(record), look)
        outside = plan.outside(record, self.shelf, self.show)
        versions = plan.versions(self.shelf)
        known = self._printed.get(place)
        if (
            known is not None
            and known.record is record
            and known.outside == outside
            and known.versions == versions
        ):
            return known.text
        text = plan.text(record, self.shelf, self.show, outside)
        if as_element:
            text = self.language.element(record.about.singular, text)
        self._keep(place, _Printed(record, versions, outside, text))
        return text

    def _keep(self, place: Place, printed: _Printed) -> None:
        """Remember a text; the oldest make room for it."""
        replaced = self._printed.pop(place, None)
        self._used += len(printed.text) - (len(replaced.text) if replaced else 0)
        self._printed[place] = printed
        while self._used > self._room:
            oldest = self._printed.pop(next(iter(self._printed)))
            self._used -= len(oldest.text)
