"""Two things measured in turns, so that a busy minute of the machine falls on both.

A round measures one side and then the other, the next round the other way about. Each round gives
one ratio; the middle one counts, and the middle half of them, from quartile to quartile, is shown
as their spread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

Side = Callable[[], float]
"""Measures itself once: seconds a call, as a rule."""


@dataclass(frozen=True)
class Spread:
    """A typical value and the band in which half of the values lie."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """The median and the quartiles."""
        if len(values) < 2:
            return cls(values[0], values[0], values[0])
        low, middle, high = quantiles(values, n=4, method="inclusive")
        return cls(middle, low, high)


@dataclass(frozen=True)
class Pair:
    """What both sides took, round by round."""

    ours: list[float]
    theirs: list[float]

    @property
    def our_middle(self) -> float:
        """What we take in a typical round."""
        return median(self.ours)

    @property
    def their_middle(self) -> float:
        """What the other side takes in a typical round."""
        return median(self.theirs)

    @property
    def speedup(self) -> Spread:
        """How many times faster we are."""
        return Spread.of([b / a for a, b in zip(self.ours, self.theirs, strict=True)])

    @property
    def slowdown(self) -> Spread:
        """How many times longer we take."""
        return Spread.of([a / b for a, b in zip(self.ours, self.theirs, strict=True)])


def in_turns(ours: Side, theirs: Side, rounds: int) -> Pair:
    """Measure both sides `rounds` times, after one round that only warms up."""
    ours(), theirs()
    pair = Pair([], [])
    for number in range(rounds):
        turns = [(ours, pair.ours), (theirs, pair.theirs)]
        for side, results in reversed(turns) if number % 2 else turns:
            results.append(side())
    return pair


def resident_megabytes(pid: int) -> float:
    """What a process holds in memory now."""
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) / 1024
