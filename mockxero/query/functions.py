"""What a query can work out: the few methods of .NET's types that filters use, and arithmetic."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from mockxero.primitives.complaints import QueryNotParsed
from mockxero.primitives.dates import read_moment
from mockxero.primitives.ids import as_guid
from mockxero.query.collation import Folded, fold

_LONGEST = 10_000
"""The longest text that Replace may make: longer than any that Xero keeps."""


def invocation_error(what: str) -> QueryNotParsed:
    """A method that failed on some record: called on a null, or beyond the end of a text.

    # seen: third-hand, in code of integrations. Others quote, after the same colon, "Operations on
    # optional fields must be preceded by a null guard, e.g. [FieldName] != null".
    """
    return QueryNotParsed(f"Where clause invocation error: {what}")


@dataclass(frozen=True, slots=True)
class Function:
    """A method, property, constructor or operator; calling it is safe whatever the values."""

    name: str
    takes: tuple[str, ...]
    """The types of its arguments; of a method, its object comes first."""
    gives: str
    does: Callable[..., Any]
    failure: str | None = None
    """What it says when it fails, where that is not an invocation error."""

    def __call__(self, *values: Any) -> Any:
        """Its result. Raises QueryNotParsed for nulls and impossible values."""
        if None in values:
            raise self._failed()
        try:
            return self.does(*values)
        except (ArithmeticError, ValueError):
            raise self._failed() from None

    def _failed(self) -> QueryNotParsed:
        return QueryNotParsed(self.failure) if self.failure else invocation_error(self.name)


@dataclass(frozen=True, slots=True)
class Lifted(Function):
    """An operator as C# lifts it to nullable types: null in, null out."""

    def __call__(self, *values: Any) -> Any:
        """Its result, or None. Raises QueryNotParsed for a division by zero."""
        return None if None in values else Function.__call__(self, *values)


@dataclass(frozen=True, slots=True)
class Joined(Function):
    """An operator to which null is as good as any value."""

    def __call__(self, *values: Any) -> Any:
        """Its result."""
        return self.does(*values)


# --- texts ----------------------------------------------------------------------------------------


def text_of(value: Any) -> str:
    """A value as .NET's ToString writes it; a null is empty."""
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _replace(text: str, old: str, new: str) -> str:
    if not old or len(text) + text.count(old) * (len(new) - len(old)) > _LONGEST:
        raise ValueError
    return text.replace(old, new)


def _substring(text: str, start: int, length: int | None = None) -> str:
    end = len(text) if length is None else start + length
    if not 0 <= start <= end <= len(text):
        raise ValueError
    return text[start:end]


class FoldedFor(Folded):
    """Texts folded on behalf of a method, which cannot be called on a null."""

    def __init__(self, method: str) -> None:
        super().__init__()
        self._method = method

    def __missing__(self, text: str | None) -> str | None:
        if text is None:
            raise invocation_error(self._method)
        return super().__missing__(text)


SEARCHES = {
    "Contains": (FoldedFor("Contains"), "({part} in {text})"),
    "StartsWith": (FoldedFor("StartsWith"), "{text}.startswith({part})"),
    "EndsWith": (FoldedFor("EndsWith"), "{text}.endswith({part})"),
}
"""Searches for a constant: where to look the text up, and how to say it in Python. The shortcut to
what the methods of the same names do."""

# --- dates ----------------------------------------------------------------------------------------


def midnight(day: date | None) -> datetime | None:
    """The moment at which a day begins."""
    return datetime.combine(day, time.min) if day else None


def _guid(text: str) -> str:
    guid = as_guid(text)
    if guid is None:
        raise ValueError
    return guid


# --- numbers and logic ----------------------------------------------------------------------------


def _divide(left: Any, right: Any) -> Any:
    """Integers are divided as C# divides them, towards zero."""
    if isinstance(left, int) and isinstance(right, int):
        quotient = abs(left) // abs(right)
        return quotient if (left < 0) == (right < 0) else -quotient
    return left / right


def _remainder(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int):
        return left - right * _divide(left, right)
    return left % right


