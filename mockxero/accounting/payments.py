"""Payments and refunds: what they say of themselves, when they may be, what they change."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from mockxero.accounting.credits import KINDS, LEDGER_NAMES
from mockxero.accounting.currency import rate_of
from mockxero.accounting.lines import POSTED_BY_XERO
from mockxero.accounting.rulebook import Books, Effect, Filled, Proposal, Records
from mockxero.accounting.settlement import outstanding, rebalanced
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ONE, ZERO, cents, summed, to_places
from mockxero.primitives.records import Draft
from mockxero.resources.accounts import Account
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.credits import Credit
from mockxero.resources.documents import RATE_PLACES, PaymentMention
from mockxero.resources.invoices import Invoice
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.payments import Payment
from mockxero.resources.prepayments import Prepayment

PAYMENT_TYPES = {
    "ACCREC": "ACCRECPAYMENT",
    "ACCPAY": "ACCPAYPAYMENT",
    "ACCRECCREDIT": "ARCREDITPAYMENT",
    "ACCPAYCREDIT": "APCREDITPAYMENT",
    **{kind: f"{name}PAYMENT" for kind, name in LEDGER_NAMES.items()},
}
PAYABLE: Mapping[str, type[Any]] = {
    "invoice": Invoice,
    **{kind.link: credit for credit, kind in KINDS.items()},
}
"""What a payment may name, by the attribute that names it."""
_NOUNS = {"invoice": "Invoice", "credit_note": "Credit note"}


def document_paid(payment: Payment, books: Records) -> Invoice | Credit | None:
    """The invoice that a payment settles, or the credit that it refunds."""
    for attr, resource in PAYABLE.items():
        document: Invoice | Credit | None = books.find(resource, getattr(payment, attr))
        if document is not None:
            return document
    return None


def payment_defaults(proposal: Proposal[Payment], books: Books) -> Filled:
    """What a new payment has, unless the caller said otherwise."""
    if not proposal.creating:
        return {}
    now = proposal.now
    document = document_paid(now, books)
    amount = cents(now.amount) if now.amount is not None else None
    filled: Filled = {
        "status": now.status or "AUTHORISED",
        "date": now.date or books.today,
        "amount": amount,
        "payment_type": PAYMENT_TYPES.get((document and document.type) or ""),
    }
    return filled | _at_the_bank(now.but(amount=amount), document, books)


def _at_the_bank(now: Payment, document: Invoice | Credit | None, books: Books) -> Filled:
    """The rate, and the amount in the currency of the bank account.

    A rate is for documents or accounts in a foreign currency; elsewhere it is 1, whatever was sent.
    """
    base = books.organisation.base_currency
    account = books.find(Account, now.account)
    owed = (document and document.currency_code) or base
    bank = (account and account.currency_code) or base
    if owed == bank == base:
        return {"currency_rate": ONE, "bank_amount": now.amount}
    rate = now.currency_rate
    if rate is None:
        rate = _implied(now, owed, bank, base) or _usual(now, document, owed, bank, books)
    rate = to_places(rate, RATE_PLACES)
    return {"currency_rate": rate, "bank_amount": _moved(now, rate, owed, bank, books)}


def _implied(now: Payment, owed: str, bank: str, base: str) -> Decimal | None:
    """The rate at which a BankAmount that was sent is what it settles. # guess"""
    settled, moved = now.amount or ZERO, now.bank_amount or ZERO
    if settled <= 0 or moved <= 0 or base not in (owed, bank):
        return None
    return settled / moved if bank == base else moved / settled


def _usual(
    now: Payment, document: Invoice | Credit | None, owed: str, bank: str, books: Books
) -> Decimal:
    """The rate of the day; without any, that of the document.

    It is that of the document's currency, unless the account's is the only foreign one. # guess
    """
    if owed == books.organisation.base_currency:
        return rate_of(bank, now.date, books)
    known = books.rates.on(owed, now.date or books.today)
    return known or (document and document.currency_rate) or ONE


def _moved(now: Payment, rate: Decimal, owed: str, bank: str, books: Books) -> Decimal | None:
    """What goes through the bank account, in its currency.

    # guess: a BankAmount counts where that is not the document's, and goes before the rate
    """
    if now.amount is None or owed == bank:
        return now.amount
    if now.bank_amount is not None:
        return cents(now.bank_amount)
    if rate <= 0:
        return None  # which is refused
    base = books.organisation.base_currency
    worth = now.amount if owed == base else now.amount / rate
    if bank == base:
        return cents(worth)
    return cents(worth * (rate if owed == base else rate_of(bank, now.date, books)))


def deleted_with_its_batch(proposal: Proposal[Payment], books: Books) -> Iterator[Complaint]:
    """A payment of a batch goes with its batch. # guess: documented, but not in which words"""
    before = proposal.before
    if before is not None and before.batch_payment_id and proposal.along is None:
        yield Complaint("Payments that are part of a batch payment cannot be deleted individually")


