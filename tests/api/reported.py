"""Reports as they are read: labels and figures, and what is behind a cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.api.client import Record, Xero


@dataclass(frozen=True)
class Line:
    """A row: what it is called, and its figures; None where a cell has none."""

    type: str
    label: str
    amounts: list[Any]
    section: str
    cells: list[Record]

    @property
    def ids(self) -> set[tuple[str, str]]:
        """What its cells are about."""
        return {
            (one["Id"], one["Value"]) for cell in self.cells for one in cell.get("Attributes", ())
        }


class Told:
    """A report, row by row."""

    def __init__(self, report: Record) -> None:
        header, *blocks = report["Rows"]
        self.titles: list[str] = report["ReportTitles"]
        self.columns: list[str] = [cell["Value"] for cell in header["Cells"][1:]]
        self.blocks = [[*_lines(block)] for block in blocks]

    @property
    def lines(self) -> list[Line]:
        """All rows."""
        return [line for block in self.blocks for line in block]

    @property
    def labels(self) -> list[str]:
        return [line.label for line in self.lines]

    def line(self, label: str) -> Line:
        (found,) = [line for line in self.lines if line.label == label]
        return found

    def __getitem__(self, label: str) -> list[Any]:
        """The figures of the one row of that name."""
        return self.line(label).amounts

    def column(self, place: int) -> dict[str, Any]:
        """The figures of a column that say anything, by the label of their row."""
        return {line.label: line.amounts[place] for line in self.lines if line.amounts[place]}


def _lines(block: Record) -> Iterator[Line]:
    for row in block["Rows"]:
        label, *amounts = [cell["Value"] for cell in row["Cells"]]
        figures = [_figure(one) for one in amounts]
        yield Line(row["RowType"], label, figures, block["Title"], row["Cells"])


def _figure(text: str) -> Decimal | None:
    try:
        return Decimal(text.removesuffix("%"))
    except InvalidOperation:
        return None


def told(xero: Xero, name: str, **query: Any) -> Told:
    """Ask for a report."""
    return Told(xero.get(f"Reports/{name}", **query).record)
