"""Expense claims: receipts that somebody wants to have back. Legacy."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    By,
    choice,
    constant,
    day,
    derived,
    guid,
    hidden,
    link,
    many,
    moment,
    money,
)
from mockxero.primitives.views import NOWHERE, OWN, View
from mockxero.resources.receipts import Receipt
from mockxero.resources.scopes import EXPENSES
from mockxero.resources.users import User


class ExpenseClaim(Resource):
    """The receipts that one user has handed in together."""

    about = About(
        plural="ExpenseClaims",
        singular="ExpenseClaim",
        key="expense_claim_id",
        scopes=EXPENSES,
        since=True,
        history=True,
    )

    expense_claim_id: str = guid("ExpenseClaimID")
    status: str | None = choice(
        "Status",
        "ExpenseClaimStatus",
        "SUBMITTED",
        "AUTHORISED",
        "PAID",
        "VOIDED",
        "DELETED",
        open=True,
    )
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO)
    user: str | None = link("User", User)
    receipts_named: tuple[Receipt, ...] = many("Receipts", Receipt, "Receipt", shows=NOWHERE)
    """What a caller sends; of each receipt only the id counts."""
    receipt_ids: tuple[str, ...] = hidden(())
    claimed = derived(
        "Receipts",
        Receipt,
        "Receipt",
        empty=View.LIST,
        looks={View.SINGLE: View.PAGE, View.WRITE: View.PAGE},
    )
    payments = constant("Payments", "[]", json_only=False, shows=OWN)
    total: Decimal | None = money("Total", by=By.XERO)
    amount_due: Decimal | None = money("AmountDue", by=By.XERO)
    amount_paid: Decimal | None = money("AmountPaid", by=By.XERO)
    payment_due_date: Date | None = day("PaymentDueDate", by=By.XERO)
    reporting_date: Date | None = day("ReportingDate", by=By.XERO)
