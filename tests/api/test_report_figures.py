"""Reports agree with themselves and with each other, to the cent, over any books."""

from datetime import date
from decimal import Decimal

import pytest

from mockxero.primitives.clock import FrozenClock
from tests.api.client import Xero, invoice, line, money
from tests.api.conftest import NOON
from tests.api.reported import told

BOOKS = ("nz", "global", "au", "uk", "us", "ours")
MONTHS = ("2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-03-31", "2025-09-30")
CURRENT_YEAR_EARNINGS = "abababab-abab-abab-abab-abababababab"
NO_TAX = {"TaxType": "NONE"}


@pytest.fixture(scope="module")
def ours(open_mock):
    """Books of three financial years, of which the second was quiet, tracked by region."""
    xero = Xero(open_mock(FrozenClock(NOON), "empty"))
    ada = xero.put("Contacts", {"Name": "Ada"}).record
    for name, options in (("Region", ("North", "South")), ("Team", ("Red",))):
        category = xero.put("TrackingCategories", {"Name": name}).record["TrackingCategoryID"]
        for option in options:
            xero.put(f"TrackingCategories/{category}/Options", {"Name": option})
    sales = (
        ("2024-03-31", "100.00", ()),
        ("2024-04-01", "50.00", ("North",)),
        ("2026-03-31", "40.00", ("South",)),
        ("2026-04-01", "30.00", ("North",)),
        ("2026-08-31", "20.06", ()),
        ("2026-09-01", "10.02", ("South",)),
    )
    for day, amount, regions in sales:
        tracking = [{"Name": "Region", "Option": region} for region in regions]
        sold = line(amount, Tracking=tracking, **NO_TAX)
        made = xero.put("Invoices", invoice(ada, sold, line("1.15"), Date=day)).record
        bought = line(f"{Decimal(amount) / 2}", AccountCode="400", Tracking=tracking)
        bill = {"Type": "ACCPAY", "InvoiceNumber": f"B-{day}", "Date": day}
        xero.put("Invoices", invoice(ada, bought, **bill))
        paid = {"Invoice": {"InvoiceID": made["InvoiceID"]}, "Account": {"Code": "090"}}
        xero.put("Payments", paid | {"Date": day, "Amount": "10.00"})
    fees = line("333.33", AccountCode="404", **NO_TAX)
    xero.put("BankTransactions", money(ada, fees, Date="2026-09-02"))
    return xero


@pytest.fixture(scope="module")
def every(open_mock, ours):
    """All the books there are."""
    opened = {name: Xero(open_mock(FrozenClock(NOON), name)) for name in BOOKS[:-1]}
    return opened | {"ours": ours}


@pytest.fixture(params=BOOKS)
def xero(every, request):
    return every[request.param]


def category_of(xero, name):
    """A tracking category by its name."""
    return xero.get("TrackingCategories", where=f'Name=="{name}"').record


def reports(xero):
    """Reports of all kinds."""
    yield told(xero, "TrialBalance", date="2026-09-30")
    yield told(xero, "BalanceSheet", date="2026-09-30", periods=11, timeframe="MONTH")
    yield told(xero, "ProfitAndLoss", periods=11, timeframe="MONTH")
    yield told(xero, "BankSummary", fromDate="2026-01-01", toDate="2026-09-30")


# --- each by itself -------------------------------------------------------------------------------


def test_rows_add_up_to_their_sum(xero):
    """In every section, column by column."""
    for report in reports(xero):
        for block in report.blocks:
            rows = [row for row in block if row.type == "Row"]
            for last in block[len(rows) :] if rows else ():
                for place, total in enumerate(last.amounts):
                    assert sum(row.amounts[place] or 0 for row in rows) == (total or 0)


