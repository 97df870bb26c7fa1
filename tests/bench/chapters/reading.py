"""GET of one invoice, by those who hold a valid token and by nobody else."""

from collections.abc import Iterator
from random import Random

from tests.bench.client import Call, get
from tests.bench.failure import claim
from tests.bench.filling import Books
from tests.bench.measure import in_turns
from tests.bench.plan import Plan
from tests.bench.table import Goal, Row, milliseconds, say

RATE = Goal(">=", 1.2)


def rows(plan: Plan, ours: Books, rival: Books) -> Iterator[Row]:
    """Random invoices, one by one."""
    check_tokens(ours, rival)
    random = Random("reading")
    pair = in_turns(
        lambda: ours.client.pace(some(ours, random, plan.calls)),
        lambda: rival.client.pace(some(rival, random, plan.calls)),
        plan.rounds,
    )
    yield Row(
        "GET one invoice, tokens checked",
        milliseconds(pair.our_middle),
        milliseconds(pair.their_middle),
        pair.speedup,
        RATE,
    )


def some(of: Books, random: Random, calls: int) -> Iterator[Call]:
    """Calls for single invoices, anywhere in the books."""
    return (get(f"Invoices/{invoice_id}") for invoice_id in random.choices(of.ids, k=calls))


def check_tokens(ours: Books, rival: Books) -> None:
    """A made-up token opens nothing here; whether it opens the rival is told, not judged."""
    with ours.server.client(Authorization="Bearer made-up") as stranger:
        status, _ = stranger.fetch(get(f"Invoices/{ours.ids[0]}"))
    claim(status == 401, f"a made-up token was answered {status}")
    with rival.server.client(Authorization="Bearer made-up") as stranger:
        theirs, _ = stranger.fetch(get(f"Invoices/{rival.ids[0]}"))
    say(f"checked: a made-up token gets {status} from us, {theirs} from {rival.server.recipe.name}")
