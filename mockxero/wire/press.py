"""Prints records, and remembers: one that has not changed is not printed twice."""

from functools import cache
from typing import NamedTuple, Protocol

from mockxero.primitives.catalogue import Resource
from mockxero.primitives.records import Record
from mockxero.primitives.views import Look, View
from mockxero.wire.envelope import Envelope
from mockxero.wire.plan import Plan, Shelf, Tongue

ROOM = 128 * 1024 * 1024
"""How many characters are remembered."""
_REMEMBERED = View.LIST | View.PAGE | View.SUMMARY | View.SINGLE | View.STUB

Place = tuple[str, Look, bool]
"""Which record, in which look, as an element of a collection or not."""


class _Printed(NamedTuple):
    """A text, with everything it was made from."""

    record: Record
    versions: tuple[int, ...]
    outside: tuple[str | None, ...]
    text: str


class Language(Tongue, Envelope, Protocol):
    """A tongue with its envelope."""


class Press:
    """Prints the records of one organisation in one tongue."""

    def __init__(self, language: Language, shelf: Shelf, room: int = ROOM) -> None:
        self.language = language
        self._shelf = shelf
        self._plan = cache(lambda record, look: Plan(language, record, look))
        self._printed: dict[Place, _Printed] = {}
        self._room = room
        self._used = 0

    def show(self, record: Record, look: Look) -> str:
        """The record in the tongue of this press; the text of an unchanged one is kept."""
        return self._print(record, look, as_element=False)

    def element(self, record: Resource, look: Look) -> str:
        """The record as an element of its collection, without a verdict."""
        return self._print(record, look, as_element=True)

    def _print(self, record: Record, look: Look, as_element: bool) -> str:
        plan: Plan = self._plan(type(record), look)
        outside = plan.outside(record, self._shelf, self.show)
        if not isinstance(record, Resource) or look.view not in _REMEMBERED:
            return self._compose(plan, record, outside, as_element)
        place = (record.key, look, as_element)
        versions = tuple(map(self._shelf.version, plan.watched))
        known = self._printed.get(place)
        if (
            known is not None
            and known.record is record
            and known.outside == outside
            and known.versions == versions
        ):
            return known.text
        text = self._compose(plan, record, outside, as_element)
        self._keep(place, _Printed(record, versions, outside, text))
        return text

    def _compose(
        self, plan: Plan, record: Record, outside: tuple[str | None, ...], as_element: bool
    ) -> str:
        text = plan.text(record, self._shelf, self.show, outside)
        if as_element and isinstance(record, Resource):
            return self.language.element(record.about.singular, text)
        return text

    def _keep(self, place: Place, printed: _Printed) -> None:
        """Remember a text; the oldest make room for it."""
        replaced = self._printed.pop(place, None)
        self._used += len(printed.text) - (len(replaced.text) if replaced else 0)
        self._printed[place] = printed
        while self._used > self._room:
            oldest = self._printed.pop(next(iter(self._printed)))
            self._used -= len(oldest.text)
