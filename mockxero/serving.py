"""Serves a mock with waitress. Another server would be another file like this one."""

from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import WSGITask

from mockxero.server import Mock

THREADS = 8
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
        self._waitress = create_server(
            mock.wsgi, host=host, port=port, threads=THREADS, ident=SERVER
        )
        listening: Any = self._waitress  # waitress's stubs know neither of the next two
        listening.channel_class = FaithfulChannel
        self.port: int = listening.effective_port
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self.port}"

    def serve(self) -> None:
        """Answer until ``close``, SIGINT or SIGTERM."""
        self._waitress.run()

    def close(self) -> None:
        """Stop listening."""
        self._waitress.close()
        self.mock.close()
