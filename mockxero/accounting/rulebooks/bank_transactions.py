"""The rules of BankTransactions."""

from mockxero.accounting import (
    bank_transactions,
    chart,
    contacts,
    currency,
    filing,
    histories,
    inventory,
    lengths,
    lifecycle,
    lines,
    linked_transactions,
    locks,
    settlement,
    totals,
)
from mockxero.accounting.rulebook import Rulebook, none_with_id
from mockxero.resources.bank_transactions import BankTransaction

BANK_TRANSACTIONS = Rulebook(
    resource=BankTransaction,
    unknown_id=none_with_id(BankTransaction),  # guess
    links={"contact": contacts.contact_named, "bank_account": chart.account_named},
    laid_by_rules=frozenset({"lines"}),
    complete=(
        bank_transactions.bank_transaction_defaults,
        currency.currency_of_bank_account,
        lines.completed,
        bank_transactions.coded_to_control_account,
        totals.totals,
        bank_transactions.names_what_it_makes,
        inventory.costed,
    ),
    check=(
        bank_transactions.may_be_recorded,
        bank_transactions.may_be_changed,
        bank_transactions.but_for_transfers(lifecycle.has_contact),
        bank_transactions.has_bank_account,
        bank_transactions.but_for_transfers(lifecycle.has_lines),
        bank_transactions.lines_are_whole,
        lines.lines_are_good(settlement.never_settled),
        filing.filed_under_what_is_in_use,
        bank_transactions.tax_is_as_calculated,
        bank_transactions.overpayment_is_one_line,
        bank_transactions.total_is_positive,
        lifecycle.discounts_only_on_sales,
        inventory.quantity_is_positive,
        inventory.enough_on_hand,
        currency.rate_is_positive,
        currency.is_subscribed,
        locks.outside_locked_periods,
        lengths.within_length,
    ),
    consequences=(
        bank_transactions.paid_ahead,
        linked_transactions.links_follow,
        inventory.stock_moves,
    ),
    derive={"item": lines.item_mention},
    history=histories.telling(bank_transactions.told),
)
