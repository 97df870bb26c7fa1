"""Callers who begin to speak and then stay silent: nobody else should wait for them."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import sleep

from tests.bench.client import Client, get
from tests.bench.measure import in_turns
from tests.bench.plan import Plan
from tests.bench.rivals import localstack_xero, us
from tests.bench.servers import Server, answers_200, running
from tests.bench.table import Goal, Row, milliseconds

SILENT = 50
UNDISTURBED = Goal("<=", 1.3)
BEGINNINGS = (
    b"GET /api.xro/2.0/Inv",
    b"GET /api.xro/2.0/Invoices HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthoriz",
    b"POST /api.xro/2.0/Invoices HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{",
)
TAKEN_IN = 0.05
RIVAL_PATIENCE = 3.0


def rows(plan: Plan) -> Iterator[Row]:
    """The same GET with fifty silent callers on the line, and without."""
    with running(us()) as server, server.client() as client:
        pair = in_turns(
            lambda: pace_beside(SILENT, server, client, plan.calls),
            lambda: pace_beside(0, server, client, plan.calls),
            plan.rounds,
        )
    with running(localstack_xero()) as rival, silence(rival.port):
        answered = answers_200(rival.port, rival.recipe.health, RIVAL_PATIENCE)
    told = "answers too" if answered else f"no reply in {RIVAL_PATIENCE:g} s"
    yield Row(
        f"GET beside {SILENT} half-open connections",
        milliseconds(pair.our_middle),
        f"without {milliseconds(pair.their_middle)}; rival {told}",
        pair.slowdown,
        UNDISTURBED,
    )


def pace_beside(silent: int, server: Server, client: Client, calls: int) -> float:
    """Seconds that a small GET takes beside so many silent callers."""
    with silence(server.port, silent):
        return client.pace(get("Organisation") for _ in range(calls))


@contextmanager
def silence(port: int, callers: int = SILENT) -> Iterator[None]:
    """Connections on which a request was begun and not ended; the server has taken them in."""
    with ExitStack() as open_ends:
        for number in range(callers):
            caller = open_ends.enter_context(socket.create_connection(("127.0.0.1", port)))
            caller.sendall(BEGINNINGS[number % len(BEGINNINGS)])
        sleep(TAKEN_IN)
        yield
