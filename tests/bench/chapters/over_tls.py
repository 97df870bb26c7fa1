"""A caller who speaks TLS: what the door and the handshake cost."""

import ssl
from collections.abc import Iterator
from contextlib import closing
from urllib.request import urlopen

from tests.bench.client import Client, get
from tests.bench.measure import in_turns
from tests.bench.plan import Plan
from tests.bench.rivals import us
from tests.bench.servers import free_port, running
from tests.bench.table import Goal, Row, milliseconds

ONE_MORE_HOP = Goal("<=", 1.6)
"""Each byte passes one more socket, and is ciphered, in the same interpreter."""


def rows(plan: Plan) -> Iterator[Row]:
    """The same GET over TLS, and without."""
    port = free_port()
    with running(us("--tls", "--tls-port", str(port))) as server:
        with urlopen(f"http://127.0.0.1:{server.port}/_mockxero/ca") as certificate:
            trust = ssl.create_default_context(cadata=certificate.read().decode("ascii"))
        headers = server.recipe.headers(server.port)
        with server.client() as plain, closing(Client(port, headers, trust)) as secure:
            documents = plain.read(get("Invoices", page=1))["Invoices"]
            calls = [get(f"Invoices/{one['InvoiceID']}") for one in documents] * plan.calls
            calls = calls[: plan.calls]
            pair = in_turns(lambda: secure.pace(calls), lambda: plain.pace(calls), plan.rounds)
    yield Row(
        "GET one invoice over TLS",
        milliseconds(pair.our_middle),
        f"without {milliseconds(pair.their_middle)}",
        pair.slowdown,
        ONE_MORE_HOP,
    )
