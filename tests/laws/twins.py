"""Two mocks that are told the same. The journals of one are read after every call, those of the
other only at the end: both have to keep the same books."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from mockxero.primitives.clock import FrozenClock
from mockxero.server import Mock
from tests.api.client import Record, Reply, Xero, rates
from tests.laws.abroad import Rates

PORTION = 100
"""How many journals come at once."""


class Twins:
    """Both of them, in an organisation in which nothing has happened."""

    def __init__(self, mocks: Sequence[Mock], clock: FrozenClock) -> None:
        for mock in mocks:
            mock.reset()
        self.watched, self.unread = (Xero(mock) for mock in mocks)
        self._clock = clock
        self.journals: list[Record] = []
        """The journals of the first, as they were when they appeared."""
        self.posted: list[Record] = []
        """Those of them that came with the last call."""

    def send(self, method: str, path: str, body: Any = None, **query: Any) -> Reply:
        """Tell both. Who is refused has posted nothing."""
        self._clock.advance(timedelta(seconds=1))
        reply, other = (
            xero.call(method, path, body, **query) for xero in (self.watched, self.unread)
        )
        told = f"{method} {path} {body} -> {reply.status} {reply.text:.2000}"
        assert reply.status in (200, 400), told
        assert reply.status == other.status, f"{told}\nbut unread -> {other.text:.2000}"
        self._read_on()
        if reply.status != 200:
            assert not self.posted, f"{told}\nposted {self.posted}"
        return reply

    def control(self, method: str, path: str, body: Any = None) -> Reply:
        """Tell both what people do on Xero's pages."""
        reply, other = (
            xero.call(method, path, body, root="/_mockxero/")
            for xero in (self.watched, self.unread)
        )
        assert (reply.status, reply.text) == (other.status, other.text)
        self._read_on()
        return reply

    def _read_on(self) -> None:
        self.posted = self.watched.get("Journals", offset=len(self.journals)).records
        self.journals += self.posted

    def know_rates(self, told: Rates) -> None:
        """Tell both of day rates."""
        text = {
            currency: {str(day): str(rate) for day, rate in known.items()}
            for currency, known in told.items()
        }
        for xero in (self.watched, self.unread):
            rates(xero, text)

    def get(self, path: str, /, **query: Any) -> Reply:
        """Read the first."""
        return self.watched.get(path, **query)

    def every(self, path: str) -> list[Record]:
        """All records of a list, lines and all."""
        return self.get(path, page=1, pageSize=1000).records

    def keep_the_same_books(self) -> None:
        """When the ledger is read makes no difference, and what was posted stands."""
        read, unread = (_all_journals(xero) for xero in (self.watched, self.unread))
        for before, now in zip(self.journals, read, strict=True):
            assert now == before, f"journal {before['JournalNumber']} was {before}, is {now}"
        for one, other in zip(read, unread, strict=True):
            assert one == other, f"read after every call: {one}\nread at the end: {other}"


def _all_journals(xero: Xero) -> list[Record]:
    found: list[Record] = []
    while news := xero.get("Journals", offset=len(found)).records:
        assert len(news) <= PORTION
        found += news
    return found
