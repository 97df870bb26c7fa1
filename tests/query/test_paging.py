"""Which portion of a list a query asks for."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.query.paging import Page, behind, page, pagination


@pytest.mark.parametrize(
    ("number", "size", "expected"),
    [
        ("1", None, Page(1, 100)),
        ("2", "50", Page(2, 50)),
        (" 2 ", "+50", Page(2, 50)),
        ("0", None, Page(1, 100)),
        ("-3", None, Page(1, 100)),
        ("1", "0", Page(1, 1)),
        ("1", "-5", Page(1, 1)),
        ("1", "5000", Page(1, 1000)),
        ("1", "1" + "0" * 30, Page(1, 1000)),
        ("1" + "0" * 30, None, Page(2**31 - 1, 100)),
        ("9" * 5000, "9" * 5000, Page(2**31 - 1, 1000)),
        ("1", "ten", Page(1, 100)),
        ("1", "٣", Page(1, 100)),
        ("1", "", Page(1, 100)),
        (None, None, None),
        ("", None, None),
        ("one", "10", None),
        ("٣", None, None),
        ("1.5", None, None),
        ("²", None, None),
        (None, "10", None),
    ],
)
def test_a_page_is_read_as_xero_reads_it(number, size, expected):
    """Within bounds whatever is sent; absent where there is no number."""
    assert page(number, size) == expected


@pytest.mark.parametrize(
    ("number", "size", "expected"),
    [(None, None, Page(1, 100)), (None, "10", Page(1, 10)), ("x", "10", Page(1, 10))],
)
def test_some_lists_are_always_paged(number, size, expected):
    """Where paging is forced, the first page is meant unless another is asked for."""
    assert page(number, size, forced=True) == expected


@pytest.mark.parametrize(
    ("size", "count", "pages"),
    [(100, 0, 0), (100, 1, 1), (100, 100, 1), (100, 101, 2), (2, 1631, 816)],
)
def test_pages_are_counted_up(size, count, pages):
    """A page that is not full is a page. 1,631 contacts, two a page, were seen as 816."""
    assert pagination(Page(1, size), count) == (1, size, pages, count)


@given(st.lists(st.integers(), max_size=50), st.integers(1, 10))
def test_the_pages_of_a_list_make_up_the_list(records, size):
    """Nothing is missed, nothing comes twice, and beyond the end there is nothing."""
    count = pagination(Page(1, size), len(records)).pageCount

    assert [r for number in range(1, count + 1) for r in Page(number, size).of(records)] == records
    assert Page(count + 1, size).of(records) == []
    assert Page(2**31 - 1, 1000).of(records) == []


@given(st.text(), st.text())
def test_no_text_breaks_it(number, size):
    """Whatever is sent, the page is one that can be counted."""
    asked = page(number, size)

    assert asked is None or (asked.number >= 1 and 1 <= asked.size <= 1000)


@pytest.mark.parametrize(
    ("offset", "first"),
    [
        (None, 2),
        ("", 2),
        ("0", 2),
        ("1", 2),
        ("2", 4),
        ("3", 4),
        ("-9", 2),
        ("x", 2),
        ("9" * 20, 0),
    ],
)
def test_a_portion_begins_behind_a_number(offset, first):
    """A number, not a place: there may be gaps. A hundred at most."""
    numbered = [SimpleNamespace(number=number) for number in range(2, 400, 2)]
    found = behind(numbered, "number", offset)

    assert (found[0].number if found else 0) == first
    assert len(found) == (100 if first else 0)
