"""Lays a recorded body into the records that the mock declares, and prints it in its view.

What the books would look up or work out (the contact of an invoice, its credit notes) is taken from
the recording as well, so that nothing but declaration and view decides what comes out.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from mockxero.primitives.fields import Constant, Derived, Field, Hidden, Linked, Nested, Twin
from mockxero.primitives.kinds import Unfit
from mockxero.primitives.records import Record
from mockxero.primitives.views import Look, View
from mockxero.wire.envelope import ELEMENT
from mockxero.wire.json import Json, draft
from mockxero.wire.press import Press
from mockxero.wire.refused import refused
from tests.fidelity.variants import variant

VERDICT = ("StatusAttributeString", "ValidationErrors", "Warnings")


class Shelf:
    """The surroundings of laid records: links and what would be derived."""

    def __init__(self) -> None:
        self._linked: dict[str, Record] = {}
        self._derived: dict[tuple[int, str], Any] = {}
        self._kept: list[Record] = []
        """Whose identities must stay theirs."""

    def find(self, resource: type[Any], record_id: str | None) -> Any:
        """A record that was laid as a link."""
        return self._linked.get(record_id or "")

    def derive(self, record: Record, attr: str) -> Any:
        """What the recording showed there."""
        return self._derived.get((id(record), attr))

    def version(self, resource: type[Record]) -> int:
        """Nothing changes."""
        return 0

    def lay(self, record: type[Record], sent: dict[str, Any]) -> Any:
        """A record out of everything that was recorded of it."""
        record = variant(record, sent)
        values = {field.attr: value for field, value in self._values(record, sent)}
        laid = record(**values)
        self._kept.append(laid)
        for field in record.fields.values():
            if isinstance(field, Derived) and (told := sent.get(field.wire)) is not None:
                self._derived[id(laid), field.attr] = self._inside(field, told)
        return laid

    def _values(self, record: type[Record], sent: dict[str, Any]) -> Iterator[tuple[Field, Any]]:
        for field in record.fields.values():
            told = sent.get(field.wire)
            if told is None or isinstance(field, Constant | Twin | Hidden | Derived):
                continue
            if isinstance(field, Linked):
                target = self.lay(field.record, told)
                key = f"link {len(self._linked)}"
                self._linked[key] = target
                yield field, key
            elif isinstance(field, Nested):
                yield field, self._inside(field, told)
            else:
                try:
                    yield field, field.kind.read(told)
                except (Unfit, NotImplementedError):
                    if isinstance(told, list):
                        yield field, tuple(told)

    def _inside(self, field: Nested, told: Any) -> Any:
        if field.many:
            return tuple(self.lay(field.record, one) for one in told if isinstance(one, dict))
        return self.lay(field.record, told) if isinstance(told, dict) else None


def printed(record: type[Record], view: View, told: dict[str, Any]) -> dict[str, Any]:
    """An element of a collection, as the mock would print it in a view."""
    shelf = Shelf()
    press = Press(Json(), shelf)
    language = press.language
    record = variant(record, told)
    errors, warnings = ([one["Message"] for one in told.get(name) or ()] for name in VERDICT[1:])
    if view is View.REFUSED or (view is View.WRITE and told.get(VERDICT[0]) == "ERROR"):
        members = refused(language, draft(record, told), None, press.show)
        text = language.record(members, ELEMENT)
    else:
        text = press.once(shelf.lay(record, told), Look(view, depth=2))
    status = told.get("StatusAttributeString")
    return _read(language.element("", text, status, errors, warnings))


def printed_bare(record: type[Record], view: View, told: dict[str, Any]) -> dict[str, Any]:
    """An object that answers without an envelope."""
    shelf = Shelf()
    press = Press(Json(), shelf)
    return _read(press.once(shelf.lay(record, told), Look(view)))


def _read(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return found
