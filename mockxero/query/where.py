"""``where=``: picks the records that a filter describes."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import Any, TypeVar

from mockxero.primitives.complaints import QueryNotParsed
from mockxero.primitives.records import Record
from mockxero.query.meaning import Meaning, both
from mockxero.query.source import Follow, Source
from mockxero.query.terms import Term
from mockxero.query.tree import Broken

R = TypeVar("R", bound=Record)

_SELECT = """
def select(rows, follow):
    return [r for r in rows if {condition}]
"""
_ACCEPTS = """
def accepts(r, follow):
    return {condition}
"""


Begins = tuple[tuple[str, Any], ...]
"""What must equal what, first of all."""

_OWN_FIELD = re.compile(r"r\.\w+|fold\[r\.\w+\]")


class Predicate:
    """A filter. It is made ready for use at its first use: most are used in one way only."""

    def __init__(self, source: Source, condition: str) -> None:
        self._source, self._condition = source, condition
        self.collections = frozenset(source.collections)
        """The classes of the linked records that it looks into."""
        self.begins: Begins = ()
        """The equalities that it begins with, if more follows: many filters have them in common."""
        self.rest: Predicate | None = None
        """What follows them: all that is left to ask of records for which ``begins`` holds."""

    @cached_property
    def _select(self) -> Any:
        return self._source.compiled(_SELECT.format(condition=self._condition))["select"]

    @cached_property
    def _accepts(self) -> Any:
        return self._source.compiled(_ACCEPTS.format(condition=self._condition))["accepts"]

    def select(self, records: Iterable[R], follow: Follow) -> list[R]:
        """The records that are wanted, in the order in which they came.

        Raises QueryNotParsed where the filter fails on one of them.
        """
        wanted: list[R] = self._select(records, follow)
        return wanted

    def accepts(self, record: Record, follow: Follow) -> bool:
        """Whether one record is wanted; the same errors."""
        wanted: bool = self._accepts(record, follow)
        return wanted


@lru_cache(maxsize=512)
def where(record: type[Record], text: str) -> Predicate:
    """The filter that a text describes for one kind of record; a blank one wants them all.

    Raises QueryNotParsed, in the words of Xero's parser.
    """
    meaning = Meaning(record)
    if not text.strip():
        return Predicate(meaning.source, "True")
    condition = _condition(meaning, text)
    predicate = Predicate(meaning.source, condition.source)
    first = list(takewhile(_is_equality, condition.steps))
    if 0 < len(first) < len(condition.steps):
        predicate.begins = tuple(term.probe for term in first if term.probe)
        predicate.rest = Predicate(meaning.source, both(condition.steps[len(first) :]))
    return predicate


@lru_cache(maxsize=512)
def equalities(begins: Begins) -> Predicate:
    """The filter that asks for these and nothing else."""
    source = Source()
    asked = " and ".join(f"{ours} == {source.keep(theirs)}" for ours, theirs in begins)
    return Predicate(source, asked)


def _is_equality(term: Term) -> bool:
    """Whether it compares a field of the record itself with a constant."""
    return term.probe is not None and _OWN_FIELD.fullmatch(term.probe[0]) is not None


def _condition(meaning: Meaning, text: str) -> Term:
    from mockxero.query.grammar import parse

    try:
        return meaning.condition(parse(text))
    except Broken as broken:
        judge = meaning.condition if broken.whole else meaning.term
        for node in broken.sofar:
            judge(node)
        raise QueryNotParsed(broken.message) from None
