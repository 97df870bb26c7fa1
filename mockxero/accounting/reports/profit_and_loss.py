"""Profit and loss: what came in, what it cost, what is left of it, in some periods."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from mockxero.accounting.reports import layout
from mockxero.accounting.reports.figures import Chart, Figures, Scope
from mockxero.accounting.reports.periods import Period, in_words
from mockxero.accounting.rulebook import Books
from mockxero.resources.accounts import Account
from mockxero.resources.reports import Report

NAME, TITLE = "Profit and Loss", "Profit & Loss"
INCOME = ("REVENUE", "SALES")
OTHER_INCOME = ("OTHERINCOME",)
DIRECT_COSTS = ("DIRECTCOSTS",)
EXPENSES = ("EXPENSE", "OVERHEADS", "DEPRECIATN")
_CURRENCY = ("BANKCURRENCYGAIN", "UNREALISEDCURRENCYGAIN", "REALISEDCURRENCYGAIN")
_CURRENCY_GROUP = "FXGROUPID"
"""What stands for the accounts of currency gains, in most countries.

Source: Xero's page on Reports. # guess: the label of its row
"""


class Column(NamedTuple):
    """What a column is about."""

    label: str
    period: Period
    scope: Scope


def profit_and_loss(books: Books, figures: Figures, columns: Sequence[Column]) -> Report:
    """What was earned, a column for each period or tracking option."""
    period = columns[0].period
    span = f"{in_words(period.first)} to {in_words(period.last)}"
    titles = [TITLE, books.organisation.name, span]
    made = _ProfitAndLoss(books, figures, columns)
    return layout.report("ProfitAndLoss", NAME, titles, made.rows(), books)


class _ProfitAndLoss:
    def __init__(self, books: Books, figures: Figures, columns: Sequence[Column]) -> None:
        self._ledger = Chart(books, figures)
        self._columns = columns
        organisation = books.organisation
        self._grouped = organisation.version != "US" and not (
            organisation.version == "AU" and organisation.is_demo_company
        )

    def rows(self) -> Iterator[layout.Block]:
        yield layout.header("", *(column.label for column in self._columns))
        income = self._lines(INCOME, credit=True)
        costs = self._lines(DIRECT_COSTS)
        others = self._lines(OTHER_INCOME, credit=True)
        expenses = self._lines(EXPENSES)
        yield self._section("Income", "Total Income", income)  # guess: there even when empty
        if costs:
            yield self._section("Less Cost of Sales", "Total Cost of Sales", costs)
        gross = layout.less(self._sums(income), self._sums(costs))
        yield layout.section("", [layout.row("Gross Profit", gross)])  # guess: without costs too
        if others:
            yield self._section("Plus Other Income", "Total Other Income", others)
        # guess: there even when empty
        yield self._section("Less Operating Expenses", "Total Operating Expenses", expenses)
        net = layout.less(gross, self._sums(expenses), layout.negated(self._sums(others)))
        yield layout.section("", [layout.row("Net Profit", net)])

    def _lines(self, types: tuple[str, ...], *, credit: bool = False) -> list[layout.Line]:
        accounts = self._ledger.of_type(*types)
        if not self._grouped:
            return layout.lines_of(accounts, lambda one: self._moved([one], credit=credit))
        gains = [one for one in accounts if one.system_account in _CURRENCY]
        group = Account(account_id=_CURRENCY_GROUP, name="Foreign Currency Gains and Losses")

        def moved(account: Account) -> list[Decimal]:
            return self._moved(gains if account is group else [account], credit=credit)

        others = [one for one in accounts if one not in gains]
        return layout.lines_of([*others, group] if gains else others, moved)

    def _moved(self, accounts: list[Account], *, credit: bool) -> list[Decimal]:
        amounts = [
            self._ledger.movement(accounts, *column.period, column.scope)
            for column in self._columns
        ]
        return layout.negated(amounts) if credit else amounts

    def _sums(self, lines: list[layout.Line]) -> list[Decimal]:
        return layout.added_up(lines, len(self._columns))

    def _section(self, title: str, total: str, lines: list[layout.Line]) -> layout.Block:
        rows = [layout.account_row(line) for line in lines]
        return layout.section(title, [*rows, layout.summary(total, self._sums(lines))])
