"""The parts of a query that make sense: typed as Xero's parser types them, and put into Python."""

from dataclasses import dataclass
from typing import Any

from mockxero.primitives.complaints import QueryNotParsed
from mockxero.primitives.kinds import Kind
from mockxero.primitives.records import Record

VARIES: Any = object()
"""In place of a value: it depends on the record."""

_NUMBERS = frozenset({"Int32", "UInt32", "Int64", "UInt64", "Single", "Double", "Decimal"})


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A part of a query."""

    type: str
    """Its .NET type: ``Decimal?``. A null has ``Object``."""
    source: str
    """Python for its value."""
    value: Any = VARIES
    """Its value, where that is the same for every record."""
    kind: Kind | None = None
    """The kind of field whose values the source yields as they are stored."""
    probe: tuple[str, Any] | None = None
    """Of a comparison with a constant: which source must equal which value."""
    steps: tuple["Term", ...] = ()
    """Of an AND: its terms."""

    @property
    def varies(self) -> bool:
        """Whether it depends on the record."""
        return self.value is VARIES

    @property
    def bare(self) -> str:
        """Its type without the question mark."""
        return self.type.removesuffix("?")

    @property
    def family(self) -> str:
        """What it may be compared with: all numbers are alike."""
        return "Number" if self.bare in _NUMBERS else self.bare


@dataclass(frozen=True, slots=True, eq=False)
class Place(Term):
    """A record that a query speaks of. Its source is the record or, of a linked one, the id."""

    record: type[Record] = Record
    linked: bool = False


def no_member(name: str, type: str) -> QueryNotParsed:
    """# seen: live, of Journals."""
    return QueryNotParsed(f"No property or field '{name}' exists in type '{type}'")


def no_method(name: str, type: str) -> QueryNotParsed:
    """Also said where the method exists but takes other arguments."""
    return QueryNotParsed(f"No applicable method '{name}' exists in type '{type}'")


def incompatible(operator: str, *terms: Term) -> QueryNotParsed:
    """# seen: live, with Boolean? and String, and with DateTime? and String."""
    types = " and ".join(f"'{term.type}'" for term in terms)
    plural = "s" if len(terms) > 1 else ""
    return QueryNotParsed(f"Operator '{operator}' incompatible with operand type{plural} {types}")
