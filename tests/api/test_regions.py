"""Organisations of other countries: their own tax, currency, day and year, all in one mock."""

from datetime import datetime
from decimal import Decimal

import pytest

from mockxero.books.parties import AppKind
from mockxero.primitives.clock import FrozenClock
from tests.api.client import Xero

EVENING_IN_LONDON = datetime(2026, 9, 14, 20, 30)
REGIONS = ("nz", "au", "uk", "us", "global")


@pytest.fixture(scope="module")
def everywhere(open_mock):
    """One mock that holds an organisation of each country."""
    return open_mock(FrozenClock(EVENING_IN_LONDON), *REGIONS)


@pytest.fixture
def region(everywhere):
    """Somebody who calls the organisation of a country."""
    organisations = list(everywhere.world.organisations)

    def of(name):
        return Xero(everywhere, AppKind.WEB, tenant=organisations[REGIONS.index(name)])

    return of


@pytest.fixture
def invoiced(region):
    """A line of 100 on a new document, as the organisation of a country answers it."""

    def sold(name, code="200", kind="ACCREC", **members):
        xero = region(name)
        sent = {
            "Type": kind,
            "Contact": {"Name": "Ada Lovelace"},
            "LineItems": [{"Description": "x", "UnitAmount": 100, "AccountCode": code}],
            **members,
        }
        return xero.put("Invoices", sent).record

    return sold


@pytest.mark.parametrize(
    ("name", "currency", "country", "version", "year_end"),
    [
        ("nz", "NZD", "NZ", "NZ", (31, 3)),
        ("au", "AUD", "AU", "AU", (30, 6)),
        ("uk", "GBP", "GB", "UK", (31, 3)),
        ("us", "USD", "US", "US", (31, 12)),
        ("global", "USD", "CA", "GLOBAL", (31, 12)),
    ],
)
def test_an_organisation_says_where_it_is(region, name, currency, country, version, year_end):
    said = region(name).get("Organisation").record

    assert (said["BaseCurrency"], said["CountryCode"], said["Version"]) == (
        currency, country, version
    )  # fmt: skip
    assert (said["FinancialYearEndDay"], said["FinancialYearEndMonth"]) == year_end
    assert currency in {one["Code"] for one in region(name).get("Currencies").records}


def test_what_the_tax_number_is_called(region):
    """# seen: fyle-get-organisations.json; elsewhere nothing is said of it"""
    said = region("global").get("Organisation").record

    assert said["TaxNumberName"] == "Tax reg"
    assert "TaxNumberName" not in region("nz").get("Organisation").record


@pytest.mark.parametrize(
    ("name", "code", "kind", "tax_type", "tax"),
    [
        ("nz", "200", "ACCREC", "OUTPUT2", "15.00"),
        ("nz", "400", "ACCPAY", "INPUT2", "15.00"),
        ("au", "200", "ACCREC", "OUTPUT", "10.00"),
        ("au", "400", "ACCPAY", "INPUT", "10.00"),
        ("uk", "200", "ACCREC", "OUTPUT2", "20.00"),
        ("uk", "400", "ACCPAY", "INPUT2", "20.00"),
        ("us", "400", "ACCREC", "OUTPUT", "0.00"),
        ("global", "200", "ACCREC", "OUTPUT", "8.25"),
        ("global", "400", "ACCPAY", "INPUT", "8.25"),
    ],
)
def test_a_line_is_taxed_by_the_country(invoiced, name, code, kind, tax_type, tax):
    """By the default of its account."""
    invoice = invoiced(name, code, kind)

    line = invoice["LineItems"][0]
    assert (line["TaxType"], line["TaxAmount"]) == (tax_type, Decimal(tax))


@pytest.mark.parametrize(
    ("name", "tax_type"),
    [("nz", "NONE"), ("au", "BASEXCLUDED"), ("uk", "NONE"), ("global", "NONE")],
)
def test_a_document_without_tax(invoiced, name, tax_type):
    """NONE, but in Australia. # seen: au-demo-get-journals-page-1.json"""
    line = invoiced(name, LineAmountTypes="NoTax")["LineItems"][0]

    assert (line["TaxType"], line["TaxAmount"]) == (tax_type, 0)


@pytest.mark.parametrize(
    ("name", "code", "tax_type"), [("au", "200", "OUTPUT2"), ("us", "400", "AVALARA")]
)
def test_some_types_are_refused(region, name, code, tax_type):
    """Another country's; and what Xero has Avalara work out, but not through the API."""
    line = {"UnitAmount": 1, "AccountCode": code, "TaxType": tax_type}
    sent = {"Type": "ACCREC", "Contact": {"Name": "Ada Lovelace"}, "LineItems": [line]}

    refused = region(name).put("Invoices", sent)

    assert refused.refusal == (400, 10)
    (told,) = refused.sentences
    assert told.startswith(f"The TaxType code '{tax_type}' does not exist or cannot be used")


@pytest.mark.parametrize(
    ("name", "expense", "revenue", "asset"),
    [
        ("nz", "INPUT2", "OUTPUT2", "NONE"),
        ("au", "INPUT", "OUTPUT", "BASEXCLUDED"),
        ("uk", "INPUT2", "OUTPUT2", "NONE"),
        ("us", "INPUT", "OUTPUT", "NONE"),
        ("global", "INPUT", "OUTPUT", "NONE"),
    ],
)
def test_the_default_tax_of_a_new_account(region, name, expense, revenue, asset):
    """The standard rate for expenses and revenue; nothing else is taxed."""
    given = [
        region(name).put("Accounts", {"Code": f"R{kind[:4]}", "Name": kind, "Type": kind}).record
        for kind in ("EXPENSE", "REVENUE", "CURRENT")
    ]

    assert [account["TaxType"] for account in given] == [expense, revenue, asset]


@pytest.mark.parametrize("name", ["au", "uk"])
def test_a_new_rate_says_where_it_is_reported(region, name):
    """Australia, New Zealand and the United Kingdom ask for it; America does not."""
    rate = {"Name": f"Not in {name}", "TaxComponents": [{"Name": "Local", "Rate": 3}]}

    assert region(name).put("TaxRates", rate).sentences == ["ReportTaxType must be specified"]
    assert region("us").put("TaxRates", rate).status == 200


def test_each_has_its_own_today(invoiced):
    """In Auckland it is tomorrow already, in New York still today."""
    assert invoiced("nz")["DateString"] == "2026-09-15T00:00:00"
    assert invoiced("uk")["DateString"] == "2026-09-14T00:00:00"
    assert invoiced("global")["DateString"] == "2026-09-14T00:00:00"


def test_numbers_go_on_where_the_data_ends(everywhere):
    """Global's last invoice is INV-0036; Australia has none."""
    everywhere.reset()
    series = {
        one.name: one.next_number("ACCREC", lambda number: False)
        for one in everywhere.world.organisations.values()
    }

    assert series["Demo Company (Global)"] == "INV-0037"
    assert series["Demo Company (AU)"] == "INV-0001"


def test_the_global_books_are_complete(region):
    """Open invoices and bills come to the recorded control accounts."""
    for kind, recorded in (("ACCREC", "9194.51"), ("ACCPAY", "8386.76")):
        where = f'Type=="{kind}" AND Status=="AUTHORISED" AND Date<=DateTime(2026,09,14)'
        found = region("global").get("Invoices", where=where).records
        known = [one for one in found if one["Contact"]["Name"] != "Ada Lovelace"]

        assert sum(one["AmountDue"] for one in known) == Decimal(recorded)
