"""The rules of Budgets, which nobody writes."""

from mockxero.accounting import budgets
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.budgets import Budget

BUDGETS = Rulebook(resource=Budget, within=budgets.budgeted_within)
