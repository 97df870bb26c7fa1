"""What a bad ``where`` is told: the words of Xero's parser, of the first mistake from the left."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.primitives import fields as f
from mockxero.primitives.complaints import QueryNotParsed
from mockxero.primitives.records import Record
from mockxero.query.where import where
from tests.query.shelf import Book, book, guid


def complaint(text):
    with pytest.raises(QueryNotParsed) as refused:
        where(Book, text)
    return refused.value.message


MISTAKES = {
    # quotes
    "Status=='PRINTED'": "Character literal must contain exactly one character",
    "Status==''": "Character literal must contain exactly one character",
    "Title=='x'": "Operator '==' incompatible with operand types 'String' and 'Char'",
    'Status=="PRINTED': "Unterminated string literal",
    'Status==PRINTED"': "Unterminated string literal",
    "Title=='x": "Unterminated string literal",
    'Title=="O""': "Unterminated string literal",
    'Title=="5" disk"': "Syntax error",
    'Title==\\"x\\"': "Syntax error '\\'",
    "Title==“x”": "Syntax error '“'",
    # something missing
    "Status==": "Expression expected",
    'Status=="A" AND': "Expression expected",
    '=="A"': "Expression expected",
    "()": "Expression expected",
    "Title.Contains(,)": "Expression expected",
    "Copies==*2": "Expression expected",
    "Status== AND Copies==1": "No property or field 'AND' exists in type 'Book'",
    "Title.": "Identifier expected",
    'Title.=="x"': "Identifier expected",
    '(Status=="A"': "')' or operator expected",
    '(Status=="A" "B")': "')' or operator expected",
    'Title.Contains("A"': "')' or ',' expected",
    'Title.Contains("A" "B")': "')' or ',' expected",
    "Published>=DateTime(2026,1,1": "')' or ',' expected",
    "Published>=DateTime": "'.' or '(' expected",
    "Copies==5.": "Digit expected",
    "Price==5.x": "Digit expected",
    "Price==1e+": "Digit expected",
    # something too much
    'Status=="A")': "Syntax error",
    'Status=="A" Copies==1': "Syntax error",
    'Status=="A", Copies==1': "Syntax error",
    'Status=="A";': "Syntax error ';'",
    "Status==#": "Syntax error '#'",
    'Status=="A" ? true : false': "Syntax error",
    'Status=="A" | true': "Syntax error",
    "[Status]": "Expression expected",
    "Copies==1\0": "Syntax error '\0'",
    # not a condition
    "Title": "Expression of type 'Boolean' expected",
    "OnLoan": "Expression of type 'Boolean' expected",
    'OnLoan AND Title=="x"': "Expression of type 'Boolean' expected",
    'Title like "x"': "Expression of type 'Boolean' expected",
    "Title is null": "Expression of type 'Boolean' expected",
    "null": "Expression of type 'Boolean' expected",
    "Acme Ltd": "No property or field 'Acme' exists in type 'Book'",
    # members that are not there
    'Foo=="x"': "No property or field 'Foo' exists in type 'Book'",
    'foo like "x"': "No property or field 'foo' exists in type 'Book'",
    "@foo==1": "No property or field 'foo' exists in type 'Book'",
    'Author.Foo=="x"': "No property or field 'Foo' exists in type 'Author'",
    'Title.Foo=="x"': "No property or field 'Foo' exists in type 'String'",
    "Published.Year==2026": "No property or field 'Year' exists in type 'DateTime?'",
    "Published>DateTime.Now": "No property or field 'Now' exists in type 'DateTime'",
    "HasErrors==true": "No property or field 'HasErrors' exists in type 'Book'",
    'PublishedString=="x"': "No property or field 'PublishedString' exists in type 'Book'",
    "Chapters.Count==1": "No property or field 'Chapters' exists in type 'Book'",
    "Reviews==null": "No property or field 'Reviews' exists in type 'Book'",
    # methods that are not there
    'Contains(Title,"x")': "No applicable method 'Contains' exists in type 'Book'",
    "Title.Contains(5)": "No applicable method 'Contains' exists in type 'String'",
    "Title.Contains()": "No applicable method 'Contains' exists in type 'String'",
    'Copies.Contains("5")': "No applicable method 'Contains' exists in type 'Int32?'",
    'Published.ToString()=="x"': "Methods on type 'DateTime?' are not accessible",
    "DateTime.Foo()": "No applicable method 'Foo' exists in type 'DateTime'",
    # types that do not fit
    f'BookID=="{guid(1)}"': "Operator '==' incompatible with operand types 'Guid' and 'String'",
    f'Author.AuthorID="{guid(1)}"': (
        "Operator '=' incompatible with operand types 'Guid' and 'String'"
    ),
    'Published>"2026-01-01"': (
        "Operator '>' incompatible with operand types 'DateTime?' and 'String'"
    ),
    "Published>2026-01-01": "Operator '>' incompatible with operand types 'DateTime?' and 'Int32'",
    'OnLoan=="true"': "Operator '==' incompatible with operand types 'Boolean?' and 'String'",
    'Price=="1"': "Operator '==' incompatible with operand types 'Decimal?' and 'String'",
    "Title==1.5": "Operator '==' incompatible with operand types 'String' and 'Double'",
    'null+1=="x"': "Operator '==' incompatible with operand types 'Int32?' and 'String'",
    "Title<>3000000000": "Operator '<>' incompatible with operand types 'String' and 'UInt32'",
    "BookID>BookID": "Operator '>' incompatible with operand types 'Guid' and 'Guid'",
    "null>null": "Operator '>' incompatible with operand types 'Object' and 'Object'",
    "OnLoan<true": "Operator '<' incompatible with operand types 'Boolean?' and 'Boolean'",
    'Author=="Ann"': "Operator '==' incompatible with operand types 'Author' and 'String'",
    "Price-Title==1": "Operator '-' incompatible with operand types 'Decimal?' and 'String'",
    "Published-Published==1": (
        "Operator '-' incompatible with operand types 'DateTime?' and 'DateTime?'"
    ),
    "Title+Published==1": "Operator '+' incompatible with operand types 'String' and 'DateTime?'",
    "Title AND true": "Operator 'AND' incompatible with operand types 'String' and 'Boolean'",
    'NOT Status=="A"': "Operator 'NOT' incompatible with operand type 'String'",
    "-Title==1": "Operator '-' incompatible with operand type 'String'",
    # values that there are not
    'BookID==Guid("x")': (
        "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)."
    ),
    "BookID==Guid(1)": "A value of type 'Int32' cannot be converted to type 'Guid'",
    'Published>DateTime("2026-01-01")': (
        "A value of type 'String' cannot be converted to type 'DateTime'"
    ),
    "Published>DateTime(2026,1)": "No matching constructor in type 'DateTime'",
    "Published>DateTime(2026,13,1)": (
        "Year, Month, and Day parameters describe an un-representable DateTime."
    ),
    'Published>DateTime.Parse("soon")': "String was not recognized as a valid DateTime.",
    "Copies==99999999999999999999": "Invalid integer literal '99999999999999999999'",
    "Copies==5f": "Invalid integer literal '5f'",
    "Copies==٣": "Invalid integer literal '٣'",
    "Price==1e99": "Invalid real literal '1e99'",
    "Price==1.٣": "Invalid real literal '1.٣'",
    "Copies==1" + " " * 50_000: "The query is too complex",
    # the first mistake wins, wherever the text breaks
    'Foo=="x': "No property or field 'Foo' exists in type 'Book'",
    "Foo==": "No property or field 'Foo' exists in type 'Book'",
    "(Foo": "No property or field 'Foo' exists in type 'Book'",
    "Title.Contains(Foo, Bar Baz)": "No property or field 'Foo' exists in type 'Book'",
    'Title==5 "x"': "Operator '==' incompatible with operand types 'String' and 'Int32'",
    '(Title==5 "x")': "Operator '==' incompatible with operand types 'String' and 'Int32'",
    "(Title==5 #": "Syntax error '#'",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_in_the_words_of_the_parser(text):
    """Each mistake that clients make gets the sentence of Microsoft's Dynamic LINQ."""
    assert complaint(text) == MISTAKES[text]


