"""Settling documents: payments, refunds and allocations, and what is left open after them."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from mockxero.accounting.rulebook import Books, Effect, Filled, Line, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ONE, ZERO, cents
from mockxero.primitives.records import Draft
from mockxero.resources.accounts import Account
from mockxero.resources.credit_notes import Allocation, CreditNote
from mockxero.resources.documents import AppliedCredit, PaymentMention
from mockxero.resources.invoices import Invoice
from mockxero.resources.payments import Payment

PAYMENT_TYPES = {
    "ACCREC": "ACCRECPAYMENT",
    "ACCPAY": "ACCPAYPAYMENT",
    "ACCRECCREDIT": "ARCREDITPAYMENT",
    "ACCPAYCREDIT": "APCREDITPAYMENT",
}
CLOSED = ("DELETED", "VOIDED")
"""Statuses in which nothing is owed. # seen: invoices of Demo Company (Global), 2026"""
_SIDE = {"ACCREC": "ACCRECCREDIT", "ACCPAY": "ACCPAYCREDIT"}
"""The credit notes that may be allocated to each type of invoice."""


_OPEN_OR_PAID = ("AUTHORISED", "PAID")

# --- what is open ---------------------------------------------------------------------------------


def invoice_settled(invoice: Invoice) -> bool:
    """Whether anything has been paid or credited."""
    return bool(invoice.payments or invoice.credit_notes)


def credit_note_settled(note: CreditNote) -> bool:
    """Whether anything has been refunded or allocated."""
    return bool(note.payments or note.allocations)


def amounts_of_invoice(proposal: Proposal[Invoice], books: Books) -> Filled:
    """AmountDue, AmountPaid and AmountCredited."""
    return _amounts(balance(proposal.now))


def _amounts(filled: Filled) -> Filled:
    """Without the status: only a settlement moves it, and what a caller sends for it is judged."""
    return {attr: filled[attr] for attr in filled.keys() - {"status", "fully_paid_on"}}


def balance(invoice: Invoice) -> Filled:
    """What an invoice's settlements leave open; one that is settled is PAID."""
    paid = _sum([payment.amount for payment in invoice.payments])
    credited = _sum([note.applied_amount for note in invoice.credit_notes])
    due = ZERO if invoice.status in CLOSED else (invoice.total or ZERO) - paid - credited
    filled: Filled = {"amount_paid": paid, "amount_credited": credited, "amount_due": due}
    if invoice.status not in _OPEN_OR_PAID:
        return filled
    dates = [payment.date for payment in invoice.payments]
    dates += [note.date for note in invoice.credit_notes]
    return filled | _paid_or_open(due, dates)


def remaining_of_credit_note(proposal: Proposal[CreditNote], books: Books) -> Filled:
    """RemainingCredit."""
    return _amounts(remaining(proposal.now))


def remaining(note: CreditNote) -> Filled:
    """What a credit note's refunds and allocations leave; one that is used up is PAID."""
    spent = _sum(payment.amount for payment in note.payments)
    spent += _sum(one.amount for one in note.allocations if one.amount is not None)
    left = (note.total or ZERO) - spent
    if note.status in CLOSED:
        return {"remaining_credit": ZERO}
    dates = [payment.date for payment in note.payments]
    dates += [one.date for one in note.allocations if one.date is not None]
    filled: Filled = {"remaining_credit": left}
    return filled | _paid_or_open(left, dates) if note.status in _OPEN_OR_PAID else filled


def _paid_or_open(left: Decimal, dates: list[date]) -> Filled:
    """PAID with the day of the last settlement, or AUTHORISED again without one."""
    if left == 0 and dates:
        return {"status": "PAID", "fully_paid_on": max(dates)}
    return {"status": "AUTHORISED", "fully_paid_on": None}


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


# --- payments -------------------------------------------------------------------------------------


def document_paid(payment: Payment, books: Books) -> Invoice | CreditNote | None:
    """The invoice that a payment settles, or the credit note that it refunds."""
    return books.find(Invoice, payment.invoice) or books.find(CreditNote, payment.credit_note)


def payment_defaults(proposal: Proposal[Payment], books: Books) -> Filled:
    """What a new payment has, unless the caller said otherwise; of an old one only the status."""
    if proposal.before is not None:
        stays = ((a, v) for a, v in proposal.before.items() if a not in ("status", "updated"))
        return dict(stays)
    now = proposal.now
    document = document_paid(now, books)
    amount = cents(now.amount) if now.amount is not None else None
    return {
        "status": now.status or "AUTHORISED",
        "date": now.date or books.today,
        "amount": amount,
        "bank_amount": cents(now.bank_amount) if now.bank_amount is not None else amount,
        "currency_rate": now.currency_rate or (document and document.currency_rate) or ONE,
        "payment_type": PAYMENT_TYPES.get((document and document.type) or ""),
    }


