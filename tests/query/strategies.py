"""Shelves and expressions about them, drawn from so few values that they often meet."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.query.naive import Guid
from tests.query.shelf import Author, Book, Format, Publisher, guid

TEXTS = st.text("aAbéÉ \"'", max_size=4)
IDS = st.integers(0, 3).map(lambda number: Guid(guid(number)))
NUMBERS = st.integers(-200, 200).map(lambda cents: Decimal(cents) / 100)
COUNTS = st.integers(-3, 3)
DAYS = st.integers(0, 3).map(lambda days: date(2026, 1, 31) + timedelta(days))
MOMENTS = st.builds(datetime.combine, DAYS, st.sampled_from([time(0), time(12, 0, 1)]))
STATUSES = st.sampled_from(["DRAFT", "PRINTED", "SOLD_OUT"])
MOODS = st.sampled_from(["GRIM", "A", "AB"])


def maybe(values: Any) -> Any:
    return st.one_of(values, values, values, st.none())


# --- shelves --------------------------------------------------------------------------------------


class Shelf:
    """The same books twice: as records, and as dictionaries with their links resolved."""

    def __init__(self, publishers: list[Any], authors: list[Any], books: list[Any]) -> None:
        self.publishers = {
            guid(number): {"PublisherID": guid(number), "Name": name}
            for number, name in enumerate(publishers)
        }
        self.authors = {
            guid(number): {
                "AuthorID": guid(number),
                "Name": name,
                "Publisher": self.publishers.get(publisher),
            }
            for number, (name, publisher) in enumerate(authors)
        }
        self.told = [
            values | {"BookID": guid(number), "Author": self.authors.get(values["Author"])}
            for number, values in enumerate(books)
        ]
        self.records = [record(book) for book in self.told]

    def follow(self, kind: type, key: str) -> Any:
        if kind is Publisher:
            return Publisher(publisher_id=key, name=self.publishers[key]["Name"])
        author = self.authors[key]
        return Author(author_id=key, name=author["Name"], publisher=linked(author["Publisher"]))

    def __repr__(self) -> str:
        return repr(self.told)


def record(book: dict[str, Any]) -> Book:
    own = {field.attr: book[wire] for wire, field in BY_WIRE.items() if wire in book}
    printed = book["Format"]
    own["format"] = printed and Format(
        pages=printed["Pages"],
        price=printed["UnitPrice"],
        cover=printed["Cover"],
        torn=printed["Torn"],
    )
    own["author"] = linked(book["Author"])
    return Book(**own)


def linked(target: dict[str, Any] | None) -> str | None:
    """The id of a record, which is its first member."""
    return next(iter(target.values())) if target else None


BY_WIRE = {field.wire: field for field in Book.fields.values() if field.stored}

FORMATS = st.fixed_dictionaries(
    {
        "Pages": maybe(COUNTS),
        "UnitPrice": maybe(NUMBERS),
        "Cover": maybe(st.sampled_from(["SOFT", "HARD"])),
        "Torn": maybe(st.booleans()),
    }
)
BOOKS = st.fixed_dictionaries(
    {
        "SeriesID": maybe(IDS),
        "Title": maybe(TEXTS),
        "Code": maybe(TEXTS),
        "Status": maybe(STATUSES),
        "Mood": maybe(MOODS),
        "Price": maybe(NUMBERS),
        "Copies": maybe(COUNTS),
        "OnLoan": maybe(st.booleans()),
        "Published": maybe(DAYS),
        "UpdatedDateUTC": maybe(MOMENTS),
        "Format": maybe(FORMATS),
        "Author": maybe(IDS),
    }
)
SHELVES = st.builds(
    Shelf,
    st.lists(maybe(TEXTS), max_size=2),
    st.lists(st.tuples(maybe(TEXTS), maybe(IDS)), max_size=3),
    st.lists(BOOKS, max_size=6),
)

# --- expressions ----------------------------------------------------------------------------------

STRINGS = (
    "Title",
    "Code",
    "Status",
    "Mood",
    "Format.Cover",
    "Author.Name",
    "Author.Publisher.Name",
)
GUIDS = ("BookID", "SeriesID", "Author.AuthorID", "Author.Publisher.PublisherID")
DECIMALS = ("Price", "Format.UnitPrice")
WHOLES = ("Copies", "Format.Pages")
DATES = ("Published", "UpdatedDateUTC")
FLAGS = ("OnLoan", "Format.Torn")
PLACES = ("Author", "Format", "Author.Publisher")
COLUMNS = STRINGS + GUIDS + DECIMALS + WHOLES + DATES + FLAGS

EQUAL = st.sampled_from(["==", "!="])
RELATED = EQUAL | st.sampled_from(["<", "<=", ">", ">="])


def field(paths: Any) -> Any:
    return st.tuples(st.just("field"), st.sampled_from(paths))


def const(values: Any) -> Any:
    return st.tuples(st.just("const"), values)


def compare(operators: Any, left: Any, right: Any) -> Any:
    """A comparison, the sides in either order."""
    sides = st.tuples(left, right)
    sides |= sides.map(lambda pair: pair[::-1])
    return st.builds(lambda operator, pair: ("compare", operator, *pair), operators, sides)


def number() -> Any:
    """Something that is counted; a sum always has a field in it."""
    fields = field(DECIMALS)
    sums = st.tuples(
        st.just("sum"), st.sampled_from("+-*/%"), fields, fields | const(NUMBERS) | field(WHOLES)
    )
    lengths = st.tuples(st.just("length"), field(STRINGS))
    parts = st.tuples(st.just("part"), st.sampled_from(["Year", "Day", "Hour"]), field(DATES))
    return fields | field(WHOLES) | sums | lengths | parts


def string() -> Any:
    changes = st.tuples(
        st.just("change"), st.sampled_from(["ToLower", "ToUpper", "Trim"]), field(STRINGS)
    )
    return field(STRINGS) | changes


def date_or_moment() -> Any:
    return field(DATES) | st.tuples(st.just("value"), field(DATES))


def comparison() -> Any:
    """Something that is true or false of a book."""
    search = st.tuples(
        st.just("search"),
        st.sampled_from(["Contains", "StartsWith", "EndsWith"]),
        string(),
        const(TEXTS) | string(),
    )
    return st.one_of(
        compare(RELATED, string(), const(TEXTS) | string() | const(STATUSES | MOODS)),
        compare(EQUAL, field(GUIDS), const(IDS) | field(GUIDS)),
        compare(RELATED, number(), const(NUMBERS) | const(COUNTS) | number()),
        compare(RELATED, date_or_moment(), const(DAYS) | const(MOMENTS) | date_or_moment()),
        compare(EQUAL, field(COLUMNS + PLACES), const(st.none())),
        st.tuples(st.just("has"), field(DECIMALS + WHOLES + DATES + FLAGS)),
        search,
    )


def combined(leaves: Any) -> Any:
    """Leaves under NOT, AND and OR."""
    return st.recursive(
        leaves,
        lambda inner: (
            st.tuples(st.just("not"), inner)
            | st.tuples(st.sampled_from(["and", "or"]), inner, inner)
            | st.tuples(st.sampled_from(["and", "or"]), inner, inner, inner)
        ),
        max_leaves=6,
    )


def conditions() -> Any:
    """Whole queries; what can be null only counts once it has been compared."""
    perhaps = combined(field(FLAGS) | comparison())
    certain = compare(EQUAL, perhaps, const(maybe(st.booleans())))
    return combined(comparison() | certain)


# --- orders ---------------------------------------------------------------------------------------

ORDERS = st.lists(st.tuples(st.sampled_from(COLUMNS), st.booleans()), max_size=4)