def test_a_query_is_refused_with_xeros_number():
    """Error 16, QueryParseException, 400."""
    with pytest.raises(QueryNotParsed) as refused:
        where(Book, "Status==")

    assert (refused.value.number, refused.value.type, refused.value.status) == (
        16,
        "QueryParseException",
        400,
    )


# --- texts that mean harm -------------------------------------------------------------------------

HOSTILE = {
    "parentheses": "(" * 25_000 + "Copies==1" + ")" * 24_000,
    "closed parentheses": "(" * 20_000 + "Copies==1" + ")" * 20_000,
    "open parentheses": "(" * 45_000,
    "closing parentheses": ")" * 45_000,
    "nots": "NOT " * 10_000 + "true",
    "bangs": "!" * 45_000 + "true",
    "minuses": "-" * 45_000 + "1==1",
    "ors": " OR ".join(["Copies==1"] * 3_500),
    "different ors": " OR ".join(f'Title.Contains("{n}")' for n in range(1_500)),
    "ands of ors": " AND ".join(["(Copies==1 OR Copies>2)"] * 1_700),
    "ors in ors": "(Copies==1 OR " * 3_000 + "true" + ")" * 3_000,
    "unknown ors": "(" + " OR ".join(["OnLoan"] * 4_500) + ")==true",
    "sums": "+".join(["1"] * 24_000) + "==1",
    "comparisons": "==".join(["true"] * 8_000),
    "products": "*".join(["9999999999999999999"] * 2_000) + "==1",
    "members": "Author." * 7_000 + "Name==null",
    "publishers": "Author" + ".Publisher" * 4_500 + "==null",
    "calls": "Title" + ".Trim()" * 6_000 + '=="x"',
    "growing text": 'Title+"a"' + '.Replace("a","aaaaaaaaaa")' * 25 + '=="x"',
    "arguments": f"DateTime({','.join('1' * 24_000)})==null",
    "nested arguments": "Title.Contains(" * 3_000,
    "a long string": f'Title=="{"x" * 49_000}"',
    "an endless string": '"' + "x" * 49_000,
    "doubled quotes": f"Title=={chr(34) * 45_000}",
    "odd doubled quotes": f"Title=={chr(34) * 45_001}",
    "a long name": "x" * 49_000,
    "a long number": "Copies==" + "9" * 45_000,
    "a long fraction": "Price==0." + "9" * 45_000,
    "a long exponent": "Price==1e" + "9" * 45_000,
    "a small exponent": "Price==1e-999999999",
    "much too long": "x" * 3_000_000,
    "spaces": " " * 49_000 + "x",
    "NULs": "\0" * 49_000,
    "odd spaces": "Copies\u00a0==\u20281\u3000",
    "emoji": 'Title=="🧾" 🧾',
    "right to left": "\u202eTitle==\u202dx",
    "a lone surrogate": "\ud800",
    "Python": "__import__('os')",
    "its names": "r.status == k0",
    "its builtins": 'Title.__class__.__mro__=="x"',
    "its braces": 'Title=="{condition}" {rows}',
    "its escapes": 'Title=="\\" or [r for r in rows]\n#"',
}


