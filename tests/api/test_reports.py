"""Reports over the wire: who may read them, what they are asked, and in which words they refuse."""

from datetime import datetime

import pytest

from mockxero.api.reports import REPORTS
from mockxero.primitives.clock import FrozenClock
from mockxero.resources.reports import PublishedReturn, ReturnAttribute, ReturnField
from tests.api.client import NO_ID, NOWHERE, XML, Xero

ADDRESSES = {name: f"Reports/{name}" for name in REPORTS}
WITH_ROWS = sorted(set(REPORTS) - {"TenNinetyNine"})


@pytest.fixture(scope="module")
def ask(shared):
    """A report, of some contact where one is needed."""
    contact = shared.get("Contacts", where='Name=="Ridgeway University"').record["ContactID"]

    def asked(name, **query):
        needed = {"contactId": contact} if name.startswith("Aged") else {}
        return shared.get(ADDRESSES[name], **(needed | query))

    return asked


@pytest.fixture(scope="module")
def american(open_mock):
    return Xero(open_mock(FrozenClock(datetime(2026, 9, 14, 9, 30)), "us"))


def header(reply):
    return [cell["Value"] for cell in reply.record["Rows"][0]["Cells"]]


# --- the shape ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WITH_ROWS)
def test_members_of_a_report(ask, name):
    """In this order; a moment without an offset. # seen: Xero-OpenAPI, xerogolang#9"""
    report = ask(name).record

    assert [*report] == [
        "ReportID", "ReportName", "ReportType", "ReportTitles", "ReportDate", "UpdatedDateUTC",
        "Fields", "Rows",
    ]  # fmt: skip
    assert report["ReportID"] == report["ReportType"] == name
    assert report["ReportDate"] == "14 September 2026"
    assert report["UpdatedDateUTC"] == "/Date(1789378200532)/"
    assert report["Fields"] == []


@pytest.mark.parametrize("name", WITH_ROWS)
def test_rows_are_of_four_kinds(ask, name):
    """Headers have cells, sections a title and rows, and every value is text."""
    first, *others = ask(name).record["Rows"]

    assert [*first] == ["RowType", "Cells"]
    assert first["RowType"] == "Header"
    for section in others:
        assert [*section] == ["RowType", "Title", "Rows"]
        assert section["RowType"] == "Section"
        for row in section["Rows"]:
            assert [*row] == ["RowType", "Cells"]
            assert row["RowType"] in ("Row", "SummaryRow")
            assert len(row["Cells"]) == len(first["Cells"])
            assert all(type(cell["Value"]) is str for cell in row["Cells"])
            assert all([*cell] in (["Value"], ["Value", "Attributes"]) for cell in row["Cells"])


@pytest.mark.parametrize("name", WITH_ROWS)
def test_both_tongues_tell_the_same(ask, name):
    """What is empty in JSON is missing in XML."""
    report = ask(name).record
    printed = ask(name, headers={"Accept": XML}).xml.find("Reports/Report")

    assert [one.tag for one in printed] == [member for member in report if member != "Fields"]
    assert [one.text for one in printed.iterfind("ReportTitles/ReportTitle")] == report[
        "ReportTitles"
    ]
    assert [one.tag for one in printed.iterfind("ReportTitles/*")] == ["ReportTitle"] * len(
        report["ReportTitles"]
    )
    assert printed.findtext("UpdatedDateUTC") == "2026-09-14T09:30:00.5320000Z"
    in_json = [
        cell["Value"]
        for block in report["Rows"]
        for row in (block.get("Rows", [block]))
        for cell in row["Cells"]
    ]
    assert [cell.findtext("Value", "") for cell in printed.iter("Cell")] == in_json
    assert not printed.findall(".//Value[.='']")
    assert not printed.findall(".//Title[.='']")


@pytest.mark.parametrize("spelling", ["reports/trialbalance", "REPORTS/TRIALBALANCE/"])
def test_addresses_may_be_written_in_any_case(shared, spelling):
    assert shared.get(spelling).record["ReportID"] == "TrialBalance"


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_reports_can_only_be_read(shared, name):
    for verb in ("PUT", "POST", "DELETE"):
        assert shared.call(verb, ADDRESSES[name]).status == 501


# --- what they are asked --------------------------------------------------------------------------


