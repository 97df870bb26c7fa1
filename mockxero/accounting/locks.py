"""Lock dates: up to them, the books are closed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from mockxero.accounting.rulebook import Books, Proposal, Records
from mockxero.primitives.complaints import Complaint


def outside_locked_periods(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """A document may not be dated into a closed period, nor changed inside one."""
    if proposal.before is None:
        yield from dated_into_closed_period(proposal.now.date, books)
        return
    standing = dict(_closing(proposal.before.date, books))
    yield from map(_stays, standing)
    for name, lock in _closing(proposal.now.date, books):
        if name not in standing:
            yield _too_early(name, lock)


def dated_into_closed_period(day: date | None, books: Books) -> Iterator[Complaint]:
    """Nothing new may happen on a day that is closed."""
    return (_too_early(name, lock) for name, lock in _closing(day, books))


def dated_in_closed_period(day: date | None, books: Books) -> Iterator[Complaint]:
    """What happened on a day that is closed by now stays as it is."""
    return (_stays(name) for name, _ in _closing(day, books))


def is_closed(day: date | None, books: Records) -> bool:
    """Whether nothing may be posted on a day any more."""
    return any(_closing(day, books))


def _closing(day: date | None, books: Records) -> Iterator[tuple[str, date]]:
    """The locks that close a day, by name."""
    organisation = books.organisation
    for name, lock in (
        ("period", organisation.period_lock_date),
        ("end of year", organisation.end_of_year_lock_date),
    ):
        if lock is not None and day is not None and day <= lock:
            yield name, lock


def _stays(name: str) -> Complaint:
    return Complaint(
        f"The document cannot be edited as it is currently dated before the {name} lock date"
    )


def _too_early(name: str, lock: date) -> Complaint:
    """# seen: waynerobinson/xeroizer#92, of the end of a year, 31-Jul-2013"""
    return Complaint(
        f"The document date cannot be before the {name} lock date, currently set at "
        f"{lock:%d-%b}-{lock.year}"  # guess: 01-Jul for the first of a month
    )
