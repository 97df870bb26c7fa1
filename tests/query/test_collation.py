"""How texts compare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.query import collation
from mockxero.query.collation import Descending, Folded, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ABC", "abc"),
        ("Café", "CAFE"),
        ("Cafe\u0301", "café"),
        ("Ærø", "ærø"),
        ("STRASSE", "straße"),
        ("İstanbul", "istanbul"),
        ("\uff38ero", "xero"),
        ("", ""),
    ],
)
def test_case_and_accents_do_not_count(one, other):
    """Nor does the way in which Unicode spells an accent."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("a", " a"), ("ø", "o"), ("王", "玉")])
def test_letters_do_count(one, other):
    """What is another letter, and not one with a mark on it, is another text."""
    assert fold(one) != fold(other)


@given(st.text())
def test_a_lookup_folds(text):
    """Remembered or not."""
    folded = Folded()

    assert folded[text] == folded[text] == fold(text)
    assert folded[None] is None


def test_no_more_is_remembered_than_enough(monkeypatch):
    """A mock that runs for months does not keep every text it ever compared."""
    monkeypatch.setattr(collation, "_ENOUGH", 10)
    folded = Folded()

    for number in range(1000):
        assert folded[f"A{number}"] == f"a{number}"
        assert len(folded) <= 10


@given(st.lists(st.integers()))
def test_descending_values_sort_the_other_way_round(values):
    """As negation would do, if texts had one."""
    assert sorted(values, key=Descending) == sorted(values, reverse=True)
    assert all(Descending(value) == Descending(value) != value for value in values)
