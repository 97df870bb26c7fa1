"""Reports: what a contact owes, which columns there are, what makes no sense."""

from decimal import Decimal
from typing import Any

from ..faults import MISSING
from ..provenance import documented, guessed, inferred, recorded
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


@recorded("gateway-report-trial-balance.xml")
def test_debits_are_credits(xero: Story) -> None:
    """Of the month, and of the year to date."""
    report = xero.record("getReportTrialBalance")

    debit, credit = row(report, "Total")[::2], row(report, "Total")[1::2]
    xero.same("trial balance", "sums", 2, len(debit))
    xero.same("trial balance", "credits", debit, credit)


@inferred("aged balances and control account agreed in every set of books that was looked at")
def test_what_a_customer_owes_stands_on_the_control_account(xero: Story) -> None:
    """What the journals of an invoice and its payment leave there is what the report calls due."""
    owed = given.invoice(xero)
    paid = given.payment(xero, owed, 40, given.days_from_now(-2))
    posted = [
        one
        for key in (owed["InvoiceID"], paid["PaymentID"])
        for one in given.entry(*given.journals(xero, owed, key, expecting=1))
    ]
    contact_id = owed["Contact"]["ContactID"]
    aged = row(xero.record("getReportAgedReceivablesByContact", contactId=contact_id), "Total")

    xero.same("aged receivables", "due", "75.00", aged[-1])
    control = [one for one in posted if one.startswith("610")]
    xero.same("journals", "control account", ["610 115.00", "610 -40.00"], control)


@guessed("the columns of a profit and loss by tracking category")
def test_options_are_columns(xero: Story) -> None:
    """One for each option, then what is filed under none of them, then all of it."""
    region = next(
        one for one in xero.records("getTrackingCategories") if one.get("Name") == "Region"
    )
    key = region["TrackingCategoryID"]
    report = xero.record("getReportProfitAndLoss", trackingCategoryID=key)

    options = sorted(one["Name"] for one in region["Options"] if one["Status"] == "ACTIVE")
    xero.same("columns", "headings", ["", *options, "Unassigned", "Total"], told(report)[0])


@guessed("whether there is a Gross Profit without cost of sales")
def test_gross_profit_is_told_even_without_cost_of_sales(xero: Story) -> None:
    """In a month in which nothing happened."""
    report = xero.record("getReportProfitAndLoss", fromDate="2001-01-01", toDate="2001-01-31")

    names = [cells[0] for cells in told(report)]
    xero.same("profit and loss", "Gross Profit", True, "Gross Profit" in names)


@guessed("the column of the bank summary that says what a foreign account gained")
def test_the_bank_summary_revalues_foreign_accounts(xero: Story) -> None:
    """A hundred dollars came at 0.5: two hundred; they close at what they are worth today."""
    worth = (100 / given.rate_of(xero, "USD", given.days_from_now(0))).quantize(Decimal("0.01"))
    name = xero.unique("Dollars")
    bank = {"Code": name[-8:], "Name": name, "Type": "BANK", "CurrencyCode": "USD"}
    sent = {**bank, "BankAccountNumber": f"01-{name[-8:]}"}
    account = xero.record("createAccount", body=sent)
    key = account["AccountID"]
    archived = {"Accounts": [{"AccountID": key, "Status": "ARCHIVED"}]}
    xero.later("updateAccount", AccountID=key, body=archived)
    money = {
        "Type": "RECEIVE",
        "Contact": {"ContactID": given.customer(xero)["ContactID"]},
        "BankAccount": {"AccountID": key},
        "Date": given.days_from_now(0).isoformat(),
        "CurrencyRate": 0.5,
        "LineItems": [{**given.line(100), "TaxType": "NONE"}],
    }
    made = xero.record("createBankTransactions", body={"BankTransactions": [money]})
    gone = {"BankTransactions": [{**money, "Status": "DELETED"}]}
    xero.later("updateBankTransaction", BankTransactionID=made["BankTransactionID"], body=gone)

    month = {"fromDate": given.days_from_now(-1), "toDate": given.days_from_now(1)}
    report = xero.record("getReportBankSummary", **month)

    known = dict(zip(told(report)[0][1:], row(report, name), strict=False))
    amounts = {"Opening Balance": 0, "Cash Received": 200, "Cash Spent": 0}
    for column, amount in {**amounts, "FX Gain": worth - 200, "Closing Balance": worth}.items():
        xero.same("bank summary", column, f"{amount:.2f}", known.get(column, MISSING))


def row(report: Report, name: str) -> list[str]:
    """The cells behind a row's name; none, if there is no such row."""
    return next((cells[1:] for cells in told(report) if cells[:1] == [name]), [])


def told(report: Report) -> list[list[str]]:
    """The cells of every row, sections opened."""
    rows = [row for block in report.get("Rows", []) for row in block.get("Rows") or [block]]
    return [[cell.get("Value", "") for cell in row.get("Cells") or []] for row in rows]
