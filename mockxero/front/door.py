"""The door of a mock: whoever knocks with TLS is let in, and it can be a proxy besides.

A proxy for programs that look for Xero under its own names: these names end here, everything else
is passed on untouched.
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Thread
from types import MappingProxyType

from mockxero.front.authority import XERO
from mockxero.front.heads import Refused, read_head, readable
from mockxero.front.pipes import End, joined

log = logging.getLogger(__name__)

Seen = Callable[[str, str], None]
"""Is told a host, and what became of it: ``mock``, ``passed``, ``refused`` or ``unreachable``."""

HANDSHAKE = b"\x16"
"""The first byte of TLS. Source: RFC 8446, 5.1"""
PATIENCE = 15.0
"""Seconds for a handshake, or for the head of a request."""
FAREWELL = 3.0
"""Seconds for open connections to end."""
_NOBODY = MappingProxyType[str, str]({})


class Door:
    """Listens once it is made; lets in once it is started."""

    def __init__(
        self,
        behind: tuple[str, int],
        context: ssl.SSLContext,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        proxy: bool = False,
        offline: bool = False,
        upstream: Mapping[str, str] = _NOBODY,
        seen: Seen | None = None,
    ) -> None:
        """Port 0 takes any free one. Raises OSError where the address cannot be had.

        ``behind`` is the address of the mock, and ``upstream`` the proxies of the user, as
        ``urllib.request.getproxies`` tells them.
        """
        self._behind = behind
        self._context = context
        self._proxy = proxy
        self._offline = offline
        self._upstream = upstream
        self._seen = seen or (lambda host, verdict: None)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listening = socket.create_server((host, port), family=family, backlog=1024)
        self._listening.setblocking(False)
        self.port: int = self._listening.getsockname()[1]
        self._loop = asyncio.SelectorEventLoop()
        self._main: asyncio.Task[None] | None = None
        self._thread = Thread(target=self._run, name="door", daemon=True)

    def start(self) -> None:
        """Let in from now on, in a thread of its own."""
        self._thread.start()

    def close(self) -> None:
        """Stop, from whichever thread: open connections end. A second time it does nothing."""
        if self._thread.is_alive():
            with suppress(RuntimeError):  # it has just ended
                self._loop.call_soon_threadsafe(self._stop)
            self._thread.join(FAREWELL)
        elif not self._loop.is_closed():
            self._loop.close()
        self._listening.close()

    def _run(self) -> None:
        with (
            suppress(asyncio.CancelledError),
            asyncio.Runner(loop_factory=lambda: self._loop) as it,
        ):
            it.run(self._let_in())

    def _stop(self) -> None:
        if self._main is not None:
            self._main.cancel()

    async def _let_in(self) -> None:
        self._main = asyncio.current_task()
        async with asyncio.TaskGroup() as guests:
            while True:
                try:
                    guest, _ = await self._loop.sock_accept(self._listening)
                except OSError as trouble:  # such as: too many open files
                    log.warning("Nobody can be let in at the moment: %s", trouble)
                    await asyncio.sleep(0.2)
                    continue
                guests.create_task(self._guest(guest))

    async def _guest(self, guest: socket.socket) -> None:
        """One connection, from its first byte to its end."""
        try:
            guest.setblocking(False)
            guest.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await self._opened(guest)
        except (OSError, TimeoutError, ssl.SSLError) as gone:
            log.info("A connection ended early: %r", gone)
        except Exception:
            log.exception("A connection went wrong")
        finally:
            guest.close()

    async def _opened(self, guest: socket.socket) -> None:
        async with asyncio.timeout(PATIENCE):
            await readable(guest)
        first = guest.recv(1, socket.MSG_PEEK)
        if first == HANDSHAKE:
            await self._answer(guest)
        elif first:
            await self._serve_proxy(guest)

    async def _answer(self, guest: socket.socket) -> None:
        """End TLS here, and let the mock answer."""
        _, inside = await self._loop.connect_accepted_socket(
            End,
            guest,
            ssl=self._context,
            ssl_handshake_timeout=PATIENCE,
            ssl_shutdown_timeout=FAREWELL,
        )
        try:
            _, mock = await self._loop.create_connection(End, *self._behind)
        except BaseException:
            inside.transport.abort()
            raise
        await joined(inside, mock)

    async def _serve_proxy(self, guest: socket.socket) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                head = await read_head(guest)
            await self._led(guest, *head)
        except Refused as no:
            await self._loop.sock_sendall(guest, no.answer)

    async def _led(self, guest: socket.socket, method: bytes, target: bytes) -> None:
        if not self._proxy or method != b"CONNECT":
            raise Refused(400, "Speak TLS to this port.")
        name, _, port = target.decode("latin-1").rpartition(":")
        host = name.lower().rstrip(".")
        if host in XERO and port == "443":
            self._seen(host, "mock")
            await self._loop.sock_sendall(guest, b"HTTP/1.1 200 Connection established\r\n\r\n")
            await self._answer(guest)
            return
        if self._offline and host not in ("localhost", "127.0.0.1", "[::1]"):
            self._seen(host, "refused")
            raise Refused(403, f"{host} is not Xero, and --offline lets nothing else through.")
        try:
            _, far = await self._loop.create_connection(End, host.strip("[]"), int(port))
        except OSError as unreachable:
            self._seen(host, "unreachable")
            raise Refused(502, f"{host}:{port} cannot be reached: {unreachable}") from unreachable
        self._seen(host, "passed")
        await self._loop.sock_sendall(guest, b"HTTP/1.1 200 Connection established\r\n\r\n")
        _, near = await self._loop.connect_accepted_socket(End, guest)
        await joined(near, far)