def test_the_days_of_a_report_that_nobody_asked_about(ask):
    """This month, or today. It is the fourteenth of September."""
    assert {name: ask(name).record["ReportTitles"][-1] for name in WITH_ROWS} == {
        "AgedPayablesByContact": "Showing payments to 30 September 2026",
        "AgedReceivablesByContact": "Showing payments to 30 September 2026",
        "BalanceSheet": "As at 30 September 2026",
        "BankSummary": "From 1 September 2026 to 30 September 2026",
        "BudgetSummary": "September 2026 to August 2027",
        "ExecutiveSummary": "For the month of September 2026",
        "ProfitAndLoss": "1 September 2026 to 30 September 2026",
        "TrialBalance": "As at 14 September 2026",
    }


@pytest.mark.parametrize(
    ("name", "query", "titled"),
    [
        ("TrialBalance", {"date": "2026-02-10"}, "As at 10 February 2026"),
        ("BalanceSheet", {"date": "2026-02-10"}, "As at 28 February 2026"),
        ("ExecutiveSummary", {"date": "2026-02-10"}, "For the month of February 2026"),
        ("BudgetSummary", {"date": "2026-02-10"}, "February 2026 to January 2027"),
        ("BankSummary", {"fromDate": "2026-02-10", "toDate": "2026-02-12"},
         "From 10 February 2026 to 12 February 2026"),
        ("ProfitAndLoss", {"fromDate": "2026-02-10", "toDate": "2026-02-12"},
         "10 February 2026 to 12 February 2026"),
        ("ProfitAndLoss", {"toDate": "2026-02-12"}, "1 February 2026 to 12 February 2026"),
        ("ProfitAndLoss", {"fromDate": "2026-02-10"}, "10 February 2026 to 30 September 2026"),
        ("ProfitAndLoss", {"FROMDATE": "2026-02-10T00:00:00", "todate": "2026-03-01"},
         "10 February 2026 to 1 March 2026"),
        ("AgedPayablesByContact", {"date": "2026-02-10"}, "Showing payments to 10 February 2026"),
    ],
)  # fmt: skip
def test_days_that_were_asked_about(ask, name, query, titled):
    assert ask(name, **query).record["ReportTitles"][-1] == titled


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ({}, ["30 Sep 2026", "30 Sep 2025"]),
        ({"periods": 2, "timeframe": "MONTH"}, ["30 Sep 2026", "31 Aug 2026", "31 Jul 2026"]),
        ({"periods": 1, "timeframe": "quarter"}, ["30 Sep 2026", "30 Jun 2026"]),
        ({"timeframe": "YEAR"}, ["30 Sep 2026", "30 Sep 2025"]),
        ({"periods": 1}, ["30 Sep 2026", "31 Aug 2026"]),
        ({"date": "2019-04-12", "periods": 2}, ["30 Apr 2019", "31 Mar 2019", "28 Feb 2019"]),
    ],
)
def test_columns_of_a_balance_sheet(ask, query, columns):
    """Ends of months. # seen: Xero-OpenAPI, getReportBalanceSheet"""
    assert header(ask("BalanceSheet", **query)) == ["", *columns]


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ({}, ["30 Sep 26"]),
        ({"timeframe": "YEAR"}, ["30 Sep 26"]),
        ({"periods": 2}, ["30 Sep 26", "31 Aug 26", "31 Jul 26"]),
        ({"periods": 1, "timeframe": "QUARTER"}, ["30 Sep 26", "30 Jun 26"]),
        ({"periods": 1, "timeframe": "YEAR"}, ["30 Sep 26", "30 Sep 25"]),
        (
            {"periods": 2, "fromDate": "2026-09-01", "toDate": "2026-09-30"},
            ["30 Sep 26", "30 Aug 26", "30 Jul 26"],
        ),
    ],
)
def test_columns_of_profit_and_loss(ask, query, columns):
    """Days that were given apply to each period. Source: Xero's page on Reports"""
    assert header(ask("ProfitAndLoss", **query)) == ["", *columns]


def test_columns_of_a_budget(ask):
    """A label is the last month of its period. # seen: Xero-OpenAPI, getReportBudgetSummary"""
    reply = ask("BudgetSummary", date="2019-11-14", timeframe=3)

    assert header(reply) == [
        "Account", "Jan-20", "Apr-20", "Jul-20", "Oct-20", "Jan-21", "Apr-21", "Jul-21", "Oct-21",
        "Jan-22", "Apr-22", "Jul-22", "Oct-22",
    ]  # fmt: skip
    assert reply.record["ReportTitles"][-1] == "November 2019 to October 2022"
    assert len(header(ask("BudgetSummary", periods=2))) == 3


