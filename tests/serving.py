"""A mock on a port of its own, for as long as a block lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from mockxero.server import Mock
from mockxero.serving import Server


@contextmanager
def served(mock: Mock) -> Iterator[Server]:
    """Serve it from a thread."""
    server = Server(mock, port=0)
    thread = Thread(target=server.serve, name="mockxero")
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join()
