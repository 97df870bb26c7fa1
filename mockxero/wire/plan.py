"""What to print of a record, worked out once for each view: which members, in which order, how."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

from mockxero.primitives.catalogue import Resource
from mockxero.primitives.fields import (
    Constant,
    Derived,
    Field,
    Hidden,
    Linked,
    Nested,
    Twin,
)
from mockxero.primitives.records import Record, values_of
from mockxero.primitives.views import Look, View


class Shelf(Protocol):
    """Where what a record shows of others is looked up."""

    def find(self, resource: type[Any], record_id: str | None) -> Any:
        """A record by its id, or None."""

    def derive(self, record: Record, attr: str) -> Any:
        """What the books work out for a derived member: a record, a tuple of them, or None."""

    def version(self, resource: type[Record]) -> int:
        """A number that moves whenever any record of the resource does."""


Print = Callable[[Record, Look], str]
"""Prints a record of another collection, or one nested in this, in a look."""


class Step(NamedTuple):
    """One member: how to print it from its value, or from the record and its surroundings."""

    plain: Callable[[Any], str] | None = None
    """From the value alone; not called where there is none."""
    deep: Callable[[Record, Any, Shelf, Print], str | None] | None = None
    """From the value and what lies behind it; None leaves the member out."""
    outside: bool = False
    """Whether what it prints can change while the record stays the same."""


class Tongue(Protocol):
    """A language of the wire: the spelling of members and records."""

    def fields(self, record: type[Record]) -> Iterable[Field]:
        """A record's fields in this tongue's order, without those it does not know."""

    def scalar(self, field: Field, look: Look) -> Callable[[Any], str]:
        """How to spell a member with a plain value."""

    def constant(self, field: Constant, *, refused: bool = False) -> str:
        """A member that always says the same, or what it says on a refused record."""

    def twin(self, field: Twin, of: Field) -> Callable[[Any], str]:
        """A member that repeats another in readable form."""

    def one(self, field: Nested, text: str) -> str:
        """A member with a record, already printed."""

    def many(self, field: Nested, texts: list[str]) -> str:
        """A member with a list of records, already printed."""

    def record(self, members: list[str]) -> str:
        """A record out of its members."""

    def nothing(self, field: Field) -> str | None:
        """What a refused record says of a member without a value."""

    errors: str
    """An empty list of validation errors."""


class Plan:
    """The steps that print one kind of record in one look and one tongue."""

    def __init__(self, tongue: Tongue, record: type[Record], look: Look) -> None:
        self.look = look
        self._tongue = tongue
        fields = [field for field in tongue.fields(record) if field.shown_in(look.view)]
        self._steps = tuple(step_of(tongue, record, field, look) for field in fields)
        self._values = values_of([_source(record, field) for field in fields])
        self._errors = [tongue.errors] if look.view in record.tells_errors else []
        self._outside = tuple(
            (field.attr, step)
            for field, step in zip(fields, self._steps, strict=True)
            if step.outside
        )
        self.watched = tuple(_watched(fields, look))
        """Resources that show deep inside: any change of theirs may change what is printed."""

    def outside(self, record: Record, shelf: Shelf, show: Print) -> tuple[str | None, ...]:
        """The members that depend on more than the record, printed."""
        return tuple(
            step.deep(record, getattr(record, attr, None), shelf, show)  # type: ignore[misc]
            for attr, step in self._outside
        )

    def text(
        self, record: Record, shelf: Shelf, show: Print, outside: tuple[str | None, ...]
    ) -> str:
        """The record, printed."""
        members = []
        rest = iter(outside)
        for (plain, deep, is_outside), value in zip(self._steps, self._values(record), strict=True):
            if plain is not None:
                if value is not None:
                    members.append(plain(value))
                continue
            text = next(rest) if is_outside else deep(record, value, shelf, show)  # type: ignore[misc]
            if text is not None:
                members.append(text)
        return self._tongue.record(members + self._errors)


def step_of(tongue: Tongue, record: type[Record], field: Field, look: Look) -> Step:
    """How to print one member."""
    if isinstance(field, Constant):
        fixed = tongue.constant(field)
        return Step(deep=lambda *_: fixed)
    if isinstance(field, Twin):
        return Step(plain=tongue.twin(field, record.fields[field.of]))
    if isinstance(field, Nested):
        return _nested(tongue, field, look)
    if field.via is not None:
        return Step(deep=_followed(tongue, field, look))
    return Step(plain=tongue.scalar(field, look))


def _nested(tongue: Tongue, field: Nested, look: Look) -> Step:
    inner = Look(field.look_of(look.view), look.unitdp)
    if field.many:
        return _list(tongue, field, look.view, inner)
    if isinstance(field, Linked):

        def linked(record: Record, value: Any, shelf: Shelf, show: Print) -> str | None:
            target = shelf.find(field.record, value) if value is not None else None
            return None if target is None else tongue.one(field, show(target, inner))

        return Step(deep=linked, outside=True)
    if isinstance(field, Derived):

        def derived(record: Record, value: Any, shelf: Shelf, show: Print) -> str | None:
            target = shelf.derive(record, field.attr)
            return None if target is None else tongue.one(field, show(target, inner))

        return Step(deep=derived, outside=True)
    return Step(
        deep=lambda record, value, shelf, show: (
            None if value is None else tongue.one(field, show(value, inner))
        )
    )


def _list(tongue: Tongue, field: Nested, view: View, inner: Look) -> Step:
    nothing = None if view in field.omit_empty else tongue.many(field, [])
    if view in field.empty:
        return Step(deep=lambda *_: nothing)

    def listed(record: Record, value: Any, shelf: Shelf, show: Print) -> str | None:
        items = shelf.derive(record, field.attr) if isinstance(field, Derived) else value
        return tongue.many(field, [show(item, inner) for item in items]) if items else nothing

    return Step(deep=listed, outside=isinstance(field, Derived))


def _followed(tongue: Tongue, field: Field, look: Look) -> Any:
    spell = tongue.scalar(field, look)
    link, resource, attr = field.via  # type: ignore[misc]

    def followed(record: Record, value: Any, shelf: Shelf, show: Print) -> str | None:
        target_id = getattr(record, link)
        target = shelf.find(resource, target_id) if target_id is not None else None
        value = value if target is None else getattr(target, attr)
        return None if value is None else spell(value)

    return followed


def _source(record: type[Record], field: Field) -> str:
    """The attribute from which a member's value is read; any will do where none is needed."""
    if isinstance(field, Twin):
        return field.of
    return field.attr if field.stored else next(a for a, f in record.fields.items() if f.stored)


def _watched(fields: Iterable[Field], look: Look) -> set[type[Record]]:
    """Resources that show through names inside the record, however deep."""
    found: set[type[Record]] = set()
    for field in fields:
        if field.via is not None:
            found.add(field.via[1])
        elif isinstance(field, Nested) and not isinstance(field, Linked | Derived):
            inside = [
                f for f in field.record.fields.values() if f.shown_in(field.look_of(look.view))
            ]
            found |= _watched(inside, look)
            found |= {f.record for f in inside if isinstance(f, Linked | Derived)}
    return {resource for resource in found if issubclass(resource, Resource)}


def printable(fields: Iterable[Field]) -> list[Field]:
    """Without what the books keep to themselves."""
    return [field for field in fields if not isinstance(field, Hidden)]


def readable(record: type[Record]) -> list[Field]:
    """The fields that a body can fill: all that are stored and have a name."""
    return [field for field in record.fields.values() if field.stored and field.wire]
