"""What a ``where`` selects."""

from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockxero.primitives.complaints import QueryNotParsed
from mockxero.query.where import equalities, where
from tests.query.naive import Refused, evaluate, written
from tests.query.shelf import Author, Book, Format, Publisher, book, guid, nobody, picked
from tests.query.strategies import SHELVES, conditions

EQUALITIES = (
    'Status=="PRINTED"',
    'Status=="PRINTED" AND Mood=="DARK"',
    'Title=="a"',
    "OnLoan==true",
)


@settings(max_examples=400)
@given(conditions(), SHELVES)
def test_a_naive_reading_selects_the_same(condition, shelf):
    """Text, grammar, types and Python agree with an evaluator that has none of them."""
    try:
        expected = [
            number for number, told in enumerate(shelf.told) if evaluate(condition, told) is True
        ]
    except Refused:
        expected = None

    try:
        predicate = where(Book, written(condition))
        selected = picked(predicate, shelf.records, shelf.follow)
    except QueryNotParsed:
        selected = None

    assert selected == expected


@given(conditions(), SHELVES)
def test_one_record_is_accepted_where_a_list_selects_it(condition, shelf):
    """``accepts`` and ``select`` are one filter."""
    predicate = where(Book, written(condition))

    for record in shelf.records:
        try:
            selected = bool(predicate.select([record], shelf.follow))
        except QueryNotParsed:
            with pytest.raises(QueryNotParsed):
                predicate.accepts(record, shelf.follow)
        else:
            assert predicate.accepts(record, shelf.follow) is selected


@given(st.sampled_from(EQUALITIES), conditions(), SHELVES)
def test_the_equalities_it_begins_with_and_the_rest_select_the_same(equality, condition, shelf):
    """A filter can be applied in two steps, the first of which others share."""
    predicate = where(Book, f"{equality} AND ({written(condition)}) AND Title != null")
    assert predicate.rest is not None
    try:
        selected = predicate.select(shelf.records, shelf.follow)
    except QueryNotParsed:
        with pytest.raises(QueryNotParsed):
            in_steps(predicate, shelf)
    else:
        assert in_steps(predicate, shelf) == selected


def in_steps(predicate, shelf):
    first = equalities(predicate.begins).select(shelf.records, shelf.follow)
    return predicate.rest.select(first, shelf.follow)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ('Status=="SOLD" AND Mood=="DARK" AND Price>1', ["r.status", "r.mood"]),
        ('status = "sold" AND Price>1', ["r.status"]),
        ('Price>1 AND Status=="SOLD"', []),
        ('Status=="SOLD" AND Mood=="DARK"', []),
        ('Status=="SOLD" OR Price>1', []),
        ('Author.Name=="Ann" AND Price>1', []),
    ],
)
def test_it_tells_which_equalities_it_begins_with(text, begins):
    """Only fields of the record itself count, and only where more follows."""
    assert [
        asked.removeprefix("fold[").removesuffix("]") for asked, _ in where(Book, text).begins
    ] == begins


PLAIN = book(
    1,
    series_id=guid(7),
    title="The Révolt of A",
    code='5" disk',
    status="PRINTED",
    mood="DARK",
    price=Decimal("12.50"),
    copies=3,
    on_loan=True,
    published=date(2026, 3, 1),
    updated=datetime(2026, 3, 1, 10, 30),
    format=Format(pages=100, price=Decimal("0.1250"), cover="SOFT", torn=False),
    author=guid(9),
)
AUTHOR = Author(author_id=guid(9), name="Ann", publisher=guid(5))
PUBLISHER = Publisher(publisher_id=guid(5), name="Press")


def follow(kind, key):
    return {(Author, guid(9)): AUTHOR, (Publisher, guid(5)): PUBLISHER}.get((kind, key))


