"""What reports are made of: headers, rows with ids behind their cells, sums, sections."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from mockxero.accounting.reports.periods import in_words
from mockxero.accounting.rulebook import Books
from mockxero.primitives.money import cents, summed
from mockxero.resources.accounts import Account
from mockxero.resources.reports import (
    BlankAttribute,
    BlankCell,
    Cell,
    CellAttribute,
    Heading,
    Report,
    Row,
    Section,
    UntitledSection,
)

Block = Row | Section | UntitledSection | Heading
AnyCell = Cell | BlankCell
AmountsOf = Callable[[Account], Sequence[Decimal]]
"""What an account shows in each column."""


class Line(NamedTuple):
    """An account with what it shows in each column."""

    account: Account
    amounts: Sequence[Decimal]


def report(
    type: str, name: str, titles: Sequence[str], rows: Iterable[Block], books: Books
) -> Report:
    """A report of today."""
    return Report(
        report_id=type,
        name=name,
        type=type,
        titles=tuple(titles),
        date=in_words(books.today),
        updated=books.now,
        rows=tuple(rows),
    )


# --- cells ----------------------------------------------------------------------------------------


def money(amount: Decimal) -> str:
    """Two decimals, no separators, the sign in front."""
    rounded = cents(amount)
    return f"{rounded:f}" if rounded else "0.00"


def cell(value: str, **attributes: str | None) -> AnyCell:
    """A cell; an attribute that is empty is named, and one that is None is left out."""
    known = tuple(
        CellAttribute(value=said, id=name) if said else BlankAttribute(id=name)
        for name, said in attributes.items()
        if said is not None
    )
    return Cell(value=value, attributes=known) if value else BlankCell(attributes=known)


def cells(values: Iterable[str], **attributes: str | None) -> tuple[AnyCell, ...]:
    """Cells that are all about the same."""
    return tuple(cell(value, **attributes) for value in values)


# --- rows -----------------------------------------------------------------------------------------


def header(*values: str) -> Row:
    """The names of the columns."""
    return Row(row_type="Header", cells=cells(values))


def row(label: str, amounts: Iterable[Decimal], **attributes: str | None) -> Row:
    """A label and its amounts."""
    return plain(label, map(money, amounts), **attributes)


def plain(label: str, values: Iterable[str], **attributes: str | None) -> Row:
    """A label and what is said of it."""
    return Row(row_type="Row", cells=cells((label, *values), **attributes))


def summary(label: str, amounts: Iterable[Decimal]) -> Row:
    """A sum. It never says what it is about."""
    return Row(row_type="SummaryRow", cells=cells((label, *map(money, amounts))))


def account_row(line: Line) -> Row:
    """An account and its amounts; every cell leads to the account."""
    return row(line.account.name or "", line.amounts, account=line.account.account_id)


# --- sections -------------------------------------------------------------------------------------


def section(title: str, rows: Iterable[Row]) -> Block:
    """Rows under a title, or without one."""
    within = tuple(rows)
    return Section(title=title, rows=within) if title else UntitledSection(rows=within)


def heading(title: str) -> Heading:
    """A title above the sections that follow."""
    return Heading(title=title)


def lines_of(accounts: Iterable[Account], amounts_of: AmountsOf) -> list[Line]:
    """The accounts that show anything in any column, by name."""
    found = (Line(account, [*amounts_of(account)]) for account in accounts)
    telling = (line for line in found if any(cents(amount) for amount in line.amounts))
    return sorted(telling, key=lambda line: (line.account.name or "").casefold())


def added_up(lines: Iterable[Line], columns: int) -> list[Decimal]:
    """The sum of each column."""
    return sum_of(columns, *(line.amounts for line in lines))


def sum_of(columns: int, *parts: Sequence[Decimal]) -> list[Decimal]:
    """Several lists of amounts, added up column by column."""
    return [summed(part[place] for part in parts) for place in range(columns)]


def less(amounts: Sequence[Decimal], *taken: Sequence[Decimal]) -> list[Decimal]:
    """A list of amounts without others, column by column."""
    away = sum_of(len(amounts), *taken)
    return [amount - other for amount, other in zip(amounts, away, strict=True)]


def negated(amounts: Iterable[Decimal]) -> list[Decimal]:
    """Credits as positive amounts."""
    return [-amount for amount in amounts]
