"""Two connections, each of which says what the other hears, no faster than it is heard."""

import asyncio
from contextlib import suppress
from typing import cast


class End(asyncio.Protocol):
    """One end of a pipe. It reads nothing until it is joined to another end."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when the connection is."""
        self._other: End | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the other end."""
        self.transport = cast("asyncio.Transport", transport)
        self.transport.pause_reading()

    def join(self, other: "End") -> None:
        """Say from now on what the other end hears; it does the same if it is joined, too."""
        self._other = other
        if not self.transport.is_closing():
            self.transport.resume_reading()

    def data_received(self, data: bytes) -> None:
        """Pass it on."""
        if self._other is not None:
            self._other.transport.write(data)

    def eof_received(self) -> bool:
        """Nothing more comes from here; what the other has to say may still be on its way."""
        if self._other is not None and self._other.transport.can_write_eof():
            with suppress(OSError):
                self._other.transport.write_eof()
            return self.transport.can_write_eof()
        return False

    def pause_writing(self) -> None:
        """Too much waits to be sent here: the other end stops listening."""
        if self._other is not None and not self._other.transport.is_closing():
            self._other.transport.pause_reading()

    def resume_writing(self) -> None:
        """It is sent."""
        if self._other is not None and not self._other.transport.is_closing():
            self._other.transport.resume_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the other end go, once all is sent that waits there."""
        if not self.gone.done():
            self.gone.set_result(None)
        if self._other is not None:
            self._other.transport.close()


async def joined(one: End, other: End) -> None:
    """Let two ends speak to each other until both are gone."""
    one.join(other)
    other.join(one)
    try:
        await asyncio.wait([one.gone, other.gone])
    finally:
        one.transport.abort()
        other.transport.abort()
