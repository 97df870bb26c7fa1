"""Whether anything names a record."""

import pytest

from mockxero.accounting.usage import is_used
from mockxero.resources.accounts import Account
from mockxero.resources.items import Item
from mockxero.resources.tax_rates import TaxRate
from mockxero.resources.tracking import TrackingCategory, TrackingOption
from tests.builders import (
    ACCOUNT_IDS,
    BANK,
    BOOK,
    CREDIT,
    LINE,
    MUG,
    NORTH,
    REGION,
    SOUTH,
    TEAM,
    bank_transaction,
    credit_note,
    edited,
    invoice,
    payment,
)

NAMING = LINE | {
    "item_code": "BOOK",
    "tax_type": "OUTPUT2",
    "tracking": [{"category_id": REGION, "option_id": NORTH}],
}


def used(books, resource, keys):
    return [key for key in keys if is_used(resource, key, books)]


@pytest.mark.parametrize("document", ["invoice", "credit_note", "bank_transaction"])
def test_a_line_uses_what_it_names(books, document):
    makers = {
        "invoice": invoice,
        "credit_note": credit_note,
        "bank_transaction": lambda books, **members: bank_transaction(
            books, type="RECEIVE", **members
        ),
    }
    make = makers[document]
    make(books, lines=[LINE | {"account_code": "260"}, NAMING])
    codes = [ACCOUNT_IDS[code] for code in ("200", "260", "400")]

    assert used(books, Account, codes) == codes[:2]
    assert used(books, Item, [BOOK, MUG]) == [BOOK]
    assert used(books, TaxRate, ["OUTPUT2", "NONE", "INPUT2"]) == ["OUTPUT2", "NONE"]
    assert used(books, TrackingCategory, [REGION, TEAM]) == [REGION]
    assert used(books, TrackingOption, [NORTH, SOUTH]) == [NORTH]


def test_nothing_is_used_in_empty_books(books):
    assert not is_used(Account, BANK, books)
    assert not is_used(Item, BOOK, books)


def test_a_payment_uses_its_account(books):
    payment(books, invoice(books), "1.00")

    assert is_used(Account, BANK, books)


def test_a_deleted_document_uses_nothing(books):
    """A voided one still does."""
    draft = credit_note(books, status="DRAFT", lines=[NAMING])
    assert is_used(Item, BOOK, books)

    assert edited(books, draft, status="DELETED").errors == []

    assert not is_used(Item, BOOK, books)
    voided = credit_note(books, **(CREDIT | {"lines": [NAMING]}))
    assert edited(books, voided, status="VOIDED").errors == []
    assert is_used(Item, BOOK, books)
