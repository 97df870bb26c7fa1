"""A twin of the query language that knows neither text nor Python source.

Books are plain dictionaries by wire name, links already resolved; expressions are nested tuples;
one recursive function evaluates them. ``written`` spells the same expression as a client would.
"""

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any


class Refused(Exception):
    """The query fails on this record."""


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn").lower()


def plain(value: Any) -> Any:
    """A value in the form in which values of its kind compare."""
    if isinstance(value, str):
        return folded(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value


def reach(book: Any, path: str) -> Any:
    for name in path.split("."):
        book = book and book[name]
    return book


def evaluate(node: Any, book: Any) -> Any:  # noqa: C901, PLR0912 - a case a node
    match node:
        case ("field", path):
            return reach(book, path)
        case ("const", value):
            return value
        case ("value", inner):
            return needed(evaluate(inner, book))
        case ("has", inner):
            return evaluate(inner, book) is not None
        case ("part", name, inner):
            return getattr(needed(plain(evaluate(inner, book))), name.lower())
        case ("length", inner):
            return len(needed(evaluate(inner, book)))
        case ("change", method, inner):
            text = needed(evaluate(inner, book))
            return {"ToLower": text.lower(), "ToUpper": text.upper(), "Trim": text.strip()}[method]
        case ("search", method, inner, part):
            text, part = needed(evaluate(inner, book)), needed(evaluate(part, book))
            return search(method, folded(text), folded(part))
        case ("compare", operator, left, right):
            return compare(operator, plain(evaluate(left, book)), plain(evaluate(right, book)))
        case ("sum", operator, left, right):
            return calculate(operator, evaluate(left, book), evaluate(right, book))
        case ("not", inner):
            truth = evaluate(inner, book)
            return None if truth is None else not truth
        case ("and", *parts):
            return chained(False, parts, book)
        case ("or", *parts):
            return chained(True, parts, book)
    raise TypeError(node)


def needed(value: Any) -> Any:
    if value is None:
        raise Refused
    return value


def search(method: str, text: str, part: str) -> bool:
    if method == "StartsWith":
        return text[: len(part)] == part
    if method == "EndsWith":
        return part == "" or text[-len(part) :] == part
    return text.find(part) >= 0


def compare(operator: str, left: Any, right: Any) -> bool:
    found = {"==" if left == right else "!="}
    if left is not None and right is not None:
        found |= {"<", "<="} if left < right else {">", ">="} if left > right else {"<=", ">="}
    return operator in found


def calculate(operator: str, left: Any, right: Any) -> Any:
    if left is None or right is None:
        return None
    left, right = Decimal(left), Decimal(right)
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if right == 0:
        raise Refused
    return left / right if operator == "/" else left % right


def chained(decisive: bool, parts: list[Any], book: Any) -> bool | None:
    """Left to right until one decides; else unknown if any is."""
    unknown = False
    for part in parts:
        truth: bool | None = evaluate(part, book)
        if truth is decisive:
            return decisive
        unknown = unknown or truth is None
    return None if unknown else not decisive


# --- as a client would write it -------------------------------------------------------------------


def written(node: Any) -> str:  # noqa: C901 - a case a node
    match node:
        case ("field", path):
            return str(path)
        case ("const", value):
            return literal(value)
        case ("value", inner):
            return f"{written(inner)}.Value"
        case ("has", inner):
            return f"{written(inner)}.HasValue"
        case ("part", name, inner):
            return f"{written(inner)}.Value.{name}"
        case ("length", inner):
            return f"{written(inner)}.Length"
        case ("change", method, inner):
            return f"{written(inner)}.{method}()"
        case ("search", method, inner, part):
            return f"{written(inner)}.{method}({written(part)})"
        case ("compare" | "sum", operator, left, right):
            return f"({written(left)} {operator} {written(right)})"
        case ("not", inner):
            return f"(NOT {written(inner)})"
        case ("and" | "or" as word, *parts):
            return f"({f' {word} '.join(map(written, parts))})"
    raise TypeError(node)


def literal(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return str(value).lower().replace("none", "null")
    if isinstance(value, Decimal | int):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, datetime):
        parts = ("year", "month", "day", "hour", "minute", "second")
        return f"DateTime({', '.join(str(getattr(value, part)) for part in parts)})"
    if isinstance(value, date):
        return f"DateTime({value.year},{value.month:02},{value.day:02})"
    if isinstance(value, Guid):
        return f'Guid("{value}")'
    return '"{}"'.format(str(value).replace('"', '""'))


class Guid(str):
    """An identifier, to tell it from a text."""

    __slots__ = ()
