"""How soon the first 200 comes, and what we hold in memory with the Demo Company inside."""

from collections.abc import Iterator, Sequence

from tests.bench.client import get
from tests.bench.measure import Spread, in_turns
from tests.bench.plan import Plan
from tests.bench.rivals import bare_flask, localstack_xero, us
from tests.bench.servers import Recipe, Server, running
from tests.bench.table import Goal, Row, figure, say

FIRST_200 = Goal("<=", 1.6)
RESIDENT = Goal("<=", 60, "MB")
BOOKS = ("Organisation", "Accounts", "Contacts", "Invoices")


def rows(plan: Plan) -> Iterator[Row]:
    """Start everyone in turns, from process start to first 200; then see what we weigh."""
    ours, bare, rival = us(), bare_flask(), localstack_xero()
    pair = in_turns(lambda: first_200(ours), lambda: first_200(bare), plan.starts)
    say(f"{rival.name}: first 200 after {figure(first_200(rival))} s")
    yield Row(
        "First 200, against bare Flask",
        f"{figure(pair.our_middle)} s",
        f"{figure(pair.their_middle)} s",
        pair.slowdown,
        FIRST_200,
    )
    weights = Spread.of([weight(ours, BOOKS) for _ in range(3)])
    yield Row(
        "Resident, with the Demo Company",
        f"{figure(weights.middle)} MB",
        f"bare {figure(weight(bare))} MB, rival {figure(weight(rival))} MB",
        weights,
        RESIDENT,
    )


def first_200(recipe: Recipe) -> float:
    """Seconds from the start of the process to its first 200."""
    with running(recipe) as server:
        return server.first_200


def weight(recipe: Recipe, lists: Sequence[str] = ()) -> float:
    """Megabytes after the first 200, and after some lists were read in full."""
    with running(recipe) as server:
        if lists:
            read(lists, server)
        return server.megabytes


def read(lists: Sequence[str], server: Server) -> None:
    """Read these lists, so that nothing is left to be made or imported later."""
    with server.client() as client:
        for resource in lists:
            client.send(get(resource))
    say(f"{server.recipe.name}: {', '.join(lists)} read {figure(server.age)} s after the start")