@pytest.mark.parametrize(
    "text",
    [
        'Status=="PRINTED"',
        'status = "printed"',
        'STATUS <> "DRAFT"',
        'Status=="PRINTED" AND Price>=12.5',
        'Status=="PRINTED"&&Price>=12.5',
        'Status=="x" or Status=="PRINTED"',
        'Status=="x"||Status=="PRINTED"',
        '(Status=="x" OR Status=="PRINTED") and not (Copies < 3)',
        'Status=="PRINTED" OR Status=="PRINTED" AND Copies==99',
        '!(Title=="x")',
        "Price > 12 AND Price < 13 AND Price <= 12.50 AND Price >= 12.5",
        "Price=12.500 AND Copies==3",
        "OnLoan==true AND OnLoan!=FALSE",
        'Status>"a" AND Status<"q"',
        'Mood=="dark" AND Mood!="grim"',
        'Title!=null&&Title.StartsWith("the")',
        'Code != NULL AND Code.Replace(" ","") == "5""disk"',
        'Code=="5"" disk"',
        'Title.contains("revolt") AND Title.EndsWith("OF A")',
        'Title=="the revolt of a"',
        'Title.ToLower()=="the revolt of a"',
        'Title.ToUpper().Contains("OF")',
        'Title.Trim().Substring(4, 6)=="revolt" AND Title.Substring(14)=="A"',
        'Title.Length==15 AND Title.Equals("THE REVOLT OF A")',
        f'BookID==Guid("{guid(1)}")',
        f'BookID==guid("{guid(1).upper()}")',
        f'BookID==GUID("{guid(1).replace("-", "")}")',
        f'BookID.ToString()=="{guid(1)}"',
        f'SeriesID!=Guid("{guid(1)}") AND SeriesID.Equals(Guid("{guid(7)}"))',
        "Published==DateTime(2026,03,01)",
        "Published>=DateTime(2026, 2, 28) && Published<DateTime(2026, 12, 31)",
        "Published<DateTime(2026,3,1,0,0,1)",
        "UpdatedDateUTC>DateTime(2026,3,1,10,29,59)",
        'UpdatedDateUTC>DateTime.Parse("2026-03-01T00:00:00")',
        'Published==datetime.parse("2026-03-01")',
        "UpdatedDateUTC.Value.Date==Published",
        "Published.Value.Hour==0 AND Published.Value<UpdatedDateUTC",
        "Published.HasValue AND Published.Value.Year==2026 AND Published.Value.Month==3",
        'Author.Name=="ann" AND Author.Publisher.Name=="Press"',
        f'Author.AuthorID==Guid("{guid(9)}")',
        f'Author.AuthorID.ToString()=="{guid(9)}"',
        f'Author.Publisher.PublisherID==Guid("{guid(5)}")',
        "Format.UnitPrice==0.125 AND format.pages * 2 > 199",
        "Price*2==25 AND Price-0.5==12 AND Price/5==2.5 AND Price%5==2.5 AND Price mod 5==2.5",
        "-Copies==-3 AND -(Copies+1)==-4 AND Copies/2==1 AND -Copies/2==-1 AND -Copies%2==-1",
        '(""+1e2)=="100" AND 1e-40==0',
        'Title+"!"=="the revolt of a!" AND ("" + Copies) == "3" AND Status & Copies == "printed3"',
        "1==1 AND true AND 'a'!='b'",
        " \n Copies\t== 3 ",
        "",
    ],
)
def test_what_clients_send_is_understood(text):
    """Each form that clients use, in the spellings in which they use it, is true of one book."""
    assert where(Book, text).select([PLAIN], follow) == [PLAIN]


@pytest.mark.parametrize(
    "text",
    [
        'Title=="x"',
        "Price>1",
        "Price<1",
        "Copies==0",
        "OnLoan==false",
        "Published>=DateTime(2026,1,1)",
        'Author.Name=="Ann"',
        "Author.Name<Title",
        'Format.Cover=="SOFT"',
        f'SeriesID.ToString()=="{guid(7)}"',
        f'Author.AuthorID==Guid("{guid(9)}")',
        "Price+1==1",
        "(OnLoan AND OnLoan)==true",
        "Price==null AND Copies>null",
    ],
)
def test_null_equals_null_and_nothing_else(text):
    """Where a member is null, no comparison with anything but null holds."""
    assert not where(Book, text).accepts(book(), follow)


@pytest.mark.parametrize(
    "text",
    [
        "Title==null",
        'Title!="x"',
        "null==Price",
        "Author==null AND Format==null AND Author.Name==null",
        "(NOT OnLoan)==null",
        "Title==Code",
        "Published.HasValue==false",
    ],
)
def test_null_differs_from_every_value(text):
    """Where a member is null it equals null, and differs from the rest."""
    assert where(Book, text).accepts(book(), follow)


@pytest.mark.parametrize("method", ["Contains", "StartsWith", "EndsWith"])
def test_a_search_in_a_null_fails(method):
    """A method called on a null is an error that names it; a guard before it prevents that."""
    with pytest.raises(QueryNotParsed, match=f"^Where clause invocation error: {method}$"):
        where(Book, f'Title.{method}("x")').select([PLAIN, book()], nobody)

    assert where(Book, f'Title!=null && Title.{method}("x")').select([PLAIN, book()], nobody) == []


