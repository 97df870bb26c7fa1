"""In which order an ``order`` puts records."""

import subprocess
import sys
from bisect import insort
from datetime import date
from functools import cmp_to_key, partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.primitives.complaints import QueryNotParsed
from mockxero.query.order import order
from tests.query.naive import plain, reach
from tests.query.shelf import Book, Chapter, book, nobody
from tests.query.strategies import ORDERS, SHELVES

TITLES = [None, "b", "A", "é", "Z"]


def titles(text):
    books = [book(number, title=title) for number, title in enumerate(TITLES)]
    return [found.title for found in order(Book, text).sort(books, nobody)]


def naive(columns, one, other):
    """Which of two comes first, column by column."""
    for path, falls in (*columns, ("BookID", False)):
        left, right = plain(reach(one, path)), plain(reach(other, path))
        if left == right:
            continue
        comes_first = left is None or (right is not None and left < right)
        return 1 if comes_first is falls else -1
    return 0


def written(columns):
    return ", ".join(f"{path} {'DESC' if falls else 'ASC'}" for path, falls in columns)


@given(ORDERS, SHELVES)
def test_a_naive_sort_gives_the_same(columns, shelf):
    """Any columns in any directions agree with a sort that compares dictionaries pair by pair."""
    expected = sorted(shelf.told, key=cmp_to_key(partial(naive, columns)))

    found = order(Book, written(columns)).sort(shelf.records, shelf.follow)

    assert [told["BookID"] for told in expected] == [record.book_id for record in found]


@given(ORDERS, SHELVES)
def test_keys_sort_as_the_order_does(columns, shelf):
    """``key`` and ``sort`` are one order, also when records are put in one by one."""
    ordered = order(Book, written(columns))
    sorted_in: list[Book] = []
    for record in shelf.records:
        insort(sorted_in, record, key=lambda record: ordered.key(record, shelf.follow))

    assert ordered.sort(shelf.records, shelf.follow) == sorted_in


@pytest.mark.parametrize(
    "text",
    ["Title", "title asc", "TITLE ASC", "Title ascending", " Title\tasc ", "Title,Title DESC"],
)
def test_ascending_is_meant_unless_it_is_said_otherwise(text):
    """Nulls first, then by letters, whatever their case and accents."""
    assert titles(text) == [None, "A", "b", "é", "Z"]


@pytest.mark.parametrize("text", ["Title DESC", "title desc", "Title descending,Copies"])
def test_descending_is_the_other_way_round(text):
    """Nulls last."""
    assert titles(text) == ["Z", "é", "b", "A", None]


def test_what_is_equal_is_ordered_by_id():
    """Two lists of the same records are the same list, whichever direction was asked for."""
    books = [book(number, published=date(2026, 1, 1)) for number in (3, 1, 2)]

    for text in ("Published", "Published DESC", ""):
        ordered = order(Book, text).sort(books, nobody)
        assert [found.book_id[-1] for found in ordered] == ["1", "2", "3"]


def test_records_without_an_id_keep_their_order():
    """What has no key of its own is only sorted by what was asked for."""
    chapters = [Chapter(title=title) for title in ("b", "B", "a")]

    assert [c.title for c in order(Chapter, "Title").sort(chapters, nobody)] == ["a", "b", "B"]
    assert order(Chapter, "").sort(chapters, nobody) == chapters


def test_the_linked_records_it_looks_into_are_named():
    """An id is compared as it is stored; a name is looked up."""
    assert order(Book, "Author.AuthorID, Title").collections == frozenset()
    assert order(Book, "Author.Publisher.Name").collections == {"Author", "Publisher"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Foo", "No property or field 'Foo' exists in type 'Book'"),
        ("Foo DESK", "No property or field 'Foo' exists in type 'Book'"),
        ("Title, Author.Foo", "No property or field 'Foo' exists in type 'Author'"),
        ("Chapters", "No property or field 'Chapters' exists in type 'Book'"),
        ("Title,", "Expression expected"),
        (",", "Expression expected"),
        ("Title DESK", "Syntax error"),
        ("Title DESC ASC", "Syntax error"),
        ("Title;Copies", "Syntax error"),
        ('"Title"', "Syntax error"),
        ("Title.", "Identifier expected"),
        ("Title..Length", "Identifier expected"),
        ("Author", "At least one object must implement IComparable."),
        (", ".join(["Author.Name"] * 101), "The query is too complex"),
        ("Author" + ".Publisher" * 5000, "The query is too complex"),
    ],
)
def test_a_mistake_is_told_in_the_words_of_the_parser(text, message):
    """As in a ``where``."""
    with pytest.raises(QueryNotParsed) as refused:
        order(Book, text)

    assert refused.value.message == message


@given(st.text("Title., DESC\0é'\"(", max_size=20) | st.text())
def test_any_text_is_an_order_or_a_refusal(text):
    """Nothing else escapes."""
    try:
        order(Book, text).sort([book(1), book(2)], nobody)
    except QueryNotParsed as refused:
        message = refused.message
    else:
        message = "sorted"

    assert message


def test_an_order_needs_no_parser():
    """Every list has an order, and a mock that has only listed should have started fast."""
    script = (
        "import sys; from mockxero.query import where; from mockxero.query.order import order;"
        "from mockxero.resources.payments import Payment; order(Payment, 'Date DESC');"
        "where.where(Payment, ''); sys.exit('lark' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
