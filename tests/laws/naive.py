"""What journals come to, added up in the plainest way; and reports, read back from the wire."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from tests.api.client import Record

ZERO = Decimal(0)
EPOCH = date(1970, 1, 1)
Amounts = dict[str, Decimal]
"""By account, by its id."""


def day_of(told: str) -> date:
    """The day in ``/Date(ms+0000)/``, or without the offset."""
    return EPOCH + timedelta(days=milliseconds(told) // 86_400_000)


def milliseconds(told: str) -> int:
    return int(told[6:-2].partition("+")[0])


class Posting(NamedTuple):
    """A line of a journal."""

    account: str
    day: date
    net: Decimal
    options: tuple[str, ...]
    """The tracking options that it is filed under."""
    source: str | None
    """What the journal comes from."""


class Naive:
    """Every line of every journal."""

    def __init__(self, journals: Iterable[Record]) -> None:
        self._postings = [
            Posting(
                line["AccountID"],
                day_of(journal["JournalDate"]),
                line["NetAmount"],
                tuple(one["TrackingOptionID"] for one in line.get("TrackingCategories", ())),
                journal.get("SourceID"),
            )
            for journal in journals
            for line in journal["JournalLines"]
        ]

    @property
    def days(self) -> list[date]:
        """The days on which anything was posted."""
        return sorted({one.day for one in self._postings})

    def on(self, day: date, option: str | None = None) -> Amounts:
        """What stands on each account at the end of a day, of all lines or those of an option."""
        found: Amounts = {}
        for one in self._postings:
            if one.day <= day and (option is None or option in one.options):
                found[one.account] = found.get(one.account, ZERO) + one.net
        return found

    def posted(self, account: str, day: date, sources: Collection[str] | None) -> Decimal:
        """What stands on one account at the end of a day, from some sources or from all."""
        return sum(
            (
                one.net
                for one in self._postings
                if one.account == account
                and one.day <= day
                and (sources is None or one.source in sources)
            ),
            ZERO,
        )


def minus(these: Amounts, those: Amounts) -> Amounts:
    return {one: these.get(one, ZERO) - those.get(one, ZERO) for one in these.keys() | those.keys()}


def added(*parts: Amounts) -> Amounts:
    found: Amounts = {}
    for part in parts:
        for one, amount in part.items():
            found[one] = found.get(one, ZERO) + amount
    return found


def of(accounts: Iterable[str], amounts: Mapping[str, Decimal]) -> Decimal:
    """What some accounts come to."""
    return sum((amounts.get(one, ZERO) for one in accounts), ZERO)


# --- reports --------------------------------------------------------------------------------------


@dataclass
class Row:
    """A row of a report."""

    kind: str
    label: str
    account: str | None
    values: list[str]

    @property
    def amounts(self) -> list[Decimal]:
        """Its figures; an empty cell is nothing."""
        return [Decimal(one or "0") for one in self.values]


class Paper:
    """A report, as a client reads it."""

    def __init__(self, report: Record) -> None:
        header, *sections = report["Rows"]
        self.title = report["ReportID"]
        self.columns = [cell["Value"] for cell in header["Cells"]][1:]
        self.sections = [[_row(row) for row in one["Rows"]] for one in sections]

    @property
    def rows(self) -> Iterator[Row]:
        """All of them, section by section."""
        for section in self.sections:
            yield from section

    def labelled(self, label: str) -> list[Decimal]:
        """The figures of a row by what it is called; of the last of several."""
        *_, found = (row for row in self.rows if row.label == label)
        return found.amounts

    def column(self, place: int = 0) -> Amounts:
        """The figures of one column, by account."""
        return {
            row.account: row.amounts[place]
            for row in self.rows
            if row.kind == "Row" and row.account is not None
        }


def _row(row: Record) -> Row:
    first, *others = row["Cells"]
    about = {one["Id"]: one["Value"] for one in first.get("Attributes", ())}
    account = about.get("account") or about.get("accountID")
    return Row(row["RowType"], first["Value"], account, [one["Value"] for one in others])
