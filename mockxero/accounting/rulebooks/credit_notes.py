"""The rules of CreditNotes; allocations have rules of their own in allocations.py."""

from mockxero.accounting import (
    contacts,
    credit_notes,
    currency,
    filing,
    histories,
    inventory,
    lengths,
    lifecycle,
    lines,
    locks,
    numbering,
    settlement,
    totals,
)
from mockxero.accounting.rulebook import Rulebook, none_with_id
from mockxero.resources.credit_notes import CreditNote

CREDIT_NOTES = Rulebook(
    resource=CreditNote,
    unknown_id=none_with_id(CreditNote),
    recognise=credit_notes.recognised,
    links={"contact": contacts.contact_named},
    laid_by_rules=frozenset({"lines"}),
    complete=(
        lifecycle.document_defaults,
        credit_notes.twin_id,
        currency.currency_and_rate,
        lines.completed,
        lifecycle.keep_what_is_settled(settlement.credit_spent),
        totals.totals,
        settlement.remaining_of_credit,
        numbering.numbered(CreditNote, "credit_note_number", "ACCRECCREDIT"),
        inventory.costed,
    ),
    check=(
        lifecycle.has_type,
        lifecycle.final_has_lines,
        lifecycle.status_may_move(settlement.credit_spent),
        lifecycle.settled_parts_stand(settlement.credit_spent),
        lifecycle.has_contact,
        credit_notes.has_unique_number,
        lines.lines_are_good(settlement.credit_spent),
        filing.filed_under_what_is_in_use,
        lifecycle.discounts_only_on_sales,
        lifecycle.total_is_not_negative,
        inventory.quantity_is_positive,
        inventory.enough_on_hand,
        currency.rate_is_positive,
        currency.is_subscribed,
        locks.outside_locked_periods,
        lengths.within_length,
    ),
    consequences=(inventory.stock_moves,),
    derive={"item": lines.item_mention},
    history=histories.telling_of_document("Credit Note", "credit_note_number"),
)
