"""Tables for people to read: columns as wide as they must be, lists one below the other."""

from collections.abc import Iterable, Sequence

Cell = str | Sequence[str]


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The heads, and below them the rows; a cell of several texts takes several lines."""
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
