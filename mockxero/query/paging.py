"""``page=`` and ``pageSize=``: a list in portions."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

R = TypeVar("R")

DEFAULT_SIZE = 100
LARGEST_SIZE = 1000

_WHOLE = re.compile(r"\s*([+-]?)([0-9]+)\s*")
_LARGEST = 2**31 - 1


class Page(NamedTuple):
    """A portion of a list."""

    number: int = 1
    """1 is the first."""
    size: int = DEFAULT_SIZE

    def of(self, records: Sequence[R]) -> Sequence[R]:
        """The records on this page; none where it lies beyond the end."""
        start = (self.number - 1) * self.size
        return records[start : start + self.size]


class Pagination(NamedTuple):
    """What Xero says about a page; the names are those on the wire."""

    page: int
    pageSize: int  # noqa: N815
    pageCount: int  # noqa: N815
    itemCount: int  # noqa: N815


def page(number: str | None, size: str | None = None, *, forced: bool = False) -> Page | None:
    """The page that a query asks for; None where it asks for none and none is ``forced`` on it.

    Page 0, and anything below, is page 1. Sizes are cut to 1 … 1000; a size alone asks for no page.
    What is no whole number counts as absent. # guess: so does Xero, which may refuse it instead.
    """
    asked, many = _whole(number), _whole(size)
    if asked is None and not forced:
        return None
    many = DEFAULT_SIZE if many is None else min(max(many, 1), LARGEST_SIZE)
    return Page(max(asked or 1, 1), many)


def pagination(page: Page, item_count: int) -> Pagination:
    """What Xero says about a page of a list of so many."""
    return Pagination(page.number, page.size, -(-item_count // page.size), item_count)


def behind(records: Sequence[R], number: str, offset: str | None) -> Sequence[R]:
    """The next hundred records whose ascending ``number`` is greater than the offset."""
    start = bisect_right(records, _whole(offset) or 0, key=attrgetter(number))
    return records[start : start + DEFAULT_SIZE]


def _whole(text: str | None) -> int | None:
    """A whole number; beyond 32 bits it is as good as the largest, or the least, within them."""
    whole = _WHOLE.fullmatch(text or "")
    if whole is None:
        return None
    sign, digits = whole.groups()
    value = int(digits) if len(digits) <= 10 else _LARGEST
    return min(value, _LARGEST) * (-1 if sign == "-" else 1)
