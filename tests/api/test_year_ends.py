"""The end of the financial year, as reports see it: earnings are retained on the first day."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mockxero.primitives.clock import FrozenClock
from tests.api.client import Record, Xero, invoice, line
from tests.api.conftest import NOON

RETAINED = "Retained Earnings (960)"


@pytest.fixture(scope="module")
def empty_mock(open_mock: Any) -> Any:
    return open_mock(FrozenClock(NOON), "empty")


class Years:
    """Books in which 100.00 is earned on some days, and nothing else happens."""

    def __init__(self, xero: Xero) -> None:
        self.xero = xero
        self.ada: Record = xero.put("Contacts", {"Name": "Ada Lovelace"}).record

    def earn(self, *days: str) -> None:
        for day in days:
            sale = invoice(self.ada, line("100.00", TaxType="NONE"), Date=day, DueDate="2030-01-01")
            assert self.xero.put("Invoices", sale).status == 200

    def end(self, day: int, month: int) -> None:
        """When the financial year ends from now on."""
        wanted = {"FinancialYearEndDay": day, "FinancialYearEndMonth": month}
        assert self.xero.call("PATCH", "organisation", wanted, root="/_mockxero/").status == 200

    def _report(self, name: str, **asked: str) -> list[list[Record]]:
        (report,) = self.xero.get(f"Reports/{name}", **asked).json["Reports"]
        return [row["Cells"] for one in report["Rows"] for row in one.get("Rows", ())]

    def earned_and_retained(self, day: str) -> tuple[str, str]:
        """Of the trial balance: sales this year, and what was retained of the years before."""
        rows = {
            row[0]["Value"]: [cell["Value"] for cell in row[1:]]
            for row in self._report("TrialBalance", date=day)
        }
        assert rows["Total"][2] == rows["Total"][3]
        nothing = ["", "", "", "0.00"]
        return rows.get("Sales (200)", nothing)[3], rows.get(RETAINED, nothing)[3]

    def equity(self, day: str) -> dict[str, Decimal]:
        """Of the balance sheet at the end of a month."""
        rows = {row[0]["Value"]: row[1]["Value"] for row in self._report("BalanceSheet", date=day)}
        assert rows["Net Assets"] == rows["Total Equity"]
        names = ("Current Year Earnings", "Retained Earnings")
        return {name: Decimal(rows.get(name, "0.00")) for name in names}


@pytest.fixture
def years(empty_mock: Any) -> Years:
    empty_mock.reset()
    return Years(Xero(empty_mock))


@pytest.mark.parametrize(
    ("end", "last", "first"),
    [
        ((31, 3), "2026-03-31", "2026-04-01"),
        ((30, 6), "2026-06-30", "2026-07-01"),
        ((31, 12), "2025-12-31", "2026-01-01"),
        ((28, 2), "2026-02-28", "2026-03-01"),
        ((28, 2), "2024-02-28", "2024-02-29"),
        ((29, 2), "2026-02-28", "2026-03-01"),
        ((29, 2), "2024-02-29", "2024-03-01"),
        ((5, 4), "2026-04-05", "2026-04-06"),
        ((1, 1), "2026-01-01", "2026-01-02"),
        ((15, 8), "2025-08-15", "2025-08-16"),
    ],
)
def test_a_year_begins_the_day_after_its_end(
    years: Years, end: tuple[int, int], last: str, first: str
) -> None:
    """Until then earnings are this year's; the day after, they are retained, and count anew.

    # guess: that a year which ends on 28 February does so in leap years, too
    """
    years.end(*end)
    years.earn(last, first)

    assert years.earned_and_retained(last) == ("100.00", "0.00")
    assert years.earned_and_retained(first) == ("100.00", "100.00")


def test_another_end_shows_at_once(years: Years) -> None:
    """Figures that were read move with it, and back again; nothing is posted."""
    years.earn("2025-11-10", "2026-02-10", "2026-05-10")
    (books,) = years.xero.mock.world.organisations.values()
    posted = len(books.ledger.entries)
    seen = []
    for end in ((31, 3), (31, 12), (31, 10), (31, 3)):
        years.end(*end)
        seen.append(years.earned_and_retained("2026-05-31"))

    assert seen == [
        ("100.00", "200.00"),
        ("200.00", "100.00"),
        ("300.00", "0.00"),
        ("100.00", "200.00"),
    ]
    assert len(books.ledger.entries) == posted


@pytest.mark.parametrize(
    ("end", "day", "current", "retained"),
    [
        ((31, 3), "2026-03-15", 200, 0),
        ((31, 3), "2026-04-30", 0, 200),
        ((31, 12), "2025-12-01", 100, 0),
        ((31, 12), "2026-03-15", 100, 100),
        ((30, 6), "2026-06-30", 300, 0),
        ((30, 6), "2026-07-31", 0, 300),
    ],
)
def test_the_balance_sheet_tells_the_same(
    years: Years, end: tuple[int, int], day: str, current: int, retained: int
) -> None:
    """Current year earnings and what was retained are all that was ever earned."""
    years.end(*end)
    years.earn("2025-11-10", "2026-02-10", "2026-05-10")

    assert years.equity(day) == {
        "Current Year Earnings": Decimal(current),
        "Retained Earnings": Decimal(retained),
    }


@pytest.mark.parametrize("read_between", [False, True])
def test_what_was_posted_by_the_year_stays_where_it_is(years: Years, read_between: bool) -> None:
    """Balances without a month come with the year as it was; when somebody reads, is the same."""
    begin: Record = {"ConversionBalances": [{"AccountCode": "200", "Balance": -70}]}
    assert years.xero.post("Setup", begin).status == 200
    (books,) = years.xero.mock.world.organisations.values()
    if read_between:
        assert len(books.ledger.entries) == 1

    years.end(30, 6)

    assert [one.entry.day for one in books.ledger.entries] == [date(2026, 3, 31)]
