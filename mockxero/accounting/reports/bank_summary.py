"""The bank summary: what each bank account held, received and spent."""

from collections.abc import Iterator
from decimal import Decimal

from mockxero.accounting.reports import layout
from mockxero.accounting.reports.figures import Chart, Figures
from mockxero.accounting.reports.periods import Period, day_before, in_words
from mockxero.accounting.rulebook import Books
from mockxero.resources.accounts import Account
from mockxero.resources.reports import Report, Row

TITLE = "Bank Summary"


def bank_summary(books: Books, figures: Figures, period: Period) -> Report:
    """The bank accounts that have anything to show."""
    span = f"From {in_words(period.first)} to {in_words(period.last)}"
    rows = _rows(Chart(books, figures), period)
    return layout.report("BankSummary", TITLE, [TITLE, books.organisation.name, span], rows, books)


def _rows(ledger: Chart, period: Period) -> Iterator[layout.Block]:
    def amounts_of(account: Account) -> list[Decimal]:
        before = ledger.balance([account], day_before(period.first))
        flow = ledger.figures.cash(account.account_id, *period)
        return [before, flow.received, flow.spent, ledger.balance([account], period.last)]

    yield layout.header(
        "Bank Accounts", "Opening Balance", "Cash Received", "Cash Spent", "Closing Balance"
    )
    lines = layout.lines_of(ledger.of_type("BANK"), amounts_of)
    total = layout.summary("Total", layout.added_up(lines, 4))
    yield layout.section("", [*map(_row, lines), total])


def _row(line: layout.Line) -> Row:
    """Only what moved leads to the account. # seen: gateway-report-bank-summary.xml"""
    account_id = line.account.account_id
    before, received, spent, after = map(layout.money, line.amounts)
    return Row(
        row_type="Row",
        cells=(
            layout.cell(line.account.name or "", accountID=account_id),
            layout.cell(before),
            *layout.cells((received, spent), account=account_id),
            layout.cell(after),
        ),
    )
