"""What a resource says of itself: its names, its key, what its lists and verbs can do."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, NamedTuple

from mockxero.primitives.records import Record
from mockxero.primitives.views import OWN


class Pages(Enum):
    """When a list is a page."""

    NEVER = "never"
    ASKED = "where a page is asked for"
    ALWAYS = "even where nobody asked for one"
    UNCOUNTED = "always; of one size, and nobody says how many there are"


class Unlisted(NamedTuple):
    """Records that lists do not show."""

    attr: str
    value: str
    unless: str = ""
    """The parameter that brings them back."""


IndexKey = Callable[[Any], Hashable | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The declaration beside the fields, from which routes, queries and docs follow."""

    plural: str
    """The collection on the wire: ``Invoices``."""
    singular: str
    """One of them, in XML and in messages."""
    key: str
    """The attribute that holds the id."""
    scopes: tuple[str, ...]
    """Scope families that open it, in both vocabularies; reading also takes ``<family>.read``."""
    path: str = ""
    """The path segment, where it is not the plural."""
    collection: tuple[str, ...] = ("GET", "PUT", "POST")
    """Methods on ``/Resource``."""
    item: tuple[str, ...] = ("GET", "POST")
    """Methods on ``/Resource/{id}``."""
    found_by: tuple[str, ...] = ()
    """Indexes by which ``GET /Resource/{natural key}`` finds one."""
    indexes: Mapping[str, IndexKey] = field(default_factory=dict)
    """What the books look records up by: index name to key.

    None keeps a record out of an index, a frozenset puts it in at several places.
    """
    where: bool = True
    since: bool = False
    """Whether If-Modified-Since is heard."""
    stamp: str = "updated"
    """The attribute that If-Modified-Since looks at."""
    pages: Pages = Pages.NEVER
    """Whether its lists come in pages."""
    order: str = ""
    """The order of a list without ``order=``; empty: the order in which records came."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Query parameters that take a comma list, with the attribute they look at."""
    spans: Mapping[str, str] = field(default_factory=dict)
    """Dates that a list can be narrowed to: ``{"Date": "date"}`` is DateFrom and DateTo."""
    paging_forced_by: tuple[str, ...] = ()
    """Parameters that make a list paged by themselves."""
    offset_by: str = ""
    """An ascending number: lists begin behind ``offset``, and end after a hundred."""
    either: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Query flags that choose which of two attributes a listed record must have: (no, yes)."""
    searched: tuple[str, ...] = ()
    """The attributes that ``searchTerm`` looks into."""
    unlisted: tuple[Unlisted, ...] = ()
    """Records that lists do not show."""
    summary: bool = False
    """Whether ``summaryOnly`` is heard."""
    history: bool = False
    """Whether it has History and takes notes."""
    attachments: bool = False
    """Whether files can be attached to it."""
    printed: bool = False
    """Whether it can be had on paper, as a PDF."""
    most_per_call: int | None = None
    """How many records a body may have, where that is limited."""
    one_per_call: bool = False
    """Whether only the first record of a body is looked at."""
    newer: bool = False
    """Whether it runs on newer code of Xero's.

    SummarizeErrors opens its envelope, its JSON names no charset, it reads no forms, and a
    ``where`` is refused. What lies below its records is served by the older code: Source:
    Xero-OpenAPI, getQuoteAttachments.
    """
    nothing_sent: str = ""
    """What is said of a body without a single record, where that is a ValidationException."""


class Resource(Record):
    """A record with a collection of its own."""

    usually_shows = OWN
    about: ClassVar[About]
    key_attr: ClassVar[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "about" in vars(cls):
            cls.key_attr = cls.about.key

    @property
    def key(self) -> str:
        """The id."""
        key: str = self[type(self).places[self.key_attr]]
        return key
