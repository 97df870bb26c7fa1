"""What is made once and can then only be taken back: payments, their batches, bank transfers."""

from collections.abc import Iterator
from typing import Any

from mockxero.accounting.rulebook import Books, Check, Filled, Proposal
from mockxero.primitives.complaints import Complaint

_ONLY_STATUS = Complaint("Only Status accepted for updates.")
"""# seen: calcinai/xero-php, issue 365"""


def all_but_status_stays(proposal: Proposal[Any], books: Books) -> Filled:
    """Of one that is there only the status changes, whatever was sent."""
    if proposal.before is None:
        return {}
    return {a: v for a, v in proposal.before.items() if a not in ("status", "updated")}


def made_or_deleted(noun: str) -> Check:
    """It is made, or it is deleted; nothing else about it can change. # guess: the words"""

    def check(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
        before, now = proposal.before, proposal.now
        if before is None:
            if now.status != "AUTHORISED":
                yield Complaint(f"{noun} not of valid status for creation")
        elif proposal.sent.sent.keys() - {type(now).key_attr, "status"}:
            yield _ONLY_STATUS
        elif before.status == "DELETED" or now.status != "DELETED":
            yield Complaint(f"{noun} not of valid status for modification")

    return check


def not_on_a_statement(noun: str, *flags: str) -> Check:
    """What is reconciled stays. # guess: all but what is said; those are a bank transaction's"""

    def check(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
        before = proposal.before
        if before is not None and any(getattr(before, flag) for flag in flags):
            yield reconciled(noun)

    return check


def reconciled(noun: str) -> Complaint:
    """Of money that is on a bank statement. # seen: of bank transactions, by integrators"""
    return Complaint(
        f"This {noun} cannot be edited as it has been reconciled with a Bank Statement."
    )
