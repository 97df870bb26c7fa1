"""What a client asks a proxy for, and how it is refused."""

import asyncio
import re
import socket
from http import HTTPStatus
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

LARGEST = 64 * 1024
"""Bytes of one head."""
_BLANK_LINE = re.compile(rb"\n\r?\n")
_REQUEST_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~]+) HTTP/(\d\.\d)\r?\n")
_REQUEST = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]")
_STRANGE = "This is neither TLS nor a request to a proxy."
PORTS = {"http": 80, "https": 443}
"""Where a server listens unless it is said."""


class Refused(Exception):
    """What a client gets instead of a connection: a status, and one sentence."""

    def __init__(
        self, status: int, sentence: str, *, phrase: str | None = None, **headers: str
    ) -> None:
        """``phrase`` is what most clients show of it: by default that of the status."""
        super().__init__(sentence)
        self.status = status
        body = f"{sentence}\n".encode()
        lines = [
            f"HTTP/1.1 {status} {phrase or HTTPStatus(status).phrase}",
            *(f"{name}: {value}" for name, value in headers.items()),
            "Content-Type: text/plain; charset=utf-8",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        self.answer = "\r\n".join([*lines, "", ""]).encode("ascii") + body


class Address(NamedTuple):
    """Where a client wants to go."""

    scheme: str
    """``http`` or ``https``; a tunnel passes for the latter, whatever goes through it."""
    host: str
    """In small letters, without brackets and without a dot at the end."""
    port: int

    @property
    def is_here(self) -> bool:
        """Whether that is this machine, by its name or its number."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost" or self.host.endswith(".localhost")

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Head(NamedTuple):
    """The head of a request: its bytes, and what its first line says."""

    octets: bytes
    method: str
    target: str

    @property
    def tunnels(self) -> bool:
        """Whether it asks for a connection through which anything may pass."""
        return self.method == "CONNECT"

    @property
    def path(self) -> str:
        """What the server that is meant calls it."""
        path = urlsplit(self.target)._replace(scheme="", netloc="", fragment="").geturl()
        return path if path.startswith("/") else f"/{path}"

    @property
    def host(self) -> str:
        """What its Host header has to say. Source: RFC 9112, 3.2.2"""
        return urlsplit(self.target).netloc.rpartition("@")[2]

    def address(self) -> Address:
        """Where it is meant to go; refused unless it was asked of a proxy."""
        if self.tunnels:
            return _address(f"https://{self.target}", whole=True)
        return _address(self.target)


def _address(url: str, *, whole: bool = False) -> Address:
    """Source: RFC 9112, 3.2.2 and 3.2.3."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError as wrong:
        raise Refused(400, f"This is no address: {url} ({wrong}).") from wrong
    if url.startswith("/") or not scheme or not host:
        raise Refused(400, "This port speaks TLS: ask for an https:// URL.")
    if scheme not in PORTS:
        raise Refused(501, f"Only http and https are passed on, not {scheme}.")
    if whole and (parts.port is None or f"{scheme}://{parts.netloc}" != url or "@" in url):
        raise Refused(400, f"CONNECT takes a host and a port, not {url.removeprefix('https://')}.")
    return Address(scheme, host.lower().rstrip("."), PORTS[scheme] if port is None else port)


async def readable(sock: socket.socket) -> None:
    """Wait until there is something to read, and leave it there."""
    loop = asyncio.get_running_loop()
    there = asyncio.Event()
    loop.add_reader(sock, there.set)
    try:
        await there.wait()
    finally:
        loop.remove_reader(sock)


async def read_head(sock: socket.socket) -> Head:
    """Read a request to the end of its head, and not a byte further.

    What follows is for somebody else: the body, or the first words of a handshake.
    """
    head = bytearray()
    while len(head) <= LARGEST:
        await readable(sock)
        more = sock.recv(LARGEST, socket.MSG_PEEK)
        if not more:
            raise ConnectionResetError("the client left in the middle of a request")
        if not head and (blank := len(more) - len(more.lstrip(b"\r\n"))):
            sock.recv(blank)  # Source: RFC 9112, 2.2
            continue
        if not head and not _REQUEST.match(more):
            break
        before = bytes(head[-2:])
        end = _BLANK_LINE.search(before + more)
        head += sock.recv(end.end() - len(before) if end else len(more))
        if end and len(head) <= LARGEST:
            return _parsed(bytes(head))
    else:
        raise Refused(431, "The head of this request is too large.")
    raise Refused(400, _STRANGE)


def _parsed(head: bytes) -> Head:
    line = _REQUEST_LINE.match(head)
    if line is None:
        raise Refused(400, _STRANGE)
    if not line[3].startswith(b"1."):
        raise Refused(505, "Only HTTP/1.1 is spoken here.")
    return Head(head, line[1].decode("ascii"), line[2].decode("ascii"))
