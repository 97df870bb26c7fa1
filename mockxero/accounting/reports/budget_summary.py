"""The budget summary: what is planned for each account, period by period."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from mockxero.accounting.reports import layout
from mockxero.accounting.reports.periods import Period, months_later
from mockxero.accounting.reports.profit_and_loss import DIRECT_COSTS, EXPENSES, INCOME, OTHER_INCOME
from mockxero.accounting.rulebook import Books
from mockxero.primitives.money import ZERO, summed
from mockxero.resources.accounts import Account
from mockxero.resources.budgets import Budget
from mockxero.resources.reports import Report, Row

TITLE = "Budget Summary"

Planned = Callable[[Account, Period], Decimal]
"""What the overall budget has for an account, income and expenses both positive."""


def overall(books: Books) -> Planned:
    """What the budget of the whole organisation says, month by month; without one, nothing."""
    amounts: dict[tuple[str, str], Decimal] = {
        (line.account_id, balance.period): balance.amount
        for budget in books.every(Budget)
        if budget.type == "OVERALL"
        for line in budget.lines
        for balance in line.balances
    }

    def planned(account: Account, period: Period) -> Decimal:
        months = {(account.account_id, f"{day:%Y-%m}") for day in _months(period)}
        return summed(amounts.get(month, ZERO) for month in months)

    return planned


def _months(period: Period) -> Iterator[date]:
    """The first days of the months of a period."""
    day = period.first
    while day <= period.last:
        yield day
        following = months_later(day, 1)
        if following <= day:  # the end of time
            return
        day = following


def budget_summary(books: Books, periods: list[Period], planned: Planned) -> Report:
    """The overall budget, a column a period."""
    span = f"{periods[0].first:%B %Y} to {periods[-1].last:%B %Y}"
    titles = ["Overall Budget", TITLE, books.organisation.name, span]
    rows = _Summary(books, periods, planned).rows()
    return layout.report("BudgetSummary", TITLE, titles, rows, books)


class _Summary:
    def __init__(self, books: Books, periods: list[Period], planned: Planned) -> None:
        self._accounts = [one for one in books.every(Account) if one.status == "ACTIVE"]
        self._periods, self._planned = periods, planned

    def rows(self) -> Iterator[layout.Block]:
        yield layout.header("Account", *(f"{period.last:%b-%y}" for period in self._periods))
        income = self._lines(INCOME)
        costs = self._lines(DIRECT_COSTS)
        others = self._lines(OTHER_INCOME)
        expenses = self._lines(EXPENSES)
        yield from self._section("Income", "Total Income", income)
        yield from self._section("Less Cost of Sales", "Total Cost of Sales", costs)
        gross = layout.less(self._sums(income), self._sums(costs))
        yield layout.section("", [layout.summary("Gross Profit", gross)])
        yield from self._section("Plus Other Income", "Total Other Income", others)
        yield from self._section("Less Operating Expenses", "", expenses)
        spent = self._sums(expenses)
        yield layout.section("", [layout.summary("Total Expenses", spent)])
        net = layout.less(gross, spent, layout.negated(self._sums(others)))
        yield layout.section("", [layout.summary("Net Profit", net)])

    def _lines(self, types: tuple[str, ...]) -> list[layout.Line]:
        accounts = [one for one in self._accounts if one.type in types]
        return layout.lines_of(
            accounts, lambda one: [self._planned(one, period) for period in self._periods]
        )

    def _sums(self, lines: list[layout.Line]) -> list[Decimal]:
        return layout.added_up(lines, len(self._periods))

    def _section(self, title: str, total: str, lines: list[layout.Line]) -> Iterator[layout.Block]:
        """Accounts that are planned for; only their names lead to them."""
        if not lines:
            return
        rows = [_row(line) for line in lines]
        if total:
            rows.append(layout.summary(total, self._sums(lines)))
        yield layout.section(title, rows)


def _row(line: layout.Line) -> Row:
    label = layout.cell(line.account.name or "", account=line.account.account_id)
    return Row(row_type="Row", cells=(label, *layout.cells(map(layout.money, line.amounts))))
