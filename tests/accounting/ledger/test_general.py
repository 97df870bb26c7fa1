"""The general ledger: what is posted stands until it no longer holds, and then is reversed."""

import pytest

from mockxero.books.bookkeeper import Who, transaction
from tests.builders import (
    LINE,
    accepted,
    allocate,
    credit_note,
    edited,
    invoice,
    payment,
    small_books,
    stored,
)


@pytest.fixture
def books():
    return small_books()


def recode(books, known, code):
    """Have the line of a document stand on another account."""
    lines = [LINE | {"account_code": code, "line_item_id": known.lines[0].line_item_id}]
    return accepted(edited(books, stored(books, known), lines=lines))


def posted(books, since=0):
    """The source of each entry since, and whether it takes one back."""
    return [(one.entry.source_type, int(one.sign)) for one in books.ledger.entries[since:]]


def test_what_settles_a_document_follows_it(books):
    known = invoice(books)
    payment(books, known, "50.00")
    before = len(books.ledger.entries)

    recode(books, known, "260")

    assert posted(books, before) == [
        ("ACCREC", -1),
        ("ACCREC", 1),
        ("ACCRECPAYMENT", -1),
        ("ACCRECPAYMENT", 1),
    ]


def test_a_credit_that_was_posted_anew_leaves_its_allocations_in_peace_afterwards(books):
    """They followed it; another allocation of the same credit does not move them again."""
    first, second = invoice(books), invoice(books)
    note = credit_note(books)
    allocate(books, note, first, "40.00")
    recode(books, note, "260")
    before = len(posted(books))

    allocate(books, stored(books, note), second, "10.00")

    assert posted(books, before) == [("ACCRECCREDIT", 1)]


def test_what_is_gone_altogether_is_taken_back(books):
    """And what settled it goes with it: there is nothing left to settle."""
    known = invoice(books)
    payment(books, known, "50.00")
    before = len(posted(books))

    with transaction(books, Who()) as keeper:
        keeper.delete(stored(books, known))

    assert posted(books, before) == [("ACCREC", -1), ("ACCRECPAYMENT", -1)]
