"""The chart of accounts."""

import pytest

from mockxero.accounting.chart import CLASS_OF
from mockxero.primitives.kinds import Choice
from mockxero.resources.accounts import Account
from mockxero.resources.items import Item
from mockxero.resources.tax_rates import TaxRate
from tests.builders import (
    ACCOUNT_IDS,
    LINE,
    accepted,
    bank_transaction,
    delete,
    edited,
    invoice,
    keep,
    payment,
    record,
    sent,
    small_books,
    stored,
)

NEW = {"code": "405", "name": "Travel", "type": "EXPENSE"}
NEW_BANK = {"name": "Savings", "type": "BANK", "bank_account_number": "12-3456"}


def known(books, code):
    return books.find(Account, ACCOUNT_IDS[code])


# --- what is filled in ----------------------------------------------------------------------------


def test_what_a_new_account_has(made):
    """# seen: 2026-nz/accounts.json"""
    account = made(Account, **NEW)

    assert (account.status, account.account_class, account.tax_type) == (
        "ACTIVE", "EXPENSE", "INPUT2"
    )  # fmt: skip
    assert (account.enable_payments, account.show_in_expense_claims) == (False, False)
    assert (account.reporting_code, account.reporting_code_name) == ("EXP", "Expense")
    assert (account.bank_account_type, account.currency_code) == ("", None)
    assert (account.has_attachments, account.add_to_watchlist) == (False, False)


def test_what_a_new_bank_account_has(made):
    account = made(Account, **NEW_BANK)

    assert (account.bank_account_type, account.currency_code) == ("BANK", "NZD")
    assert (account.account_class, account.tax_type) == ("ASSET", "NONE")


@pytest.mark.parametrize(
    ("account_type", "account_class"),
    [("BANK", "ASSET"), ("CURRENT", "ASSET"), ("FIXED", "ASSET"), ("INVENTORY", "ASSET"),
     ("NONCURRENT", "ASSET"), ("PREPAYMENT", "ASSET"), ("CURRLIAB", "LIABILITY"),
     ("LIABILITY", "LIABILITY"), ("TERMLIAB", "LIABILITY"), ("PAYG", "LIABILITY"),
     ("EQUITY", "EQUITY"), ("REVENUE", "REVENUE"), ("SALES", "REVENUE"),
     ("OTHERINCOME", "REVENUE"), ("EXPENSE", "EXPENSE"), ("DIRECTCOSTS", "EXPENSE"),
     ("OVERHEADS", "EXPENSE"), ("DEPRECIATN", "EXPENSE")],
)  # fmt: skip
def test_the_class_follows_from_the_type(account_type, account_class):
    """Source: ledger.md 1"""
    assert CLASS_OF[account_type] == account_class


def test_every_type_has_a_class():
    kind = Account.fields["type"].kind

    assert isinstance(kind, Choice)
    assert CLASS_OF.keys() == set(kind.words)


@pytest.mark.parametrize(
    ("account_type", "there", "tax_type"),
    [
        ("EXPENSE", {"INPUT2", "INPUT"}, "INPUT2"),
        ("EXPENSE", {"INPUT"}, "INPUT"),
        ("EXPENSE", set(), "NONE"),
        ("REVENUE", {"OUTPUT2"}, "OUTPUT2"),
        ("REVENUE", {"OUTPUT"}, "OUTPUT"),
        ("CURRENT", {"INPUT2", "OUTPUT2"}, "NONE"),
        ("EQUITY", {"INPUT2", "OUTPUT2"}, "NONE"),
    ],
)
def test_the_tax_type_follows_from_the_class(made, books, account_type, there, tax_type):
    """The edition's standard rate, if it is there and active. # guess"""
    for name in ("INPUT", "INPUT2", "OUTPUT", "OUTPUT2"):
        status = "ACTIVE" if name in there else "DELETED"
        keep(books, TaxRate(tax_type=name, status=status))

    assert made(Account, **(NEW | {"type": account_type})).tax_type == tax_type


def test_what_is_not_taxed_in_australia_is_left_out_of_its_statement():
    """BAS Excluded, where other editions say NONE. # seen: au-demo-get-journals-page-1.json"""
    books = small_books(version="AU")
    keep(books, TaxRate(tax_type="BASEXCLUDED", status="ACTIVE"))
    draft = sent(Account, **(NEW | {"type": "CURRENT"}))

    assert stored(books, accepted(record(books, draft))).tax_type == "BASEXCLUDED"


