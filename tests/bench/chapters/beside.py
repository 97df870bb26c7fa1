"""A neighbour who prints, or uploads, without a pause: others should hardly notice."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import cycle
from multiprocessing import get_context
from typing import Any

from tests.bench.client import Call, Client, get
from tests.bench.measure import in_turns
from tests.bench.plan import Plan
from tests.bench.rivals import us
from tests.bench.servers import START_LIMIT, Server, running
from tests.bench.table import Goal, Row, milliseconds

HARDLY_NOTICED = Goal("<=", 3.0)
"""Two who compute share one interpreter, and each request hands it over several times."""
FILE = bytes(5 * 1024 * 1024)


def rows(plan: Plan) -> Iterator[Row]:
    """The same GET with a neighbour at work on another connection, and without."""
    with running(us()) as server, server.client() as client:
        documents = client.read(get("Invoices", page=1))["Invoices"]
        paths = [f"Invoices/{one['InvoiceID']}" for one in documents]
        upload = get(f"{paths[0]}/Attachments/scan.pdf")._replace(body=FILE)
        yield _beside("one who prints PDFs", [get(f"{one}/pdf") for one in paths], server, plan)
        yield _beside("one who uploads 5 MB each time", [upload], server, plan)


def _beside(neighbour: str, calls: Sequence[Call], server: Server, plan: Plan) -> Row:
    with server.client() as client:

        def quiet() -> float:
            return client.pace(get("Organisation") for _ in range(plan.calls))

        def disturbed() -> float:
            with at_work(calls, server):
                return quiet()

        pair = in_turns(disturbed, quiet, plan.rounds)
    return Row(
        f"GET beside {neighbour}",
        milliseconds(pair.our_middle),
        f"without {milliseconds(pair.their_middle)}",
        pair.slowdown,
        HARDLY_NOTICED,
    )


@contextmanager
def at_work(calls: Sequence[Call], server: Server) -> Iterator[None]:
    """Somebody in a process of their own, who has been answered once already."""
    spawn = get_context("spawn")
    begun = spawn.Event()
    headers = dict(server.recipe.headers(server.port))
    neighbour = spawn.Process(target=_repeat, args=(server.port, headers, calls, begun))
    neighbour.start()
    try:
        begun.wait(START_LIMIT)
        yield
    finally:
        neighbour.terminate()
        neighbour.join()


def _repeat(port: int, headers: Mapping[str, str], calls: Sequence[Call], begun: Any) -> None:
    with closing(Client(port, headers)) as client:
        for call in cycle(calls):
            client.send(call)
            begun.set()
