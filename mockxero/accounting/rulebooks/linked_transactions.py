"""The rules of LinkedTransactions."""

from mockxero.accounting import linked_transactions
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.linked_transactions import LinkedTransaction

LINKED_TRANSACTIONS = Rulebook(
    resource=LinkedTransaction,
    complete=(linked_transactions.source_stays, linked_transactions.link_defaults),
    check=(
        linked_transactions.source_is_good,
        linked_transactions.target_is_good,
        linked_transactions.contact_is_good,
    ),
)
