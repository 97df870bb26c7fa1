"""The rules of BankTransfers."""

from mockxero.accounting import bank_transfers, chart, histories, lengths, locks, undoing
from mockxero.accounting.rulebook import Rulebook, none_with_id
from mockxero.resources.bank_transfers import BankTransfer

BANK_TRANSFERS = Rulebook(
    resource=BankTransfer,
    unknown_id=none_with_id(BankTransfer),  # guess
    links={"from_account": chart.account_named, "to_account": chart.account_named},
    laid_by_rules=frozenset({"from_tracking", "to_tracking"}),
    complete=(bank_transfers.transfer_defaults, undoing.all_but_status_stays),
    check=(
        undoing.made_or_deleted("Bank Transfer"),
        undoing.not_on_a_statement("Bank Transfer", "from_is_reconciled", "to_is_reconciled"),
        bank_transfers.between_bank_accounts,
        bank_transfers.moves_something,
        bank_transfers.tracking_is_known,
        locks.outside_locked_periods,
        lengths.within_length,
    ),
    consequences=(bank_transfers.both_sides,),
    history=histories.telling(bank_transfers.told),
)
