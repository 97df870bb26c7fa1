"""The rules of Payments."""

from mockxero.accounting import lengths, locks, settlement
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.payments import Payment

PAYMENTS = Rulebook(
    resource=Payment,
    links={
        "invoice": settlement.invoice_named,
        "credit_note": settlement.credit_note_named,
        "account": settlement.account_named,
    },
    complete=(settlement.flat_names, settlement.payment_defaults),
    check=(
        settlement.only_deletion_changes_a_payment,
        settlement.pays_a_document,
        settlement.paid_through_an_account,
        settlement.document_is_authorised,
        settlement.within_amount_outstanding,
        locks.outside_locked_periods,
        lengths.within_length,
    ),
    consequences=(settlement.document_after_payment,),
    derive={"refunded": settlement.refunded},
    history=settlement.payment_history,
    unknown_id="An existing Payment with the specified PaymentID could not be found",  # guess
)
