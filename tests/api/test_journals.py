"""``/Journals``: the ledger, by number and in portions. What fills it lies elsewhere."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mockxero.books.bookkeeper import Who, transaction
from mockxero.resources.accounts import Account
from mockxero.resources.journals import Journal, JournalLine, JournalTracking
from mockxero.resources.tracking import TrackingOption
from tests.api.client import NOWHERE, XML
from tests.api.conftest import NOON
from tests.api.examples import differences, example

PORTION = 100


@pytest.fixture(autouse=True)
def books(mock):
    """Books in which nothing has been posted."""
    books = next(iter(mock.world.organisations.values()))
    books.begun_with.clear()
    return books


@pytest.fixture
def post(books):
    """Put journals into the books, by hand."""

    def posted(*numbers, **members):
        with transaction(books, Who()) as keeper:
            for number in numbers:
                keeper.put(journal(books, number, **members), None)

    return posted


def journal(books, number, **members):
    owed = account(books, "610")
    sales = account(books, "200")
    north = next(one for one in books.every(TrackingOption) if one.name == "North")
    lines = (
        line(books, owed, Decimal(40), description=""),
        line(
            books,
            sales,
            Decimal(-40),
            description="Acme Tires",
            tax_type="NONE",
            tracking=(JournalTracking(category_id=north.category_id, option_id=north.option_id),),
        ),
    )
    return Journal(
        **{
            "journal_id": books.new_id(),
            "journal_number": number,
            "journal_date": date(2026, 9, 1),
            "created": books.now,
            "reference": "Red Fish, Blue Fish",
            "source_id": NOWHERE,
            "source_type": "ACCREC",
            "lines": lines,
            **members,
        }
    )


def account(books, code):
    return books.one(Account, "code", code).account_id


def line(books, account_id, net, **members):
    return JournalLine(
        journal_line_id=books.new_id(),
        account_id=account_id,
        net_amount=net,
        gross_amount=net,
        tax_amount=Decimal(0),
        **members,
    )


def numbers(reply):
    return [one["JournalNumber"] for one in reply.records]


def test_nothing_has_been_posted_yet(xero):
    """An empty list, not an unknown address."""
    assert xero.get("Journals").records == []
    assert xero.get("Journals", offset=7, paymentsOnly="true").records == []


def test_a_list_is_as_published(xero, post):
    """Lines of the system's own have no tax type; there are more members where one is tracked."""
    post(1)
    published = example("openapi-getJournals-200")["Journals"][0]
    (mine,) = xero.get("Journals").records

    assert differences(published, mine) == set()
    assert mine["JournalLines"][1]["TrackingCategories"] == [
        {
            "Name": "Region",
            "Option": "North",
            "TrackingCategoryID": mine["JournalLines"][1]["TrackingCategories"][0][
                "TrackingCategoryID"
            ],
            "TrackingOptionID": mine["JournalLines"][1]["TrackingCategories"][0][
                "TrackingOptionID"
            ],
            "Options": [],
        }
    ]


@pytest.mark.parametrize("key", ["JournalID", "JournalNumber"])
def test_one_alone_does_not_tell_what_made_it(xero, post, key):
    """By id or by number."""
    post(7)
    listed = xero.get("Journals").record
    alone = xero.get(f"Journals/{listed[key]}").record

    assert list(listed.keys() - alone.keys()) in (
        ["SourceID", "SourceType"],
        ["SourceType", "SourceID"],
    )
    assert alone["JournalNumber"] == 7
    assert differences(example("openapi-getJournal-200")["Journals"][0], alone) == {
        "no .JournalLines.TaxName",
        "no .JournalLines.TaxType",
    }


@pytest.mark.parametrize("key", ["8", "0", "-7", "007", NOWHERE, "x"])
def test_what_was_not_posted_is_a_404(xero, post, key):
    post(7)

    assert xero.get(f"Journals/{key}").status == 404


def test_xml_says_the_same(xero, post):
    post(1)
    (one,) = xero.get("Journals", headers={"Accept": XML}).xml.find("Journals")

    assert one.findtext("JournalNumber") == "1"
    assert [line.findtext("NetAmount") for line in one.find("JournalLines")] == ["40.00", "-40.00"]
    assert one.findtext(".//TrackingCategory/Option") == "North"


def test_a_hundred_come_at_a_time(xero, post):
    """Oldest first; ``offset`` is a number, not a place. The last portion is empty."""
    post(*range(1, 60), *range(70, 200))

    assert numbers(xero.get("Journals"))[-1] == 110
    assert numbers(xero.get("Journals", offset=110)) == [*range(111, 200)]
    assert numbers(xero.get("Journals", offset=62))[:2] == [70, 71]
    assert numbers(xero.get("Journals", offset=199)) == []
    assert "pagination" not in xero.get("Journals").json


@pytest.mark.parametrize("offset", ["0", "", "-5", "many", " 0 "])
def test_any_other_offset_is_the_beginning(xero, post, offset):
    post(1, 2)

    assert numbers(xero.get("Journals", offset=offset)) == [1, 2]


def test_neither_page_nor_order_nor_where_are_heard(xero, post):
    """The order is that of the numbers."""
    post(1, 2)
    query = {"page": 2, "pageSize": 1, "order": "JournalNumber DESC", "where": "JournalNumber==2"}

    assert numbers(xero.get("Journals", **query)) == [1, 2]


def test_payments_only_is_another_ledger(xero, post):
    """What stands in both is in both."""
    post(1)
    post(2, on_cash_basis=True)
    post(3, on_cash_basis=True, on_accrual_basis=False)

    assert numbers(xero.get("Journals")) == [1, 2]
    assert numbers(xero.get("Journals", paymentsOnly="false")) == [1, 2]
    assert numbers(xero.get("Journals", paymentsOnly="true")) == [2, 3]
    assert numbers(xero.get("Journals", paymentsonly="TRUE", offset=2)) == [3]


def test_only_what_was_posted_since(xero, post, clock):
    """By the day it was made; joined with an offset."""
    post(1)
    clock.advance(timedelta(minutes=10))
    post(2, 3)
    later = {"If-Modified-Since": (NOON + timedelta(minutes=5)).isoformat()}

    assert numbers(xero.get("Journals", headers=later)) == [2, 3]
    assert numbers(xero.get("Journals", headers=later, offset=2)) == [3]


def test_names_and_codes_are_those_of_today(xero, post, books):
    """A journal is never changed; what its accounts are called may be."""
    post(1)
    xero.post(f"Accounts/{account(books, '200')}", {"Name": "Income"})

    assert xero.get("Journals").record["JournalLines"][1]["AccountName"] == "Income"


@pytest.mark.parametrize("verb", ["PUT", "POST", "DELETE"])
def test_nobody_writes_it(xero, verb):
    assert xero.call(verb, "Journals", {"Journals": [{}]}).status == 501
