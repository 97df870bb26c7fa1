"""The rules of Payments."""

from mockxero.accounting import chart, currency, histories, lengths, locks, payments, undoing
from mockxero.accounting.rulebook import Rulebook, none_with_id
from mockxero.resources.payments import Payment

PAYMENTS = Rulebook(
    resource=Payment,
    links={
        "invoice": payments.invoice_named,
        "credit_note": payments.credit_note_named,
        "prepayment": payments.prepayment_named,
        "overpayment": payments.overpayment_named,
        "account": chart.account_named,
    },
    complete=(payments.flat_names, payments.payment_defaults, undoing.all_but_status_stays),
    check=(
        undoing.made_or_deleted("Payment"),
        undoing.not_on_a_statement("Payment", "is_reconciled"),
        payments.deleted_with_its_batch,
        payments.pays_a_document,
        payments.paid_through_an_account,
        payments.document_is_authorised,
        payments.within_amount_outstanding,
        currency.rate_is_positive,
        locks.outside_locked_periods,
        lengths.within_length,
    ),
    consequences=(payments.document_after_payment,),
    derive={"refunded": payments.refunded},
    history=histories.telling(payments.told),
    unknown_id=none_with_id(Payment),  # guess
)
