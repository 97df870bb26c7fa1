"""The same books and the same calls for us and for localstack-xero."""

from collections.abc import Iterator

from tests.bench.chapters import filtering, posting, reading
from tests.bench.filling import books
from tests.bench.plan import Plan
from tests.bench.rivals import localstack_xero, us
from tests.bench.table import Row


def rows(plan: Plan) -> Iterator[Row]:
    """Fill both, then read one, read filtered pages, and write fifty."""
    with books(us(), plan.stored) as ours, books(localstack_xero(), plan.stored) as rival:
        yield from reading.rows(plan, ours, rival)
        yield from filtering.rows(plan, ours, rival)
        yield from posting.rows(plan, ours, rival)
