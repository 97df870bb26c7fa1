"""Budgets: what each account was meant to come to, month by month. Read-only."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import choice, guid, many, moment, money, text
from mockxero.primitives.records import Record
from mockxero.primitives.views import View
from mockxero.resources.accounts import Account
from mockxero.resources.parts import LineTracking
from mockxero.resources.scopes import BUDGETS


class BudgetBalance(Record):
    """A month."""

    tells_errors = View(0)

    period: str = text("Period")
    amount: Decimal = money("Amount")
    unit_amount: Decimal | None = money("UnitAmount")
    notes: str | None = text("Notes", limit=255)


class BudgetLine(Record):
    """An account."""

    tells_errors = View(0)

    account_id: str = guid("AccountID")
    account_code: str | None = text("AccountCode", via=("account_id", Account, "code"))
    balances: tuple[BudgetBalance, ...] = many("BudgetBalances", BudgetBalance, "BudgetBalance")


class Budget(Resource):
    """The budget of the whole organisation (OVERALL), or of a tracking option (TRACKING)."""

    about = About(
        plural="Budgets",
        singular="Budget",
        key="budget_id",
        scopes=BUDGETS,
        collection=("GET",),
        item=("GET",),
        where=False,
        filters={"IDs": "budget_id"},
    )

    budget_id: str = guid("BudgetID")
    status: str = text("Status", default="APPROVED")
    description: str | None = text("Description", limit=255)
    type: str = choice("Type", "BudgetType", "OVERALL", "TRACKING")
    updated: datetime | None = moment("UpdatedDateUTC")
    lines: tuple[BudgetLine, ...] = many("BudgetLines", BudgetLine, "BudgetLine", empty=View.LIST)
    tracking: tuple[LineTracking, ...] = many(
        "Tracking",
        LineTracking,
        "TrackingCategory",
        empty=View.LIST,
        looks={View.SINGLE: View.PAGE},  # seen: Xero's page on Budgets: no id of the option
    )
