"""Receipts: whose they are, how they are counted, and how far they get by themselves."""

from collections.abc import Iterator

from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.resources.expense_claims import ExpenseClaim
from mockxero.resources.receipts import Receipt
from mockxero.resources.users import User


def user_named(sent: Draft, whole: Draft, books: Books) -> str | None:
    """The user that a receipt or a claim names, by id."""
    found = books.find(User, sent.get("user_id"))
    return found.user_id if found is not None else None


def has_user(
    proposal: Proposal[Receipt] | Proposal[ExpenseClaim], books: Books
) -> Iterator[Complaint]:
    """It is somebody's, who can open the organisation."""
    if proposal.now.user is None:
        yield Complaint("A valid user should be identified using the UserID.")


def receipt_defaults(proposal: Proposal[Receipt], books: Books) -> Filled:
    """What a new receipt has, unless the caller said otherwise."""
    if not proposal.creating:
        return {}
    now = proposal.now
    return {
        "id": now.receipt_id,
        "status": now.status or "DRAFT",
        "date": now.date or books.today,
        "reference": now.reference or "",
        "line_amount_types": now.line_amount_types or "Exclusive",
    }


def numbered(proposal: Proposal[Receipt], books: Books) -> Filled:
    """Receipts are counted by user, and anew when a claim has taken them."""
    if not proposal.creating:
        return {}
    drafts = (one for one in books.by(Receipt, "user", proposal.now.user) if one.status == "DRAFT")
    return {"receipt_number": 1 + max((one.receipt_number or 0 for one in drafts), default=0)}


def status_may_move(proposal: Proposal[Receipt], books: Books) -> Iterator[Complaint]:
    """A receipt is drafted, changed and deleted; what comes then, its claim does to it.

    # guess: the words, those of invoices
    """
    before, status = proposal.before, proposal.now.status
    if before is None:
        if status != "DRAFT":
            yield Complaint("Receipt not of valid status for creation")
    elif before.status != "DRAFT" or status not in ("DRAFT", "DELETED"):
        yield Complaint("Receipt not of valid status for modification")


def told(receipt: Receipt) -> str:
    """A receipt in its own history."""
    return f"Receipt {receipt.receipt_number} for {receipt.total}."
