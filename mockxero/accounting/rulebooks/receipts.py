"""The rules of Receipts."""

from mockxero.accounting import (
    contacts,
    histories,
    lengths,
    lifecycle,
    lines,
    locks,
    receipts,
    settlement,
    totals,
)
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.receipts import Receipt

RECEIPTS = Rulebook(
    resource=Receipt,
    links={"contact": contacts.contact_named, "user": receipts.user_named},
    laid_by_rules=frozenset({"lines"}),
    complete=(
        receipts.receipt_defaults,
        lines.completed_if_any,
        totals.totals,
        receipts.numbered,
    ),
    check=(
        receipts.has_user,
        receipts.status_may_move,
        lifecycle.has_contact,
        lifecycle.has_lines,
        lines.lines_are_good(settlement.never_settled),
        lifecycle.discounts_only_on_sales,
        lifecycle.total_is_not_negative,
        locks.outside_locked_periods,
        lengths.within_length,
    ),
    history=histories.telling(receipts.told),
)
