"""The rules of ExpenseClaims."""

from mockxero.accounting import expense_claims, histories, receipts, settlement
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.expense_claims import ExpenseClaim

EXPENSE_CLAIMS = Rulebook(
    resource=ExpenseClaim,
    links={"user": receipts.user_named},
    laid_by_rules=frozenset({"receipts_named"}),
    complete=(settlement.reopened(expense_claims.was_paid), expense_claims.claim_filled),
    check=(
        receipts.has_user,
        expense_claims.status_may_move,
        expense_claims.claims_receipts,
        expense_claims.lines_may_be_posted,
        expense_claims.outside_locked_periods,
    ),
    conclude=(expense_claims.nothing_is_due,),
    consequences=(expense_claims.receipts_follow,),
    derive={"claimed": expense_claims.claimed},
    history=histories.telling(expense_claims.told),
)
