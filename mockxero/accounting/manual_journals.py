"""Manual journals: taxed by the line, balanced as a whole, posted or taken back."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from mockxero.accounting import filing, lines, tax
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ZERO, cents, summed
from mockxero.primitives.records import Draft
from mockxero.resources.accounts import Account
from mockxero.resources.manual_journals import ManualJournal, ManualJournalLine

FEWEST_LINES = 2
CREATABLE = ("DRAFT", "POSTED")
MOVES = {"DRAFT": ("DRAFT", "POSTED", "DELETED"), "POSTED": ("POSTED", "VOIDED")}
"""Where a status may go; from the others, nowhere. Source: Xero's page on types"""
MOVED_OTHERWISE = ("BANK", "INVENTORY")
"""Types that move with money and with goods, not by hand. Source: Xero's pages"""

Members = dict[str, Any]


# --- completing -----------------------------------------------------------------------------------


def journal_defaults(proposal: Proposal[ManualJournal], books: Books) -> Filled:
    """What a new journal has, unless the caller said otherwise."""
    if not proposal.creating:
        return {}
    now = proposal.now
    shown = now.show_on_cash_basis_reports
    return {
        "status": now.status or "DRAFT",
        "date": now.date or books.today,
        "line_amount_types": now.line_amount_types or "NoTax",
        "show_on_cash_basis_reports": True if shown is None else shown,
    }


def journal_lines(proposal: Proposal[ManualJournal], books: Books) -> Filled:
    """Lines that are sent replace those that are there, and are taxed; so are old ones anew."""
    types = proposal.now.line_amount_types
    if (sent := proposal.sent.get("lines")) is not None:
        return {"lines": tuple(_line(draft, types, books) for draft in sent)}
    if proposal.creating or not proposal.moves("line_amount_types"):
        return {}
    return {"lines": tuple(_taxed_anew(line, types, books) for line in proposal.now.lines)}


def _line(draft: Draft, types: str | None, books: Books) -> ManualJournalLine:
    sent = draft.sent
    account, amount = _account(sent, books), sent.get("line_amount")
    members: Members = {
        "description": sent.get("description"),
        "line_amount": None if amount is None else cents(amount),
        "account_code": account.code if account else None,
        "account_id": account.account_id if account else None,
        "tracking": filing.tracking_of(sent.get("tracking") or (), books),
        "tax_type": sent.get("tax_type") or (account.tax_type if account else None),
    }
    return ManualJournalLine(**(members | _tax(members, sent.get("tax_amount"), types, books)))


def _account(sent: Members, books: Books) -> Account | None:
    if (account_id := sent.get("account_id")) is not None:
        return books.find(Account, account_id)
    return lines.account_called(sent.get("account_code") or "", books)


def _taxed_anew(line: ManualJournalLine, types: str | None, books: Books) -> ManualJournalLine:
    """A line of a journal that is now taxed another way; if it was not taxed, as its account."""
    members, account = dict(line.items()), books.find(Account, line.account_id)
    if account is not None and line.tax_type == tax.no_tax(books):
        members["tax_type"] = account.tax_type
    return ManualJournalLine(**(members | _tax(members, None, types, books)))


def _tax(members: Members, given: Decimal | None, types: str | None, books: Books) -> Filled:
    """The tax on a line; an amount that was sent stands. # seen: field notes of 2026"""
    amount = members["line_amount"]
    if amount is None:
        return {}
    if types == "NoTax":
        return {"tax_type": tax.no_tax(books), "tax_amount": ZERO, "unclaimed_tax": None}
    percent = tax.rate(members["tax_type"], books)
    due = tax.tax_on(amount, percent, types) if given is None else cents(given)
    return {"tax_amount": due, "unclaimed_tax": tax.unclaimed(due, members["tax_type"], books)}


# --- what may be wrong ----------------------------------------------------------------------------


def journal_status_may_move(proposal: Proposal[ManualJournal], books: Books) -> Iterator[Complaint]:
    """A draft is posted or deleted, a posted journal voided; both may be edited."""
    before, status = proposal.before, proposal.now.status
    allowed = CREATABLE if before is None else MOVES.get(before.status or "DRAFT", ())
    if status not in allowed:
        yield Complaint(f"The status '{status}' cannot be applied to the document")


def has_narration(proposal: Proposal[ManualJournal], books: Books) -> Iterator[Complaint]:
    """A journal says what it is for. # guess: the words"""
    if not (proposal.now.narration or "").strip():
        yield Complaint("The Narration field must be specified")


def has_two_lines(proposal: Proposal[ManualJournal], books: Books) -> Iterator[Complaint]:
    """What is taken here is put there. # guess: the words, those of Xero's page"""
    if len(proposal.now.lines) < FEWEST_LINES:
        yield Complaint(
            "The JournalLines element must contain at least two individual JournalLine "
            "sub-elements."
        )


def debits_equal_credits(proposal: Proposal[ManualJournal], books: Books) -> Iterator[Complaint]:
    """What is debited is credited, tax included; a draft is no exception."""
    entries = [entry(line, proposal.now) for line in proposal.now.lines]
    debits = summed(amount for amount in entries if amount > 0)
    credited = summed(amount for amount in entries if amount < 0)
    if debits + credited:
        yield Complaint(f"The total debits ({debits}) must equal total credits ({credited})")


def entry(line: ManualJournalLine, journal: ManualJournal) -> Decimal:
    """What a line comes to, tax included."""
    amount = line.line_amount or ZERO
    on_top = journal.line_amount_types == "Exclusive"
    return amount + (line.tax_amount or ZERO) if on_top else amount


def journal_lines_are_good(proposal: Proposal[ManualJournal], books: Books) -> Iterator[Complaint]:
    """Every line has an amount and an account that exists and may be used by hand."""
    posted = proposal.now.status == "POSTED"
    sent = proposal.sent.get("lines")
    if sent is None and not (posted and proposal.moves("status")):
        return
    drafts = [{} for _ in proposal.now.lines] if sent is None else [one.sent for one in sent]
    for draft, line in zip(drafts, proposal.now.lines, strict=True):
        yield from _account_complaints(line, draft, posted, books)
        if line.line_amount is None:
            yield Complaint("The LineAmount field must be specified")  # guess
        if line.account_id is not None:
            yield from lines.tax_complaints(line, posted, books)
        yield from filing.tracking_complaints(line, books)


def _account_complaints(
    line: ManualJournalLine, sent: Members, posted: bool, books: Books
) -> Iterator[Complaint]:
    account = books.find(Account, line.account_id)
    code = line.account_code or sent.get("account_code") or sent.get("account_id")
    if account is None and code is None:
        yield Complaint("Account code or ID must be specified")
    elif account is None and posted:
        yield Complaint(lines.not_for_this_document(code))
    elif account is None:
        yield Complaint(
            f"Account code '{code}' has been removed as it does not match a recognised account.",
            warning=True,
        )
    elif account.status != "ACTIVE":
        yield Complaint(lines.archived_account(code))
    elif (
        account.type in MOVED_OTHERWISE or account.system_account in lines.POSTED_BY_XERO
    ):  # guess: the words
        yield Complaint(lines.not_for_this_document(code))


# --- its history ----------------------------------------------------------------------------------


def told(journal: ManualJournal) -> str:
    """A journal in its own history. # guess"""
    debits = summed(amount for one in journal.lines if (amount := entry(one, journal)) > 0)
    return f"{journal.narration} for {debits}."
