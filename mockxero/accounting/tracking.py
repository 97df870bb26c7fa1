"""Tracking categories and options: few, unique, archived once used."""

from collections.abc import Iterator
from typing import Any

from mockxero.accounting import usage
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.resources.tracking import TrackingCategory, TrackingOption

MOST_ACTIVE = 2
MOST_IN_ALL = 4
_NOUNS = {TrackingCategory: "Tracking Categories", TrackingOption: "Tracking Options"}


def category_defaults(proposal: Proposal[TrackingCategory], books: Books) -> Filled:
    """A new category is active; one that is to go stays archived where documents use it."""
    return {"status": _status(proposal, books)}


def _status(proposal: Proposal[Any], books: Books) -> str:
    """The status that was asked for, or what becomes of it."""
    status: str = proposal.now.status or "ACTIVE"
    return _gone(proposal.before, books) if proposal.before and status == "DELETED" else status


def _gone(known: TrackingCategory | TrackingOption, books: Books) -> str:
    """What is deleted is archived where documents use it. # inferred: Xero's types page"""
    return "ARCHIVED" if usage.is_used(type(known), known.key, books) else "DELETED"


def stays_deleted(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """What is deleted does not come back, and takes no options. # guess: the words"""
    before, now = proposal.before, proposal.now
    if before is not None and before.status == "DELETED":
        yield Complaint(f"Deleted {_NOUNS[type(before)]} cannot be updated")
    if before is None and isinstance(now, TrackingOption):
        category = books.find(TrackingCategory, now.category_id)
        if category is not None and category.status == "DELETED":
            yield Complaint(f"Deleted {_NOUNS[TrackingCategory]} cannot be updated")


def category_is_unique(proposal: Proposal[TrackingCategory], books: Books) -> Iterator[Complaint]:
    """A category has a name of its own. # guess: the words"""
    name = proposal.now.name or ""
    if not name.strip():
        yield Complaint("Tracking Category Name must be specified")
    others = books.by(TrackingCategory, "name", name.casefold())
    if any(other.category_id != proposal.now.category_id for other in others):
        yield Complaint("Tracking Category Name must be unique")


def few_categories(proposal: Proposal[TrackingCategory], books: Books) -> Iterator[Complaint]:
    """Two active categories at most, four with the archived ones. # guess: the words"""
    others = [
        other
        for other in books.every(TrackingCategory)
        if other.category_id != proposal.now.category_id and other.status != "DELETED"
    ]
    active = sum(other.status == "ACTIVE" for other in others)
    if proposal.now.status == "ACTIVE" and active >= MOST_ACTIVE:
        yield Complaint("Only 2 active tracking categories are allowed")
    elif len(others) >= MOST_IN_ALL:
        yield Complaint("Only 4 tracking categories are allowed")


def category_deleted(category: TrackingCategory, books: Books) -> TrackingCategory:
    """A category after DELETE."""
    return category.but(status=_gone(category, books))


def options_of(category: TrackingCategory, books: Books) -> tuple[TrackingOption, ...]:
    """The options of a category, by name."""
    options = books.by(TrackingOption, "category", category.category_id)
    return tuple(sorted(options, key=lambda option: (option.name or "").casefold()))


def option_defaults(proposal: Proposal[TrackingOption], books: Books) -> Filled:
    """A new option is active; three flags repeat the status."""
    return _with_flags(_status(proposal, books))


def _with_flags(status: str) -> Filled:
    return {
        "status": status,
        "is_deleted": status == "DELETED",
        "is_archived": status == "ARCHIVED",
        "is_active": status == "ACTIVE",
    }


def option_is_unique(proposal: Proposal[TrackingOption], books: Books) -> Iterator[Complaint]:
    """An option has a name of its own within its category. # guess: the words"""
    now = proposal.now
    if not (now.name or "").strip():
        yield Complaint("Tracking Option Name must be specified")
    others = books.by(TrackingOption, "name", (now.category_id, (now.name or "").casefold()))
    if any(other.option_id != now.option_id for other in others):
        yield Complaint("Tracking Option Name must be unique")


def option_deleted(option: TrackingOption, books: Books) -> TrackingOption:
    """An option after DELETE."""
    return option.but(**_with_flags(_gone(option, books)))