def test_profit_and_loss_by_tracking(shared, ask):
    """A column an option, then what is unassigned, then the sum; one option is one column."""
    (region,) = shared.get("TrackingCategories").records
    category, option = region["TrackingCategoryID"], region["Options"][0]

    every = ask("ProfitAndLoss", trackingCategoryID=category)
    one = ask(
        "ProfitAndLoss", trackingCategoryID=category, trackingOptionID=option["TrackingOptionID"]
    )

    assert header(every) == [
        "", "Eastside", "North", "South", "West Coast", "Unassigned", "Total"
    ]  # fmt: skip
    assert header(one) == ["", option["Name"]]


# --- what they refuse -----------------------------------------------------------------------------


REGION = "351953c4-8127-4009-88c3-f9cd8c9cbe9f"
NO_DAY = "The supplied {} parameter must be a valid date."
NO_TIMEFRAME = (
    "The supplied timeframe parameter must be one of the following: 'MONTH', 'QUARTER', 'YEAR'."
)
NO_COUNT = "The supplied periods parameter must be an integer between 1 and {}."
NO_GUID = "The supplied {} parameter must be a valid Guid."
NOT_THERE = "The supplied {} could not be found."
WRONG_ORDER = "The supplied fromDate parameter must not be after the toDate parameter."
NO_CATEGORY = "TrackingCategoryID{0} must be provided if a TrackingOptionID{0} is provided."

NONSENSE = [
    *((name, {"date": day}, NO_DAY.format("date"))
      for name in ("BalanceSheet", "TrialBalance", "ExecutiveSummary", "BudgetSummary")
      for day in ("yesterday", "2026-02-30", "1752-12-31")),
    *((name, {member: "31/12/2026"}, NO_DAY.format(member))
      for name in ("ProfitAndLoss", "BankSummary", "AgedPayablesByContact")
      for member in ("fromDate", "toDate")),
    *((name, {"timeframe": "WEEK"}, NO_TIMEFRAME) for name in ("BalanceSheet", "ProfitAndLoss")),
    *((name, {"periods": count}, NO_COUNT.format(11))
      for name in ("BalanceSheet", "ProfitAndLoss")
      for count in (0, 12, -1, "x", "1.5", "9" * 20)),
    ("BudgetSummary", {"periods": 13}, NO_COUNT.format(12)),
    ("BudgetSummary", {"timeframe": "MONTH"},
     "The supplied timeframe parameter must be one of the following: '1', '3', '12'."),
    ("ProfitAndLoss", {"fromDate": "2026-03-02", "toDate": "2026-03-01"}, WRONG_ORDER),
    ("AgedPayablesByContact", {"fromDate": "2026-12-01"}, WRONG_ORDER),
    ("BankSummary", {"fromDate": "2024-01-01", "toDate": "2026-03-01"},
     "The report can be run for a period of 12 months at most."),
    ("ProfitAndLoss", {"trackingOptionID": NOWHERE}, NO_CATEGORY.format(1)),
    ("ProfitAndLoss", {"trackingOptionID2": NOWHERE}, NO_CATEGORY.format(2)),
    ("ProfitAndLoss", {"trackingCategoryID": NOWHERE}, NOT_THERE.format("trackingCategoryID")),
    ("ProfitAndLoss", {"trackingCategoryID": REGION, "trackingOptionID": NOWHERE},
     NOT_THERE.format("trackingOptionID")),
    ("ProfitAndLoss", {"trackingCategoryID": "x"}, NO_GUID.format("trackingCategoryID")),
    ("BalanceSheet", {"trackingOptionID1": NOWHERE}, NOT_THERE.format("trackingOptionID1")),
    ("AgedReceivablesByContact", {"contactId": ""}, "The contactID parameter must be provided."),
    ("AgedPayablesByContact", {"contactId": "x"}, NO_GUID.format("contactID")),
    ("TenNinetyNine", {}, "The 1099 report is only available to US organisations."),
]  # fmt: skip
"""Only the timeframe and the first category have been seen; the rest are guesses."""


