"""What lines are filed under: at most two tracking options that are in use."""

from collections.abc import Iterable, Iterator
from typing import Any

from mockxero.accounting.rulebook import Books, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.records import Draft
from mockxero.resources.tracking import TrackingCategory, TrackingOption

MOST_TRACKING = 2
"""How many tracking categories a line, or a side of a transfer, may have."""


def tracked(sent: Draft, books: Books) -> Any:
    """A tracking option, named by ids or by words; None where there is no such option."""
    category = _category(sent, books)
    option = _option(sent, category, books) if category is not None else None
    if category is None or option is None:
        return None
    return sent.record(
        name=category.name,
        option=option.name,
        category_id=category.category_id,
        option_id=option.option_id,
    )


def tracking_of(sent: Iterable[Draft], books: Books) -> tuple[Any, ...]:
    """What a line is filed under; the words stay of an option that there is not."""
    return tuple(tracked(one, books) or untracked(one, books) for one in sent)


def untracked(sent: Draft, books: Books) -> Any:
    """The words of a tracking option that there is not; it has no id, but may have a category."""
    category = _category(sent, books)
    return sent.record(
        name=sent.get("name"),
        option=sent.get("option"),
        category_id=category.category_id if category is not None else None,
    )


def _category(sent: Draft, books: Books) -> TrackingCategory | None:
    if (category_id := sent.get("category_id")) is not None:
        category = books.find(TrackingCategory, category_id)
        return category if category and category.status != "DELETED" else None
    name = (sent.get("name") or "").casefold()
    return books.one(TrackingCategory, "name", name)


def _option(sent: Draft, category: TrackingCategory, books: Books) -> TrackingOption | None:
    if (option_id := sent.get("option_id")) is not None:
        option = books.find(TrackingOption, option_id)
        if option is None or option.status == "DELETED":
            return None
        return option if option.category_id == category.category_id else None
    name = (category.category_id, (sent.get("option") or "").casefold())
    return books.one(TrackingOption, "name", name)


# --- what may be wrong ----------------------------------------------------------------------------


def tracking_complaints(line: Any, books: Books) -> Iterator[Complaint]:
    """What is wrong with what a line is filed under."""
    if len(line.tracking) > MOST_TRACKING:
        yield Complaint(  # guess
            f"A line item can have at most {MOST_TRACKING} tracking categories"
        )
    for one in line.tracking:
        if one.option_id is None:
            yield no_such_tracking(one)


def no_such_tracking(named: Any) -> Complaint:
    """What is said of an option that is not there, or whose category is not.

    # seen for categories of contacts; guess: the same words everywhere
    """
    if named.category_id is not None:
        return no_active_option(named.option)
    return no_active_category(named.name)


def no_active_category(name: str | None) -> Complaint:
    """Of a tracking category that is not there, or no longer used."""
    return Complaint(f"There is no ACTIVE tracking category with the name '{name or ''}'")


def no_active_option(name: str | None) -> Complaint:
    """Of a tracking option that is not there, or no longer used."""
    return Complaint(f"There is no ACTIVE tracking option with the name '{name or ''}'")


def filed_under_what_is_in_use(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """Archived categories and options take no new lines; lines that have them keep them.

    # seen for contacts; guess: the same words for a line, and those about an option
    """
    before = proposal.before.lines if proposal.before is not None else ()
    known = {line.line_item_id: line.tracking for line in before}
    for line in proposal.now.lines if "lines" in proposal.sent else ():
        for one in line.tracking:
            category = books.find(TrackingCategory, one.category_id)
            option = books.find(TrackingOption, one.option_id)
            if one in known.get(line.line_item_id, ()) or category is None or option is None:
                continue
            if category.status != "ACTIVE":
                yield no_active_category(category.name)
            elif option.status != "ACTIVE":
                yield no_active_option(option.name)
