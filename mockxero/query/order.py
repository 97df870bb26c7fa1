"""``order=``: puts records in the order of some of their members."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from mockxero.primitives.complaints import QueryNotParsed
from mockxero.primitives.kinds import Guid
from mockxero.primitives.records import Record
from mockxero.query.collation import Descending
from mockxero.query.meaning import Meaning
from mockxero.query.source import Follow, Source
from mockxero.query.terms import Place, Term
from mockxero.query.tree import TOO_COMPLEX, Member

R = TypeVar("R", bound=Record)
Column = tuple[str, bool]
"""Python for what is compared, and whether it descends."""

_ITEM = re.compile(
    r"""
    \s* (?P<path> [^\W\d]\w* (?: \s* \. \s* [^\W\d]\w* )* )
    \s* (?P<direction> .* )
    """,
    re.DOTALL | re.VERBOSE,
)
_DIRECTIONS = {"": False, "asc": False, "ascending": False, "desc": True, "descending": True}
_MANY = 100
"""More columns than any record has. # guess."""

_FUNCTIONS = """
def key(r, follow):
    return ({key})

def sort(rows, follow):
    {passes}
"""
_SORTED_BY = "rows.sort(key=lambda r: ({key}), reverse={falls})"


class Order:
    """An order, ready for use: nulls come first, as in SQL Server, or last where it descends.

    Case and accents do not count. Records that are otherwise equal are ordered by their id.
    """

    __slots__ = ("_key", "_sort", "collections")

    def __init__(self, source: Source, columns: list[Column]) -> None:
        source.values["descending"] = Descending
        key = "".join(_part(source, text, falls) for text, falls in columns)
        passes = [
            _SORTED_BY.format(key="".join(_part(source, text) for text, _ in run), falls=falls)
            for falls, run in groupby(columns, key=itemgetter(1))
        ]
        compiled = source.compiled(
            _FUNCTIONS.format(key=key, passes="; ".join(reversed(passes)) or "pass")
        )
        self._key: Any = compiled["key"]
        self._sort: Any = compiled["sort"]
        self.collections = frozenset(source.collections)
        """The classes of the linked records that it looks into."""

    def key(self, record: Record, follow: Follow) -> Any:
        """Something that compares as the records do, for ``sorted`` and ``bisect``."""
        return self._key(record, follow)

    def sort(self, records: Iterable[R], follow: Follow) -> list[R]:
        """The records in order: the same as sorting by ``key``, but faster."""
        rows = list(records)
        self._sort(rows, follow)
        return rows


@lru_cache(maxsize=512)
def order(record: type[Record], text: str) -> Order:
    """The order that ``Field [ASC|DESC], …`` describes for one kind of record.

    A blank text leaves only the order by id. Raises QueryNotParsed, in the words of Xero's parser.
    """
    meaning = Meaning(record)
    columns: dict[str, bool] = {}
    for item in text.split(",") if text.strip() else []:
        column, falls = _column(meaning, item)
        columns.setdefault(column, falls)
        if len(columns) > _MANY:
            raise QueryNotParsed(TOO_COMPLEX)
    if key_attr := getattr(record, "key_attr", None):
        columns.setdefault(f"r.{key_attr}", False)
    return Order(meaning.source, list(columns.items()))


def _column(meaning: Meaning, text: str) -> Column:
    """One item of an order.

    # guess: members only, though Dynamic LINQ would take any expression.
    """
    item = _ITEM.fullmatch(text)
    if item is None:
        raise QueryNotParsed("Syntax error" if text.strip() else "Expression expected")
    comparable = _comparable(_member(meaning, item["path"]))
    direction = item["direction"].rstrip().lower()
    if direction not in _DIRECTIONS:
        raise QueryNotParsed("Identifier expected" if direction[0] == "." else "Syntax error")
    return comparable, _DIRECTIONS[direction]


def _member(meaning: Meaning, path: str) -> Term:
    first, *rest = path.split(".")
    node = Member(None, first.strip())
    for name in rest:
        node = Member(node, name.strip())
    return meaning.term(node)


def _comparable(term: Term) -> str:
    """Python for what is compared. # guess: identifiers by their digits, unlike in SQL Server."""
    if isinstance(term, Place):  # guess: .NET's own words
        raise QueryNotParsed("At least one object must implement IComparable.")
    if term.type == "String" and not isinstance(term.kind, Guid):
        return f"fold[{term.source}]"
    return term.source


def _part(source: Source, text: str, falls: bool = False) -> str:
    """A column's part of a key: whether it is null decides before its value does."""
    first, again = source.once(text)
    return f"{first} is None, descending({again}), " if falls else f"{first} is not None, {again}, "
