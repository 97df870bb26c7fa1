"""``where=``: picks the records that a filter describes."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from mockxero.primitives.complaints import QueryNotParsed
from mockxero.primitives.records import Record
from mockxero.query.meaning import Meaning
from mockxero.query.source import Follow, Source
from mockxero.query.tree import Broken

R = TypeVar("R", bound=Record)

_FUNCTIONS = """
def select(rows, follow):
    return [r for r in rows if {condition}]

def accepts(r, follow):
    return {condition}
"""


class Predicate:
    """A filter, ready for use."""

    __slots__ = ("_accepts", "_select", "collections")

    def __init__(self, source: Source, condition: str) -> None:
        compiled = source.compiled(_FUNCTIONS.format(condition=condition))
        self._select: Any = compiled["select"]
        self._accepts: Any = compiled["accepts"]
        self.collections = frozenset(source.collections)
        """The classes of the linked records that it looks into."""

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
    condition = _condition(meaning, text) if text.strip() else "True"
    return Predicate(meaning.source, condition)


def _condition(meaning: Meaning, text: str) -> str:
    from mockxero.query.grammar import parse

    try:
        return meaning.condition(parse(text))
    except Broken as broken:
        judge = meaning.condition if broken.whole else meaning.term
        for node in broken.sofar:
            judge(node)
        raise QueryNotParsed(broken.message) from None