def test_cells_lead_to_accounts_that_there_are(xero):
    """Or to the two that have fixed ids."""
    known = {one["AccountID"] for one in xero.get("Accounts").records}
    for report in reports(xero):
        for row in report.lines:
            for kind, value in row.ids:
                if kind in ("account", "accountID"):
                    assert value in known | {CURRENT_YEAR_EARNINGS, "FXGROUPID"}


def test_rows_of_a_section_stand_by_name(xero):
    """In any case of letters."""
    for report in reports(xero):
        for block in report.blocks:
            labels = [row.label.casefold() for row in block if row.type == "Row"]
            assert labels == sorted(labels)


def test_accounts_with_nothing_to_tell_are_left_out(xero):
    for report in reports(xero):
        assert all(any(row.amounts) for row in report.lines if row.type == "Row" and row.ids)


@pytest.mark.parametrize("day", MONTHS)
def test_a_trial_balance_balances(xero, day):
    debit, credit, year_debit, year_credit = told(xero, "TrialBalance", date=day)["Total"]

    assert debit == credit
    assert year_debit == year_credit


@pytest.mark.parametrize("day", MONTHS)
def test_a_balance_sheet_balances(xero, day):
    """In every column."""
    sheet = told(xero, "BalanceSheet", date=day, periods=11)

    for place in range(12):
        net = sheet["Net Assets"][place]
        assert net == sheet["Total Assets"][place] - sheet["Total Liabilities"][place]
        assert net == sheet["Total Equity"][place]


def test_a_column_is_the_balance_sheet_of_its_day(xero):
    compared = told(xero, "BalanceSheet", date=MONTHS[0], periods=11, timeframe="MONTH")
    for place, column in enumerate(compared.columns):
        alone = told(xero, "BalanceSheet", date=_iso(column), periods=1)
        assert alone.column(0) == compared.column(place)


def test_a_column_is_the_profit_and_loss_of_its_period(xero):
    """Of its month, of its quarter's month, of its year's month."""
    for timeframe, months in (("MONTH", 1), ("QUARTER", 3), ("YEAR", 12)):
        compared = told(xero, "ProfitAndLoss", periods=3, timeframe=timeframe)
        for back in range(4):
            first = _months_before(date(2026, 9, 1), back * months)
            following = _months_before(first, -1)
            last = date.fromordinal(following.toordinal() - 1)
            alone = told(xero, "ProfitAndLoss", fromDate=first, toDate=last)
            assert alone.column(0) == compared.column(back)


def test_profits_of_two_periods_add_up_to_that_of_both(xero):
    def profit(first, last):
        return told(xero, "ProfitAndLoss", fromDate=first, toDate=last)["Net Profit"][0]

    both = profit("2026-01-01", "2026-09-30")
    assert both == profit("2026-01-01", "2026-06-17") + profit("2026-06-18", "2026-09-30")


def test_a_bank_account_closes_at_what_came_and_went(xero):
    for row in told(xero, "BankSummary", fromDate="2026-08-10", toDate="2026-09-12").lines:
        opening, received, spent, closing = row.amounts
        assert closing == opening + received - spent


# --- each beside the others -----------------------------------------------------------------------


@pytest.mark.parametrize("day", MONTHS)
def test_the_month_of_a_trial_balance_is_profit_and_loss(xero, day):
    """Account by account."""
    month = told(xero, "ProfitAndLoss", fromDate=f"{day[:7]}-01", toDate=day)
    balance = told(xero, "TrialBalance", date=day)
    earned = [row for row in balance.lines if row.section in ("Revenue", "Expenses")]

    moved = {row.label.split(" (")[0]: _debit(row, 0) for row in earned}
    shown = {
        row.label: -row.amounts[0] if "Income" in row.section else row.amounts[0]
        for row in month.lines
        if row.type == "Row" and row.ids
    }
    assert {label: amount for label, amount in moved.items() if amount} == shown
    assert month["Net Profit"] == [-sum(moved.values())]


