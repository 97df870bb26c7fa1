"""What is peculiar to credit notes."""

import pytest

from mockxero.accounting.credit_notes import recognised
from mockxero.resources.credit_notes import CreditNote
from tests.builders import CREDIT, LINE, credit_note, guid, sent

UNIQUE = "Credit Note # must be unique."
FROM_SUPPLIER = CREDIT | {"type": "ACCPAYCREDIT", "lines": [LINE | {"account_code": "400"}]}


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        (CREDIT | {"credit_note_number": "CN-7"}, [UNIQUE]),
        (CREDIT | {"credit_note_number": "cn-7"}, [UNIQUE]),
        (CREDIT | {"credit_note_number": "CN-8"}, []),
        (FROM_SUPPLIER | {"credit_note_number": "CN-7"}, []),
    ],
)
def test_no_two_sales_credit_notes_have_one_number(complaints, books, members, messages):
    credit_note(books, credit_note_number="CN-7")

    assert complaints(CreditNote, create=True, **members) == messages


def test_a_credit_note_may_keep_its_own_number(complaints, books):
    known = credit_note(books, credit_note_number="CN-7")

    assert complaints(CreditNote, known, credit_note_number="CN-7") == []


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"credit_note_number": "cn-7"}, True),
        ({"credit_note_number": "CN-7", "type": "ACCPAYCREDIT"}, False),
        ({"credit_note_number": "CN-8"}, False),
        ({}, False),
    ],
)
def test_a_sales_credit_note_is_recognised_by_its_number(books, members, found):
    known = credit_note(books, credit_note_number="CN-7")

    assert recognised(sent(CreditNote, **members), books) == (known if found else None)


def test_a_credit_note_says_its_id_twice(made, books):
    known = credit_note(books)

    assert known.id == known.credit_note_id
    assert made(CreditNote, known, reference="x").id == known.credit_note_id


def test_an_id_that_nobody_has_is_told_of(complaints):
    """# seen: Xero-OpenAPI, an example of updateOrCreateCreditNotes"""
    assert complaints(CreditNote, credit_note_id=guid(5)) == [
        "An existing Credit Note with the specified CreditNoteID could not be found"
    ]


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        ({"status": "DRAFT", "lines": []}, []),
        ({"status": "AUTHORISED", "lines": []}, ["One or more line items must be specified"]),
        ({"status": "SUBMITTED", "lines": []}, ["One or more line items must be specified"]),
        ({"due_date": "2026-03-30"}, []),
        ({"lines": [LINE | {"discount_rate": "10"}]},
         ["Discounts are only supported on invoices of type ACCREC"]),
        ({"lines": [LINE | {"unit_amount": "-1"}]}, ["The document total must not be negative"]),
    ],
)  # fmt: skip
def test_what_a_credit_note_needs(complaints, members, messages):
    """A draft may be empty; a due date is nothing it needs."""
    assert complaints(CreditNote, **(CREDIT | members)) == messages
