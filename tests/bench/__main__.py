"""`python -m tests.bench`: every promise about speed, measured, in one table."""

import argparse
import os
import platform
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from tests.bench.chapters import CHAPTERS
from tests.bench.failure import BenchFailure
from tests.bench.plan import FULL, QUICK, Plan
from tests.bench.table import Row, say, table


def main() -> int:
    """Read the wishes, measure chapter by chapter, print the table and the verdict."""
    signal.signal(signal.SIGTERM, leave)
    wishes = arguments()
    plan = QUICK if wishes.quick else FULL
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}"
    )
    rows, unfinished = measured(wishes.only or list(CHAPTERS), plan)
    print(f"\n{table(rows)}\n")
    return verdict(rows, unfinished, judged=not wishes.quick)


def arguments() -> argparse.Namespace:
    """What to measure, and how thoroughly."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=CHAPTERS, help="this chapter")
    parser.add_argument("--quick", action="store_true", help="small books, few rounds: a smoke run")
    return parser.parse_args()


def measured(chapters: Sequence[str], plan: Plan) -> tuple[list[Row], list[str]]:
    """The rows of these chapters, and a sentence for each chapter that broke off."""
    rows: list[Row] = []
    unfinished: list[str] = []
    for chapter in chapters:
        print(f"\n{chapter}")
        try:
            for row in CHAPTERS[chapter](plan):
                say(row.brief)
                rows.append(row)
        except BenchFailure as failure:
            unfinished.append(f"{chapter} broke off: {failure}")
            say(unfinished[-1])
    return rows, unfinished


def verdict(rows: Sequence[Row], unfinished: Sequence[str], *, judged: bool) -> int:
    """Say whether everything promised is kept, and give the exit code."""
    missed = [f"{row.name}: {row.verdict}" for row in rows if judged and not row.met]
    for sentence in (*missed, *unfinished):
        print(sentence)
    if not judged:
        print("A quick run shows that the bench works; its figures judge nothing.")
    elif not missed and not unfinished:
        print(f"Every goal is met: {len(rows)} of {len(rows)}.")
    return int(bool(missed or unfinished))


def leave(_signal: int, _frame: FrameType | None) -> None:
    """End as Ctrl-C does, so that every server is ended too."""
    sys.exit(143)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
