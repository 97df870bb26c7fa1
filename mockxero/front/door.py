"""The door of a mock: whoever knocks with TLS is let in, and it can be a proxy besides.

A proxy for programs that look for Xero under its own names: these names end here, everything else
is passed on untouched.
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from threading import Thread
from types import MappingProxyType
from typing import Any, TypeVar

from mockxero.front.authority import XERO
from mockxero.front.heads import Address, Head, Refused, read_head, readable
from mockxero.front.pipes import End, joined
from mockxero.front.ways import Ways, dial

log = logging.getLogger(__name__)

Seen = Callable[[str, str], None]
"""Is told a host, and what became of it: ``mock``, ``passed``, ``refused`` or ``unreachable``."""

HANDSHAKE = b"\x16"
"""The first byte of TLS. Source: RFC 8446, 5.1"""
PATIENCE = 15.0
"""Seconds for a handshake, or for the head of a request."""
FAREWELL = 3.0
"""Seconds for open connections to end."""
BACKLOG = 1024
ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
Reached = TypeVar("Reached")
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
        ``urllib.request.getproxies_environment`` tells them. ``seen`` is called in the thread of
        the door, by whoever uses it as a proxy.
        """
        self._mock = Address("http", *behind)
        self._context = context
        self._proxy = proxy
        self._offline = offline
        self._ways = Ways(upstream)
        self._seen = seen or (lambda host, verdict: None)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
        self._listening.setblocking(False)
        self.port: int = self._listening.getsockname()[1]
        self._loop = _Loop()
        self._main: asyncio.Task[None] | None = None
        self._closed = False
        self._thread = Thread(target=self._run, name="door", daemon=True)

    def start(self) -> None:
        """Let in from now on, in a thread of its own."""
        self._thread.start()

    def close(self) -> None:
        """Stop, from whichever thread: open connections end. A second time it does nothing."""
        self._closed = True
        if self._thread.ident is None:  # it was never started
            self._loop.close()
        else:
            with suppress(RuntimeError):  # the loop is closed already
                self._loop.call_soon_threadsafe(self._stop)
            self._thread.join(FAREWELL)
        self._listening.close()

    def _run(self) -> None:
        runner = asyncio.Runner(loop_factory=lambda: self._loop)
        with runner, suppress(asyncio.CancelledError):
            runner.run(self._let_in())

    def _stop(self) -> None:
        if self._main is not None:
            self._main.cancel()

    async def _let_in(self) -> None:
        self._main = asyncio.current_task()
        async with asyncio.TaskGroup() as guests:
            while not self._closed:
                await readable(self._listening)  # not sock_accept, whose cancelling may be heard
                try:
                    guest, _ = self._listening.accept()
                except BlockingIOError:  # it has hung up already
                    continue
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
            async with asyncio.timeout(PATIENCE):
                await readable(guest)
            if guest.recv(1, socket.MSG_PEEK) == HANDSHAKE:
                await self._answer(guest)
            else:
                await self._serve_proxy(guest)
        except OSError as gone:  # TimeoutError is one, and what TLS complains about
            log.info("A connection ended early: %r", gone)
        except Exception:
            log.exception("A connection went wrong")
        finally:
            guest.close()

    async def _answer(self, guest: socket.socket) -> None:
        """End TLS here, and let the mock answer."""
        _, inside = await self._loop.connect_accepted_socket(
            End, guest, ssl=self._context, ssl_handshake_timeout=PATIENCE
        )
        try:
            _, mock = await dial(End, self._mock)
        except Refused as no:
            raise ConnectionError(str(no)) from no  # whoever speaks TLS cannot be told
        else:
            await joined(inside, mock)
        finally:
            inside.transport.abort()

    # --- the proxy --------------------------------------------------------------------------------

    async def _serve_proxy(self, guest: socket.socket) -> None:
        """Whoever does not speak TLS wants a proxy, or is wrong here."""
        try:
            head = await _head(guest)
            address = head.address()
            if not self._proxy:
                raise Refused(400, "This port speaks TLS, and is no proxy.")
            if address.host in XERO:
                self._seen(address.host, "mock")
                await self._to_xero(guest, head, address)
            elif self._offline and not address.is_here:
                self._seen(address.host, "refused")
                why = f"{address} is not Xero, and mockxero run --offline refuses all other hosts."
                raise Refused(403, why, phrase="Refused by mockxero run --offline")
            elif head.tunnels:
                await self._tunnel(guest, address)
            else:
                await self._forward(guest, head, address)
        except Refused as no:
            await self._refuse(guest, no)

    async def _to_xero(self, guest: socket.socket, head: Head, address: Address) -> None:
        """The mock answers for Xero. Nothing that is meant for it leaves the machine."""
        if head.tunnels and address.port in (80, 443):
            await self._loop.sock_sendall(guest, ESTABLISHED)
        if address.port == 80:
            asked = await _head(guest) if head.tunnels else head
            where = f"https://{address.host}{asked.path}"
            raise Refused(301, f"Xero is at {where}", Location=where)  # guess
        if address.port != 443 or address.scheme != "https":
            raise Refused(502, f"{address} cannot be reached: Xero does not listen there.")
        if head.tunnels:
            await self._answer(guest)
        else:
            await self._forward(guest, head, address)

    async def _tunnel(self, guest: socket.socket, address: Address) -> None:
        """Pass everything on, byte for byte, in both directions."""
        far = await self._reached(address, self._ways.tunnel(address))
        try:
            await self._loop.sock_sendall(guest, ESTABLISHED)
            _, near = await self._loop.connect_accepted_socket(End, guest)
        except BaseException:
            far.transport.abort()
            raise
        await joined(near, far)

    async def _forward(self, guest: socket.socket, head: Head, address: Address) -> None:
        """Pass one request on, and its answer back."""
        from mockxero.front.forwarding import Stream, forward, straight, through

        if address.host in XERO:
            way = await straight(self._mock, head)
        else:
            way = await self._reached(address, through(self._ways, address, head))
        try:
            client = Stream(to_server=False)
            transport, _ = await self._loop.connect_accepted_socket(lambda: client.protocol, guest)
        except BaseException:
            way.server.abort()
            raise
        await forward(client.over(transport), way, head)

    async def _reached(self, address: Address, way: Awaitable[Reached]) -> Reached:
        """What a way leads to; the caller of the door is told how it went."""
        try:
            far = await way
        except Refused:
            self._seen(address.host, "unreachable")
            raise
        self._seen(address.host, "passed")
        return far

    async def _refuse(self, guest: socket.socket, no: Refused) -> None:
        """Say why, and wait until that is read: whoever hangs up too early takes it back."""
        await self._loop.sock_sendall(guest, no.answer)
        guest.shutdown(socket.SHUT_WR)
        async with asyncio.timeout(FAREWELL):
            while await self._loop.sock_recv(guest, 65536):
                pass


async def _head(guest: socket.socket) -> Head:
    try:
        async with asyncio.timeout(PATIENCE):
            return await read_head(guest)
    except TimeoutError as late:
        raise Refused(408, "The head of this request took too long.") from late


class _Loop(asyncio.SelectorEventLoop):
    """A loop that a lookup of names cannot hold up at its end: nobody waits for its thread."""

    async def getaddrinfo(self, host: Any, port: Any, **how: Any) -> Any:
        """What the system knows of a name."""
        found: asyncio.Future[Any] = self.create_future()

        def tell(result: Any, trouble: BaseException | None) -> None:
            if found.done():
                return
            if trouble is None:
                found.set_result(result)
            else:
                found.set_exception(trouble)

        def look() -> None:
            try:
                told: tuple[Any, Any] = socket.getaddrinfo(host, port, **how), None
            except (OSError, UnicodeError, OverflowError) as trouble:
                told = None, trouble
            with suppress(RuntimeError):  # the loop is closed by now
                self.call_soon_threadsafe(tell, *told)

        Thread(target=look, name="door, looking up", daemon=True).start()
        return await found
