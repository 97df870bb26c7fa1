"""The rules of Receipts and ExpenseClaims."""

from mockxero.accounting import (
    contacts,
    expenses,
    histories,
    lengths,
    lifecycle,
    lines,
    locks,
    settlement,
    totals,
)
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.expense_claims import ExpenseClaim
from mockxero.resources.receipts import Receipt

RECEIPTS = Rulebook(
    resource=Receipt,
    links={"contact": contacts.contact_named, "user": expenses.user_named},
    laid_by_rules=frozenset({"lines"}),
    complete=(
        expenses.receipt_defaults,
        lines.completed_if_any,
        totals.totals,
        expenses.receipt_numbered,
    ),
    check=(
        expenses.has_user,
        expenses.receipt_status_may_move,
        lifecycle.has_contact,
        lifecycle.has_lines,
        lines.lines_are_good(settlement.never_settled),
        lifecycle.total_is_not_negative,
        locks.outside_locked_periods,
        lengths.within_length,
    ),
    history=histories.telling(expenses.receipt_told),
)
EXPENSE_CLAIMS = Rulebook(
    resource=ExpenseClaim,
    links={"user": expenses.user_named},
    laid_by_rules=frozenset({"receipts_named"}),
    complete=(expenses.claim_filled,),
    check=(
        expenses.has_user,
        expenses.claim_status_may_move,
        expenses.claims_receipts,
    ),
    consequences=(expenses.receipts_follow,),
    derive={"claimed": expenses.claimed},
    history=histories.telling(expenses.claim_told),
)