def both(parts: tuple[Callable[[], bool | None], ...]) -> bool | None:
    """AND of Booleans that may be null."""
    unknown = False
    for part in parts:
        truth = part()
        if truth is False:
            return False
        unknown = unknown or truth is None
    return None if unknown else True


def either(parts: tuple[Callable[[], bool | None], ...]) -> bool | None:
    """OR of Booleans that may be null."""
    unknown = False
    for part in parts:
        truth = part()
        if truth is True:
            return True
        unknown = unknown or truth is None
    return None if unknown else False


# --- the tables: what exists, by the name a client writes -----------------------------------------

_TEXT = "String"


def _by_name(*functions: Function) -> dict[str, list[Function]]:
    table: dict[str, list[Function]] = {}
    for function in functions:
        table.setdefault(function.name.lower(), []).append(function)
    return table


METHODS = _by_name(
    Function("Contains", (_TEXT, _TEXT), "Boolean", lambda text, part: fold(part) in fold(text)),
    Function(
        "StartsWith",
        (_TEXT, _TEXT),
        "Boolean",
        lambda text, part: fold(text).startswith(fold(part)),
    ),
    Function(
        "EndsWith", (_TEXT, _TEXT), "Boolean", lambda text, part: fold(text).endswith(fold(part))
    ),
    Function("Equals", (_TEXT, _TEXT), "Boolean", lambda text, other: fold(text) == fold(other)),
    Function("Equals", ("Guid", "Guid"), "Boolean", operator.eq),
    Function("ToLower", (_TEXT,), _TEXT, str.lower),
    Function("ToUpper", (_TEXT,), _TEXT, str.upper),
    Function("Trim", (_TEXT,), _TEXT, str.strip),
    Function("Replace", (_TEXT, _TEXT, _TEXT), _TEXT, _replace),
    Function("Replace", (_TEXT, "Char", "Char"), _TEXT, _replace),
    Function("Substring", (_TEXT, "Int32"), _TEXT, _substring),
    Function("Substring", (_TEXT, "Int32", "Int32"), _TEXT, _substring),
    *(
        Function("ToString", (whose,), _TEXT, text_of)
        for whose in (_TEXT, "Char", "Boolean", "Int32", "Decimal", "Double")
    ),
)
"""# guess: Equals ignores case as ``==`` does."""

PROPERTIES = {
    (function.takes[0], function.name.lower()): function
    for function in (
        Function("Length", (_TEXT,), "Int32", len),
        Function("Date", ("DateTime",), "DateTime", midnight),
        *(
            Function(part, ("DateTime",), "Int32", operator.attrgetter(part.lower()))
            for part in ("Year", "Month", "Day", "Hour", "Minute", "Second")
        ),
    )
}

STATICS = {
    "DateTime": _by_name(
        # guess: of the many spellings that .NET parses, ISO 8601 is what clients send
        Function(
            "Parse",
            (_TEXT,),
            "DateTime",
            read_moment,
            "String was not recognized as a valid DateTime.",
        ),
    ),
    "Guid": _by_name(),
}

CONSTRUCTORS = {
    "DateTime": [
        Function(
            "DateTime",
            ("Int32",) * count,
            "DateTime",
            datetime,
            # guess: .NET's own words, for three arguments
            "Year, Month, and Day parameters describe an un-representable DateTime.",
        )
        for count in (3, 6)
    ],
    "Guid": [
        Function(
            "Guid",
            (_TEXT,),
            "Guid",
            _guid,
            # guess: .NET's own words
            "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).",
        )
    ],
}

ARITHMETIC = {
    "+": ("Add", operator.add),
    "-": ("Subtract", operator.sub),
    "*": ("Multiply", operator.mul),
    "/": ("Divide", _divide),
    "%": ("Modulo", _remainder),
    "mod": ("Modulo", _remainder),
}
"""# guess: the names, which a client sees where a division by zero fails."""

PRINTABLE = frozenset({"Number", "String", "Char", "Guid", "Boolean", "Object"})
"""What can be joined to a text. # guess: not dates, whose spelling would be the server's."""
CONCATENATION = Joined("Concat", (), _TEXT, lambda *values: "".join(map(text_of, values)))
