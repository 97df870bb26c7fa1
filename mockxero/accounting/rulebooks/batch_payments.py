"""The rules of BatchPayments."""

from mockxero.accounting import batches, chart, histories, lengths, locks, payments, undoing
from mockxero.accounting.rulebook import Rulebook, none_with_id
from mockxero.resources.batch_payments import BatchPayment

BATCH_PAYMENTS = Rulebook(
    resource=BatchPayment,
    links={"account": chart.account_named},
    laid_by_rules=frozenset({"lines"}),
    complete=(batches.batch_defaults, undoing.all_but_status_stays),
    check=(
        undoing.made_or_deleted("Batch payment"),
        batches.has_date,
        payments.paid_through_an_account,
        batches.pays_invoices_or_bills,
        batches.in_base_currency,
        locks.outside_locked_periods,
        lengths.within_length,
    ),
    entails=batches.member_payments,
    derive={"batched": batches.batched, "batch": batches.batch_of},
    history=histories.telling(batches.told),
    unknown_id=none_with_id(BatchPayment),  # guess
)
