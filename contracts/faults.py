"""What was expected and what came, in one line that a person can read."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

LONGEST = 90
XERO_DATE = re.compile(r"/Date\((-?\d+)(\+\d{4})?\)/")


class Fault(AssertionError):
    """The story cannot go on: what came leaves nothing to look at."""


class Missing:
    """Stands for a member that is not there."""

    def __repr__(self) -> str:
        return "nothing"


MISSING = Missing()


def fault(subject: str, member: str, expected: Any, got: Any) -> str:
    """One line for one difference."""
    return f"{subject}: {member} expected {shown(expected)}, got {shown(got)}"


def agrees(expected: Any, got: Any) -> bool:
    """Whether the two mean the same, as 33.00 and 33.0 do, or a day and Xero's date of it."""
    if isinstance(expected, Decimal) or is_number(got):
        return as_amount(expected) == as_amount(got)
    if isinstance(expected, date):
        return as_day(got) == expected
    return bool(expected == got and type(expected) is type(got))


def shown(value: Any) -> str:
    """A value as it reads in a fault line."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Missing):
        return str(value)
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def is_number(value: Any) -> bool:
    """Whether it is a number of JSON, which a boolean is not."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def as_amount(value: Any) -> Decimal | None:
    """The amount that a number stands for, exactly as it was written."""
    return Decimal(str(value)) if is_number(value) else None


def as_day(value: Any) -> date | None:
    """The calendar day of `/Date(1789344000000+0000)/`."""
    found = XERO_DATE.fullmatch(value) if isinstance(value, str) else None
    return datetime.fromtimestamp(int(found[1]) / 1000, UTC).date() if found else None


def first_line(error: BaseException) -> str:
    """The sentence of an assertion, without what pytest adds below it."""
    return (str(error).splitlines() or [type(error).__name__])[0]
