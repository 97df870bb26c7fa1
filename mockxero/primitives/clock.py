"""What time it is: handed in, so that a test or a caller may stand still or travel."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Anything that tells the time."""

    def now(self) -> datetime:
        """This moment in UTC, to the millisecond, without a tzinfo."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """This moment in UTC, to the millisecond, without a tzinfo."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000, tzinfo=None)


class FrozenClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, moment: datetime) -> None:
        self._moment = to_the_millisecond(moment)

    def now(self) -> datetime:
        """The moment at which the clock was last set."""
        return self._moment

    def advance(self, by: timedelta) -> None:
        """Move on by some time."""
        self._moment += by


def to_the_millisecond(moment: datetime) -> datetime:
    """Cut off what Xero does not keep."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def local_time(moment: datetime, zone: str) -> datetime:
    """What the clocks show in ``zone`` (an IANA name) at a moment given in UTC."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day in ``zone`` (an IANA name) at a moment given in UTC."""
    return local_time(moment, zone).date()
