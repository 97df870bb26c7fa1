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
    Several,
    Twin,
)
from mockxero.primitives.records import Record
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


Deep = Callable[[Record, Any, Shelf, Print], Any]


class Step(NamedTuple):
    """One member: how to print it. One of the first three is given."""

    fixed: str | None = None
    """It always reads the same."""
    plain: Callable[[Any], str] | None = None
    """From the stored value alone; a member without a value is left out."""
    deep: Deep | None = None
    """From the value and what lies behind it; None leaves the member out."""
    gather: Deep | None = None
    """Where that can change while the record stays the same: what to print, for ``deep``."""


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

    def several(self, field: Several, look: Look) -> Callable[[Any], str]:
        """How to spell a list of texts."""

    def one(self, field: Nested, text: str) -> str:
        """A member with a record, already printed one level further in."""

    def many(self, field: Nested, texts: list[str], look: Look) -> str:
        """A member with a list of records, already printed two levels further in."""

    def record(self, members: list[str], look: Look) -> str:
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
        self._places = tuple(_place(record, field) for field in fields)
        self._errors = [tongue.errors] if look.view in record.tells_errors else []
        self._outside = tuple(
            (place, step.gather)
            for place, step in zip(self._places, self._steps, strict=True)
            if step.gather is not None
        )
        self._members = _straight(self._steps, self._places)
        self.watched = tuple(_watched(fields, look))
        """Resources that show deep inside: any change of theirs may change what is printed."""

    def versions(self, shelf: Shelf) -> tuple[int, ...]:
        """The state of the watched resources."""
        return tuple(map(shelf.version, self.watched))

    def outside(self, record: Record, shelf: Shelf, show: Print) -> tuple[Any, ...]:
        """What the record shows of its surroundings."""
        return tuple(gather(record, record[place], shelf, show) for place, gather in self._outside)

    def text(self, record: Record, shelf: Shelf, show: Print, outside: tuple[Any, ...]) -> str:
        """The record, printed, with what was gathered ``outside`` it."""
        return self._tongue.record(self.members(record, shelf, show, outside), self.look)

    def members(
        self, record: Record, shelf: Shelf, show: Print, outside: tuple[Any, ...]
    ) -> list[str]:
        """The members of the record, printed one by one."""
        members: list[str] = self._members(record, outside, shelf, show)
        return members + self._errors


def _straight(steps: tuple[Step, ...], places: tuple[int, ...]) -> Callable[..., list[str]]:
    """The steps as one function without a loop: it runs for every record of every answer.

    Its text holds places and numbers of steps only, nothing that a client sent.
    """
    names: dict[str, Any] = {}
    lines = ["def members(record, outside, shelf, show):", " found = []", " add = found.append"]
    gathered = 0
    for number, (step, place) in enumerate(zip(steps, places, strict=True)):
        name = f"step_{number}"
        names[name] = step.fixed or step.plain or step.deep
        if step.fixed is not None:
            lines.append(f" add({name})")
        elif step.plain is not None:
            lines.append(f" value = record[{place}]")
            lines.append(f" if value is not None: add({name}(value))")
        else:
            value = f"record[{place}]" if step.gather is None else f"outside[{gathered}]"
            gathered += step.gather is not None
            lines.append(f" text = {name}(record, {value}, shelf, show)")
            lines.append(" if text is not None: add(text)")
    exec("\n".join([*lines, " return found"]), names)  # noqa: S102
    members: Callable[..., list[str]] = names["members"]
    return members


def step_of(tongue: Tongue, record: type[Record], field: Field, look: Look) -> Step:
    """How to print one member."""
    if look.view in field.always:
        return Step(deep=_always(tongue, field, look))
    if isinstance(field, Constant):
        told = look.view is View.REFUSED and issubclass(record, Resource)
        return Step(fixed=tongue.constant(field, refused=told))
    if isinstance(field, Twin):
        return Step(plain=tongue.twin(field, record.fields[field.of]))
    if isinstance(field, Several):
        return Step(plain=tongue.several(field, look))
    if isinstance(field, Nested):
        return _nested(tongue, field, look)
    if field.via is not None:
        return Step(deep=_followed(tongue, field, look))
    return Step(plain=tongue.scalar(field, look))


def _always(tongue: Tongue, field: Field, look: Look) -> Deep:
    """The value, or nothing in so many words."""
    nothing = tongue.scalar(field, look)(field.kind.nothing)
    if field.via is not None:
        followed = _followed(tongue, field, look)
        return lambda record, value, shelf, show: followed(record, value, shelf, show) or nothing
    spell = tongue.scalar(field, look)
    return lambda record, value, shelf, show: nothing if value is None else spell(value)


def _nested(tongue: Tongue, field: Nested, look: Look) -> Step:
    if field.many:
        return _list(tongue, field, look)
    inner = look.inside(field.look_of(look.view), 1)
    if isinstance(field, Linked):
        return Step(deep=_one_text(tongue, field), gather=_linked_text(field, inner))
    if isinstance(field, Derived) and issubclass(field.record, Resource):
        return Step(deep=_one_text(tongue, field), gather=_derived_text(field, inner))

    def one(record: Record, value: Any, shelf: Shelf, show: Print) -> str | None:
        return None if value is None else tongue.one(field, show(value, inner))

    return Step(deep=one, gather=_derived_value(field))


def _list(tongue: Tongue, field: Nested, look: Look) -> Step:
    inner = look.inside(field.look_of(look.view), 2)
    nothing = None if look.view in field.omit_empty else tongue.many(field, [], look)
    if look.view in field.empty:
        return Step(fixed=nothing) if nothing is not None else Step(deep=lambda *_: None)

    def listed(record: Record, value: Any, shelf: Shelf, show: Print) -> str | None:
        if not value:
            return nothing
        return tongue.many(field, [show(item, inner) for item in value], look)

    return Step(deep=listed, gather=_derived_value(field))


def _one_text(tongue: Tongue, field: Nested) -> Deep:
    return lambda record, text, shelf, show: None if text is None else tongue.one(field, text)


def _linked_text(field: Nested, inner: Look) -> Deep:
    def gather(record: Record, value: Any, shelf: Shelf, show: Print) -> str | None:
        target = shelf.find(field.record, value) if value is not None else None
        return None if target is None else show(target, inner)

    return gather


def _derived_text(field: Nested, inner: Look) -> Deep:
    def gather(record: Record, value: Any, shelf: Shelf, show: Print) -> str | None:
        target = shelf.derive(record, field.attr)
        return None if target is None else show(target, inner)

    return gather


def _derived_value(field: Nested) -> Deep | None:
    if not isinstance(field, Derived):
        return None
    return lambda record, value, shelf, show: shelf.derive(record, field.attr)


def _followed(tongue: Tongue, field: Field, look: Look) -> Any:
    spell = tongue.scalar(field, look)
    link, resource, attr = field.via  # type: ignore[misc]

    def followed(record: Record, value: Any, shelf: Shelf, show: Print) -> str | None:
        target_id = getattr(record, link)
        target = shelf.find(resource, target_id) if target_id is not None else None
        value = value if target is None else getattr(target, attr)
        return None if value is None else spell(value)

    return followed


def _place(record: type[Record], field: Field) -> int:
    """Where a member's value stands in the record; anywhere, if it needs none."""
    return record.places.get(field.of if isinstance(field, Twin) else field.attr, 0)


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
