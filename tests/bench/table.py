"""One row for each promise, and the table in which they end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.bench.measure import Spread

HEADINGS = ("promise", "ours", "against", "measured [half of the rounds]", "goal", "verdict")


@dataclass(frozen=True)
class Goal:
    """A bound that the typical round has to keep."""

    sign: Literal["<=", ">="]
    bound: float
    unit: str = "x"

    def missed_by(self, value: float) -> float:
        """How far a value lies on the wrong side: nothing, if it lies on the right one."""
        return max(0.0, value - self.bound if self.sign == "<=" else self.bound - value)

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g} {self.unit}"


@dataclass(frozen=True)
class Row:
    """What was promised, what was measured, and against whom."""

    name: str
    ours: str
    against: str
    measured: Spread
    goal: Goal

    @property
    def met(self) -> bool:
        """Whether the promise is kept."""
        return not self.goal.missed_by(self.measured.middle)

    @property
    def verdict(self) -> str:
        """Kept, or by how much it is not."""
        gap = self.goal.missed_by(self.measured.middle)
        share = f"{gap / self.goal.bound:.0%}"
        return f"NOT met by {gap:.3g} {self.goal.unit} ({share})" if gap else "met"

    @property
    def figures(self) -> str:
        """The typical round and its spread."""
        band = self.measured
        return f"{figure(band.middle)} [{figure(band.low)}..{figure(band.high)}]"

    @property
    def brief(self) -> str:
        """The row as a sentence, while the others are still being measured."""
        return f"{self.name}: {self.ours}, against {self.against}; {self.figures}"

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as text, under the headings."""
        goal = str(self.goal)
        return (self.name, self.ours, self.against, self.figures, goal, self.verdict)


def figure(value: float) -> str:
    """Three digits that count, or all of those before the point."""
    return f"{value:.0f}" if value >= 100 else f"{value:#.3g}"


def milliseconds(seconds: float) -> str:
    """A time, with the rate of one caller that it allows."""
    return f"{figure(seconds * 1000)} ms ({figure(1 / seconds)}/s)"


def table(rows: Iterable[Row]) -> str:
    """Rows under headings, in columns of fixed width."""
    lines: Sequence[tuple[str, ...]] = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def say(sentence: str) -> None:
    """One line about what was just done."""
    print(f"  {sentence}", flush=True)