@pytest.mark.parametrize("day", MONTHS)
def test_a_trial_balance_and_a_balance_sheet_agree(xero, day):
    """On every account but the earnings of this year."""
    balance = {
        row.label.split(" (")[0]: _debit(row, 2)
        for row in told(xero, "TrialBalance", date=day).lines
        if row.section in ("Assets", "Liabilities", "Equity")
    }
    sheet = {
        row.label: row.amounts[0] if row.section in ASSETS else -row.amounts[0]
        for row in told(xero, "BalanceSheet", date=day).lines
        if row.type == "Row" and row.ids and row.label != "Current Year Earnings"
    }

    assert _telling(balance) == _telling(sheet)


def test_an_executive_summary_ties_to_the_other_reports(xero):
    """Month by month."""
    for day in MONTHS:
        summary = told(xero, "ExecutiveSummary", date=day)
        earned = told(xero, "ProfitAndLoss", fromDate=f"{day[:7]}-01", toDate=day)
        bank = told(xero, "BankSummary", fromDate=f"{day[:7]}-01", toDate=day)
        sheet = told(xero, "BalanceSheet", date=day)
        balance = told(xero, "TrialBalance", date=day)

        assert [summary[label][0] for label in ("Cash received", "Cash spent")] == bank["Total"][
            1:3
        ]
        assert summary["Closing bank balance"][0] == bank["Total"][3]
        assert summary["Income"][0] == earned["Total Income"][0]
        assert summary["Gross profit (loss)"][0] == earned["Gross Profit"][0]
        assert summary["Expenses"][0] == earned["Total Operating Expenses"][0]
        assert summary["Profit (loss)"][0] == earned["Net Profit"][0]
        assert summary["Net assets"][0] == sheet["Net Assets"][0]
        for label, account, sign in (
            ("Debtors", "Accounts Receivable", 1),
            ("Creditors", "Accounts Payable", -1),
        ):
            rows = [one for one in balance.lines if one.label.split(" (")[0] == account]
            assert summary[label][0] == sign * sum(_debit(one, 2) for one in rows)


def test_an_executive_summary_counts_sales_invoices(xero):
    """Those that are approved, at their net amounts."""
    listed = xero.get("Invoices", page=1, pageSize=1000).records
    months = [told(xero, "ExecutiveSummary", date=day) for day in MONTHS]
    for day, summary in zip(MONTHS, months, strict=True):
        nets = [
            one["SubTotal"] / one["CurrencyRate"]
            for one in listed
            if one["Type"] == "ACCREC"
            and one["Status"] in ("AUTHORISED", "PAID")
            and one["DateString"].startswith(day[:7])
        ]
        average = sum(nets) / len(nets) if nets else Decimal(0)
        assert summary["Number of invoices issued"][0] == len(nets)
        assert summary["Average value of invoices"][0] == round(average, 2)


def test_aged_reports_add_up_to_their_control_accounts(xero):
    """Where no credit is left over."""
    balance = told(xero, "TrialBalance", date="2026-12-31")
    for name, account in (
        ("AgedReceivablesByContact", "Accounts Receivable"),
        ("AgedPayablesByContact", "Accounts Payable"),
    ):
        due = sum(
            told(xero, name, contactID=one["ContactID"], date="2026-12-31")["Total"][-1]
            for one in xero.get("Contacts", page=1, pageSize=1000).records
        )
        rows = [one for one in balance.lines if one.label.split(" (")[0] == account]
        assert due == abs(sum(_debit(one, 2) for one in rows))


# --- years ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "this_year", "before"),
    [
        ("2024-03-31", "51.15", "0.00"),
        ("2024-04-30", "26.15", "51.15"),
        ("2025-03-31", "26.15", "51.15"),
        ("2025-12-31", "0.00", "77.30"),
        ("2026-03-31", "21.15", "77.30"),
        ("2026-04-30", "16.15", "98.45"),
        ("2026-09-30", "-299.84", "98.45"),
        ("2027-04-30", "0.00", "-201.39"),
    ],
)
def test_earnings_are_retained_when_a_year_ends(ours, day, this_year, before):
    """It ends on the last of March; one in which nothing happened adds nothing."""
    sheet = told(ours, "BalanceSheet", date=day)
    shown = {row.label: row.amounts[0] for row in sheet.lines}

    assert shown.get("Current Year Earnings", 0) == Decimal(this_year)
    assert shown.get("Retained Earnings", 0) == Decimal(before)


