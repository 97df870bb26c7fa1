"""The balance sheet: what is owned, what is owed, and what is left, at the ends of some months."""

from collections.abc import Generator, Iterable, Iterator
from datetime import date
from decimal import Decimal

from mockxero.accounting.reports import layout
from mockxero.accounting.reports.figures import Chart, Figures, Scope
from mockxero.accounting.reports.periods import american, in_words, short, year_start
from mockxero.accounting.rulebook import Books
from mockxero.resources.accounts import Account
from mockxero.resources.reports import Report, Row

TITLE = "Balance Sheet"
CURRENT_YEAR_EARNINGS = "abababab-abab-abab-abab-abababababab"
"""The id of an account that there is not. # seen: gateway-report-balance-sheet.xml"""
_ASSETS = (
    ("Bank", ("BANK",)),
    ("Current Assets", ("CURRENT", "INVENTORY", "PREPAYMENT")),
    ("Fixed Assets", ("FIXED",)),
    ("Non-current Assets", ("NONCURRENT",)),
)
_LIABILITIES = (
    # guess: where accounts of type LIABILITY stand
    ("Current Liabilities", ("CURRLIAB", "PAYG", "LIABILITY")),
    ("Non-Current Liabilities", ("TERMLIAB",)),
)

Sections = Iterable[tuple[str, tuple[str, ...]]]


def balance_sheet(books: Books, figures: Figures, days: list[date], scope: Scope) -> Report:
    """What stands at the end of each day, a column each."""
    titles = [TITLE, books.organisation.name, f"As at {in_words(days[0])}"]
    made = _BalanceSheet(books, figures, days, scope)
    return layout.report("BalanceSheet", TITLE, titles, made.rows(), books)


class _BalanceSheet:
    def __init__(self, books: Books, figures: Figures, days: list[date], scope: Scope) -> None:
        self._ledger = Chart(books, figures)
        self._days, self._scope = days, scope
        self._years = [year_start(day, books.organisation) for day in days]

    def rows(self) -> Iterator[layout.Block]:
        yield layout.header("", *map(short, self._days))
        assets = yield from self._side("Assets", _ASSETS, self._standing)
        liabilities = yield from self._side("Liabilities", _LIABILITIES, self._owed)
        net = layout.less(assets, liabilities)
        yield layout.section("", [layout.row("Net Assets", net)])
        yield self._equity()

    def _side(
        self, title: str, sections: Sections, amounts_of: layout.AmountsOf
    ) -> Generator[layout.Block, None, list[Decimal]]:
        """Assets or liabilities, section by section; gives back what they come to."""
        columns = len(self._days)
        total = layout.sum_of(columns)
        yield layout.heading(title)
        for name, types in sections:
            lines = layout.lines_of(self._ledger.of_type(*types), amounts_of)
            if lines:
                sums = layout.added_up(lines, columns)
                total = layout.sum_of(columns, total, sums)
                rows = [layout.account_row(line) for line in lines]
                yield layout.section(name, [*rows, layout.summary(f"Total {name}", sums)])
        yield layout.section("", [layout.summary(f"Total {title}", total)])
        return total

    def _standing(self, account: Account) -> list[Decimal]:
        return [self._ledger.balance([account], day, self._scope) for day in self._days]

    def _owed(self, account: Account) -> list[Decimal]:
        return layout.negated(self._standing(account))

    def _equity(self) -> layout.Block:
        """What the owners put in, and what was earned this year and before."""
        lines = layout.lines_of(
            [*self._ledger.of_class("EQUITY"), _earnings_of_this_year()], self._shown
        )
        rows = [self._equity_row(line) for line in lines]
        sums = layout.added_up(lines, len(self._days))
        return layout.section("Equity", [*rows, layout.summary("Total Equity", sums)])

    def _shown(self, account: Account) -> list[Decimal]:
        ledger, scope = self._ledger, self._scope
        spans = zip(self._years, self._days, strict=True)
        if account.account_id == CURRENT_YEAR_EARNINGS:
            return [ledger.earned(first, last, scope) for first, last in spans]
        if account.system_account == "RETAINEDEARNINGS":
            return [
                owed + ledger.earned_before(first, scope)
                for owed, first in zip(self._owed(account), self._years, strict=True)
            ]
        return self._owed(account)

    def _equity_row(self, line: layout.Line) -> Row:
        account_id = line.account.account_id
        is_earned = account_id == CURRENT_YEAR_EARNINGS
        if not is_earned and line.account.system_account != "RETAINEDEARNINGS":
            return layout.account_row(line)
        amounts = [
            layout.cell(
                layout.money(amount),
                account=account_id,
                fromDate=american(first) if is_earned else "",
                toDate=american(last),
            )
            for amount, first, last in zip(line.amounts, self._years, self._days, strict=True)
        ]
        label = layout.cell(line.account.name or "", account=account_id)
        return Row(row_type="Row", cells=(label, *amounts))


def _earnings_of_this_year() -> Account:
    return Account(
        account_id=CURRENT_YEAR_EARNINGS, name="Current Year Earnings", account_class="EQUITY"
    )
