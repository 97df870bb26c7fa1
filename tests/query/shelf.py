"""Records with a member of every kind, and a shelf of them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from mockxero.primitives import fields as f
from mockxero.primitives.records import Record
from mockxero.primitives.views import OWN


class Publisher(Record):
    """A record two links away."""

    key_attr: ClassVar[str] = "publisher_id"

    publisher_id: str = f.guid("PublisherID")
    name: str | None = f.text("Name")


class Author(Record):
    """A record one link away."""

    key_attr: ClassVar[str] = "author_id"

    author_id: str = f.guid("AuthorID")
    name: str | None = f.text("Name")
    publisher: str | None = f.link("Publisher", Publisher)


class Format(Record):
    """A record inside another."""

    pages: int | None = f.whole("Pages")
    price: Decimal | None = f.unit_price("UnitPrice")
    cover: str | None = f.choice("Cover", "Cover", "SOFT", "HARD")
    torn: bool | None = f.flag("Torn")


class Chapter(Record):
    """One of many inside another."""

    title: str | None = f.text("Title")


class Book(Record):
    """A record with everything."""

    key_attr: ClassVar[str] = "book_id"

    book_id: str = f.guid("BookID")
    series_id: str | None = f.guid("SeriesID")
    title: str | None = f.text("Title")
    code: str | None = f.text("Code")
    status: str | None = f.choice("Status", "Status", "DRAFT", "PRINTED", "SOLD_OUT")
    mood: str | None = f.choice("Mood", "Mood", "GRIM", open=True)
    price: Decimal | None = f.money("Price")
    copies: int | None = f.whole("Copies")
    on_loan: bool | None = f.flag("OnLoan")
    published: date | None = f.day("Published", twin="PublishedString")
    updated: datetime | None = f.moment("UpdatedDateUTC")
    updated_text = f.twin_of("updated", "UpdatedDateUTCString")
    has_errors = f.error_flag("HasErrors", shows=OWN)
    format: Format | None = f.one("Format", Format)
    chapters: tuple[Chapter, ...] = f.many("Chapters", Chapter, "Chapter")
    author: str | None = f.link("Author", Author)
    reviews = f.derived("Reviews", Chapter, "Review")


def nobody(record: type[Record], key: str) -> Record | None:
    """Follow links to nothing."""
    raise AssertionError(f"{record.__name__} {key} was followed")


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


def book(number: int = 0, **values: Any) -> Book:
    return Book(**{"book_id": guid(number)} | values)


def picked(predicate: Any, books: list[Book], follow: Any = nobody) -> list[int]:
    """The places of the books that a predicate selects."""
    places = {id(book): place for place, book in enumerate(books)}
    return [places[id(chosen)] for chosen in predicate.select(books, follow)]