@pytest.mark.parametrize(
    ("day", "earned"),
    [("2024-03-31", "0.00"), ("2024-04-01", "51.15"), ("2026-03-31", "77.30"),
     ("2026-04-01", "98.45"), ("2027-04-01", "-201.39")],
)  # fmt: skip
def test_a_trial_balance_retains_what_was_earned_before_its_year(ours, day, earned):
    rows = [row for row in told(ours, "TrialBalance", date=day).lines if "Retained" in row.label]

    assert sum(-_debit(row, 2) for row in rows) == Decimal(earned)


# --- tracking -------------------------------------------------------------------------------------


def test_columns_of_a_category_add_up_to_their_total(ours):
    category = category_of(ours, "Region")["TrackingCategoryID"]
    report = told(
        ours, "ProfitAndLoss", trackingCategoryID=category, fromDate="2025-10-01",
        toDate="2026-09-30",
    )  # fmt: skip

    assert report.columns == ["North", "South", "Unassigned", "Total"]
    assert report["Total Income"] == [
        Decimal(amount) for amount in ("30.00", "50.02", "24.66", "104.68")
    ]
    for row in report.lines:
        *options, total = row.amounts
        assert sum(options) == total


def test_a_column_of_a_category_is_the_report_of_its_option(ours):
    category = category_of(ours, "Region")
    span = {"fromDate": "2025-10-01", "toDate": "2026-09-30"}
    every = told(ours, "ProfitAndLoss", trackingCategoryID=category["TrackingCategoryID"], **span)
    for option in category["Options"]:
        alone = told(
            ours, "ProfitAndLoss", trackingCategoryID=category["TrackingCategoryID"],
            trackingOptionID=option["TrackingOptionID"], **span,
        )  # fmt: skip
        assert alone.columns == [option["Name"]]
        assert alone.column(0) == every.column(every.columns.index(option["Name"]))


def test_a_balance_sheet_of_an_option_balances(ours):
    """System lines are filed as the lines of their documents are."""
    category = category_of(ours, "Region")
    for option in category["Options"]:
        sheet = told(ours, "BalanceSheet", trackingOptionID1=option["TrackingOptionID"])
        assert sheet["Net Assets"] == sheet["Total Equity"]
        assert sheet["Net Assets"][0]


def test_columns_add_up_when_options_are_no_more(xero_of_nz):
    """One that was used is archived and keeps its column; one that was not is gone."""
    ada = xero_of_nz.put("Contacts", {"Name": "Ada"}).record
    category = xero_of_nz.put("TrackingCategories", {"Name": "Shop"}).record["TrackingCategoryID"]
    options = {
        name: xero_of_nz.put(f"TrackingCategories/{category}/Options", {"Name": name}).record
        for name in ("Kiosk", "Market", "Web")
    }
    sold = line("70.00", Tracking=[{"Name": "Shop", "Option": "Kiosk"}], **NO_TAX)
    xero_of_nz.put("Invoices", invoice(ada, sold))
    for name in ("Kiosk", "Market"):
        option = options[name]["TrackingOptionID"]
        assert xero_of_nz.delete(f"TrackingCategories/{category}/Options/{option}").status == 200
    report = told(xero_of_nz, "ProfitAndLoss", trackingCategoryID=category)

    assert report.columns == ["Kiosk", "Web", "Unassigned", "Total"]
    assert report["Total Income"][0] == Decimal("70.00")
    for row in report.lines:
        *shops, total = row.amounts
        assert sum(shops) == total


