"""Two bodies, member by member: is it there, in its place, of its kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

KINDS = (
    ("empty string", re.compile(r"")),
    ("id", re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
    ("/Date(ms+0000)/", re.compile(r"/Date\(-?\d+\+0000\)/")),
    ("/Date(ms)/", re.compile(r"/Date\(-?\d+\)/")),
    ("moment with Z", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")),
    ("moment", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")),
)
MISSING, EXTRA, ORDER, KIND = "missing", "extra", "out of order", "kind"


def kind(value: Any, *, published: bool = False) -> str:
    """What sort of text stands there; samples that Xero publishes are careless with numbers."""
    if isinstance(value, str):
        return next((name for name, form in KINDS if form.fullmatch(value)), "string")
    if isinstance(value, bool) or value is None:
        return type(value).__name__
    if isinstance(value, int | float | Decimal):
        return "number" if published else "whole" if isinstance(value, int) else "decimal"
    if value == []:
        return "empty list"
    return "list" if isinstance(value, list) else "object"


@dataclass
class Shape:
    """What a comparison found."""

    published: bool = False
    ordered: bool = True
    """Whether the order of the recording is Xero's."""
    members: int = 0
    agreeing: int = 0
    differences: dict[tuple[str, str], str] = field(default_factory=dict)
    """By path (with ``[*]`` for any element) and sort of difference: what exactly, at first."""
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def compare(self, real: Any, mine: Any, path: str = "") -> None:
        """Two values of the same name."""
        if isinstance(real, dict) and isinstance(mine, dict):
            self._members(real, mine, path)
        elif isinstance(real, list) and isinstance(mine, list):
            for one, other in zip(real, mine, strict=False):
                self.compare(one, other, f"{path}[*]")

    def _members(self, real: dict[str, Any], mine: dict[str, Any], path: str) -> None:
        straight = common([name for name in real if name in mine], [n for n in mine if n in real])
        for name in [*real, *(name for name in mine if name not in real)]:
            self.members += 1
            here = f"{path}.{name}".lstrip(".")
            if name not in mine:
                self._note(here, MISSING, kind(real[name]))
            elif name not in real:
                self._note(here, EXTRA, kind(mine[name]))
            elif self.ordered and name not in straight:
                self._note(here, ORDER, "")
            elif (wanted := self._kind(real[name])) != (got := self._kind(mine[name])):
                self._note(here, KIND, f"{wanted}, not {got}")
            else:
                self.agreeing += 1
            if name in real and name in mine:
                self.compare(real[name], mine[name], here)

    def _kind(self, value: Any) -> str:
        return kind(value, published=self.published)

    def _note(self, path: str, sort: str, what: str) -> None:
        self.differences.setdefault((path, sort), what)
        self.counts[path, sort] = self.counts.get((path, sort), 0) + 1


def common(first: Sequence[str], second: Sequence[str]) -> set[str]:
    """The members of the longest order that two lists of the same names share."""
    if first == second:
        return {*first}
    best: list[list[tuple[str, ...]]] = [[()] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            best[i + 1][j + 1] = (
                (*best[i][j], one) if one == other else max(best[i][j + 1], best[i + 1][j], key=len)
            )
    return {*best[-1][-1]}
