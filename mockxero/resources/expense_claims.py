"""Expense claims: receipts that somebody wants to have back. Legacy."""

from datetime import datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.dates import Date
from mockxero.primitives.fields import (
    By,
    choice,
    day,
    derived,
    guid,
    hidden,
    link,
    many,
    moment,
    money,
    text,
)
from mockxero.primitives.records import Record
from mockxero.primitives.views import NOWHERE, OWN, View
from mockxero.resources.accounts import Account
from mockxero.resources.receipts import Receipt
from mockxero.resources.scopes import EXPENSES
from mockxero.resources.users import User


class ClaimPayment(Record):
    """Money that somebody got back. # seen: docs-expenseclaims-get-01"""

    tells_errors = View(0)

    payment_id: str | None = guid("PaymentID", shows=NOWHERE)
    date: Date | None = day("Date")
    amount: Decimal | None = money("Amount")
    reference: str | None = text("Reference")
    account: str | None = link("Account", Account, looks={View.SINGLE: View.SETTLED})
    bank_amount: Decimal | None = hidden(None)
    currency_rate: Decimal | None = hidden(None)
    payment_type: str = hidden("EXPPAYMENT")
    """What journals call it; it is none of the payments that the API has."""


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
    payments: tuple[ClaimPayment, ...] = many(
        "Payments", ClaimPayment, "Payment", by=By.XERO, shows=OWN, empty=View.LIST
    )
    total: Decimal | None = money("Total", by=By.XERO)
    amount_due: Decimal | None = money("AmountDue", by=By.XERO)
    amount_paid: Decimal | None = money("AmountPaid", by=By.XERO)
    payment_due_date: Date | None = day("PaymentDueDate", by=By.XERO)
    reporting_date: Date | None = day("ReportingDate", by=By.XERO)
