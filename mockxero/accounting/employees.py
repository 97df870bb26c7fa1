"""Employees: who they are."""

from collections.abc import Iterator

from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.resources.employees import Employee


def employee_defaults(proposal: Proposal[Employee], books: Books) -> Filled:
    """Everybody is active, unless the caller said otherwise."""
    return {"status": proposal.now.status or "ACTIVE"}


def has_full_name(proposal: Proposal[Employee], books: Books) -> Iterator[Complaint]:
    """An employee has both names. # guess: the words"""
    now = proposal.now
    for member, name in (("FirstName", now.first_name), ("LastName", now.last_name)):
        if not (name or "").strip():
            yield Complaint(f"{member} must be specified")
