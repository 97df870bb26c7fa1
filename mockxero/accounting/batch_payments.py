"""Batch payments: what they bundle, when they may be, what they pay."""

from collections.abc import Iterator

from mockxero.accounting import payments
from mockxero.accounting.rulebook import Books, Entailed, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ZERO, cents, summed
from mockxero.primitives.records import Draft
from mockxero.resources.accounts import Account
from mockxero.resources.batch_payments import BatchPayment, InvoiceInBatch, PaymentInBatch
from mockxero.resources.invoices import Invoice
from mockxero.resources.payments import BatchMention, Payment

BATCH_TYPES = {"ACCREC": "RECBATCH", "ACCPAY": "PAYBATCH"}
_OF_THE_BATCH = ("payment_id", "account", "date", "status")
"""What is the same for every payment of a batch, whatever is sent for one of them."""
_NO_INVOICE = ("credit_note", "credit_note_number", "prepayment", "overpayment")


# --- completing -----------------------------------------------------------------------------------


def batch_defaults(proposal: Proposal[BatchPayment], books: Books) -> Filled:
    """What a new batch has."""
    if not proposal.creating:
        return {}
    types = (invoice.type for invoice in _invoices(proposal, books))
    return {
        "status": proposal.now.status or "AUTHORISED",
        "type": BATCH_TYPES.get(next(types, None) or ""),
        "total_amount": summed(cents(one.get("amount", ZERO)) for one in _lines(proposal)),
    }


def _lines(proposal: Proposal[BatchPayment]) -> list[Draft]:
    drafts: list[Draft] = proposal.sent.get("lines", [])
    return drafts


def _invoices(proposal: Proposal[BatchPayment], books: Books) -> Iterator[Invoice]:
    """The invoices and bills that a new batch pays."""
    for draft in _lines(proposal):
        flat = Draft(Invoice, {"invoice_number": draft.get("invoice_number")})
        named = payments.invoice_named(draft.get("invoice", flat), draft, books)
        invoice = books.find(Invoice, named)
        if invoice is not None:
            yield invoice


# --- what may be wrong ----------------------------------------------------------------------------


def has_date(proposal: Proposal[BatchPayment], books: Books) -> Iterator[Complaint]:
    """A batch has a day. # guess: documented as required, but not in which words"""
    if proposal.now.date is None:
        yield Complaint("The Date field must be specified")


def pays_invoices_or_bills(proposal: Proposal[BatchPayment], books: Books) -> Iterator[Complaint]:
    """All of one kind, and nothing else. # guess: documented, but not in which words"""
    if not proposal.creating:
        return
    if not _lines(proposal):
        yield Complaint("One or more payments must be specified")
    if any(name in draft for draft in _lines(proposal) for name in _NO_INVOICE):
        yield Complaint("Batch payments can only be made against invoices and bills")
    if len({invoice.type for invoice in _invoices(proposal, books)}) > 1:
        yield Complaint("Batch payments cannot be made against both invoices and bills")


def in_base_currency(proposal: Proposal[BatchPayment], books: Books) -> Iterator[Complaint]:
    """Batches are for the organisation's own currency."""
    if not proposal.creating:
        return
    base = books.organisation.base_currency
    account = books.find(Account, proposal.now.account)
    if account is not None and (account.currency_code or base) != base:
        yield Complaint(
            "Bank accounts must use the same currency as the organisations base currency"
        )
    if any((one.currency_code or base) != base for one in _invoices(proposal, books)):
        yield Complaint(  # guess: documented, but not in which words
            "Invoices must use the same currency as the organisations base currency"
        )


# --- its payments ---------------------------------------------------------------------------------


def member_payments(proposal: Proposal[BatchPayment], books: Books) -> Iterator[Entailed]:
    """A new batch makes a payment of each line; a deleted one deletes them all."""
    batch = proposal.now
    if proposal.creating:
        shared = {"date": batch.date, "account": Draft(Account, {"account_id": batch.account})}
        for draft in _lines(proposal):
            own = {a: v for a, v in draft.sent.items() if a not in (*_OF_THE_BATCH, *_NO_INVOICE)}
            yield Entailed(
                Draft(Payment, own | shared), preset={"batch_payment_id": batch.batch_payment_id}
            )
    elif proposal.moves("status") and batch.status == "DELETED":
        for payment in _standing(batch, books):
            yield Entailed(Draft(Payment, {"status": "DELETED"}), payment)


def _standing(batch: BatchPayment, books: Books) -> list[Payment]:
    """The payments of a batch that have not been deleted."""
    found = books.by(Payment, "batch", batch.batch_payment_id)
    return [payment for payment in found if payment.status != "DELETED"]


def batched(batch: BatchPayment, books: Books) -> tuple[PaymentInBatch, ...]:
    """The payments as their batch shows them; none of a deleted one.

    # seen: Xero-OpenAPI, deleteBatchPayment
    """
    return tuple(_in_batch(payment, books) for payment in _standing(batch, books))


def _in_batch(payment: Payment, books: Books) -> PaymentInBatch:
    invoice = books.find(Invoice, payment.invoice)
    return PaymentInBatch(
        invoice=InvoiceInBatch(
            invoice_id=payment.invoice, currency_code=invoice and invoice.currency_code
        ),
        payment_id=payment.payment_id,
        bank_account_number=payment.bank_account_number,
        particulars=payment.particulars,
        code=payment.account_code,
        reference=payment.reference,
        details=payment.details,
        amount=payment.amount,
        bank_amount=payment.bank_amount,
    )


def batch_of(payment: Payment, books: Books) -> BatchMention | None:
    """The batch of a payment, as the payment shows it."""
    batch = books.find(BatchPayment, payment.batch_payment_id)
    if batch is None:
        return None
    shown = ((attr, value) for attr, value in batch.items() if attr in BatchMention.places)
    return BatchMention(**dict(shown))


def told(batch: BatchPayment) -> str:
    """A batch in its own history."""
    return f"Batch payment on {batch.date:%d/%m/%Y} for {batch.total_amount}."
