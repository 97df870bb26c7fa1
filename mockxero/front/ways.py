"""The ways out: straight to a server, or through the proxy that the user has anyway."""

import asyncio
import ssl
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from mockxero.front.heads import LARGEST, PORTS, Address, Refused
from mockxero.front.pipes import Asked, End

PATIENCE = 30.0
"""Seconds in which somebody has to take a call."""
_HANDED_ON = {"403", "404", "503", "504"}
"""What a proxy answers about the address, not about us."""

Spoken = TypeVar("Spoken", bound=asyncio.BaseProtocol)
Connected = tuple[asyncio.Transport, Spoken]


class Proxy(NamedTuple):
    """The user's own proxy."""

    scheme: str
    host: str
    port: int
    authorization: str | None

    def __str__(self) -> str:
        return f"the proxy {self.host}:{self.port}"


class Ways:
    """Leads out, by what ``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY`` and ``NO_PROXY`` said.

    They come as ``urllib.request.getproxies_environment`` tells them.
    """

    def __init__(self, upstream: Mapping[str, str]) -> None:
        self._upstream = dict(upstream)

    def proxy(self, address: Address) -> Proxy | None:
        """The proxy on the way to an address, if there is one."""
        from urllib import request

        url = self._upstream.get(address.scheme) or self._upstream.get("all")
        if not url or address.is_here:
            return None
        web: Any = request  # typeshed knows only the one that asks the system, too
        if web.proxy_bypass_environment(str(address), self._upstream):
            return None
        try:
            parts = urlsplit(url if "://" in url else f"http://{url}")
            default, port = PORTS[parts.scheme], parts.port
        except (KeyError, ValueError):  # which may quote a password
            of = f"The proxy that the environment names for {address.scheme}"
            raise Refused(502, f"{of} is no URL of an HTTP proxy.") from None
        secret = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        basic = f"Basic {b64encode(secret.encode()).decode('ascii')}"
        known = parts.username is not None
        host = parts.hostname or ""
        return Proxy(parts.scheme, host, port or default, basic if known else None)

    async def tunnel(self, address: Address) -> End:
        """A connection to an address, however it has to be made."""
        proxy = self.proxy(address)
        if proxy is None:
            return (await dial(End, address))[1]
        _, far = await self.to_proxy(lambda: Asked(LARGEST), proxy)
        try:
            far.transport.write(_connect(address, proxy))
            async with asyncio.timeout(PATIENCE):
                head = await far.head()
        except OSError as trouble:  # TimeoutError is one
            far.transport.abort()
            raise Refused(502, f"{proxy} does not lead to {address}: {trouble}.") from trouble
        except BaseException:
            far.transport.abort()
            raise
        says = head.partition(b"\r\n")[0].decode("latin-1").partition(" ")[2]
        if not says.startswith("2"):
            far.transport.abort()
            status = int(says[:3]) if says[:3] in _HANDED_ON else 502
            raise Refused(status, f"{proxy} does not lead to {address}, it says: {says}.")
        return far

    async def to_proxy(self, factory: Callable[[], Spoken], proxy: Proxy) -> Connected[Spoken]:
        """A connection to the user's own proxy."""
        address = Address("http", proxy.host, proxy.port)
        secure = ssl.create_default_context() if proxy.scheme == "https" else None
        return await dial(factory, address, secure)


def _connect(address: Address, proxy: Proxy) -> bytes:
    lines = [f"CONNECT {address} HTTP/1.1", f"Host: {address}"]
    if proxy.authorization:
        lines.append(f"Proxy-Authorization: {proxy.authorization}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def dial(
    factory: Callable[[], Spoken], address: Address, secure: ssl.SSLContext | None = None
) -> Connected[Spoken]:
    """A connection, or a refusal that says why there is none."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(PATIENCE):
            return await loop.create_connection(
                factory, address.host, address.port, ssl=secure, happy_eyeballs_delay=0.25
            )
    except TimeoutError as late:
        raise Refused(504, f"{address} does not answer.") from late
    except (OSError, UnicodeError, OverflowError) as unreachable:
        raise Refused(502, f"{address} cannot be reached: {unreachable}.") from unreachable
