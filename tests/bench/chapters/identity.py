"""Tokens: what it costs to know whose token came, beside the request it came with."""

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from tests.bench.failure import BenchFailure
from tests.bench.measure import Spread
from tests.bench.plan import Plan
from tests.bench.servers import ROOT, environment
from tests.bench.table import Goal, Row, milliseconds, say

A_SHARE = Goal("<=", 0.05)


def rows(plan: Plan) -> Iterator[Row]:
    """A token verified before, as a share of GET one; the first time is told, not judged."""
    rounds = measured(plan)
    first = median(one["first"] for one in rounds)
    say(f"a token that nobody has read before takes {milliseconds(first)}")
    yield Row(
        "A verified token, as a share of GET one",
        milliseconds(median(one["token"] for one in rounds)),
        f"GET one in process {milliseconds(median(one['get'] for one in rounds))}",
        Spread.of([one["token"] / one["get"] for one in rounds]),
        A_SHARE,
    )


def measured(plan: Plan) -> list[dict[str, float]]:
    """Round by round, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.inside", str(plan.rounds), str(plan.calls)]
    child = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    if child.returncode:
        raise BenchFailure(f"tests.bench.inside ended with {child.stderr[-2000:].strip()}")
    return [json.loads(line) for line in child.stdout.splitlines()]
