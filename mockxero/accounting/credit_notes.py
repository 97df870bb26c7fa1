"""What is peculiar to credit notes."""

from collections.abc import Iterator

from mockxero.accounting.numbering import held_by_another, known
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.resources.credit_notes import CreditNote


def twin_id(proposal: Proposal[CreditNote], books: Books) -> Filled:
    """A credit note says its id twice."""
    return {"id": proposal.now.credit_note_id} if proposal.creating else {}


def has_unique_number(proposal: Proposal[CreditNote], books: Books) -> Iterator[Complaint]:
    """No two sales credit notes have one number. # guess: the words, from other mocks of Xero"""
    if proposal.now.type == "ACCRECCREDIT" and held_by_another(
        proposal, "credit_note_number", "ACCRECCREDIT", books
    ):
        yield Complaint("Credit Note # must be unique.")


def recognised(sent: Draft, books: Books) -> CreditNote | None:
    """The sales credit note with the number that was sent."""
    number = sent.get("credit_note_number")
    if not number or sent.get("type") == "ACCPAYCREDIT":
        return None
    return known(CreditNote, number, "ACCRECCREDIT", books)
