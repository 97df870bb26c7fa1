"""One request, from a client of the proxy to its server, and the answer back."""

import asyncio
import ssl
from contextlib import suppress
from typing import Any, NamedTuple, cast

import h11

from mockxero.front.heads import LARGEST, Address, Head, Refused
from mockxero.front.pipes import End
from mockxero.front.ways import Ways, dial

CHUNK = 64 * 1024
LINGERING = 2.0
"""Seconds in which a client may read an answer that came before it had sent everything."""
_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"proxy-connection",
    b"te",
    b"upgrade",
}
"""What concerns one connection only. Source: RFC 9110, 7.6.1"""
_CLOSE = (b"Connection", b"close")

Pairs = list[tuple[bytes, bytes]]


class Way(NamedTuple):
    """A server, and how it wants to be asked."""

    server: "Stream"
    target: str
    headers: Pairs


async def straight(address: Address, head: Head) -> Way:
    """To a server, without TLS."""
    server = Stream(to_server=True)
    transport, _ = await dial(lambda: server.protocol, address)
    return Way(server.over(transport), head.path, _host(head))


async def through(ways: Ways, address: Address, head: Head) -> Way:
    """Out of the house, with TLS if that was asked for."""
    server = Stream(to_server=True)
    if address.scheme == "https":
        far = await ways.tunnel(address)
        return Way(server.over(await _secured(far, server, address)), head.path, _host(head))
    proxy = ways.proxy(address)
    if proxy is None:
        return await straight(address, head)
    transport, _ = await ways.to_proxy(lambda: server.protocol, proxy)
    known = proxy.authorization
    added = [(b"Proxy-Authorization", known.encode("ascii"))] if known else []
    return Way(server.over(transport), head.target, [*_host(head), *added])


async def _secured(far: End, server: "Stream", address: Address) -> asyncio.Transport:
    """Speak TLS through a tunnel, and believe nobody who cannot prove who it is."""
    loop = asyncio.get_running_loop()
    try:
        secure = ssl.create_default_context()
        transport = await loop.start_tls(
            far.transport, server.protocol, secure, server_hostname=address.host
        )
    except OSError as distrusted:
        far.transport.abort()
        raise Refused(502, f"{address} cannot be trusted: {distrusted}.") from distrusted
    secured = cast("asyncio.Transport", transport)
    server.protocol.connection_made(secured)  # who starts TLS under way tells nobody
    return secured


def _host(head: Head) -> Pairs:
    return [(b"Host", head.host.encode("ascii"))]


class Stream:
    """A connection, read and written as HTTP."""

    def __init__(self, *, to_server: bool) -> None:
        role = h11.CLIENT if to_server else h11.SERVER
        self.http = h11.Connection(role, max_incomplete_event_size=LARGEST)
        loop = asyncio.get_running_loop()
        self._reader = asyncio.StreamReader(CHUNK, loop)
        self.protocol = asyncio.StreamReaderProtocol(self._reader, loop=loop)
        self._writer: asyncio.StreamWriter

    def over(self, transport: asyncio.Transport) -> "Stream":
        """Itself, now that there is a connection."""
        loop = asyncio.get_running_loop()
        self._writer = asyncio.StreamWriter(transport, self.protocol, self._reader, loop)
        return self

    async def event(self) -> h11.Event:
        """What the other side says next. Raises OSError if it says nothing more."""
        while (event := self.http.next_event()) is h11.NEED_DATA:
            self.http.receive_data(await self._reader.read(CHUNK))
        if not isinstance(event, h11.Event) or isinstance(event, h11.ConnectionClosed):
            raise ConnectionError("it hung up")
        return event

    async def say(self, event: h11.Event) -> None:
        """Send it, as fast as the other side reads."""
        await self.say_octets(self.http.send(event) or b"")

    async def say_octets(self, octets: bytes) -> None:
        """Send what is HTTP already."""
        self._writer.write(octets)
        await self._writer.drain()

    async def end(self) -> None:
        """Hang up, once the other side has read everything or had the time for it."""
        with suppress(OSError):  # TimeoutError is one
            async with asyncio.timeout(LINGERING):
                self._writer.write_eof()
                while await self._reader.read(CHUNK):
                    pass
        self.abort()

    def abort(self) -> None:
        """Hang up now."""
        self._writer.transport.abort()


async def forward(client: Stream, way: Way, head: Head) -> None:
    """Let one request pass, and the answer to it, whole."""
    try:
        await _forwarded(client, way, head)
    except (h11.ProtocolError, OSError) as trouble:
        if client.http.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            client.abort()  # half an answer must not look like a whole one
            return
        no = Refused(502, f"{head.address()} gave no answer: {trouble}.")
        await client.say_octets(no.answer)
    except Refused as no:
        await client.say_octets(no.answer)
    finally:
        way.server.abort()
    await client.end()


async def _forwarded(client: Stream, way: Way, head: Head) -> None:
    server = way.server
    client.http.receive_data(head.octets)
    try:
        request = cast("h11.Request", await client.event())
    except h11.RemoteProtocolError as wrong:
        raise Refused(wrong.error_status_hint, f"This is no request: {wrong}.") from wrong
    headers = [*way.headers, *_end_to_end(request.headers, but=b"host"), _CLOSE]
    await server.say(h11.Request(method=request.method, target=way.target, headers=headers))
    body = asyncio.create_task(_body(client, server))
    try:
        await _answer(server, client)
    finally:
        body.cancel()
        await asyncio.wait([body])


async def _body(client: Stream, server: Stream) -> None:
    """The rest of a request; the server may answer, and hang up, before it is through."""
    while True:
        try:
            event = await client.event()
        except (h11.RemoteProtocolError, OSError):
            server.abort()
            return
        with suppress(OSError):
            await server.say(_again(event))
        if isinstance(event, h11.EndOfMessage):
            return


async def _answer(server: Stream, client: Stream) -> None:
    """What the server says, up to the end of its answer."""
    while True:
        event = await server.event()
        await client.say(_again(event))
        if isinstance(event, h11.EndOfMessage):
            return


def _again(event: h11.Event) -> h11.Event:
    """The same event, for the other side."""
    if isinstance(event, h11.Response):
        kept = _end_to_end(event.headers, but=b"transfer-encoding")
        return h11.Response(
            status_code=event.status_code, reason=event.reason, headers=[*kept, _CLOSE]
        )
    if isinstance(event, h11.InformationalResponse):
        return h11.InformationalResponse(
            status_code=event.status_code, reason=event.reason, headers=_end_to_end(event.headers)
        )
    return h11.Data(data=event.data) if isinstance(event, h11.Data) else event


def _end_to_end(headers: Any, but: bytes = b"") -> Pairs:
    """Headers without those that concern one connection only."""
    named = {
        token.strip().lower()
        for name, value in headers
        if name == b"connection"
        for token in value.split(b",")
    }
    dropped = _HOP | named | {but}
    return [(name, value) for name, value in headers.raw_items() if name.lower() not in dropped]
