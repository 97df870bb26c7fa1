"""One chapter for each kind of promise: it starts the servers it needs and yields its rows."""

from collections.abc import Callable, Iterator, Mapping

from tests.bench.chapters import (
    beside,
    growing,
    half_open,
    identity,
    over_tls,
    reporting,
    running,
    side_by_side,
    starting,
)
from tests.bench.plan import Plan
from tests.bench.table import Row

CHAPTERS: Mapping[str, Callable[[Plan], Iterator[Row]]] = {
    "starting": starting.rows,
    "running": running.rows,
    "half-open": half_open.rows,
    "identity": identity.rows,
    "beside": beside.rows,
    "over-tls": over_tls.rows,
    "side-by-side": side_by_side.rows,
    "growing": growing.rows,
    "reporting": reporting.rows,
}
