"""Lock dates: up to them, the books are closed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from mockxero.accounting.rulebook import Books, Proposal
from mockxero.primitives.complaints import Complaint


def outside_locked_periods(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """A document may not be dated into a closed period, nor changed inside one."""
    organisation = books.organisation
    for name, lock in (
        ("period", organisation.period_lock_date),
        ("end of year", organisation.end_of_year_lock_date),
    ):
        if lock is None:
            continue
        if proposal.before is not None and _closed(proposal.before.date, lock):
            yield Complaint(
                "The document cannot be edited as it is currently dated "
                f"before the {name} lock date"
            )
        elif _closed(proposal.now.date, lock):
            yield Complaint(
                f"The document date cannot be before the {name} lock date, "
                f"currently set at {lock.day} {lock:%B %Y}"  # guess: the spelling of the date
            )


def _closed(day: date | None, lock: date) -> bool:
    return day is not None and day <= lock
