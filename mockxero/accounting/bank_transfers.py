"""Bank transfers: between which accounts they may be, and the two transactions they leave."""

from collections.abc import Iterator
from decimal import Decimal

from mockxero.accounting import chart
from mockxero.accounting.currency import rate_of
from mockxero.accounting.filing import MOST_TRACKING, no_such_tracking, tracked, untracked
from mockxero.accounting.rulebook import Books, Effect, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ONE, ZERO, cents
from mockxero.primitives.records import Draft
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.bank_transfers import BankTransfer, TransferTracking

Transfer = Proposal[BankTransfer]

SIDES = ("from", "to")


# --- completing -----------------------------------------------------------------------------------


def transfer_defaults(proposal: Transfer, books: Books) -> Filled:
    """What a new transfer has."""
    now = proposal.now
    if not proposal.creating:
        return {}
    return {
        "status": now.status or "AUTHORISED",
        "date": now.date or books.today,
        "amount": cents(now.amount) if now.amount is not None else None,
        "from_is_reconciled": bool(now.from_is_reconciled),
        "to_is_reconciled": bool(now.to_is_reconciled),
        "from_tracking": _tracking(proposal, "from", books),
        "to_tracking": _tracking(proposal, "to", books),
        "from_transaction_id": books.new_id(),
        "to_transaction_id": books.new_id(),
        # From one account to the other, which are in one currency. Source: Xero's page
        "currency_rate": ONE,
        "base_rate": _base_rate(now, books),
        "created": books.now,
        "created_text": books.now.isoformat(timespec="seconds"),
    }


def _base_rate(now: BankTransfer, books: Books) -> Decimal:
    """What is moved between foreign accounts is worth what it is on that day. # guess"""
    account = books.find(Account, now.from_account)
    base = books.organisation.base_currency
    currency = (account and account.currency_code) or base
    return ONE if currency == base else rate_of(currency, now.date, books)


def _tracking(proposal: Transfer, side: str, books: Books) -> tuple[TransferTracking, ...]:
    drafts: list[Draft] = proposal.sent.get(f"{side}_tracking", [])
    found = (tracked(draft, books) for draft in drafts)
    return tuple(
        TransferTracking(
            category_id=one.category_id, option_id=one.option_id, name=one.name, option=one.option
        )
        for one in found
        if one is not None
    )


# --- what may be wrong ----------------------------------------------------------------------------


def between_bank_accounts(proposal: Transfer, books: Books) -> Iterator[Complaint]:
    """Out of one bank account, into another of the same currency. # guess: the words"""
    if not proposal.creating:
        return
    source = books.find(Account, proposal.now.from_account)
    target = books.find(Account, proposal.now.to_account)
    for side in ("from", "to"):
        missing = f"{side.title()}BankAccount must be specified"
        yield from chart.is_through_bank(proposal, f"{side}_account", books, missing=missing)
    if source is None or target is None:
        return
    if source.account_id == target.account_id:
        yield Complaint("FromBankAccount and ToBankAccount must be different accounts")
    base = books.organisation.base_currency
    if (source.currency_code or base) != (target.currency_code or base):
        yield Complaint("FromBankAccount and ToBankAccount must have the same currency")


def moves_something(proposal: Transfer, books: Books) -> Iterator[Complaint]:
    """Some money moves. # guess: the words"""
    if proposal.now.amount is None or proposal.now.amount <= 0:
        yield Complaint("The transfer amount must be greater than zero")


def tracking_is_known(proposal: Transfer, books: Books) -> Iterator[Complaint]:
    """Each side is filed under at most two options that there are."""
    for side in SIDES if proposal.creating else ():
        drafts: list[Draft] = proposal.sent.get(f"{side}_tracking", [])
        if len(drafts) > MOST_TRACKING:
            yield Complaint(  # guess: documented, but not in which words
                f"A bank account can have at most {MOST_TRACKING} tracking categories"
            )
        for draft in drafts:
            if tracked(draft, books) is None:
                yield no_such_tracking(untracked(draft, books))


# --- what it leaves -------------------------------------------------------------------------------


def both_sides(proposal: Transfer, books: Books) -> Iterator[Effect]:
    """A transfer leaves a transaction in each account; deleting it deletes both."""
    now = proposal.now
    if proposal.creating:
        yield Effect(_side(now, "from", books), words="Created", details=told(now))
        yield Effect(_side(now, "to", books), words="Created", details=told(now))
    elif now.status == "DELETED":
        for key in (now.from_transaction_id, now.to_transaction_id):
            leg = books.find(BankTransaction, key)
            if leg is not None:
                gone = leg.but(status="DELETED", is_reconciled=False)
                yield Effect(gone, words="Deleted", details=told(now))


def _side(transfer: BankTransfer, side: str, books: Books) -> BankTransaction:
    """One of the two transactions; it names nobody, and has no lines. # guess: no lines"""
    account = books.find(Account, getattr(transfer, f"{side}_account"))
    base = books.organisation.base_currency
    return BankTransaction(
        bank_transaction_id=getattr(transfer, f"{side}_transaction_id"),
        type="SPEND-TRANSFER" if side == "from" else "RECEIVE-TRANSFER",
        bank_account=getattr(transfer, f"{side}_account"),
        status="AUTHORISED",
        date=transfer.date,
        reference=transfer.reference,
        is_reconciled=getattr(transfer, f"{side}_is_reconciled"),
        line_amount_types="NoTax",
        sub_total=transfer.amount,
        total_tax=ZERO,
        total=transfer.amount,
        currency_code=(account and account.currency_code) or base,
        currency_rate=transfer.base_rate,
    )


def told(transfer: BankTransfer) -> str:
    """A transfer in its own history, and in those of its two sides."""
    return f"Bank transfer on {transfer.date:%d/%m/%Y} for {transfer.amount}."
