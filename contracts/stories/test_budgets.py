"""What accounts were meant to come to."""

from __future__ import annotations

from ..provenance import documented
from ..story import Story


@documented("Xero's page on Budgets: three months by default, lines for a single budget only")
def test_a_budget_alone_shows_three_months(xero: Story) -> None:
    """A list has no lines; a budget alone has them for the last, this and the next month."""
    overall = [one for one in xero.records("getBudgets") if one.get("Type") == "OVERALL"]
    xero.same("budgets", "overall ones", 1, len(overall))
    for budget in overall:
        xero.agree("listed budget", budget, BudgetLines=[])
        alone = xero.record("getBudget", BudgetID=budget["BudgetID"])
        for line in alone["BudgetLines"]:
            months = {balance["Period"] for balance in line["BudgetBalances"]}
            xero.same("budget", "more than three months", False, len(months) > 3)
