"""Records of any declared kind, drawn by walking their fields."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from mockxero.primitives.catalogue import Resource
from mockxero.primitives.fields import Field, Hidden, Linked, Nested
from mockxero.primitives.kinds import (
    Choice,
    Day,
    Flag,
    Guid,
    Moment,
    Number,
    Text,
    Texts,
    Whole,
)
from mockxero.primitives.records import Draft, Record
from mockxero.resources import catalogue
from tests.builders import guid


def declared() -> list[type[Record]]:
    """Every record that the resources declare, nested ones too; a new one is found by itself."""
    catalogue()
    found = [one for one in _below(Record) if one.__module__.startswith("mockxero.resources")]
    ancestors = [one for one in found if issubclass(one, Resource) and "about" not in vars(one)]
    return sorted(set(found) - set(ancestors), key=lambda one: one.__name__)


def _below(parent: type[Record]) -> Iterator[type[Record]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


# --- values ---------------------------------------------------------------------------------------

AWKWARD = ["\r\n", "\n", "\t", '"', "'", "]]>", "<!--", "&amp;", "&", "<", "\\/Date(0)\\/", "  "]
XML_TEXTS = st.lists(
    st.sampled_from(AWKWARD) | st.text(st.characters(codec="utf-8", exclude_categories=["C"])),
    max_size=4,
).map("".join)
"""Characters that both tongues have."""
GUIDS = st.integers(0, 2**32).map(guid)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
MOMENTS = st.builds(
    lambda seconds, milliseconds: (
        datetime(2000, 1, 1) + timedelta(seconds=seconds, milliseconds=milliseconds)
    ),
    st.integers(-(10**9), 10**9),
    st.sampled_from([0, 1, 20, 300, 999]),
)


def values(field: Field) -> st.SearchStrategy[Any]:
    """Values of a field without parts, as the books keep them."""
    kind = field.kind
    if isinstance(kind, Texts):
        return st.lists(XML_TEXTS, max_size=3).map(tuple)
    if isinstance(kind, Choice):
        return st.sampled_from(kind.words)
    if isinstance(kind, Number):
        return st.integers(-(10**9), 10**9).map(lambda units: Decimal(units).scaleb(-kind.places))
    plain: dict[type, st.SearchStrategy[Any]] = {
        Text: XML_TEXTS,
        Guid: GUIDS,
        Whole: st.integers(-(2**31), 2**31 - 1),
        Flag: st.booleans(),
        Day: DAYS,
        Moment: MOMENTS,
    }
    return plain[type(kind)]


# --- records --------------------------------------------------------------------------------------


class Shelf:
    """The records that others name. Nothing is derived, nothing ever changes."""

    def __init__(self) -> None:
        self.records: dict[tuple[type[Any], str], Record] = {}

    def put(self, record: Record, record_id: str) -> str:
        self.records[type(record), record_id] = record
        return record_id

    def find(self, resource: type[Any], record_id: str | None) -> Any:
        return self.records.get((resource, record_id or ""))

    def derive(self, record: Record, attr: str) -> Any:
        return None

    def version(self, resource: type[Record]) -> int:
        return 0

    def __repr__(self) -> str:
        return repr([*self.records.values()])


@st.composite
def shelved(draw: st.DrawFn, record: type[Record]) -> tuple[Any, Shelf]:
    """A record of a kind, and a shelf with the records that it names."""
    shelf = Shelf()
    return draw(records(record, shelf)), shelf


@st.composite
def records(draw: st.DrawFn, record: type[Record], shelf: Shelf) -> Any:
    """A record of a kind; what it names is put on the shelf."""
    members = {}
    for attr, field in record.fields.items():
        is_key = issubclass(record, Resource) and attr == record.key_attr
        if field.stored and not isinstance(field, Hidden) and (is_key or draw(st.booleans())):
            members[attr] = draw(_member(field, shelf))
    return record(**members)


def _member(field: Field, shelf: Shelf) -> st.SearchStrategy[Any]:
    if not isinstance(field, Nested):
        return values(field)
    inside = records(field.record, shelf)
    if isinstance(field, Linked):
        return inside.map(lambda target: shelf.put(target, target.key))
    return st.lists(inside, max_size=2).map(tuple) if field.many else inside


# --- drafts ---------------------------------------------------------------------------------------


def drafts(
    record: type[Record], depth: int = 2, **own: st.SearchStrategy[Any]
) -> st.SearchStrategy[Draft]:
    """What a caller might send about a record, sense or nonsense; ``own`` are likelier values."""
    members = {
        attr: own[attr] if attr in own else _sent(field, depth)
        for attr, field in record.fields.items()
        if field.stored and field.wire and (depth or not isinstance(field, Nested))
    }
    return st.fixed_dictionaries({}, optional=members).map(lambda sent: Draft(record, sent))


def _sent(field: Field, depth: int) -> st.SearchStrategy[Any]:
    if not isinstance(field, Nested):
        return values(field)
    inside = drafts(field.record, depth - 1)
    return st.lists(inside, max_size=2) if field.many else inside
