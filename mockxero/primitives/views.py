"""The several looks of one record: Xero shows different members in different places."""

from enum import Flag
from typing import NamedTuple


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


NOWHERE = View(0)
READ = View.LIST | View.PAGE | View.SUMMARY | View.SINGLE
FULL = View.PAGE | View.SINGLE
OWN = READ | View.WRITE
"""Everywhere that a record stands on its own."""
ANYWHERE = OWN | View.STUB | View.SETTLED | View.MENTION
EVERYWHERE = ANYWHERE | View.REFUSED


class Look(NamedTuple):
    """How to print a record: the place, and how many decimals unit amounts get."""

    view: View
    unitdp: int = 2