def test_what_was_sent_goes_before_the_defaults(made):
    account = made(Account, **NEW, tax_type="NONE", enable_payments=True, reporting_code="X")

    assert (account.tax_type, account.enable_payments, account.reporting_code) == (
        "NONE",
        True,
        "X",
    )


def test_another_type_is_another_class(made, books):
    account = made(Account, known(books, "400"), type="CURRENT", tax_type="NONE")

    assert account.account_class == "ASSET"
    assert made(Account, known(books, "300"), name="Goods").account_class == "EXPENSE"


def test_what_xero_says_cannot_be_said(made):
    account = made(Account, **NEW, account_class="ASSET", system_account="DEBTORS")

    assert (account.account_class, account.system_account) == ("EXPENSE", None)


# --- what may be wrong ----------------------------------------------------------------------------

NO_RATE = "The TaxType code '{}' does not exist or cannot be used for this type of transaction"


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        (NEW, []),
        (NEW_BANK, []),
        ({}, ["Account Type must be specified", "Account Name must be specified",
              "Account Code must be specified"]),
        (NEW | {"name": " "}, ["Account Name must be specified"]),
        (NEW | {"code": ""}, ["Account Code must be specified"]),
        (NEW_BANK | {"bank_account_number": ""},
         ["Bank Account Number must be specified for bank accounts"]),
        (NEW | {"code": "1234567890"}, []),
        (NEW | {"code": "12345678901"},
         ["Account Code is too long. Maximum of 10 characters allowed"]),
        (NEW | {"code": "400"}, ["Please enter a unique Code."]),
        (NEW | {"name": "sales"}, ["Please enter a unique Name."]),
        (NEW | {"code": "490", "name": "Closed shop"},
         ["Please enter a unique Code.", "Please enter a unique Name."]),
        (NEW | {"tax_type": "OUTPUT9"}, [NO_RATE.format("OUTPUT9")]),
        (NEW | {"tax_type": "INPUT"}, [NO_RATE.format("INPUT")]),
        (NEW | {"tax_type": "OUTPUT2"},
         ["The TaxType code 'OUTPUT2' cannot be used with account code '405'."]),
        (NEW_BANK | {"currency_code": "USD"}, []),
        (NEW_BANK | {"currency_code": "EUR"},
         ["The current organisation is not subscribed to currency 'EUR'."]),
        (NEW_BANK | {"bank_account_type": "CREDITCARD"}, []),
        (NEW_BANK | {"bank_account_type": "PAYPAL"}, ["Creating PayPal accounts is not supported"]),
        (NEW | {"status": "ARCHIVED"}, []),
        (NEW | {"status": "DELETED"}, ["Account not of valid status for creation"]),
        (NEW | {"name": "x" * 151}, ["The length of Name must not exceed 150 characters"]),
    ],
)  # fmt: skip
def test_what_a_new_account_needs(complaints, members, messages):
    assert complaints(Account, **members) == messages


def test_an_account_may_keep_its_names_and_its_old_tax(books, complaints):
    """A rate that was deleted since does no harm until another is asked for."""
    advertising = keep(books, known(books, "400").but(tax_type="INPUT"))

    assert complaints(Account, advertising, code="400", name="ADVERTISING") == []
    assert complaints(Account, advertising, code="200") == ["Please enter a unique Code."]
    assert complaints(Account, advertising, tax_type="OUTPUT2") == [
        "The TaxType code 'OUTPUT2' cannot be used with account code '400'."
    ]


