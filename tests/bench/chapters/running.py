"""What ``mockxero run`` adds to a program: a mock that starts and ends with it."""

import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter

from tests.bench.measure import Spread, in_turns
from tests.bench.plan import Plan
from tests.bench.servers import ROOT, environment
from tests.bench.table import Goal, Row, figure

AROUND_NOTHING = Goal("<=", 1.5, "s")
MOCKXERO = [sys.executable, "-m", "mockxero"]


def rows(plan: Plan) -> Iterator[Row]:
    """Wall clock, from start to end, against a Python that does nothing."""
    pair = in_turns(
        lambda: lasting(*MOCKXERO, "run", "--", "true"),
        lambda: lasting(sys.executable, "-c", "pass"),
        plan.starts,
    )
    yield Row(
        "mockxero run -- true",
        f"{figure(pair.our_middle)} s",
        f"python -c pass {figure(pair.their_middle)} s",
        Spread.of(pair.ours),
        AROUND_NOTHING,
    )


def lasting(*command: str) -> float:
    """Seconds that a command takes."""
    start = perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, stderr=subprocess.DEVNULL)
    return perf_counter() - start
