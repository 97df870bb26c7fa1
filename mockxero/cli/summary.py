"""What ``mockxero run`` says at the end: which calls came."""

from collections import Counter
from collections.abc import Iterator, Mapping

from mockxero.cli.calls import Call

LONGEST = 12
"""Lines of calls; the rest is counted in one."""


def summary(calls: Mapping[Call, int], elsewhere: Mapping[tuple[str, str], int]) -> str:
    """A short table for people."""
    return "\n".join(["", *_head(calls), *_rows(calls), *_others(elsewhere), *_missed(calls)])


def _head(calls: Mapping[Call, int]) -> Iterator[str]:
    total = sum(calls.values())
    if not total:
        yield "mockxero: no call reached the mock."
        return
    refused = sum(count for call, count in calls.items() if call.status == 401)
    if total == 1:
        yield f"mockxero: 1 call{', refused for its token' * refused}."
        return
    more = f", {refused} of them refused for their token" if refused else ""
    yield f"mockxero: {total} calls{more}."


def _rows(calls: Mapping[Call, int]) -> Iterator[str]:
    rows = list(calls.items())
    shown = rows if len(rows) <= LONGEST else rows[: LONGEST - 1]
    for call, count in shown:
        yield f"  {count:5} x {call.status}  {call.method:6} {call.host}{call.path}"
    rest = sum(count for _, count in rows[len(shown) :])
    if rest:
        yield f"  {rest:5} x other calls"


def _missed(calls: Mapping[Call, int]) -> Iterator[str]:
    """Who speaks to the mock and yet leaves something out may want to know."""
    from mockxero.front.authority import XERO

    missed = [name for name in XERO if name not in {call.host for call in calls}]
    if calls and missed:
        yield f"  never called: {', '.join(missed)}"


def _others(elsewhere: Mapping[tuple[str, str], int]) -> Iterator[str]:
    totals = Counter[str]()
    for (_, verdict), count in elsewhere.items():
        totals[verdict] += count
    for verdict, count in totals.items():
        hosts = sorted({host for host, one in elsewhere if one == verdict})
        named = ", ".join(hosts[:3]) + (" ..." if len(hosts) > 3 else "")
        yield f"  {count:5} x {verdict}  {named}"
