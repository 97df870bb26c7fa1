"""What is listed: tables for people to read, JSON for programs."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

Cell = str | Sequence[str]


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def show(
    known: list[dict[str, Any]],
    as_json: bool,
    heads: Sequence[str],
    row: Callable[[dict[str, Any]], Sequence[Cell]],
) -> None:
    """Print what is known: as JSON, or as a table, with a row of each."""
    click.echo(dumped(known) if as_json else table(heads, map(row, known)))


def dumped(told: Any) -> str:
    """JSON, one member a line."""
    return json.dumps(told, indent=1)


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The heads, and below them the rows: columns as wide as they must be.

    A cell of several texts takes several lines.
    """
    lines = [list(heads)]
    for row in rows:
        cells = [[cell] if isinstance(cell, str) else [*cell] for cell in row]
        height = max(1, *(len(cell) for cell in cells))
        lines += [[cell[at] if at < len(cell) else "" for cell in cells] for at in range(height)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