@pytest.mark.parametrize("harm", HOSTILE)
def test_a_hostile_text_is_harmless(harm):
    """It becomes a filter or Xero's error 16, soon; nothing else escapes."""
    spent = time.thread_time()  # of this thread alone: others may keep the machine busy
    with suppress(QueryNotParsed):
        where(Book, HOSTILE[harm]).select([book(title="a")], lambda _kind, _key: None)

    assert time.thread_time() - spent < 5, f"{harm} took too long"


class Person(Record):
    """A record that links to its own kind, without end."""

    name: str | None = f.text("Name")
    absent: bool | None = f.flag("Absent")
    boss: str | None = f.link("Boss", Record)


setattr(Person.fields["boss"], "record", Person)  # noqa: B010 - which did not exist yet above

NESTED = {
    "links": ("Boss.{}", "Name", '>"x"'),
    "links to flags": ("Boss.{}", "Absent", "==true"),
    "searches": ('"x".Contains({}+Name)', "Name", "==true"),
    "arguments": ('Name.Replace("a",{})', "Name", '=="x"'),
    "sums": ("(Name+{})", "Name", '=="x"'),
    "comparisons": ("(true=={})", "true", "==true"),
    "relations": ('("x"<Name+{})', "Name", "==true"),
    "negations": ("NOT({})", "true", "==true"),
    "unknowns": ("(NOT(Absent AND {}))", "Absent", "==true"),
    "chains": ("(true AND (false OR {}))", "true", "==true"),
}


@pytest.mark.parametrize("kind", NESTED)
def test_a_query_is_too_complex_before_python_finds_it_so(kind):
    """However deep a query is nested, nothing but its refusal limits it."""
    around, text, end = NESTED[kind]
    outcomes = []
    for _ in range(40):
        text = around.format(text)
        outcomes.append(outcome(text + end))

    assert outcomes[0] == "compiled"
    assert set(outcomes) == {"compiled", "The query is too complex"}


def outcome(text):
    try:
        where(Person, text)
    except QueryNotParsed as refused:
        return refused.message
    return "compiled"


MEMBERS = ["Title", "Copies", "Price", "OnLoan", "Published", "Author", "Format", "BookID"]
SIGNS = [".", ",", "(", ")", "!", "NOT", "AND", "OR", "==", "<>", ">", "-", "+", "*", "/", "&", "?"]
VALUES = ['"x"', "'c'", "1", "2.5", "null", "true", "Guid(", "DateTime(", "DateTime.Parse("]
ENDINGS = [".Contains(", ".Value", ".HasValue", ".Name", ".Length", ".ToString()"]
PIECES = st.sampled_from(MEMBERS + SIGNS + VALUES + ENDINGS)


@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=30))
def test_any_text_is_a_filter_or_a_refusal(text):
    """Whatever is made of the language's own pieces, and whatever is not."""
    with suppress(QueryNotParsed):
        where(Book, text).select([book(title="a")], lambda _kind, _key: None)
