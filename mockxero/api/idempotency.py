"""Idempotency-Key: the same request with the same key gets the same answer, for six minutes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mockxero.primitives.clock import Clock
from mockxero.primitives.complaints import Refusal

LIFETIME = timedelta(minutes=6)
LONGEST_KEY = 128


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that can be given again."""

    status: int
    body: bytes
    content_type: str | None


@dataclass(slots=True)
class _First:
    """The first call with a key."""

    request: bytes
    began: datetime
    turn: threading.Lock = field(default_factory=threading.Lock)
    kept: Kept | None = None


class Idempotency:
    """The answers that may have to be given again, by app and key."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._calls: dict[tuple[str, str], _First] = {}

    def once(self, client_id: str, key: str, request: bytes, answer: Callable[[], Kept]) -> Kept:
        """The answer to a request: worked out by the first call, repeated for the others.

        A call that comes while the first is still under way waits for it. # guess
        Raises Refusal when the key was used with another request.
        """
        if not key.strip() or len(key) > LONGEST_KEY:
            raise Refusal(
                10,
                "ValidationException",
                f"Idempotency Key must be between 1 and {LONGEST_KEY} characters.",  # guess
            )
        first = self._first(client_id, key, request)
        if first.request != request:
            raise Refusal(  # seen: the sentence; guess: number and type
                10,
                "ValidationException",
                f"Idempotency Key: {key} is used with a different request.",
            )
        with first.turn:
            if first.kept is None:
                first.kept = answer()
            return first.kept

    def reset(self) -> None:
        """Forget all keys."""
        with self._lock:
            self._calls.clear()

    def _first(self, client_id: str, key: str, request: bytes) -> _First:
        now = self._clock.now()
        with self._lock:
            self._forget_before(now - LIFETIME)
            return self._calls.setdefault((client_id, key), _First(request, now))

    def _forget_before(self, moment: datetime) -> None:
        """Drop what has run out; the calls stand in the order in which they came."""
        while self._calls:
            oldest = next(iter(self._calls))
            if self._calls[oldest].began > moment:
                return
            del self._calls[oldest]
