"""The rules of PurchaseOrders."""

from mockxero.accounting import (
    contacts,
    currency,
    filing,
    histories,
    lengths,
    lifecycle,
    lines,
    numbering,
    orders,
    purchase_orders,
    settlement,
    totals,
)
from mockxero.accounting.rulebook import Rulebook, none_with_id
from mockxero.resources.purchase_orders import PurchaseOrder

PURCHASE_ORDERS = Rulebook(
    resource=PurchaseOrder,
    unknown_id=none_with_id(PurchaseOrder),  # guess
    recognise=purchase_orders.recognised,
    links={"contact": contacts.contact_known},
    laid_by_rules=frozenset({"lines"}),
    complete=(
        purchase_orders.order_defaults,
        purchase_orders.sent_to_contact,
        currency.currency_and_rate,
        lines.completed_if_any,
        totals.totals,
        purchase_orders.discounts,
        numbering.numbered(PurchaseOrder, "purchase_order_number", purchase_orders.SERIES),
    ),
    check=(
        purchase_orders.status_may_move,
        purchase_orders.has_unique_number,
        purchase_orders.final_has_lines,
        lifecycle.has_contact,
        lines.lines_are_good(settlement.never_settled, coded=False),
        filing.filed_under_what_is_in_use,
        lifecycle.total_is_not_negative,
        currency.rate_is_positive,
        currency.is_subscribed,
        lengths.within_length,
        purchase_orders.sent_only_once_approved,
    ),
    derive={
        "supplier": purchase_orders.supplier,
        "supplier_answered": purchase_orders.supplier_answered,
        "supplier_refused": purchase_orders.supplier_refused,
    },
    history=histories.telling_of_document("Purchase Order", "purchase_order_number"),
    refusal=orders.as_refused("purchase_order_number"),
)