def pays_a_document(proposal: Proposal[Payment], books: Books) -> Iterator[Complaint]:
    """A payment is for one thing, which exists. # guess: the words"""
    if not proposal.creating:
        return
    sent = proposal.sent
    if sum(_is_named(attr, sent) for attr in PAYABLE) > 1:
        yield Complaint("A payment can only be applied to one document")
    elif document_paid(proposal.now, books) is None:
        tried = (attr for attr in PAYABLE if attr in sent or f"{attr}_number" in sent)
        attr = next(tried, "invoice")
        yield Complaint(f"{_NOUNS.get(attr, attr.title())} could not be found")


def _is_named(attr: str, sent: Draft) -> bool:
    """Whether something was sent by which a document could be found."""
    document = sent.get(attr)
    return bool((document is not None and document.sent) or sent.get(f"{attr}_number"))


def paid_through_an_account(proposal: Proposal[Payment], books: Books) -> Iterator[Complaint]:
    """The money goes through a bank account, or one that payments are enabled for.

    # guess: that one which is archived is not found
    """
    if not proposal.creating:
        return
    account = books.find(Account, proposal.now.account)
    if account is None or account.status != "ACTIVE":
        yield Complaint("Account could not be found")
    elif account.type != "BANK" and not _takes_payments(account):
        yield Complaint("Account type is invalid for making a payment to/from")  # guess


def _takes_payments(account: Account) -> bool:
    """Money cannot come from what is owed, nor from stock, whatever the account says. # guess"""
    barred = account.system_account in POSTED_BY_XERO or account.type == "INVENTORY"
    return bool(account.enable_payments) and not barred


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
    amount, at_the_bank = proposal.now.amount or ZERO, proposal.sent.get("bank_amount")
    if amount <= 0 or (at_the_bank is not None and at_the_bank <= 0):
        yield Complaint("Payment amount must be greater than zero")  # guess
    elif amount > outstanding(document):
        yield Complaint("Payment amount exceeds the amount outstanding on this document")


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
        yield Effect(after, words="Payment Reversed", details=told(payment))
    else:
        yield Effect(after, words="Payment made", details=told(payment))


def told(payment: Payment) -> str:
    """A payment in its own history, and in that of its document."""
    return f"Payment on {payment.date:%d/%m/%Y} for {payment.amount}."


def mention(payment: Payment) -> PaymentMention:
    """A payment as its document shows it."""
    return PaymentMention(
        payment_id=payment.payment_id,
        batch_payment_id=payment.batch_payment_id,
        date=payment.date,
        amount=payment.amount,
        reference=payment.reference,
        currency_rate=payment.currency_rate,
    )


def refunded(payment: Payment, books: Books) -> Invoice | None:
    """The credit of a refund, in the shape of an invoice."""
    credit = document_paid(payment, books)
    if credit is None or isinstance(credit, Invoice):
        return None
    common = {attr: value for attr, value in credit.items() if attr in Invoice.places}
    number = credit.credit_note_number if isinstance(credit, CreditNote) else None
    return Invoice(
        **common
        | {
            "type": LEDGER_NAMES.get(credit.type or "", credit.type),
            "invoice_id": credit.key,
            "invoice_number": number or common.get("invoice_number") or "",
            "amount_due": credit.remaining_credit,
            "amount_paid": summed(payment.amount for payment in credit.payments),
        }
    )


# --- what a payment names -------------------------------------------------------------------------


def invoice_named(sent: Draft, whole: Draft, books: Books) -> str | None:
    """The invoice that a payment names by id or number."""
    return _named(Invoice, sent.get("invoice_id"), sent.get("invoice_number"), books)


def credit_note_named(sent: Draft, whole: Draft, books: Books) -> str | None:
    """The credit note that a payment names by id or number."""
    return _named(CreditNote, sent.get("credit_note_id"), sent.get("credit_note_number"), books)


def prepayment_named(sent: Draft, whole: Draft, books: Books) -> str | None:
    """The prepayment that a payment names by id."""
    known = books.find(Prepayment, sent.get("prepayment_id"))
    return known.prepayment_id if known is not None else None


def overpayment_named(sent: Draft, whole: Draft, books: Books) -> str | None:
    """The overpayment that a payment names by id."""
    known = books.find(Overpayment, sent.get("overpayment_id"))
    return known.overpayment_id if known is not None else None


def _named(resource: Any, record_id: str | None, number: str | None, books: Books) -> str | None:
    if record_id is not None:
        return record_id if books.find(resource, record_id) else None
    found = books.by(resource, "number", (number or "").casefold())
    return found[0].key if found else None


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