def only_deletion_changes_a_payment(
    proposal: Proposal[Payment], books: Books
) -> Iterator[Complaint]:
    """A payment is made, or it is deleted; nothing else about it can change. # guess: the words"""
    if proposal.creating:
        if proposal.now.status != "AUTHORISED":
            yield Complaint("Payment not of valid status for creation")
    elif proposal.before is not None and (
        proposal.before.status == "DELETED" or proposal.now.status != "DELETED"
    ):
        yield Complaint("Payment not of valid status for modification")


def pays_a_document(proposal: Proposal[Payment], books: Books) -> Iterator[Complaint]:
    """A payment is for something that exists. # guess: the words"""
    if proposal.creating and document_paid(proposal.now, books) is None:
        credit = "credit_note" in proposal.sent or "credit_note_number" in proposal.sent
        yield Complaint(f"{'Credit note' if credit else 'Invoice'} could not be found")


def paid_through_an_account(proposal: Proposal[Payment], books: Books) -> Iterator[Complaint]:
    """The money goes through a bank account, or one that payments are enabled for."""
    if not proposal.creating:
        return
    account = books.find(Account, proposal.now.account)
    if account is None or account.status != "ACTIVE":
        yield Complaint("Account could not be found")
    elif account.type != "BANK" and not account.enable_payments:
        yield Complaint("Account type is invalid for making a payment to/from")  # guess


def document_is_authorised(proposal: Proposal[Payment], books: Books) -> Iterator[Complaint]:
    """Only what has been approved and is still open can be paid."""
    document = document_paid(proposal.now, books) if proposal.creating else None
    if document is not None and document.status != "AUTHORISED":
        yield Complaint("Payments can only be made against Authorised documents")


def within_amount_outstanding(proposal: Proposal[Payment], books: Books) -> Iterator[Complaint]:
    """A payment settles a document in full at most."""
    document = document_paid(proposal.now, books) if proposal.creating else None
    if document is None:
        return
    if proposal.now.amount is None or proposal.now.amount <= 0:
        yield Complaint("Payment amount must be greater than zero")  # guess
    elif proposal.now.amount > outstanding(document):
        yield Complaint("Payment amount exceeds the amount outstanding on this document")


def outstanding(document: Invoice | CreditNote) -> Decimal:
    """What can still be paid, refunded or allocated."""
    if document.status in CLOSED:
        return ZERO
    left = document.amount_due if isinstance(document, Invoice) else document.remaining_credit
    return left or ZERO


def document_after_payment(proposal: Proposal[Payment], books: Books) -> Iterator[Effect]:
    """Paying a document, or deleting its payment, moves what it has left."""
    payment = proposal.now
    document = document_paid(payment, books)
    if document is None:
        return
    others = tuple(one for one in document.payments if one.payment_id != payment.payment_id)
    mine = () if payment.status == "DELETED" else (mention(payment),)
    after = rebalanced(document.but(payments=others + mine))
    if payment.status == "DELETED":
        yield Effect(after, words="Payment Reversed", details=_told(payment))
    else:
        yield Effect(after, words="Payment made", details=_told(payment))


def _told(payment: Payment) -> str:
    return f"Payment on {payment.date:%d/%m/%Y} for {payment.amount}."


def mention(payment: Payment) -> PaymentMention:
    """A payment as its document shows it."""
    return PaymentMention(
        payment_id=payment.payment_id,
        date=payment.date,
        amount=payment.amount,
        reference=payment.reference,
        currency_rate=payment.currency_rate,
    )


def rebalanced(document: Any) -> Any:
    """A document with what is left of it worked out anew."""
    filled = balance(document) if isinstance(document, Invoice) else remaining(document)
    return document.but(**filled)


def refunded(payment: Payment, books: Books) -> Invoice | None:
    """The credit note of a refund, in the shape of an invoice."""
    note = books.find(CreditNote, payment.credit_note)
    if note is None or payment.invoice is not None:
        return None
    common = {attr: value for attr, value in note.items() if attr in Invoice.fields}
    return Invoice(
        **{attr: value for attr, value in common.items() if Invoice.fields[attr].stored},
        invoice_id=note.credit_note_id,
        invoice_number=note.credit_note_number,
        amount_due=note.remaining_credit,
        amount_paid=_sum(payment.amount for payment in note.payments),
    )


# --- allocations ----------------------------------------------------------------------------------


