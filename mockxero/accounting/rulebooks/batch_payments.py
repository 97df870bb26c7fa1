"""The rules of BatchPayments."""

from mockxero.accounting import batch_payments, chart, histories, lengths, locks, payments, undoing
from mockxero.accounting.rulebook import Rulebook, none_with_id
from mockxero.resources.batch_payments import BatchPayment

BATCH_PAYMENTS = Rulebook(
    resource=BatchPayment,
    links={"account": chart.account_named},
    laid_by_rules=frozenset({"lines"}),
    complete=(batch_payments.batch_defaults, undoing.all_but_status_stays),
    check=(
        undoing.made_or_deleted("Batch payment"),
        batch_payments.has_date,
        payments.paid_through_an_account,
        batch_payments.pays_invoices_or_bills,
        batch_payments.in_base_currency,
        locks.outside_locked_periods,
        lengths.within_length,
    ),
    entails=batch_payments.member_payments,
    derive={"batched": batch_payments.batched, "batch": batch_payments.batch_of},
    history=histories.telling(batch_payments.told),
    unknown_id=none_with_id(BatchPayment),  # guess
)
