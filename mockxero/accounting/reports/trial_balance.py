"""The trial balance: what was debited and credited this month, and what stands this year."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mockxero.accounting.reports import layout
from mockxero.accounting.reports.figures import EARNING, Chart, Figures, Scope
from mockxero.accounting.reports.periods import american, day_before, in_words, year_start
from mockxero.accounting.rulebook import Books
from mockxero.primitives.money import ZERO
from mockxero.resources.accounts import Account
from mockxero.resources.reports import Report, Row

TITLE = "Trial Balance"
_SECTIONS = (
    ("Revenue", "REVENUE"),
    ("Expenses", "EXPENSE"),
    ("Assets", "ASSET"),
    ("Liabilities", "LIABILITY"),
    ("Equity", "EQUITY"),
)
_DEBIT = ("ASSET", "EXPENSE")
"""Classes whose natural side is the debit."""


def trial_balance(books: Books, figures: Figures, day: date, *, paid_only: bool = False) -> Report:
    """Every account that has anything to show on a day."""
    titles = [TITLE, books.organisation.name, f"As at {in_words(day)}"]
    made = _TrialBalance(books, figures, day, Scope(paid_only=paid_only))
    return layout.report("TrialBalance", TITLE, titles, made.rows(), books)


class _TrialBalance:
    def __init__(self, books: Books, figures: Figures, day: date, scope: Scope) -> None:
        self._ledger = Chart(books, figures)
        self._day, self._scope = day, scope
        self._year = year_start(day, books.organisation)
        self._sums = [ZERO] * 4

    def rows(self) -> Iterator[layout.Block]:
        yield layout.header("Account", "Debit", "Credit", "YTD Debit", "YTD Credit")
        for title, account_class in _SECTIONS:
            lines = layout.lines_of(self._ledger.of_class(account_class), self._amounts)
            if lines:
                yield layout.section(title, [self._row(line) for line in lines])
        yield layout.section("", [layout.summary("Total", self._sums)])

    def _amounts(self, account: Account) -> list[Decimal]:
        """The movement of the month, and what stands."""
        ledger, scope, one = self._ledger, self._scope, [account]
        month = ledger.movement(one, self._day.replace(day=1), self._day, scope)
        if account.account_class in EARNING:
            return [month, ledger.movement(one, self._year, self._day, scope)]
        standing = ledger.balance(one, self._day, scope)
        if account.system_account == "RETAINEDEARNINGS":
            standing -= ledger.earned_before(self._year, scope)
        return [month, standing]

    def _row(self, line: layout.Line) -> Row:
        account = line.account
        values = []
        for place, amount in enumerate(line.amounts):
            in_debit = amount > 0 or (not amount and account.account_class in _DEBIT)
            shown = layout.money(abs(amount))
            values += [shown, ""] if in_debit else ["", shown]
            self._sums[2 * place + (not in_debit)] += abs(amount)
        days: dict[str, str] = {}
        if account.system_account == "RETAINEDEARNINGS":
            days = {"fromDate": "", "toDate": american(day_before(self._year))}
        label = f"{account.name} ({account.code})" if account.code else account.name or ""
        first = layout.cell(label, account=account.account_id)
        others = layout.cells(values, account=account.account_id, **days)
        return Row(row_type="Row", cells=(first, *others))
