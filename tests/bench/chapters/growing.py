"""Our small books against our large ones: what a call costs should not depend on them."""

from collections.abc import Callable, Iterator
from random import Random

from tests.bench.chapters.reading import some
from tests.bench.client import Call, get
from tests.bench.filling import Books, books, count
from tests.bench.measure import in_turns
from tests.bench.plan import Plan
from tests.bench.rivals import us
from tests.bench.table import Goal, Row, milliseconds

GROWTH = Goal("<=", 1.3)
PAGE = 100

Habit = Callable[[Books, int], Iterator[Call]]
"""So many calls that suit these books."""


def rows(plan: Plan) -> Iterator[Row]:
    """The same habits on both: reading one, reading a page anywhere, writing one."""
    random = Random("growing")
    habits: dict[str, Habit] = {
        "GET one": lambda of, calls: some(of, random, calls),
        "first page": lambda of, calls: page_at(of, 0.0, calls),
        "middle page": lambda of, calls: page_at(of, 0.5, calls),
        "last page": lambda of, calls: page_at(of, 1.0, calls),
        "POST one": lambda of, calls: (of.author.single() for _ in range(calls)),
    }
    with books(us(), plan.large) as large, books(us(), plan.small) as small:
        for name, habit in habits.items():
            yield growth(name, habit, plan, large, small)


def growth(name: str, habit: Habit, plan: Plan, large: Books, small: Books) -> Row:
    """How much longer a habit takes in large books."""
    calls = plan.calls // 10
    pair = in_turns(
        lambda: large.client.pace(habit(large, calls)),
        lambda: small.client.pace(habit(small, calls)),
        plan.rounds,
    )
    return Row(
        f"{name}, {plan.large} stored against {plan.small}",
        milliseconds(pair.our_middle),
        milliseconds(pair.their_middle),
        pair.slowdown,
        GROWTH,
    )


def page_at(of: Books, depth: float, calls: int) -> Iterator[Call]:
    """The full page at some depth, again and again: 0 is the first one, 1 the last one."""
    full_pages = count(of.client) // PAGE
    number = 1 + round(depth * (full_pages - 1))
    return (get("Invoices", page=number, pageSize=PAGE) for _ in range(calls))