@pytest.mark.parametrize(
    ("text", "failed"),
    [
        ('Title.ToLower()=="x"', "ToLower"),
        ("Title.Length==1", "Length"),
        ("Price.Value==1", "Value"),
        ('"x".Contains(Title)', "Contains"),
        ("Code.Contains(Title)", "Contains"),
        ('"abc".Substring(2,2)=="c"', "Substring"),
        ("Title.Contains(null)", "Contains"),
        ("Price<Title.Length", "Length"),
        ("Title.Length>Price", "Length"),
        ('"a".Replace("","x")=="x"', "Replace"),
        ("Published.Value.Year==1", "Value"),
    ],
)
def test_what_cannot_be_worked_out_is_an_error(text, failed):
    """Nulls where a value is needed, and impossible arguments, fail with the name of the method."""
    with pytest.raises(QueryNotParsed, match=f"^Where clause invocation error: {failed}$"):
        where(Book, text).accepts(book(), nobody)


@pytest.mark.parametrize("text", ["Price/0==1", "Price%0==1", "Copies/0==1", "1/0==1", "1.0%0==1"])
def test_a_division_by_zero_is_refused(text):
    """It is an error in the query, not in the server."""
    with pytest.raises(QueryNotParsed, match="Where clause invocation error"):
        where(Book, text).accepts(PLAIN, nobody)


@pytest.mark.parametrize(("left", "right"), list(product([True, False, None], repeat=2)))
def test_and_and_or_know_what_is_unknown(left, right):
    """Of Booleans that may be null they are true, false or null, as in SQL."""
    leaning = [truth for truth in (left, right) if truth is not None]
    both = False if False in leaning else True if len(leaning) == 2 else None
    either = True if True in leaning else False if len(leaning) == 2 else None
    told = book(on_loan=left, format=Format(pages=1, price=None, cover=None, torn=right))

    assert matching("OnLoan AND Format.Torn", told) == [both]
    assert matching("OnLoan OR Format.Torn", told) == [either]
    assert matching("NOT OnLoan", told) == [None if left is None else not left]


def matching(text, told):
    """What a text that can be null equals."""
    words = {"true": True, "false": False, "null": None}
    return [words[word] for word in words if where(Book, f"({text})=={word}").accepts(told, nobody)]


def test_decimals_are_exact():
    """A tenth thrice is three tenths."""
    assert where(Book, "Price*0.1+Price*0.2==Price*0.3").accepts(PLAIN, nobody)


def test_a_key_is_compared_without_following_the_link():
    """The id of a linked record is what is stored: nothing is looked up, nothing is depended on."""
    predicate = where(Book, f'Author.AuthorID==Guid("{guid(9)}") AND Author!=null')

    assert predicate.select([PLAIN, book()], nobody) == [PLAIN]
    assert predicate.collections == frozenset()


@pytest.mark.parametrize(
    ("text", "collections"),
    [
        ('Title=="x"', set()),
        ("Format.Pages==1", set()),
        ('Author.Name=="x"', {"Author"}),
        ('Author.Publisher.Name=="x"', {"Author", "Publisher"}),
        (f'Author.Publisher.PublisherID==Guid("{guid(1)}")', {"Author"}),
    ],
)
def test_the_linked_records_it_looks_into_are_named(text, collections):
    """A caller can tell on which other records a selection depends."""
    assert where(Book, text).collections == collections


def test_a_link_to_nothing_has_no_members():
    """A record that is gone is no match, and no error."""
    assert not where(Book, 'Author.Name=="Ann"').accepts(PLAIN, lambda _kind, _key: None)


class Watched:
    """A stand-in for a book that counts how often its id is read."""

    def __init__(self, number):
        self.number, self.reads = number, 0

    @property
    def book_id(self):
        self.reads += 1
        return guid(self.number)


def test_an_or_of_many_ids_asks_once():
    """The ids that a client lists with OR are looked up together, however many they are."""
    ids = " OR ".join(f'BookID==Guid("{guid(number)}")' for number in range(0, 1000, 2))
    books: list[Any] = [Watched(number) for number in range(10)]

    assert [found.number for found in where(Book, ids).select(books, nobody)] == [0, 2, 4, 6, 8]
    assert {watched.reads for watched in books} == {1}


def test_a_query_is_compiled_once():
    """The same text about the same records is the same filter."""
    assert where(Book, "Copies==3") is where(Book, "Copies==3")
    assert where(Author, "Name==null") is not where(Publisher, "Name==null")