def test_columns_of_two_categories_add_up_to_their_total(ours):
    """A column a pair. # guess: the labels"""
    region = category_of(ours, "Region")["TrackingCategoryID"]
    team = category_of(ours, "Team")["TrackingCategoryID"]
    report = told(
        ours, "ProfitAndLoss", trackingCategoryID=region, trackingCategoryID2=team,
        fromDate="2025-10-01", toDate="2026-09-30",
    )  # fmt: skip

    assert report.columns == [
        "North / Red", "North / Unassigned", "South / Red", "South / Unassigned",
        "Unassigned / Red", "Unassigned / Unassigned", "Total",
    ]  # fmt: skip
    for row in report.lines:
        *pairs, total = row.amounts
        assert sum(pairs) == total


def test_what_is_gained_on_currencies_is_unassigned(xero_of_nz):
    """It is filed under nothing, and columns still add up to their total."""
    ada = xero_of_nz.put("Contacts", {"Name": "Ada"}).record
    xero_of_nz.put("Currencies", {"Code": "USD"})
    region = category_of(xero_of_nz, "Region")
    filed = [{"Name": "Region", "Option": region["Options"][0]["Name"]}]
    sold = line("100.00", Tracking=filed, **NO_TAX)
    sale = invoice(ada, sold, Date="2026-09-02", CurrencyCode="USD", CurrencyRate="0.5")
    assert xero_of_nz.put("Invoices", sale).status == 200
    xero_of_nz.put("rates", {"USD": 0.8}, root="/_mockxero/")
    report = told(
        xero_of_nz, "ProfitAndLoss", trackingCategoryID=region["TrackingCategoryID"],
    )  # fmt: skip

    *_, unassigned, total = report["Foreign Currency Gains and Losses"]
    assert unassigned == total == Decimal("75.00")
    for row in report.lines:
        *options, total = row.amounts
        assert sum(options) == total


# --- odd accounts ---------------------------------------------------------------------------------


def test_an_overdrawn_bank_account_stays_an_asset(ours):
    """With its sign. # seen: the sample of Xero's page on Reports"""
    sheet = told(ours, "BalanceSheet", date="2026-09-30")

    assert sheet.line("Business Bank Account").section == "Bank"
    assert sheet["Total Bank"] == [Decimal("-273.33"), Decimal("20.00")]
    assert told(ours, "BankSummary")["Business Bank Account"][-1] == Decimal("-273.33")


def test_an_archived_account_keeps_its_row(mock, xero_of_nz):
    """What was posted to it is still there."""
    ada = xero_of_nz.put("Contacts", {"Name": "Ada"}).record
    spent = money(ada, line("12.00", AccountCode="485", **NO_TAX), Date="2026-09-10")
    xero_of_nz.put("BankTransactions", spent)
    (account,) = xero_of_nz.get("Accounts", where='Code=="485"').records
    before = told(xero_of_nz, "ProfitAndLoss")
    xero_of_nz.post(f"Accounts/{account['AccountID']}", {"Status": "ARCHIVED"})

    assert told(xero_of_nz, "ProfitAndLoss").column(0) == before.column(0)
    assert before["Subscriptions"] == [Decimal("12.00")]


@pytest.fixture
def xero_of_nz(mock):
    return Xero(mock)


ASSETS = ("Bank", "Current Assets", "Fixed Assets", "Non-current Assets")


def _debit(row, place):
    """What stands in debit in a pair of columns of a trial balance."""
    return (row.amounts[place] or 0) - (row.amounts[place + 1] or 0)


def _telling(amounts):
    return {label: amount for label, amount in amounts.items() if amount}


def _iso(column):
    day, month, year = column.split()
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{year}-{months.index(month) + 1:02}-{int(day):02}"


def _months_before(first, months):
    year, month = divmod(first.year * 12 + first.month - 1 - months, 12)
    return date(year, month + 1, 1)