def cannot_allocate(
    note: CreditNote, invoice: Invoice | None, amount: Decimal | None
) -> Iterator[Complaint]:
    """What speaks against setting a part of a credit against an invoice; all of it is told."""
    if note.status != "AUTHORISED":  # guess: the words
        yield Complaint("Credit Note must be AUTHORISED before it can be allocated")
    if invoice is None:
        yield Complaint("Invoice could not be found")  # guess
        return
    if invoice.status == "PAID":
        yield Complaint("The invoice you are trying to allocate to has already been paid off")
    elif invoice.status != "AUTHORISED":  # guess: the words of a payment
        yield Complaint("Credit Note can only be allocated to Authorised invoices")
    if amount is None or amount <= 0:
        yield Complaint("Credit Note allocation amount must be greater than zero")  # guess
    elif amount > outstanding(invoice) or amount > outstanding(note):
        yield Complaint(
            "Credit Note cannot be allocated as amount is greater than amount outstanding"
        )
    if _SIDE.get(invoice.type or "") != note.type:
        yield Complaint("Credit Note cannot be allocated to an incorrect invoice type")
    if invoice.contact != note.contact:  # guess: the words
        yield Complaint("Credit Note cannot be allocated to an invoice of a different contact")


def allocated(
    note: CreditNote, invoice: Invoice, amount: Decimal, allocation_id: str
) -> tuple[CreditNote, Invoice, Allocation]:
    """A credit note and an invoice after the one has been set against the other."""
    day = max(day for day in (note.date, invoice.date) if day is not None)
    allocation = Allocation(
        allocation_id=allocation_id, amount=amount, date=day, invoice=invoice.invoice_id
    )
    spent = rebalanced(note.but(allocations=(*note.allocations, allocation)))
    return spent, with_credit(invoice, spent), allocation


def released(note: CreditNote, invoice: Invoice, allocation_id: str) -> tuple[CreditNote, Invoice]:
    """The same two after an allocation has been taken back."""
    left = tuple(one for one in note.allocations if one.allocation_id != allocation_id)
    spared = rebalanced(note.but(allocations=left))
    return spared, with_credit(invoice, spared)


def with_credit(invoice: Invoice, note: CreditNote) -> Invoice:
    """The invoice, showing what this credit note has been allocated to it by now."""
    mine = [one for one in note.allocations if one.invoice == invoice.invoice_id]
    others = tuple(one for one in invoice.credit_notes if one.credit_note_id != note.credit_note_id)
    if not mine:
        return _rebalanced_invoice(invoice, others)
    applied = AppliedCredit(
        credit_note_id=note.credit_note_id,
        credit_note_number=note.credit_note_number,
        id=note.credit_note_id,
        currency_rate=note.currency_rate,
        applied_amount=_sum(one.amount for one in mine if one.amount is not None),
        date=max(one.date for one in mine if one.date is not None),
        total=note.total,
    )
    return _rebalanced_invoice(invoice, (*others, applied))


def _rebalanced_invoice(invoice: Invoice, credits: tuple[AppliedCredit, ...]) -> Invoice:
    after: Invoice = rebalanced(invoice.but(credit_notes=credits))
    return after


# --- links ----------------------------------------------------------------------------------------


def invoice_named(sent: Draft, whole: Draft, books: Books) -> str | None:
    """The invoice that a payment names by id or number."""
    return _named(Invoice, sent.get("invoice_id"), sent.get("invoice_number"), books)


def credit_note_named(sent: Draft, whole: Draft, books: Books) -> str | None:
    """The credit note that a payment names by id or number."""
    return _named(CreditNote, sent.get("credit_note_id"), sent.get("credit_note_number"), books)


def _named(resource: Any, record_id: str | None, number: str | None, books: Books) -> str | None:
    if record_id is not None:
        return record_id if books.find(resource, record_id) else None
    found = books.by(resource, "number", (number or "").casefold())
    return found[0].key if found else None


def account_named(sent: Draft, whole: Draft, books: Books) -> str | None:
    """The account that a payment names by id or code."""
    if (account_id := sent.get("account_id")) is not None:
        return account_id if books.find(Account, account_id) else None
    found = books.by(Account, "code", (sent.get("code") or "").casefold())
    return found[0].account_id if found else None


def flat_names(proposal: Proposal[Payment], books: Books) -> Filled:
    """A payment may also name its document and account by flat numbers and a code."""
    now, filled = proposal.now, Filled()
    if now.invoice is None and now.invoice_number:
        filled["invoice"] = _named(Invoice, None, now.invoice_number, books)
    if now.credit_note is None and now.credit_note_number:
        filled["credit_note"] = _named(CreditNote, None, now.credit_note_number, books)
    if now.account is None and now.account_code:
        found = books.by(Account, "code", now.account_code.casefold())
        filled["account"] = found[0].account_id if found else None
    return filled


def payment_history(proposal: Proposal[Payment]) -> Line:
    """The line in the payment's own history."""
    return Line("Deleted" if proposal.now.status == "DELETED" else "Created", _told(proposal.now))
