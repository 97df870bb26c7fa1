"""Money through a bank account, by its rules."""

from decimal import Decimal

import pytest

from mockxero.accounting.usage import is_used
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.contacts import Contact
from mockxero.resources.overpayments import Overpayment
from mockxero.resources.prepayments import Prepayment
from tests.builders import (
    ADA,
    BANK,
    COST,
    LINE,
    SPENT,
    STANDARD,
    TODAY,
    bank_transaction,
    edited,
    keep,
    stored,
)

AHEAD = {"description": "Ahead", "line_amount": "100.00"}


def test_what_is_left_out_is_filled_in(made):
    sent = {attr: value for attr, value in SPENT.items() if attr != "date"}
    known = made(BankTransaction, **sent)

    assert (known.status, known.date, known.line_amount_types) == ("AUTHORISED", TODAY, "Inclusive")
    assert (known.reference, known.is_reconciled, known.currency_code) == ("", False, "NZD")


@pytest.mark.parametrize(
    ("kind", "reference", "kept"),
    [("SPEND", "R", "R"), ("RECEIVE", "R", "R"), ("SPEND-PREPAYMENT", "R", None)],
)
def test_only_plain_money_has_a_reference(made, kind, reference, kept):
    """Source: Xero's page on BankTransactions"""
    assert made(BankTransaction, **SPENT | {"type": kind}, reference=reference).reference == kept


@pytest.mark.parametrize(
    ("kind", "sent", "currency", "rate"),
    [
        ("SPEND", {}, "USD", "1"),
        ("SPEND", {"currency_rate": "0.6"}, "USD", "0.6"),
        ("SPEND", {"currency_code": "NZD"}, "USD", "1"),
        ("SPEND-OVERPAYMENT", {"currency_code": "NZD"}, "NZD", "1"),
    ],
)
def test_it_is_in_the_currency_of_its_account(made, books, kind, sent, currency, rate):
    """Only an overpayment may choose another."""
    keep(books, books.find(Account, BANK).but(currency_code="USD"))
    lines = [AHEAD] if kind == "SPEND-OVERPAYMENT" else [COST]
    known = made(BankTransaction, **SPENT | {"type": kind, "lines": lines}, **sent)

    assert (known.currency_code, known.currency_rate) == (currency, Decimal(rate))


def test_the_currency_of_the_contact_does_not_matter(made, books):
    keep(books, books.find(Contact, ADA).but(default_currency="USD"))

    assert made(BankTransaction, **SPENT).currency_code == "NZD"


@pytest.mark.parametrize(
    ("kind", "code"), [("RECEIVE-OVERPAYMENT", "610"), ("SPEND-OVERPAYMENT", "800")]
)
@pytest.mark.parametrize("sent", [AHEAD, AHEAD | {"account_code": "200"}])
def test_an_overpayment_is_coded_to_a_control_account(books, kind, code, sent):
    known = bank_transaction(books, type=kind, lines=[sent])
    credit = books.find(Overpayment, known.overpayment_id)

    assert [one.account_code for one in known.lines] == [code]
    assert (credit.lines, credit.total, credit.remaining_credit) == (known.lines, 100, 100)
    assert known.prepayment_id is None


def test_a_prepayment_keeps_its_lines(books):
    """Only one received has a number and a look."""
    received = bank_transaction(books, type="RECEIVE-PREPAYMENT", lines=[LINE, LINE])
    spent = bank_transaction(books, type="SPEND-PREPAYMENT")
    come, gone = (books.find(Prepayment, one.prepayment_id) for one in (received, spent))

    assert (come.lines, come.remaining_credit) == (received.lines, 200)
    assert (come.invoice_number, come.reference, come.branding_theme_id) == (
        "INV-0001",
        "INV-0001",
        STANDARD,
    )
    assert (gone.invoice_number, gone.reference, gone.branding_theme_id) == (None, "", None)


@pytest.mark.parametrize(
    ("given", "types", "messages"),
    [
        ("13.04", "Inclusive", []),
        ("13.05", "Inclusive",
         ["Tax amount 13.05 is incorrect for INPUT2 tax type, should be 13.04"]),
        ("15", "Exclusive", []),
        ("14.99", "Exclusive",
         ["Tax amount 14.99 is incorrect for INPUT2 tax type, should be 15.00"]),
        ("1", "NoTax", ["Tax amount 1.00 is incorrect for NONE tax type, should be 0.00"]),
    ],
)  # fmt: skip
def test_tax_is_what_the_rate_says(complaints, given, types, messages):
    """# seen: XeroAPI/xero-node#768"""
    line = COST | {"tax_type": "INPUT2", "tax_amount": given}

    assert complaints(BankTransaction, **SPENT | {"lines": [line]}, line_amount_types=types) == (
        messages
    )


def test_a_deleted_one_is_no_longer_reconciled(books):
    known = bank_transaction(books)

    after = edited(books, known, status="DELETED").record

    assert (after.status, after.is_reconciled, after.total) == ("DELETED", False, 100)


def test_what_it_says_of_a_line_account_counts_until_it_is_deleted(books):
    account = books.one(Account, "code", "400").account_id
    known = bank_transaction(books)
    assert is_used(Account, account, books)

    edited(books, known, status="DELETED")

    assert not is_used(Account, account, books)
    assert is_used(Account, BANK, books)


def test_a_refused_change_changes_nothing(books):
    known = bank_transaction(books)

    assert edited(books, known, type="RECEIVE").errors
    assert stored(books, known) == known
