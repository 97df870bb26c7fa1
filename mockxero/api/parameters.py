"""Parameters that mean something: days, counts, words, ids; and what is said to the others.

# seen: XeroAPI/Xero-Java#118, about the timeframe; # guess: that the others are refused like it
"""

from datetime import date
from typing import cast

from mockxero.accounting.rulebook import Period
from mockxero.api.answers import Refused
from mockxero.api.visit import Visit
from mockxero.primitives.ids import as_guid
from mockxero.primitives.kinds import Day, Unfit


def refuse(message: str) -> Refused:
    """Error 10 without any record."""
    return Refused([], message)


def day(visit: Visit, name: str) -> date | None:
    """A day, if one was given. Raises Refused."""
    text = _text(visit, name)
    if not text:
        return None
    try:
        known = Day().read(text)
    except Unfit as no_day:
        raise refuse(f"The supplied {name} parameter must be a valid date.") from no_day
    return cast("date", known)


def period(visit: Visit) -> Period:
    """The days that the query asks about: DateFrom and DateTo. Raises Refused."""
    return Period(day(visit, "DateFrom"), day(visit, "DateTo"))


def whole(visit: Visit, name: str, least: int, most: int) -> int | None:
    """A count within bounds, if one was given. Raises Refused."""
    text = _text(visit, name)
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
        raise refuse(
            f"The supplied {name} parameter must be an integer between {least} and {most}."
        )
    return int(text)


def word(visit: Visit, name: str, *words: str) -> str | None:
    """One of a few words, if one was given. Raises Refused."""
    text = _text(visit, name).upper()
    if text and text not in words:
        listed = ", ".join(f"'{one}'" for one in words)
        raise refuse(f"The supplied {name} parameter must be one of the following: {listed}.")
    return text or None


def guid(visit: Visit, name: str) -> str | None:
    """An id, if one was given. Raises Refused."""
    text = _text(visit, name)
    known = as_guid(text)
    if text and known is None:
        raise refuse(f"The supplied {name} parameter must be a valid Guid.")
    return known


def _text(visit: Visit, name: str) -> str:
    return visit.arguments.get(name.lower(), "").strip()
