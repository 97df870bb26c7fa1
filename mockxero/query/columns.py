"""What a query can name: the declared fields of a record, of its parts and of what it links to."""

from functools import cache

from mockxero.primitives.fields import Field, Linked, Nested
from mockxero.primitives.records import Record
from mockxero.query.source import Source
from mockxero.query.terms import Place, Term, no_member

_ROOT = "r"


def root(record: type[Record]) -> Place:
    """The record that a query is about."""
    return Place(record.__name__, _ROOT, record=record)


def column(source: Source, place: Place, name: str) -> Term:
    """A member of a record, in whatever case it is written. Raises QueryNotParsed."""
    field = _fields(place.record).get(name.lower())
    if field is None:
        raise no_member(name, place.type)
    if place.linked and field.attr == getattr(place.record, "key_attr", None):
        return Term(field.kind.linq, place.source, kind=field.kind)
    text = _read(source, place, field.attr)
    if isinstance(field, Nested):
        linked = isinstance(field, Linked)
        return Place(field.record.__name__, text, record=field.record, linked=linked)
    return Term(field.kind.linq, text, kind=field.kind)


@cache
def _fields(record: type[Record]) -> dict[str, Field]:
    """By the name on the wire, in lower case.

    # guess: lists, and what the books only work out when they show a record, have no column.
    """
    return {
        field.wire.lower(): field
        for field in reversed(record.fields.values())
        if field.wire and field.stored and not (isinstance(field, Nested) and field.many)
    }


def _read(source: Source, place: Place, attr: str) -> str:
    """An attribute; null where the record that should have it is not there.

    # guess: clients filter payments by ``Invoice.InvoiceID`` and do not guard it.
    """
    if place.source == _ROOT:
        return f"{_ROOT}.{attr}"
    first, again = source.once(_opened(source, place))
    return f"({again}.{attr} if {first} is not None else None)"


def _opened(source: Source, place: Place) -> str:
    if not place.linked:
        return place.source
    source.collections.add(place.record.__name__)
    record = source.keep(place.record)
    first, again = source.once(place.source)
    return f"(follow({record}, {again}) if {first} is not None else None)"
