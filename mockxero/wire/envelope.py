"""What stands around the records of an answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mockxero.primitives.views import Look, View

ELEMENT = Look(View.LIST, depth=2)
"""How far in the elements of a collection stand."""

Counts = Mapping[str, int]
"""Where a page lies in its list: page, pageSize, pageCount, itemCount."""


@dataclass(frozen=True, slots=True)
class Head:
    """The members before the records."""

    id: str
    """The same as the Xero-Correlation-Id header."""
    provider: str
    """The name of the app that asked."""
    moment: datetime
    summarised: bool | None = None
    """Whether errors are summarised, where the envelope says so; see ``About.newer``."""


class Envelope(Protocol):
    """How a tongue puts records, already printed, into the body of an answer."""

    content_type: str

    def element(
        self,
        singular: str,
        text: str,
        status: str | None = None,
        errors: Iterable[str] = (),
        warnings: Iterable[str] = (),
    ) -> str:
        """A record, printed two levels in, as an element; ``status`` where each is told."""

    def answer(
        self, head: Head, plural: str, elements: list[str], pagination: Counts | None = None
    ) -> str:
        """A whole body."""

    def answer_of_one(self, head: Head, name: str, text: str) -> str:
        """A whole body around one record, printed one level in, that stands in no list."""

    def bare(self, singular: str, text: str) -> str:
        """A record without an envelope, as a few DELETEs answer."""

    def exception(self, number: int, type: str, message: str, elements: list[str] | None) -> str:
        """The body of a 400 or 501; the elements are refused records."""

    def refused_element(
        self, singular: str, members: list[str], errors: Iterable[str], warnings: Iterable[str]
    ) -> str:
        """A refused record inside an exception."""
