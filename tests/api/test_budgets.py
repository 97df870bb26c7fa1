"""``/Budgets``: which there are, and what they come to in the months asked for."""

import pytest

from mockxero.control.fixture import names
from mockxero.primitives.clock import FrozenClock
from tests.api.client import NOWHERE, XML, Xero
from tests.api.conftest import NOON
from tests.api.examples import differences, example


@pytest.fixture(scope="module")
def overall(shared):
    return shared.get("Budgets").records[0]


@pytest.fixture(scope="module")
def north(shared):
    return shared.get("Budgets").records[1]


def periods(reply):
    return [one["Period"] for one in reply.record["BudgetLines"][0]["BudgetBalances"]]


def test_a_list_is_as_published(shared):
    """Without lines, and without what they are filed under."""
    mine = shared.get("Budgets").json
    published = example("openapi-getBudgets-200")
    published["Budgets"].reverse()

    assert differences(published, mine) == set()
    assert [one["Type"] for one in mine["Budgets"]] == ["OVERALL", "TRACKING"]
    assert all(one["BudgetLines"] == one["Tracking"] == [] for one in mine["Budgets"])


def test_one_alone_has_lines(shared, overall):
    """Three months of them: the last, this and the next."""
    reply = shared.get(f"Budgets/{overall['BudgetID']}")
    line = reply.record["BudgetLines"][0]

    assert list(line) == ["AccountID", "AccountCode", "BudgetBalances"]
    assert (line["AccountCode"], periods(reply)) == ("200", ["2026-08", "2026-09", "2026-10"])
    assert '"Amount": 12000.00' in reply.text


def test_one_of_a_tracking_option_says_which(shared, north):
    """As on Xero's page."""
    record = shared.get(f"Budgets/{north['BudgetID']}").record
    published = example("docs-budgets-get-01")["Budgets"]["Tracking"][0]

    assert [(one["Name"], one["Option"]) for one in record["Tracking"]] == [("Region", "North")]
    assert differences(published, record["Tracking"][0]) == set()


@pytest.mark.parametrize(
    ("asked", "first", "last", "count"),
    [
        ({"DateFrom": "2026-01-15", "DateTo": "2026-03-01"}, "2026-01", "2026-03", 3),
        ({"DateFrom": "2026-01-15"}, "2026-01", "2027-08", 20),
        ({"DateTo": "2026-01-15"}, "2025-09", "2026-01", 5),
        ({"DateFrom": "2026-09-01", "DateTo": "2026-09-30"}, "2026-09", "2026-09", 1),
        ({"datefrom": "2026-09-01", "DATETO": "2026-10-01"}, "2026-09", "2026-10", 2),
    ],
)
def test_the_months_can_be_chosen(shared, overall, asked, first, last, count):
    """By the days that they have in them; the budget itself goes from 2025-09 to 2027-08."""
    found = periods(shared.get(f"Budgets/{overall['BudgetID']}", **asked))

    assert (found[0], found[-1], len(found)) == (first, last, count)


@pytest.mark.parametrize("end", ["DateFrom", "DateTo"])
def test_a_day_that_is_none_is_refused(shared, overall, end):
    """Error 10, as for every other day in a query."""
    assert shared.get(f"Budgets/{overall['BudgetID']}", **{end: "soon"}).refusal == (400, 10)


def test_two_years_are_the_most(shared, overall):
    """From the first month that was asked for."""
    path = f"Budgets/{overall['BudgetID']}"
    found = periods(shared.get(path, DateFrom="2024-09-01", DateTo="2030-01-01"))

    assert (found[0], found[-1]) == ("2025-09", "2026-08")


def test_a_month_may_have_a_note(shared, overall):
    reply = shared.get(f"Budgets/{overall['BudgetID']}", DateFrom="2025-09-01", DateTo="2027-08-31")
    notes = [
        balance["Notes"]
        for line in reply.record["BudgetLines"]
        for balance in line["BudgetBalances"]
        if "Notes" in balance
    ]

    assert notes == ["Summer sale"]


def test_xml_says_the_same(shared, overall):
    reply = shared.get(f"Budgets/{overall['BudgetID']}", headers={"Accept": XML})
    balances = reply.xml.find("Budgets/Budget/BudgetLines/BudgetLine/BudgetBalances")

    assert [one.findtext("Period") for one in balances] == ["2026-08", "2026-09", "2026-10"]


def test_some_can_be_asked_for(shared, overall, north):
    """``IDs``; those that there are not are passed over."""
    found = shared.get("Budgets", IDs=f"{north['BudgetID']},{NOWHERE}").records

    assert [one["BudgetID"] for one in found] == [north["BudgetID"]]
    assert shared.get(f"Budgets/{NOWHERE}").status == 404


@pytest.mark.parametrize("name", names())
def test_every_organisation_has_one_overall_budget(open_mock, name):
    """Xero makes it with the organisation."""
    xero = Xero(open_mock(FrozenClock(NOON), name))
    types = [one["Type"] for one in xero.get("Budgets").records]

    assert types.count("OVERALL") == 1
