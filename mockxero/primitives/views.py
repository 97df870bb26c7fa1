"""The several looks of one record: Xero shows different members in different places."""

from enum import Flag
from typing import Any, ClassVar, Self


class View(Flag):
    """Where a record is being shown."""

    LIST = 1
    """A list that was not paged: Xero leaves the heavy members out."""
    PAGE = 2
    """A list with ``page=``."""
    SUMMARY = 4
    """A list with ``summaryOnly=true``."""
    SINGLE = 8
    """The answer to a GET by id."""
    WRITE = 16
    """The answer to a PUT or POST."""
    STUB = 32
    """Inside another record of a list."""
    SETTLED = 64
    """A document inside the payment that settles it."""
    MENTION = 128
    """A document inside an allocation."""
    REFUSED = 256
    """Sent back with ValidationErrors."""
    IN_BATCH = 512
    """An account inside a batch payment: hardly more than its id."""
    IN_TRANSFERS = 1024
    """An account inside a list of transfers: by its name, without the code."""


NOWHERE = View(0)
READ = View.LIST | View.PAGE | View.SUMMARY | View.SINGLE
FULL = View.PAGE | View.SINGLE
OWN = READ | View.WRITE
"""Everywhere that a record stands on its own."""
ANYWHERE = OWN | View.STUB | View.SETTLED | View.MENTION
EVERYWHERE = ANYWHERE | View.REFUSED


class Look:
    """How to print a record: the place, how many decimals unit amounts get, how far in.

    There is one Look of a kind, so that it is found quickly wherever texts are kept by it.
    """

    __slots__ = ("depth", "unitdp", "view")
    _known: ClassVar[dict[tuple[int, int, int], Any]] = {}

    view: View
    unitdp: int
    depth: int

    def __new__(cls, view: View, unitdp: int = 2, depth: int = 0) -> Self:
        """The look with these traits."""
        traits = (view.value, unitdp, depth)
        known: Self | None = cls._known.get(traits)
        if known is not None:
            return known
        look = super().__new__(cls)
        look.view, look.unitdp, look.depth = view, unitdp, depth
        cls._known[traits] = look
        return look

    def inside(self, view: View, levels: int) -> "Look":
        """The look of a record that stands so many levels further in."""
        return Look(view, self.unitdp, self.depth + levels)
