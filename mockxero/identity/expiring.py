"""What passes: things that are good for a time only, and forgotten when it is over."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Generic, NamedTuple, TypeVar

from mockxero.primitives.clock import Clock

Thing = TypeVar("Thing")


class _Kept(NamedTuple, Generic[Thing]):
    thing: Thing
    until: datetime


class Expiring(Generic[Thing]):
    """Things by name, each good for the same time from when it was put here.

    They stand in the order in which they end, so that whatever is over is found in front: what is
    kept does not grow with what ever was, and no call takes longer for it. Looking a secret up by
    its hash tells nobody how much of a guess was right. Not for threads at once.
    """

    def __init__(self, clock: Clock, time: timedelta) -> None:
        self._clock = clock
        self._time = time
        self._kept: dict[str, _Kept[Thing]] = {}

    def __len__(self) -> int:
        """How many are kept, those included that are over and not yet forgotten."""
        return len(self._kept)

    def __iter__(self) -> Iterator[str]:
        """The names of those that are good."""
        return (name for name in list(self._kept) if name in self)

    def __contains__(self, name: object) -> bool:
        """Whether something of this name is good."""
        kept = self._kept.get(name)  # type: ignore[call-overload]
        return kept is not None and self._clock.now() < kept.until

    def put(self, name: str, thing: Thing) -> None:
        """Keep a thing from now on; of the same name, only the last."""
        now = self._clock.now()
        self._kept.pop(name, None)
        self._kept[name] = _Kept(thing, now + self._time)
        while self._kept:
            oldest = next(iter(self._kept))
            if now < self._kept[oldest].until:
                return
            del self._kept[oldest]

    def get(self, name: str) -> Thing | None:
        """The thing, if it is good."""
        kept = self._kept.get(name)
        return kept.thing if kept is not None and self._clock.now() < kept.until else None

    def take(self, name: str) -> Thing | None:
        """The thing, if it is good; and then it is here no more."""
        thing = self.get(name)
        self._kept.pop(name, None)
        return thing
