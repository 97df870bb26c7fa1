"""Reports: what a contact owes, which columns there are, what makes no sense."""

from typing import Any

from ..provenance import documented, inferred
from ..story import Story
from . import given

Report = dict[str, Any]


@documented("Xero's page on Reports, the sample of AgedPayablesByContact")
def test_what_is_paid_stays_on_the_aged_report(xero: Story) -> None:
    """An invoice that is paid in full is still listed, with nothing due."""
    contact = given.customer(xero)
    known = given.invoice(xero, given.line(100), to=contact)
    given.payment(xero, known, 115, given.days_from_now(-2))

    report = xero.record("getReportAgedReceivablesByContact", contactId=contact["ContactID"])

    numbers = [cells[1] for cells in told(report) if cells[0].startswith("20")]
    xero.same("aged report", "numbers", [known["InvoiceNumber"]], numbers)
    amounts = [cells[4:] for cells in told(report) if cells[0] == "Total"]
    xero.same("aged report", "total", [["115.00", "115.00", "0.00", "0.00"]], amounts)


@inferred("the number of periods to compare comes on top of the period that was asked for")
def test_periods_are_columns_beside_the_first(xero: Story) -> None:
    """Two periods to compare make three columns, each at the end of a month."""
    report = xero.record("getReportBalanceSheet", date="2019-04-12", periods=2, timeframe="MONTH")

    columns = ["", "30 Apr 2019", "31 Mar 2019", "28 Feb 2019"]
    xero.same("balance sheet", "columns", columns, told(report)[0])


@documented("XeroAPI/Xero-Java#118")
def test_a_strange_timeframe_is_refused(xero: Story) -> None:
    """The words that are understood are named."""
    refused = xero.call("getReportBalanceSheet", expecting=400, timeframe="WEEK")

    xero.says(
        "balance sheet",
        refused,
        "The supplied timeframe parameter must be one of the following: 'MONTH', 'QUARTER', 'YEAR'",
    )


@documented("XeroAPI/Xero-Java#100")
def test_an_option_needs_its_category(xero: Story) -> None:
    """Profit and loss by a tracking option wants to know of which category."""
    refused = xero.call("getReportProfitAndLoss", expecting=400, trackingOptionID=given.NOWHERE)

    xero.says(
        "profit and loss",
        refused,
        "TrackingCategoryID1 must be provided if a TrackingOptionID1 is provided",
    )


def told(report: Report) -> list[list[str]]:
    """The cells of every row, sections opened."""
    rows = [row for block in report.get("Rows", []) for row in block.get("Rows") or [block]]
    return [[cell.get("Value", "") for cell in row.get("Cells") or []] for row in rows]
