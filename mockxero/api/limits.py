"""How many calls an app has left: always counted, refused with 429 only where enforced."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

from mockxero.books.parties import App
from mockxero.primitives.clock import Clock

PER_MINUTE = 60
PER_MINUTE_AND_APP = 10_000
AT_ONCE = 5
"""Source: Xero's page on OAuth 2.0 API limits. How many a day depends on the app's tier."""

_SECOND = timedelta(seconds=1)
LONG_AGO = datetime(1, 1, 1)
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


class Quota(NamedTuple):
    """What is left after a call, and which limit it ran into, if any."""

    day: int
    minute: int
    app_minute: int
    problem: str | None = None
    retry_after: int | None = None

    def headers(self) -> list[tuple[str, str]]:
        """The quota as Xero's headers."""
        told = [
            ("X-DayLimit-Remaining", str(self.day)),
            ("X-MinLimit-Remaining", str(self.minute)),
            ("X-AppMinLimit-Remaining", str(self.app_minute)),
        ]
        if self.problem is not None:
            told.append(("X-Rate-Limit-Problem", self.problem))
        if self.retry_after is not None:
            told.append(("Retry-After", str(self.retry_after)))
        return told


class Window:
    """A fixed stretch of time that begins with its first call, and the calls in it."""

    def __init__(self, length: timedelta, limit: int) -> None:
        self.limit = limit
        self._length = length
        self._ends = LONG_AGO
        self._used = 0

    def left(self, now: datetime) -> int:
        """How many calls are left in the window."""
        return self.limit if now >= self._ends else max(self.limit - self._used, 0)

    def take(self, now: datetime) -> None:
        """Count a call."""
        if now >= self._ends:
            self._ends, self._used = now + self._length, 0
        self._used += 1

    def seconds_to_go(self, now: datetime) -> int:
        """Whole seconds until the window ends."""
        return -((now - self._ends) // timedelta(seconds=1))

    def empty(self) -> None:
        """As if no call had come."""
        self._ends = LONG_AGO


class Account:
    """The windows of one app in one organisation, and its calls under way."""

    def __init__(self, per_app: Window) -> None:
        self.day = Window(_DAY, 0)
        self.minute = Window(_MINUTE, PER_MINUTE)
        self.app_minute = per_app
        self.in_flight = 0

    def windows(self) -> tuple[tuple[str, Window], ...]:
        """The windows, by the name of the limit."""
        return (("day", self.day), ("minute", self.minute), ("appminute", self.app_minute))

    def problem(self, now: datetime) -> tuple[str | None, int | None]:
        """The limit that the next call would run into, and how long to wait for it."""
        for name, window in self.windows():
            if not window.left(now):
                return name, window.seconds_to_go(now)
        return None, None


class Limits:
    """The quotas of every app, per organisation and over all."""

    def __init__(self, clock: Clock, *, enforced: bool = False) -> None:
        self._clock = clock
        self.enforced = enforced
        self._lock = threading.Lock()
        self._apps: dict[str, Window] = {}
        self._accounts: dict[tuple[str, str], Account] = {}

    def take(self, app: App, tenant_id: str) -> Quota:
        """Count a call; ``problem`` in the answer says that it must be refused."""
        now = self._clock.now()
        with self._lock:
            account = self._account(app, tenant_id)
            problem, wait = account.problem(now) if self.enforced else (None, None)
            if problem is None:
                for _, window in account.windows():
                    window.take(now)
            left = [window.left(now) for _, window in account.windows()]
        return Quota(left[0], left[1], left[2], problem, wait)

    @contextmanager
    def in_flight(self, app: App, tenant_id: str) -> Iterator[bool]:
        """A call is under way; false where there are too many at once to let it in."""
        with self._lock:
            account = self._account(app, tenant_id)
            admitted = not self.enforced or account.in_flight < AT_ONCE
            account.in_flight += admitted
        try:
            yield admitted
        finally:
            with self._lock:
                account.in_flight -= admitted

    def reset(self) -> None:
        """Full quotas for everybody."""
        with self._lock:
            for account in self._accounts.values():
                for _, window in account.windows():
                    window.empty()

    def _account(self, app: App, tenant_id: str) -> Account:
        account = self._accounts.get((app.client_id, tenant_id))
        if account is None:
            per_app = self._apps.setdefault(app.client_id, Window(_MINUTE, PER_MINUTE_AND_APP))
            account = Account(per_app)
            self._accounts[app.client_id, tenant_id] = account
        account.day.limit = app.tier.calls  # an app may change its tier at any time
        return account
