"""Expense claims: which receipts they gather, and how far they have come."""

from collections.abc import Iterator

from mockxero.accounting import locks
from mockxero.accounting.lifecycle import standing
from mockxero.accounting.lines import not_for_lines
from mockxero.accounting.rulebook import Books, Effect, Filled, Proposal, Records
from mockxero.accounting.settlement import APPROVED
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ZERO, summed
from mockxero.resources.accounts import Account
from mockxero.resources.expense_claims import ClaimPayment, ExpenseClaim
from mockxero.resources.receipts import Receipt

MOVES = {
    "SUBMITTED": ("SUBMITTED", "AUTHORISED", "DELETED"),
    "AUTHORISED": ("AUTHORISED", "VOIDED"),
}
"""Where the status of a claim may go; payments are not of the API. # seen: tests of Xero's own
library for .NET, which ran against the live service; guess: DELETED"""
RECEIPTS_BECOME = {"DELETED": "DRAFT", "PAID": "AUTHORISED"}
"""What becomes of the receipts where that is not what becomes of the claim. # guess"""
_CLOSED = ("DELETED", "VOIDED")


def claimed(claim: ExpenseClaim, books: Records) -> tuple[Receipt, ...]:
    """The receipts of a claim."""
    found = (books.find(Receipt, one) for one in claim.receipt_ids)
    return tuple(receipt for receipt in found if receipt is not None)


def claim_filled(proposal: Proposal[ExpenseClaim], books: Books) -> Filled:
    """Its receipts, what they come to, and the day on which it was approved."""
    now = proposal.now
    if (named := proposal.sent.get("receipts_named")) is not None:
        ids = tuple(dict.fromkeys(one.get("receipt_id") for one in named))
        now = now.but(receipt_ids=ids)
    status = now.status or "SUBMITTED"
    approved = status == "AUTHORISED" and now.reporting_date is None
    return {
        "receipt_ids": now.receipt_ids,
        "status": status,
        # seen: Xero-OpenAPI, updateExpenseClaim
        "reporting_date": books.today if approved else now.reporting_date,
        **balance(now.but(status=status), books),
    }


def was_paid(claim: ExpenseClaim) -> bool:
    """Whether anything of a claim was paid."""
    return bool(claim.payments)


def nothing_is_due(proposal: Proposal[ExpenseClaim], books: Books) -> Filled:
    """A claim that is approved over nothing is PAID at once. # guess"""
    due = proposal.now.status != "AUTHORISED" or proposal.now.amount_due
    return {} if due else {"status": "PAID"}


def balance(claim: ExpenseClaim, books: Records) -> Filled:
    """What a claim comes to, what of it was paid, and what is due."""
    total = summed(one.total or ZERO for one in claimed(claim, books))
    paid = summed(one.amount or ZERO for one in claim.payments)
    return {
        "total": total,
        "amount_due": ZERO if claim.status in _CLOSED else total - paid,
        "amount_paid": paid,
    }


def money_back(claim: ExpenseClaim, payment: ClaimPayment) -> ExpenseClaim:
    """A claim after a payment of it."""
    return _settled(claim, (*claim.payments, payment))


def money_returned(claim: ExpenseClaim, payment_id: str) -> ExpenseClaim:
    """A claim without one of its payments."""
    kept = tuple(one for one in claim.payments if one.payment_id != payment_id)
    return _settled(claim, kept)


def _settled(claim: ExpenseClaim, payments: tuple[ClaimPayment, ...]) -> ExpenseClaim:
    total = claim.total or ZERO
    paid = summed(one.amount or ZERO for one in payments)
    return claim.but(
        payments=payments,
        status="PAID" if paid == total else "AUTHORISED",
        amount_due=total - paid,
        amount_paid=paid,
    )


def status_may_move(proposal: Proposal[ExpenseClaim], books: Books) -> Iterator[Complaint]:
    """A claim is submitted, approved, perhaps voided. # guess: the words, those of invoices"""
    before, status = proposal.before, proposal.now.status
    if before is None:
        if status != "SUBMITTED":
            yield Complaint("ExpenseClaim not of valid status for creation")
    elif (
        status not in MOVES.get(standing(before, was_paid), ())
        or (before.status != "SUBMITTED" and proposal.moves("receipt_ids"))
        or (status == "VOIDED" and before.payments)
    ):
        yield Complaint("ExpenseClaim not of valid status for modification")


def claims_receipts(proposal: Proposal[ExpenseClaim], books: Books) -> Iterator[Complaint]:
    """A claim has receipts: drafts of the same user, that there are. # guess: the words"""
    now, before = proposal.now, proposal.before
    if not now.receipt_ids:
        yield Complaint("One or more receipts must be specified")
    for receipt_id in now.receipt_ids:
        receipt = books.find(Receipt, receipt_id)
        if receipt is None:
            yield Complaint("A valid receipt should be identified using the ReceiptID.")
        elif before is not None and receipt_id in before.receipt_ids:
            continue
        elif receipt.status != "DRAFT":
            yield Complaint(f"Receipt {receipt.receipt_number} has already been claimed")
        elif now.user is not None and receipt.user != now.user:
            yield Complaint(f"Receipt {receipt.receipt_number} is of another user")


def lines_may_be_posted(proposal: Proposal[ExpenseClaim], books: Books) -> Iterator[Complaint]:
    """What receipts are coded to is still in use when they are approved. # guess: the words"""
    if proposal.now.status not in APPROVED or not proposal.moves("status"):
        return
    for line in (line for one in claimed(proposal.now, books) for line in one.lines):
        account = books.find(Account, line.account_id)
        if account is not None:
            yield from not_for_lines(account, account.code)


def outside_locked_periods(proposal: Proposal[ExpenseClaim], books: Books) -> Iterator[Complaint]:
    """A claim is posted on the day of its approval; of a closed period neither moves."""
    before, now = proposal.before, proposal.now
    if before is not None and before.status in APPROVED:
        yield from locks.dated_in_closed_period(before.reporting_date, books)
    elif now.status in APPROVED:
        yield from locks.dated_into_closed_period(now.reporting_date, books)


def receipts_follow(proposal: Proposal[ExpenseClaim], books: Books) -> Iterator[Effect]:
    """Receipts go where their claim goes; those that it lets go of are drafts again.

    Xero keeps quiet about it. # seen: Xero-OpenAPI, updateExpenseClaim: their UpdatedDateUTC stays
    """
    now, before = proposal.now, proposal.before
    status = RECEIPTS_BECOME.get(now.status or "", now.status)
    kept = now.receipt_ids
    let_go = [one for one in (before.receipt_ids if before else ()) if one not in kept]
    for ids, wanted in ((kept, status), (let_go, "DRAFT")):
        for receipt in (books.find(Receipt, one) for one in ids):
            if receipt is not None and receipt.status != wanted:
                yield Effect(receipt.but(status=wanted), silent=True)


def told(claim: ExpenseClaim) -> str:
    """A claim in its own history."""
    return f"Expense Claim for {claim.total}."
