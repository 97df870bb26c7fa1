"""The rules of RepeatingInvoices; books/calendar.py makes what falls due."""

from mockxero.accounting import (
    contacts,
    currency,
    filing,
    histories,
    lengths,
    lifecycle,
    lines,
    repeating_invoices,
    settlement,
    totals,
)
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.repeating_invoices import RepeatingInvoice

REPEATING_INVOICES = Rulebook(
    resource=RepeatingInvoice,
    links={"contact": contacts.contact_named},
    laid_by_rules=frozenset({"lines"}),
    complete=(
        repeating_invoices.template_defaults,
        lines.completed,
        totals.totals,
        repeating_invoices.only_goes_away,
    ),
    check=(
        repeating_invoices.status_is_good,
        *map(
            repeating_invoices.on_creation,
            (
                lifecycle.has_type,
                repeating_invoices.is_for_sales,
                lifecycle.has_lines,
                lifecycle.has_contact,
                repeating_invoices.schedule_is_complete,
                repeating_invoices.sent_when_approved,
                lines.lines_are_good(settlement.never_settled),
                filing.filed_under_what_is_in_use,
                lifecycle.discounts_only_on_sales,
                lifecycle.total_is_not_negative,
                currency.is_subscribed,
                lengths.within_length,
            ),
        ),
    ),
    derive={"item": lines.item_mention},
    history=histories.telling(repeating_invoices.told),
)
