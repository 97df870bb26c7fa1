"""Lock dates and year ends are set as one sets them in Xero, and are seen at once."""

import pytest

from tests.api.client import XML, Record, Xero, invoice

ROOT = "/_mockxero/"
NOTHING = {
    "PeriodLockDate": "2009-09-30",
    "EndOfYearLockDate": None,
    "FinancialYearEndDay": 31,
    "FinancialYearEndMonth": 3,
}
"""What the Demo Company (NZ) comes with."""


@pytest.fixture
def settings(xero):
    """What is set, once this has been asked for."""

    def ask(**wanted):
        method = "PATCH" if wanted else "GET"
        return xero.call(method, "organisation", wanted or None, root=ROOT)

    return ask


def organisation(xero):
    return xero.get("Organisation").record


def test_a_demo_company_tells_what_it_comes_with(settings):
    """In the words of /Organisation."""
    assert settings().json == NOTHING


def test_what_is_set_is_answered_and_the_rest_stays(settings):
    assert settings(EndOfYearLockDate="2026-03-31").json == NOTHING | {
        "EndOfYearLockDate": "2026-03-31"
    }
    assert settings(FinancialYearEndDay=30, FinancialYearEndMonth=6).json == NOTHING | {
        "EndOfYearLockDate": "2026-03-31",
        "FinancialYearEndDay": 30,
        "FinancialYearEndMonth": 6,
    }


def test_the_organisation_shows_it_as_xero_does(xero, settings):
    """Each lock as a day in its place; none that is not set. The rest of it stays as it was."""
    before = organisation(xero)
    settings(PeriodLockDate="2026-03-31", EndOfYearLockDate="2025-03-31", FinancialYearEndDay=30)
    after = organisation(xero)

    assert after == before | {
        "PeriodLockDate": "/Date(1774915200000+0000)/",
        "EndOfYearLockDate": "/Date(1743379200000+0000)/",
        "FinancialYearEndDay": 30,
    }
    places = [*after]
    place = places.index("PeriodLockDate")
    assert places[place + 1 : place + 3] == ["EndOfYearLockDate", "CreatedDateUTC"]

    settings(PeriodLockDate=None, EndOfYearLockDate=None)

    assert not {"PeriodLockDate", "EndOfYearLockDate"} & organisation(xero).keys()


def test_xml_shows_it_too(xero, settings):
    settings(EndOfYearLockDate="2026-03-31")

    shown = xero.get("Organisation", headers={"Accept": XML}).xml

    assert shown.findtext(".//EndOfYearLockDate") == "2026-03-31T00:00:00"


def test_rules_hear_of_it_at_once(xero, settings, customer):
    """A day that was open is closed, and opens again."""
    sent = invoice(customer, Date="2026-09-01")
    assert xero.put("Invoices", sent).status == 200

    settings(PeriodLockDate="2026-09-01")
    assert xero.put("Invoices", sent).sentences == [
        "The document date cannot be before the period lock date, currently set at 01-Sep-2026"
    ]

    settings(PeriodLockDate="2026-08-31")
    assert xero.put("Invoices", sent).status == 200


def test_a_reset_forgets_it(xero, settings, mock):
    settings(PeriodLockDate="2026-03-31", FinancialYearEndMonth=12)
    mock.reset()

    assert settings().json == NOTHING


def test_each_organisation_has_its_own(open_mock, clock):
    """By name or id; the first one unless another is named."""
    xero = Xero(open_mock(clock, "nz", "empty"))
    named: Record = {"tenant": "Empty Organisation"}
    xero.call("PATCH", "organisation", {"PeriodLockDate": "2026-01-31"}, root=ROOT, **named)

    first = xero.call("GET", "organisation", root=ROOT).json
    assert first["PeriodLockDate"] == "2009-09-30"
    other = xero.call("GET", "organisation", root=ROOT, **named).json
    assert other["PeriodLockDate"] == "2026-01-31"


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"PeriodLockDate": "31/03/2026"}, "PeriodLockDate is a day, such as 2026-03-31"),
        ({"PeriodLockDate": "2026-02-30"}, "PeriodLockDate is a day, such as 2026-03-31"),
        ({"EndOfYearLockDate": 7}, "EndOfYearLockDate is a day, such as 2026-03-31"),
        ({"FinancialYearEndDay": 0}, "FinancialYearEndDay is a number from 1 to 31"),
        ({"FinancialYearEndDay": True}, "FinancialYearEndDay is a number from 1 to 31"),
        ({"FinancialYearEndDay": None}, "FinancialYearEndDay is a number from 1 to 31"),
        ({"FinancialYearEndMonth": 13}, "FinancialYearEndMonth is a number from 1 to 12"),
        ({"FinancialYearEndMonth": "3"}, "FinancialYearEndMonth is a number from 1 to 12"),
        ({"FinancialYearEndMonth": 6}, "June has no day 31"),
        ({"FinancialYearEndDay": 30, "FinancialYearEndMonth": 2}, "February has no day 30"),
        (
            {"EndOfYearLockDate": "2026-03-31", "BaseCurrency": "USD"},
            f"an organisation has no 'BaseCurrency'; it has: {', '.join(NOTHING)}",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(settings, wanted, sentence):
    """400, and nothing is set."""
    reply = settings(**wanted)

    assert (reply.status, reply.text) == (400, f"{sentence}\n")
    assert settings().json == NOTHING


def test_a_leap_day_may_end_a_year(settings):
    """In other years it is the 28th."""
    assert settings(FinancialYearEndDay=29, FinancialYearEndMonth=2).status == 200


def test_pages_of_other_sites_set_nothing(xero, settings):
    """403."""
    elsewhere = {"Origin": "http://example.com"}
    reply = xero.call(
        "PATCH", "organisation", {"PeriodLockDate": None}, root=ROOT, headers=elsewhere
    )

    assert reply.status == 403
    assert settings().json == NOTHING


def test_what_is_set_already_changes_nothing(xero, settings, mock):
    """Nor does it say that anything changed."""
    (books,) = mock.world.organisations.values()
    before = len(books.changes)

    assert settings(FinancialYearEndDay=31).json == NOTHING
    assert len(books.changes) == before
