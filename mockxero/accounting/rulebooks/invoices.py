"""The rules of Invoices, ACCREC and ACCPAY."""

from mockxero.accounting import (
    contacts,
    currency,
    filing,
    histories,
    inventory,
    invoices,
    lengths,
    lifecycle,
    lines,
    linked_transactions,
    locks,
    numbering,
    settlement,
    totals,
)
from mockxero.accounting.rulebook import Rulebook, none_with_id
from mockxero.resources.invoices import Invoice

INVOICES = Rulebook(
    resource=Invoice,
    unknown_id=none_with_id(Invoice),  # guess
    recognise=invoices.recognised,
    links={"contact": contacts.contact_named},
    laid_by_rules=frozenset({"lines"}),
    complete=(
        lifecycle.document_defaults,
        settlement.reopened(settlement.invoice_settled),
        currency.currency_and_rate,
        lines.completed,
        lifecycle.keep_what_is_settled(settlement.invoice_settled),
        totals.totals,
        totals.discounts,
        settlement.amounts_of_invoice,
        numbering.numbered(Invoice, "invoice_number", "ACCREC"),
        invoices.sent_once_approved,
        inventory.costed,
    ),
    check=(
        lifecycle.has_type,
        lifecycle.has_lines,
        lifecycle.status_may_move(settlement.invoice_settled),
        lifecycle.settled_parts_stand(settlement.invoice_settled),
        lifecycle.has_contact,
        invoices.has_unique_number,
        lifecycle.final_has_due_date,
        lines.lines_are_good(settlement.invoice_settled),
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
    conclude=(settlement.paid_or_open,),
    consequences=(
        lifecycle.contact_becomes(invoices.flag_of_contact),
        linked_transactions.links_follow,
        inventory.stock_moves,
    ),
    derive={"item": lines.item_mention},
    history=histories.telling_of_document("Invoice", "invoice_number"),
    answer=invoices.as_answered,
)
