"""Document numbers: a stored counter for each series, which skips numbers that are taken."""

from collections.abc import Callable
from typing import Any

from mockxero.accounting.rulebook import Books, Complete, Filled, Proposal
from mockxero.primitives.catalogue import Resource


def numbered(resource: type[Resource], attr: str, *series: str) -> Complete:
    """Gives a new document of these types its number; documents of other types have none."""

    def number(proposal: Proposal[Any], books: Books) -> Filled:
        if not proposal.creating or getattr(proposal.now, attr):
            return {}
        if proposal.now.type not in series:
            return {attr: ""}
        return {attr: books.next_number(proposal.now.type, _taken(resource, books))}

    return number


def _taken(resource: type[Resource], books: Books) -> Callable[[str], bool]:
    return lambda number: bool(books.by(resource, "sales_number", number.casefold()))
