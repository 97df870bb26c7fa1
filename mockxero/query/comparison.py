"""Equal, less, greater: what may be compared with what, and in which form Python compares it."""

import operator
from datetime import datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from mockxero.primitives.kinds import Choice, Day, Guid
from mockxero.query.collation import fold
from mockxero.query.functions import Lifted, midnight
from mockxero.query.source import Source
from mockxero.query.terms import Term, incompatible

EQUALITY = MappingProxyType({"=": "==", "==": "==", "!=": "!=", "<>": "!="})
"""Each operator with Python's."""
RELATIONS = MappingProxyType(
    {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
)
"""Each operator with what it does to values that are there."""

_ORDERED = frozenset({"Number", "String", "Char", "DateTime"})
_EQUATABLE = _ORDERED | {"Guid", "Boolean"}


def equality(source: Source, equating: str, left: Term, right: Term) -> Term:
    """Whether two terms are equal, or are not: null equals null and nothing else."""
    families = {left.family, right.family} - {"Object"}
    null = "Object" in (left.type, right.type)
    if len(families) > 1 or not (null or families <= _EQUATABLE):
        raise incompatible(equating, left, right)
    python = EQUALITY[equating]
    if null:
        other = right if left.type == "Object" else left
        return Term("Boolean", f"({other.source} {'is' if python == '==' else 'is not'} None)")
    ours, theirs = _comparable(source, left, right, exact=True)
    probe = _probe(left, right, ours, theirs, source.values) if python == "==" else None
    return Term("Boolean", f"({ours} {python} {theirs})", probe=probe)


def relation(source: Source, relating: str, left: Term, right: Term) -> Term:
    """Whether one term comes before the other: never, where one of them is null.

    # guess: for strings too, as in SQL; C# would put null before them.
    """
    families = {left.family, right.family} - {"Object"}
    if len(families) != 1 or not families <= _ORDERED:
        raise incompatible(relating, left, right)
    if "Object" in (left.type, right.type):
        return Term("Boolean", source.keep(value=False), value=False)
    ours, theirs = _comparable(source, left, right)
    if not (_is_read(left) and _is_read(right)):  # either may fail, whatever the other is
        related = Lifted("Compare", (), "Boolean?", RELATIONS[relating])
        return Term("Boolean", f"({source.keep(related)}({ours}, {theirs}) is True)")
    (first, ours), (second, theirs) = source.once(ours), source.once(theirs)
    guards = [
        f"{side} is not None and " for side, term in ((first, left), (second, right)) if term.varies
    ]
    return Term("Boolean", f"({''.join(guards)}{ours} {relating} {theirs})")


def moment(source: Source, term: Term) -> str:
    """The source of a term in which a calendar day is the moment at which it begins."""
    if isinstance(term.kind, Day):
        return f"{source.keep(midnight)}({term.source})"
    return term.source


def _comparable(source: Source, left: Term, right: Term, *, exact: bool = False) -> tuple[str, str]:
    """Sources that Python compares as Xero would; ``exact``: for equality only."""
    if left.family == "String":
        return _text(source, left, right, exact), _text(source, right, left, exact)
    if left.family == "DateTime":
        date = _day if _is_day(left) and _is_day(right) else moment
        return date(source, left), date(source, right)
    return _number(source, left, right), _number(source, right, left)


def _text(source: Source, term: Term, other: Term, exact: bool) -> str:
    """A text folded, unless what is stored can be compared as it is."""
    choice = next((side.kind for side in (term, other) if isinstance(side.kind, Choice)), None)
    if exact and choice and not choice.open and not (term.varies and other.varies):
        return term.source if term.varies else source.keep(_word(choice, term.value))
    if not term.varies:
        return source.keep(fold(term.value))
    return term.source if isinstance(term.kind, Guid) else f"fold[{term.source}]"


def _word(choice: Choice, text: str) -> str:
    """A word as it is stored, whatever the case in which it was asked for."""
    return next((word for word in choice.words if fold(word) == fold(text)), text)


def _is_read(term: Term) -> bool:
    """Whether the term is only read, from a record or from the query, which cannot fail."""
    return term.kind is not None or not term.varies


def _is_day(term: Term) -> bool:
    """Whether the term is a calendar day, or a constant that could be one."""
    if isinstance(term.kind, Day):
        return True
    return isinstance(term.value, datetime) and term.value.time() == time.min


def _day(source: Source, term: Term) -> str:
    return term.source if term.varies else source.keep(term.value.date())


def _number(source: Source, term: Term, other: Term) -> str:
    """A constant becomes a decimal where it meets decimals: Python compares them faster."""
    if isinstance(term.value, int) and other.bare == "Decimal":
        return source.keep(Decimal(term.value))
    return term.source


def _probe(
    left: Term, right: Term, ours: str, theirs: str, values: dict[str, Any]
) -> tuple[str, Any] | None:
    if left.varies == right.varies:
        return None
    return (ours, values[theirs]) if left.varies else (theirs, values[ours])
