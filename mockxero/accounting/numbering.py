"""Document numbers: a stored counter for each series, which skips numbers that are taken."""

from typing import Any

from mockxero.accounting.rulebook import Books, Complete, Filled, Proposal, R
from mockxero.primitives.catalogue import Resource


def numbered(resource: type[Resource], attr: str, series: str) -> Complete:
    """Gives a new document of this type its number; documents of other types have none."""

    def number(proposal: Proposal[Any], books: Books) -> Filled:
        if not proposal.creating or getattr(proposal.now, attr):
            return {}
        if proposal.now.type != series:
            return {attr: ""}
        return {attr: books.next_number(series, lambda one: known(resource, one, series, books))}

    return number


def held_by_another(proposal: Proposal[R], attr: str, series: str, books: Books) -> R | None:
    """The other document that has the number which this one is about to get."""
    now, number = proposal.now, getattr(proposal.now, attr)
    other = known(type(now), number, series, books) if number and proposal.moves(attr) else None
    return other if other is not None and other.key != now.key else None


def known(resource: type[R], number: str, series: str, books: Books) -> R | None:
    """The document of a type that has a number; documents of other types do not count."""
    for document in books.by(resource, "number", number.casefold()):
        if document.type == series:  # type: ignore[attr-defined]
            return document
    return None
