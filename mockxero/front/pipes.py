"""Two connections, each of which says what the other hears, no faster than it is heard."""

import asyncio
from contextlib import suppress
from typing import cast

LINGERING = 60.0
"""Seconds in which one end may still send what it has got when the other is gone."""


class End(asyncio.Protocol):
    """One end of a pipe. It reads nothing until it is joined to another end."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when the connection is."""
        self._other: End | None = None
        self.heard_all = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the other end."""
        self.transport = cast("asyncio.Transport", transport)
        self.transport.pause_reading()

    def join(self, other: "End") -> None:
        """Say from now on what the other end hears; it does the same if it is joined, too."""
        self._other = other
        self.listen()

    def data_received(self, data: bytes) -> None:
        """Pass it on."""
        if self._other is not None:
            self._other.transport.write(data)

    def eof_received(self) -> bool:
        """Nothing more comes from here; what the other has to say may still be on its way."""
        self.heard_all = True
        other = self._other
        if other is None:
            return False
        halves = self.transport.can_write_eof() and other.transport.can_write_eof()
        if not halves or other.heard_all:  # TLS knows no halves
            other.transport.close()
            return False
        with suppress(OSError):  # the other has just left
            other.transport.write_eof()
        return True

    def pause_writing(self) -> None:
        """Too much waits to be sent here: the other end stops listening."""
        if self._other is not None and not self._other.transport.is_closing():
            self._other.transport.pause_reading()

    def resume_writing(self) -> None:
        """It is sent."""
        if self._other is not None:
            self._other.listen()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the other end go, once all is sent that waits there."""
        if not self.gone.done():
            self.gone.set_result(None)
        if self._other is not None:
            self._other.transport.close()

    def listen(self) -> None:
        """Read on, unless it is too late."""
        if not self.transport.is_closing():
            self.transport.resume_reading()


class Asked(End):
    """An end that is asked for a head before anything else passes."""

    def __init__(self, largest: int) -> None:
        super().__init__()
        self._largest = largest
        self._held = bytearray()
        self._head: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def head(self) -> bytes:
        """All up to the first blank line. Raises OSError where that never comes."""
        self.listen()
        return await self._head

    def join(self, other: End) -> None:
        """What came behind the head goes first."""
        if self._held:
            other.transport.write(bytes(self._held))
        super().join(other)

    def data_received(self, data: bytes) -> None:
        """Collect it, until there is a head."""
        if self._other is not None:
            super().data_received(data)
            return
        self._held += data
        end = self._held.find(b"\r\n\r\n") + 4
        if end > 3:
            self.transport.pause_reading()
            head = bytes(self._held[:end])
            del self._held[:end]
            self._answered(head)
        elif len(self._held) > self._largest:
            self._answered(ConnectionError("the head of its answer is too large"))

    def eof_received(self) -> bool:
        """Without a head there is nothing to wait for."""
        self._answered(ConnectionError("it hung up"))
        return super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """The same."""
        self._answered(ConnectionError("it hung up"))
        super().connection_lost(exc)

    def _answered(self, head: bytes | Exception) -> None:
        if self._head.done():
            return
        if isinstance(head, bytes):
            self._head.set_result(head)
        else:
            self._head.set_exception(head)


async def joined(one: End, other: End) -> None:
    """Let two ends speak to each other until both are gone."""
    try:
        one.join(other)
        other.join(one)
        ends = [one.gone, other.gone]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait(ends, timeout=LINGERING)
    finally:
        one.transport.abort()
        other.transport.abort()