@pytest.mark.parametrize(("name", "query", "message"), NONSENSE)
def test_what_makes_no_sense_is_refused(ask, name, query, message):
    """Error 10 without elements, in both tongues. # seen: XeroAPI/Xero-Java#118"""
    assert ask(name, **query).json == {
        "ErrorNumber": 10,
        "Type": "ValidationException",
        "Message": message,
        "Elements": [],
    }
    in_xml = ask(name, **query, headers={"Accept": XML})
    assert (in_xml.status, in_xml.xml.findtext("Message")) == (400, message)


@pytest.mark.parametrize("contact", [NOWHERE, NO_ID])
def test_a_contact_that_is_not_there_is_not_found(ask, contact):
    """# guess"""
    assert ask("AgedPayablesByContact", contactId=contact).status == 404


def test_a_contact_must_be_named(shared):
    assert shared.get("Reports/AgedReceivablesByContact").refusal == (400, 10)


@pytest.mark.parametrize("day", ["1753-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", WITH_ROWS)
def test_the_ends_of_time_are_days_too(ask, name, day):
    """Nothing breaks."""
    parameters = {"date": day, "toDate": day} | ({"periods": 11} if name == "BalanceSheet" else {})

    assert ask(name, **parameters).status in (200, 400)


def test_blank_parameters_were_not_given(ask):
    """Several SDKs send them."""
    blank = dict.fromkeys(("date", "fromDate", "toDate", "periods", "timeframe"), "")

    assert ask("ProfitAndLoss", **blank).record["ReportTitles"] == [
        "Profit & Loss", "Demo Company (NZ)", "1 September 2026 to 30 September 2026"
    ]  # fmt: skip


# --- 1099 -----------------------------------------------------------------------------------------


def test_forms_1099_of_an_american_organisation(american):
    """Two forms on which nobody stands. # seen: docs-reports-get-01.json"""
    assert american.get("Reports/TenNinetyNine", reportYear=2025).records == [
        {
            "ReportName": f"1099-{kind} report",
            "ReportDate": "1 Jan 2025 to 31 Dec 2025",
            "Fields": [],
            "Contacts": [],
        }
        for kind in ("NEC", "MISC")
    ]
    assert american.get("Reports/TenNinetyNine").records[0]["ReportDate"].endswith("2026")
    assert len(american.get("Reports/TenNinetyNine", reportYear=2019).records) == 1


@pytest.mark.parametrize("year", ["2011", "2027", "x"])
def test_years_without_forms(american, year):
    """There are some from 2012 on. Source: Xero's page on Reports"""
    assert american.get("Reports/TenNinetyNine", reportYear=year).json["Message"] == (
        "The supplied reportYear parameter must be an integer between 2012 and 2026."
    )


# --- published returns ----------------------------------------------------------------------------


def test_nothing_was_published(shared):
    """Only Xero's own pages can publish a return."""
    assert shared.get("Reports").records == []
    assert shared.get("Reports", headers={"Accept": XML}).xml.find("Reports") is not None


@pytest.mark.parametrize("report", ["BankStatement", NOWHERE, "86894"])
def test_a_report_that_is_not_there_is_not_found(shared, report):
    assert shared.get(f"Reports/{report}").status == 404


def test_a_return_that_was_published(mock, xero):
    """The list names it, the address of its own has its fields. Source: Xero's page on Reports"""
    (books,) = mock.world.organisations.values()
    published = PublishedReturn(
        report_id="3d0a1240-e606-4fae-a823-77bcf79d5e79",
        name="Activity Statement",
        type="SalesTaxReturn",
        date="1 Nov 2011 to 30 Nov 2011",
        updated=datetime(2018, 2, 23, 3, 39, 31, 249000),
        attributes=(ReturnAttribute(name="fromDate", description="From", value="2011-11-01"),),
        return_fields=(ReturnField(field_id="8B", value="0"),),
    )
    books.collections[PublishedReturn].put(published.key, published)

    named = {
        "ReportID": "3d0a1240-e606-4fae-a823-77bcf79d5e79",
        "ReportName": "Activity Statement",
        "ReportType": "SalesTaxReturn",
        "ReportDate": "1 Nov 2011 to 30 Nov 2011",
        "UpdatedDateUTC": "/Date(1519357171249)/",
    }
    assert xero.get("Reports").records == [named]
    assert xero.get("Reports/3D0A1240-E606-4FAE-A823-77BCF79D5E79").record == named | {
        "Attributes": [{"Name": "fromDate", "Description": "From", "Value": "2011-11-01"}],
        "Fields": [{"FieldID": "8B", "Value": "0"}],
    }
