"""How many calls an app has left: always counted, refused with 429 only where enforced."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

from mockxero.primitives.clock import Clock

PER_MINUTE = 60
PER_DAY = 5_000
PER_MINUTE_AND_APP = 10_000
AT_ONCE = 5
"""Source: Xero's page on OAuth 2.0 API limits."""

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


class Quota(NamedTuple):
    """What is left after a call, and which limit it ran into, if any."""

    day: int
    minute: int
    app_minute: int
    problem: str | None = None
    retry_after: int | None = None

    def headers(self) -> dict[str, str]:
        """The quota as Xero's headers."""
        told = {
            "X-DayLimit-Remaining": str(self.day),
            "X-MinLimit-Remaining": str(self.minute),
            "X-AppMinLimit-Remaining": str(self.app_minute),
        }
        if self.problem is not None:
            told["X-Rate-Limit-Problem"] = self.problem
        if self.retry_after is not None:
            told["Retry-After"] = str(self.retry_after)
        return told


class Window:
    """A fixed stretch of time that begins with its first call, and the calls in it."""

    def __init__(self, length: timedelta, limit: int) -> None:
        self._length, self._limit = length, limit
        self._began: datetime | None = None
        self._used = 0

    def left(self, now: datetime) -> int:
        """How many calls are left in the window."""
        if self._began is None or now - self._began >= self._length:
            self._began, self._used = now, 0
        return max(self._limit - self._used, 0)

    def take(self) -> None:
        """Count a call."""
        self._used += 1

    def seconds_to_go(self, now: datetime) -> int:
        """Whole seconds until the window ends."""
        began = self._began or now
        return int((began + self._length - now) / timedelta(seconds=1)) + 1


class Limits:
    """The quotas of every app, per organisation and over all."""

    def __init__(self, clock: Clock, enforced: bool = False) -> None:
        self._clock = clock
        self.enforced = enforced
        self._lock = threading.Lock()
        self._windows: dict[tuple[str, ...], Window] = {}
        self._in_flight: Counter[tuple[str, str]] = Counter()

    def take(self, client_id: str, tenant_id: str) -> Quota:
        """Count a call; ``problem`` in the answer says that it must be refused."""
        with self._lock:
            now = self._clock.now()
            day = self._window(_DAY, PER_DAY, "day", client_id, tenant_id)
            minute = self._window(_MINUTE, PER_MINUTE, "minute", client_id, tenant_id)
            app = self._window(_MINUTE, PER_MINUTE_AND_APP, "appminute", client_id)
            windows = {"day": day, "minute": minute, "appminute": app}
            empty = [name for name, window in windows.items() if not window.left(now)]
            crowded = self._in_flight[client_id, tenant_id] >= AT_ONCE
            problem = empty[0] if empty else "concurrent" if crowded else None
            if not self.enforced or problem is None:
                problem = None
                for window in windows.values():
                    window.take()
            wait = windows[problem].seconds_to_go(now) if problem in windows else None
            return Quota(day.left(now), minute.left(now), app.left(now), problem, wait)

    @contextmanager
    def in_flight(self, client_id: str, tenant_id: str) -> Iterator[None]:
        """A call is under way."""
        with self._lock:
            self._in_flight[client_id, tenant_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._in_flight[client_id, tenant_id] -= 1

    def reset(self) -> None:
        """Full quotas for everybody."""
        with self._lock:
            self._windows.clear()

    def _window(self, length: timedelta, limit: int, *name: str) -> Window:
        return self._windows.setdefault(name, Window(length, limit))
