"""The postman: carries the events of one subscription, in order, and rings until somebody opens."""

import logging
from collections import deque
from collections.abc import Sequence
from itertools import chain, repeat
from threading import Condition, Thread
from time import monotonic

from mockxero.primitives.clock import Clock
from mockxero.primitives.ids import Ids
from mockxero.webhooks.delivery import Deliver, NoAnswer
from mockxero.webhooks.payload import Event, body
from mockxero.webhooks.signing import sign
from mockxero.webhooks.subscription import Subscription

PAUSES = (0.0, 1.0, 2.0, 5.0, 15.0, 60.0, 900.0)
"""Seconds before each retry; the last one repeats.

Xero retries at once and then about every 15 minutes. The steps between are the mock's own, for a
receiver that is just being restarted.
"""
PATIENCE = 24 * 60 * 60.0
"""Seconds after which a receiver that fails is given up."""
MOST_IN_ONE_POST = 100
"""Events. This many stay under the 100 kB that an Express application reads by default.  # guess"""
MOST_WAITING = 50_000
"""Events kept for a receiver that does not take them: some 30 MB."""
GLANCE = 0.1
"""Seconds between two looks at the clock, which may have been moved."""

log = logging.getLogger(__name__)

Batch = list[tuple[int, Event]]
"""Events with their sequence numbers, one request's worth."""


class Postman:
    """Delivers one subscription's events from a thread of its own, started by the first of them."""

    def __init__(
        self,
        subscription: Subscription,
        clock: Clock,
        ids: Ids,
        deliver: Deliver,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self.subscription = subscription
        self._clock = clock
        self._ids = ids
        self._deliver = deliver
        self._pauses = pauses
        self._changed = Condition()
        """Held to touch what follows; notified when any of it changes."""
        self._waiting: deque[tuple[int, Event]] = deque()
        self._carried: Batch | None = None
        """On its way. Whoever takes it from here tells the postman to let go of it."""
        self._sequence = 0
        self._disabled = False
        self._closed = False
        self._thread: Thread | None = None

    def take(self, events: Sequence[Event]) -> None:
        """Number the events and see to their delivery; returns at once."""
        with self._changed:
            if self._closed or not events:
                return
            first = self._sequence + 1
            self._sequence += len(events)
            self._waiting.extend(enumerate(events, first))
            self._forget_the_oldest()
            if self._thread is None:
                self._thread = Thread(target=self._work, name="mockxero-webhooks", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def flush(self, timeout: float) -> bool:
        """Wait for this many seconds at most; whether everything has been delivered."""
        with self._changed:
            self._changed.wait_for(lambda: self._idle or self._disabled or self._closed, timeout)
            return self._idle

    def reset(self) -> None:
        """Forget every event, count from 1 again, and serve a webhook that was disabled."""
        with self._changed:
            self._waiting.clear()
            self._carried = None
            self._sequence = 0
            self._disabled = False
            self._changed.notify_all()

    def close(self) -> None:
        """Stop. A request that is under way is left to end by itself."""
        with self._changed:
            self._closed = True
            self._carried = None
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=0.5)

    @property
    def _idle(self) -> bool:
        return not self._waiting and self._carried is None

    def _forget_the_oldest(self) -> None:
        too_many = len(self._waiting) - MOST_WAITING
        if too_many > 0:
            for _ in range(too_many):
                self._waiting.popleft()
            log.warning("%s: %d undelivered events forgotten", self.subscription.url, too_many)

    # --- in the thread ----------------------------------------------------------------------------

    def _work(self) -> None:
        while (batch := self._pick_up()) is not None:
            self._insist(batch)

    def _pick_up(self) -> Batch | None:
        """Wait for events and carry them; None when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or (self._waiting and not self._disabled))
            if self._closed:
                return None
            how_many = min(len(self._waiting), MOST_IN_ONE_POST)
            self._carried = [self._waiting.popleft() for _ in range(how_many)]
            return self._carried

    def _insist(self, batch: Batch) -> None:
        """Post a batch until it is accepted, dropped by another thread, or a day old."""
        url, first, last = self.subscription.url, batch[0][0], batch[-1][0]
        trying = Stopwatch(self._clock)
        for pause in chain(self._pauses, repeat(self._pauses[-1])):
            trouble = self._post(batch)
            if trouble is None:
                log.debug("%s took events %d to %d", url, first, last)
                self._let_go(batch)
                return
            if trying.elapsed() + pause > PATIENCE:
                log.error("%s: %s, for a day now; the webhook is disabled", url, trouble)
                self._disable(batch)
                return
            soon = f"in {pause:g} s" if pause else "at once"
            log.warning("%s: %s; events %d to %d again %s", url, trouble, first, last, soon)
            if not self._rest(batch, pause):
                return

    def _post(self, batch: Batch) -> str | None:
        """One request; what went wrong, if anything did."""
        entropy = self._ids.letters(20)
        letter = body([event for _, event in batch], batch[0][0], batch[-1][0], entropy)
        signature = sign(self.subscription.key, letter)
        try:
            status = self._deliver(self.subscription.url, letter, signature)
        except NoAnswer as silence:
            return str(silence)
        return None if 200 <= status < 300 else f"answered {status}"

    def _rest(self, batch: Batch, pause: float) -> bool:
        """Sleep before the next try; whether the batch is still to be delivered then."""
        resting = Stopwatch(self._clock)
        with self._changed:
            while self._carried is batch and (left := pause - resting.elapsed()) > 0:
                self._changed.wait(min(left, GLANCE))
            return self._carried is batch

    def _let_go(self, batch: Batch) -> None:
        with self._changed:
            if self._carried is batch:
                self._carried = None
                self._changed.notify_all()

    def _disable(self, batch: Batch) -> None:
        """Try no more. The events are kept, as Xero keeps them for when it is enabled again."""
        with self._changed:
            if self._carried is batch:
                self._carried = None
                self._waiting.extendleft(reversed(batch))
                self._disabled = True
                self._changed.notify_all()


class Stopwatch:
    """Seconds gone by, on the mock's clock or on the wall's, whichever has run further.

    So a frozen clock delays nothing, and a clock that is moved a day ahead makes a day pass.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._then = clock.now()
        self._started = monotonic()

    def elapsed(self) -> float:
        """How many since it was started."""
        return max((self._clock.now() - self._then).total_seconds(), monotonic() - self._started)
