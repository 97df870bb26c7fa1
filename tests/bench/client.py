"""One plain HTTP client for all servers alike: a kept connection, and nothing clever.

A server that closes the connection after each reply (the rival does) is simply connected to again,
as any client would.
"""

import json
from collections.abc import Iterable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ssl import SSLContext
from time import perf_counter
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.bench.failure import BenchFailure, claim

API = "/api.xro/2.0"
PATIENCE = 120.0


class Call(NamedTuple):
    """One request, ready to send: its body is encoded before any clock starts."""

    path: str
    body: bytes | None = None

    @property
    def method(self) -> str:
        """GET, or POST when there is a body."""
        return "GET" if self.body is None else "POST"


def get(resource: str, **query: object) -> Call:
    """A GET of the Accounting API, such as `get("Invoices", page=2)`."""
    return Call(f"{API}/{resource}" + (f"?{urlencode(query)}" if query else ""))


def post(resource: str, document: Mapping[str, object], **query: object) -> Call:
    """A POST of the Accounting API."""
    return get(resource, **query)._replace(body=json.dumps(document).encode())


class Client:
    """A caller with a connection, plain unless it is told whom to trust, and headers to get in."""

    def __init__(
        self, port: int, headers: Mapping[str, str], trust: SSLContext | None = None
    ) -> None:
        self._wire = (
            HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            if trust is None
            else HTTPSConnection("127.0.0.1", port, timeout=PATIENCE, context=trust)
        )
        self._headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            **headers,
        }

    def fetch(self, call: Call) -> tuple[int, bytes]:
        """The status and the whole body of the reply."""
        try:
            self._wire.request(call.method, call.path, call.body, self._headers)
            reply = self._wire.getresponse()
            return reply.status, reply.read()
        except (OSError, HTTPException) as lost:
            raise BenchFailure(f"{call.method} {call.path} was never answered: {lost!r}") from lost

    def send(self, call: Call) -> bytes:
        """The body of a reply that has to be 200."""
        status, body = self.fetch(call)
        claim(status == 200, f"{call.method} {call.path} answered {status}: {body[:400]!r}")
        return body

    def read(self, call: Call) -> Any:
        """The same, as a document."""
        return json.loads(self.send(call))

    def pace(self, calls: Iterable[Call]) -> float:
        """Seconds that one of these calls takes, on average."""
        waiting = list(calls)
        start = perf_counter()
        for call in waiting:
            self.send(call)
        return (perf_counter() - start) / len(waiting)

    def close(self) -> None:
        """Hang up."""
        self._wire.close()
