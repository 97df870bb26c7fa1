"""The bank summary: what each bank account held, received and spent."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from mockxero.accounting.reports import layout
from mockxero.accounting.reports.figures import Chart, Figures
from mockxero.accounting.reports.periods import Period, day_before, in_words
from mockxero.accounting.rulebook import Books
from mockxero.resources.accounts import Account
from mockxero.resources.reports import Report, Row

T = TypeVar("T")

TITLE = "Bank Summary"
_GAIN = "FX Gain"
"""What a foreign account is worth more than what went through it; there only where there is any.

Source: help.xero.com, Monitoring foreign currency movements with reports: the report shows gains
and revalued balances of foreign accounts. # guess: in a column of this name
"""
_COLUMNS = ("Opening Balance", "Cash Received", "Cash Spent", _GAIN, "Closing Balance")


def bank_summary(books: Books, figures: Figures, period: Period) -> Report:
    """The bank accounts that have anything to show."""
    span = f"From {in_words(period.first)} to {in_words(period.last)}"
    rows = _rows(Chart(books, figures), period)
    return layout.report("BankSummary", TITLE, [TITLE, books.organisation.name, span], rows, books)


def _rows(ledger: Chart, period: Period) -> Iterator[layout.Block]:
    def amounts_of(account: Account) -> list[Decimal]:
        before = ledger.balance([account], day_before(period.first))
        flow = ledger.figures.cash(account.account_id, *period)
        after = ledger.balance([account], period.last)
        gained = after - before - flow.received + flow.spent
        return [before, flow.received, flow.spent, gained, after]

    lines = layout.lines_of(ledger.of_type("BANK"), amounts_of)
    sums = layout.added_up(lines, len(_COLUMNS))
    gain = _COLUMNS.index(_GAIN)
    left_out = () if any(line.amounts[gain] for line in lines) else (gain,)

    def shown(values: Sequence[T]) -> list[T]:
        return [one for place, one in enumerate(values) if place not in left_out]

    yield layout.header("Bank Accounts", *shown(_COLUMNS))
    total = layout.summary("Total", shown(sums))
    yield layout.section("", [*(_row(line.account, shown(line.amounts)) for line in lines), total])


def _row(account: Account, amounts: Sequence[Decimal]) -> Row:
    """Only what moved leads to the account. # seen: gateway-report-bank-summary.xml"""
    account_id = account.account_id
    before, received, spent, *others = map(layout.money, amounts)
    return Row(
        row_type="Row",
        cells=(
            layout.cell(account.name or "", accountID=account_id),
            layout.cell(before),
            *layout.cells((received, spent), account=account_id),
            *layout.cells(others),
        ),
    )
