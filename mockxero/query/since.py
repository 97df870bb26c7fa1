"""``If-Modified-Since``: only what has changed since then."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mockxero.primitives.dates import read_moment

_BEYOND_MICROSECONDS = re.compile(r"(\.\d{6})\d+")


def since(header: str) -> datetime | None:
    """The moment that a header names, in UTC and to the second; without a zone it is UTC.

    Takes ISO 8601, with or without seconds, fraction and zone, and the dates of HTTP; either may
    stand in quotes. None where it is neither. # guess: Xero then ignores the header.
    """
    text = header.strip().strip('"').strip()
    moment = _iso(text) or _http(text)
    return moment.replace(microsecond=0) if moment else None


def _iso(text: str) -> datetime | None:
    try:
        return read_moment(_BEYOND_MICROSECONDS.sub(r"\1", text.upper()))
    except ValueError:
        return None


def _http(text: str) -> datetime | None:
    """``Mon, 17 Aug 2026 00:00:00 GMT``, and what else mail and HTTP have ever called a date."""
    try:
        moment = parsedate_to_datetime(text)
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
