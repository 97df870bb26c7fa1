"""The head of what a client asks a proxy."""

import asyncio
import socket
from http import HTTPStatus

LARGEST = 64 * 1024
_END = b"\r\n\r\n"


class Refused(Exception):
    """What a client gets instead of a connection: a status, and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        body = f"mockxero: {sentence}\n".encode()
        self.answer = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\n"
            f"Connection: close\r\n\r\n"
        ).encode("ascii") + body


async def readable(sock: socket.socket) -> None:
    """Wait until there is something to read, and leave it there."""
    loop = asyncio.get_running_loop()
    there = asyncio.Event()
    loop.add_reader(sock, there.set)
    try:
        await there.wait()
    finally:
        loop.remove_reader(sock)


async def read_head(sock: socket.socket) -> tuple[bytes, bytes]:
    """The method and the target of a request, read to the end of its head and not a byte further.

    What follows is not for us: it may be the first words of a handshake.
    """
    head = b""
    while _END not in head:
        await readable(sock)
        more = sock.recv(LARGEST, socket.MSG_PEEK)
        if not more:
            raise ConnectionResetError("the client left in the middle of a request")
        whole = head + more
        end = whole.find(_END)
        wanted = len(more) if end < 0 else end + len(_END) - len(head)
        head += sock.recv(wanted)
        if len(head) > LARGEST:
            raise Refused(431, "The head of this request is too large.")
    try:
        method, target, version = head.partition(b"\r\n")[0].split(b" ")
    except ValueError as wrong:
        raise Refused(400, "This is neither TLS nor a request to a proxy.") from wrong
    if not version.startswith(b"HTTP/1."):
        raise Refused(505, "Only HTTP/1.1 is spoken here.")
    return method, target
