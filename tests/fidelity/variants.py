"""Which of several records a row, a cell or an attribute of a report is."""

from typing import Any

from mockxero.primitives.records import Record
from mockxero.resources.reports import (
    BlankAttribute,
    BlankCell,
    Cell,
    CellAttribute,
    Heading,
    PublishedReturn,
    Report,
    Row,
    Section,
    TaxForm,
    UntitledSection,
)


def variant(record: type[Record], told: dict[str, Any]) -> type[Record]:
    """The record that fits; most are what they are declared as."""
    if record is PublishedReturn:
        return Report if "Rows" in told else TaxForm if "Contacts" in told else record
    if record is Row and "Cells" not in told:
        return _section(told)
    if record is Cell:
        return Cell if told.get("Value") else BlankCell
    if record is CellAttribute:
        return CellAttribute if told.get("Value") else BlankAttribute
    return record


def _section(told: dict[str, Any]) -> type[Record]:
    if not told.get("Rows"):
        return Heading
    return Section if told.get("Title") else UntitledSection
