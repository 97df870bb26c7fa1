"""What stands in the text of a query: strings, characters, numbers and three words."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from mockxero.primitives.complaints import QueryNotParsed

_WORDS = {"true": ("Boolean", True), "false": ("Boolean", False), "null": ("Object", None)}
_NUMBER = re.compile(r"-?\d+(\.\d*)?(e[+-]?\d*)?(f)?", re.IGNORECASE)
_RANGES = (
    ("Int32", -(2**31), 2**31),
    ("UInt32", 0, 2**32),
    ("Int64", -(2**63), 2**63),
    ("UInt64", 0, 2**64),
)
_TOO_LARGE = Decimal("7.9e28")
_TOO_SMALL = Decimal("1e-28")


def typed(text: str) -> tuple[str, Any]:
    """Type and value of a literal, written as the grammar lets it. Raises QueryNotParsed."""
    if text[0] == '"':
        return "String", text[1:-1].replace('""', '"')
    if text[0] == "'":
        return "Char", _character(text[1:-1].replace("''", "'"))
    number = _NUMBER.fullmatch(text)
    return _number(text, *number.groups()) if number else _WORDS[text.lower()]


def _character(text: str) -> str:
    if len(text) != 1:
        raise QueryNotParsed("Character literal must contain exactly one character")
    return text


def _number(
    text: str, fraction: str | None, exponent: str | None, single: str | None
) -> tuple[str, Any]:
    if fraction == "." or (exponent and not exponent[-1].isdigit()):
        raise QueryNotParsed("Digit expected")
    if fraction or exponent:
        return ("Single" if single else "Double"), _real(text)
    return _whole(text)


def _whole(text: str) -> tuple[str, int]:
    value = int(text) if text.isascii() and len(text) < 30 and text[-1].isdigit() else 2**64
    for name, least, end in _RANGES:
        if least <= value < end:
            return name, value
    raise QueryNotParsed(f"Invalid integer literal '{text}'")


def _real(text: str) -> Decimal:
    """A real number as a decimal holds it: exactly, where .NET would first round it to binary."""
    try:
        value = Decimal(text.rstrip("fF")) if text.isascii() else _TOO_LARGE
    except InvalidOperation:
        value = _TOO_LARGE
    size = value.copy_abs()  # abs() would round it, which may overflow
    if size >= _TOO_LARGE:
        raise QueryNotParsed(f"Invalid real literal '{text}'")
    return value if size >= _TOO_SMALL else Decimal(0)
