"""What a test reads in the books: journals, told as a bookkeeper would write them down."""

from decimal import Decimal
from typing import Any

from tests.api.client import Record, Reply, Xero


def journals(xero: Xero, after: int = 0) -> list[Record]:
    """Every journal with a number above ``after``."""
    found: list[Record] = []
    while portion := xero.get("Journals", offset=after).records:
        found += portion
        after = portion[-1]["JournalNumber"]
    return found


def latest(xero: Xero) -> int:
    """The number of the last journal; 0 where there is none."""
    return max((one["JournalNumber"] for one in journals(xero)), default=0)


def lines(journal: Record) -> list[tuple[str, Any]]:
    """(code, amount) of each line; debits are positive."""
    return [(one.get("AccountCode", ""), one["NetAmount"]) for one in journal["JournalLines"]]


def rows(reply: Reply) -> list[tuple[str, list[str]]]:
    """Every row of a report: the label, and the other cells."""
    assert reply.status == 200, reply.text
    found = []
    for section in reply.json["Reports"][0]["Rows"]:
        for row in section.get("Rows", []):
            label, *cells = (cell["Value"] for cell in row["Cells"])
            found.append((label, cells))
    return found


def figures(reply: Reply, column: int = 0) -> dict[str, str]:
    """One column of a report, by label."""
    return {label: cells[column] for label, cells in rows(reply)}


def trial_balance(xero: Xero, day: str) -> tuple[dict[str, str], list[str]]:
    """Each account's balance of the year, credits negative; what debits and credits come to."""
    told = rows(xero.get("Reports/TrialBalance", date=day))
    total = next(cells for label, cells in told if label == "Total")
    standing = {
        label: str(Decimal(cells[2] or 0) - Decimal(cells[3] or 0))
        for label, cells in told
        if label != "Total"
    }
    return standing, total[2:]