@pytest.mark.parametrize(
    ("code", "change", "messages"),
    [
        ("400", {"status": "ARCHIVED"}, []),
        ("400", {"status": "ARCHIVED", "name": "Advertising"}, []),
        ("400", {"status": "ARCHIVED", "name": "Ads"},
         ["An account cannot be archived and updated in the same request"]),
        ("490", {"status": "ACTIVE"}, []),
        ("490", {"status": "ACTIVE", "name": "Open shop"}, []),
        ("400", {"status": "DELETED"}, ["Accounts are deleted with the DELETE method"]),
        ("610", {"status": "ARCHIVED"}, ["System accounts cannot be archived"]),
        ("610", {"name": "Debtors"}, []),
        ("610", {"type": "EXPENSE"}, ["The type of a system account cannot be changed"]),
        ("400", {"type": "DIRECTCOSTS"}, []),
        ("400", {"type": "BANK", "bank_account_number": "1"},
         ["Bank accounts cannot be changed into other accounts, nor others so"]),
        ("090", {"type": "CURRENT"},
         ["Bank accounts cannot be changed into other accounts, nor others so"]),
        ("090", {"currency_code": "USD"}, ["The currency of a bank account cannot be changed"]),
        ("090", {"status": "ARCHIVED"}, []),
        ("630", {"type": "CURRENT"}, []),
        ("400", {"type": "REVENUE"},
         ["The TaxType code 'INPUT2' cannot be used with account code '400'."]),
        ("400", {"type": "REVENUE", "tax_type": "OUTPUT2"}, []),
    ],
)  # fmt: skip
def test_an_account_is_archived_alone(books, complaints, code, change, messages):
    """Source: Xero's Accounts page; # guess: the words"""
    assert complaints(Account, known(books, code), **change) == messages


@pytest.mark.parametrize("code", ["630", "300"])
def test_what_a_tracked_item_stands_on_is_locked(books, complaints, made, code):
    """Source: Xero's help page on locked accounts; # guess: the words"""
    made(
        Item,
        code="PEN",
        inventory_account_code="630",
        purchase_details={"cogs_account_code": "300"},
    )
    stock = known(books, code)

    assert complaints(Account, stock, status="ARCHIVED") == [
        "Accounts that items or repeating invoices use cannot be archived"
    ]
    assert complaints(Account, stock, name="Goods") == []
    assert delete(books, known(books, code)).errors == [
        "Accounts that items or repeating invoices use cannot be deleted"
    ]


def test_stock_stays_stock_while_items_stand_on_it(books, complaints, made):
    """# guess"""
    made(
        Item,
        code="PEN",
        inventory_account_code="630",
        purchase_details={"cogs_account_code": "300"},
    )

    assert complaints(Account, known(books, "630"), type="CURRENT") == [
        "The type of an account that tracked items use cannot be changed"
    ]


def test_no_other_account_becomes_one_of_stock(books, complaints):
    """What was posted to it is in no item, but would stand on an account that holds only those."""
    assert complaints(Account, known(books, "400"), type="INVENTORY") == [
        "Other accounts cannot be changed into inventory accounts"
    ]


# --- deleting -------------------------------------------------------------------------------------


def test_an_account_that_nothing_uses_can_be_deleted(books, made):
    """It is still there, and gives its code back."""
    outcome = delete(books, known(books, "400"))

    assert outcome.errors == []
    assert known(books, "400").status == outcome.record.status == "DELETED"
    assert made(Account, **(NEW | {"code": "400", "name": "Advertising"}))


def test_a_system_account_stays(books):
    assert delete(books, known(books, "860")).errors == ["System accounts cannot be deleted"]
    assert known(books, "860").status == "ACTIVE"


@pytest.mark.parametrize("code", ["260", "090"])
def test_an_account_that_is_used_stays(books, code):
    """By a line, or by a payment."""
    owed = invoice(books, lines=[LINE | {"account_code": "260"}])
    payment(books, owed, "1.00")

    outcome = delete(books, known(books, code))

    assert outcome.errors == ["Accounts that are used on transactions cannot be deleted"]
    assert known(books, code).status == "ACTIVE"


def test_an_account_that_was_ever_posted_to_stays(books):
    """Even if it was taken back: journals go on naming it."""
    spent = bank_transaction(books, lines=[LINE | {"account_code": "400"}])
    accepted(edited(books, spent, status="DELETED"))

    outcome = delete(books, known(books, "400"))

    assert outcome.errors == ["Accounts that are used on transactions cannot be deleted"]


def test_a_line_of_a_deleted_draft_uses_nothing(books):
    draft = invoice(books, status="DRAFT", lines=[LINE | {"account_code": "260"}])
    accepted(edited(books, draft, status="DELETED"))

    assert delete(books, known(books, "260")).errors == []
    assert stored(books, draft).lines[0].account_id == ACCOUNT_IDS["260"]


def test_a_deleted_account_stays_deleted(books, complaints):
    """# guess: the words"""
    gone = keep(books, known(books, "400").but(status="DELETED"))

    assert complaints(Account, gone, status="ACTIVE") == ["Deleted accounts cannot be updated"]
