"""Serves a mock with waitress. Another server would be another file like this one."""

import socket
from contextlib import suppress
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import WSGITask

from mockxero.server import Mock

if TYPE_CHECKING:
    from mockxero.front.authority import Authority
    from mockxero.front.door import Door

THREADS = 8
CONNECTIONS = 1000
"""Those open at once; clients keep theirs for the next request, and one more must not wait."""
SERVER = "Kestrel"
"""What Xero's servers call themselves. # seen: cassettes of xero-python, 2020"""
_SPELLINGS = {
    b"X-Daylimit-Remaining": b"X-DayLimit-Remaining",
    b"X-Minlimit-Remaining": b"X-MinLimit-Remaining",
    b"X-Appminlimit-Remaining": b"X-AppMinLimit-Remaining",
    b"Www-Authenticate": b"WWW-Authenticate",
}
"""Header names as Xero spells them, by what waitress makes of them. Some clients look closely."""


class FaithfulTask(WSGITask):
    """An answer whose header names keep their spelling."""

    def build_response_header(self) -> bytes:
        """The head of the answer."""
        head: bytes = super().build_response_header()
        for wrong, right in _SPELLINGS.items():
            head = head.replace(wrong, right)
        return head


class FaithfulChannel(HTTPChannel):
    """A connection that gives such answers."""

    task_class = FaithfulTask


class Server:
    """A mock behind a socket. Listens once it is made; serves when it is told to."""

    def __init__(self, mock: Mock, host: str = "127.0.0.1", port: int = 9376) -> None:
        """Port 0 takes any free one. Raises OSError where the address cannot be had."""
        self.mock = mock
        self._sockets: dict[int, Any] = {}
        self._closed = Event()
        self._serving = Lock()
        self._waitress: Any = None
        self._waitress = self._listen(_address(host), port, "http")
        self.port: int = self._waitress.effective_port
        self.url = f"http://{_reachable(host)}:{self.port}"
        self.tls_url: str | None = None
        """Where the last door is."""
        self.doors: list[Door] = []
        self._secure: Any = None

    def open_door(
        self, authority: "Authority", host: str = "127.0.0.1", port: int = 0, **how: Any
    ) -> "Door":
        """Let in whoever trusts this authority, with TLS.

        ``how`` is what else a ``Door`` takes. Raises OSError where the address cannot be had.
        """
        from mockxero.front.door import Door

        if self._secure is None:
            self._secure = self._listen("127.0.0.1", 0, "https")
            self._waitress.pull_trigger()  # whoever serves already looks at this one, too
        behind = "127.0.0.1", self._secure.effective_port
        door = Door(behind, authority.server_context(), host=_address(host), port=port, **how)
        self.mock.certificate = authority.certificate
        self.tls_url = f"https://{_reachable(host).replace('127.0.0.1', 'localhost')}:{door.port}"
        self.doors.append(door)
        door.start()
        return door

    def _listen(self, host: str, port: int, scheme: str) -> Any:
        """One more socket on which the mock answers; all share one loop and its threads."""
        create: Any = create_server  # waitress's stubs know no dispatcher that is shared
        listening = create(
            self.mock.wsgi,
            map=self._sockets,
            _dispatcher=self._waitress and self._waitress.task_dispatcher,
            host=host,
            port=port,
            threads=THREADS,
            connection_limit=CONNECTIONS,
            ident=SERVER,
            url_scheme=scheme,
        )
        listening.channel_class = FaithfulChannel
        return listening

    def serve(self) -> None:
        """Answer until ``close``, SIGINT or SIGTERM."""
        with self._serving:
            with suppress(KeyboardInterrupt, SystemExit):
                while not self._closed.is_set():
                    wasyncore.loop(timeout=1, use_poll=True, map=self._sockets, count=1)
            self._waitress.task_dispatcher.shutdown()

    def close(self) -> None:
        """Stop, from whichever thread: nobody listens any more, and open connections end."""
        self._closed.set()
        for door in self.doors:
            door.close()
        if self._sockets:
            self._waitress.pull_trigger()
        with self._serving:
            wasyncore.close_all(self._sockets)
        self.mock.close()


def _reachable(host: str) -> str:
    """How to reach an address from this machine: nobody can ask for all of them at once."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{host}]" if ":" in host else host


def _address(host: str) -> str:
    """The one address to listen on; a name like ``localhost`` may have several."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return str(socket.getaddrinfo(host, None, family, socket.SOCK_STREAM)[0][4][0])
