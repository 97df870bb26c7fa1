"""What a schema has to say against an answer, in lines that a person can read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from jsonschema import ValidationError

from .faults import shown


def lines(errors: Iterable[ValidationError]) -> list[str]:
    """Missing members by their holder; of other faults the first of a kind, the rest by name."""
    kinds: dict[tuple[str, str], list[ValidationError]] = {}
    for error in errors:
        absent = ", ".join(_absent(error))
        kind = (_place(error), absent) if absent else ("", _expectation(error))
        kinds.setdefault(kind, []).append(error)
    return [_line(what, found) for (_, what), found in kinds.items()]


def _line(what: str, errors: list[ValidationError]) -> str:
    first, *others = errors
    if _absent(first):
        return f"{_path(first)} expected {what}, got nothing of that name"
    line = f"{_path(first)} expected {what}, got {shown(first.instance)}"
    names = dict.fromkeys(_name(error) for error in others)
    names.pop(_name(first), None)
    return f"{line} (so too {', '.join(names)})" if names else line


def _absent(error: ValidationError) -> list[str]:
    """The members that should have been there, for the two keywords that ask for members."""
    present: Any = error.instance
    wanted: Any = error.validator_value
    match error.validator:
        case "required":
            names = wanted
        case "dependentRequired":
            names = [name for trigger, due in wanted.items() if trigger in present for name in due]
        case _:
            return []
    return [name for name in names if name not in present]


def _expectation(error: ValidationError) -> str:
    value: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "not":
            return "no such member"
        case "const":
            return shown(value)
        case "enum":
            return f"one of {', '.join(map(str, value))}"
        case "decimals":
            return f"{' or '.join(map(str, value))} decimals"
        case "minItems":
            return f"at least {value} of them"
        case _:
            return str(schema.get("title", f"{error.validator} {shown(value)}"))


def _place(error: ValidationError) -> str:
    """The path whatever its numbers: what one record lacks, its neighbours lack too."""
    return re.sub(r"\d+", "", _path(error))


def _path(error: ValidationError) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    return "".join(steps).lstrip(".") or "body"


def _name(error: ValidationError) -> str:
    return _path(error).rpartition(".")[2]
