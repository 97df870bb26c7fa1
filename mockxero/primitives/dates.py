"""Dates and moments, in the several spellings that Xero reads and writes."""

import re
from datetime import UTC, date, datetime, timedelta

Date = date
"""A calendar day, under a name that a record can use beside a member called ``date``."""

EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = EPOCH.toordinal()
_DAY = 86_400_000
_MILLISECOND = timedelta(milliseconds=1)
_DOTNET = re.compile(r"\\?/Date\((-?\d{1,15})([+-]\d{4})?\)\\?/")
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.(\d{1,9}))?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 of a UTC moment."""
    return (moment - EPOCH) // _MILLISECOND


def milliseconds_of_day(day: date) -> int:
    """Milliseconds since 1970 at midnight UTC of a calendar day."""
    return (day.toordinal() - _EPOCH_DAY) * _DAY


def read_moment(text: str) -> datetime:
    """A UTC moment from ``/Date(ms+0000)/`` or ISO 8601; a moment without a zone is UTC.

    Raises ValueError for anything else.
    """
    if dotnet := _DOTNET.fullmatch(text.strip()):
        try:
            return EPOCH + timedelta(milliseconds=int(dotnet[1]))
        except OverflowError as far:
            raise ValueError(text) from far
    iso = _ISO.fullmatch(text.strip())
    if iso is None:
        raise ValueError(text)
    day, minutes, seconds, fraction, zone = iso.groups()
    moment = datetime.fromisoformat(
        f"{day}T{minutes or '00:00'}{seconds or ':00'}.{(fraction or '0')[:6]:0<6}{_colon(zone)}"
    )
    try:
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except OverflowError as far:
        raise ValueError(text) from far


def read_day(text: str) -> date:
    """The calendar day a client means; the time of day, if any, is cut off."""
    if len(text) == 10 and text[4] == text[7] == "-":
        return date.fromisoformat(text)
    return read_moment(text).date()


def _colon(zone: str | None) -> str:
    if zone is None:
        return ""
    return "+00:00" if zone == "Z" else f"{zone[:3]}:{zone[-2:]}"
