"""The demo companies' books come to what the real ones came to, cent by cent, over the API."""

from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from mockxero.primitives.clock import FrozenClock
from tests.api.books import figures, rows, trial_balance
from tests.api.client import Xero
from tests.api.replay import Folder, Replay

PLAIN = Path(__file__).parents[3] / "shared" / "xero" / "demo-company"
"""The same documents as they were captured, where they lie at hand."""
ANCHOR = {
    "global": datetime(2026, 9, 11, 15),
    "nz": datetime(2020, 4, 16, 3),
    "au": datetime(2020, 9, 30, 3),
}
"""The day on which nothing has rolled yet."""
YEAR_END = "2026-12-31"
"""When the reports of Demo Company (Global) were captured for, on 11 September 2026."""

# --- what the real organisation said --------------------------------------------------------------

TRIAL_BALANCE = {
    "Sales (200)": "-29539.18",
    "Purchases (300)": "775.98",
    "Advertising (400)": "9657.05",
    "Bank Fees (404)": "30.00",
    "Cleaning (408)": "1110.00",
    "Consulting & Accounting (412)": "87.00",
    "Entertainment (420)": "1553.60",
    "Freight & Courier (425)": "105.50",
    "General Expenses (429)": "166.28",
    "Light, Power, Heating (445)": "335.82",
    "Motor Vehicle Expenses (449)": "654.36",
    "Office Expenses (453)": "862.48",
    "Printing & Stationery (461)": "94.41",
    "Rent (469)": "3273.66",
    "Repairs and Maintenance (473)": "1896.70",
    "Telephone & Internet (489)": "236.37",
    "Travel - National (493)": "433.24",
    "Business Bank Account (090)": "7430.22",
    "Accounts Receivable (610)": "9194.51",
    "Office Equipment (710)": "923.79",
    "Computer Equipment (720)": "3774.49",
    "Accounts Payable (800)": "-8386.76",
    "Unpaid Expense Claims (801)": "-115.95",
    "Sales Tax (820)": "-422.59",
    "Historical Adjustment (840)": "-4130.98",
}
"""Year to date; credits are negative."""
PROFIT_AND_LOSS = {
    "Total Income": "29539.18",
    "Total Cost of Sales": "775.98",
    "Gross Profit": "28763.20",
    "Total Operating Expenses": "20496.47",
    "Net Profit": "8266.73",
}
BALANCE_SHEET = {
    "Total Bank": "7430.22",
    "Total Current Assets": "9194.51",
    "Total Fixed Assets": "4698.28",
    "Total Assets": "21323.01",
    "Total Current Liabilities": "13056.28",
    "Total Liabilities": "13056.28",
    "Net Assets": "8266.73",
    "Current Year Earnings": "8266.73",
    "Total Equity": "8266.73",
}
RECEIVABLE = {
    "Basket Case": "914.55",
    "Bayside Club": "234.00",
    "City Limousines": "1191.83",
    "DIISR - Small Business Services": "270.63",
    "Marine Systems": "396.00",
    "Ridgeway University": "6187.50",
}
PAYABLE = {
    "Bayside Club": "130.00",
    "Bayside Wholesale": "840.00",
    "Capital Cab Co": "242.00",
    "Central Copiers": "163.56",
    "Net Connect": "54.13",
    "PC Complete": "2132.51",
    "PowerDirect": "108.60",
    "SMART Agency": "4500.00",
    "Swanston Security": "59.54",
    "Xero": "31.39",
    "Young Bros Transport": "125.03",
}


SUMMARY = {
    "Closing bank balance": "7430.22",
    "Debtors": "9194.51",
    "Creditors": "8386.76",
    "Net assets": "8266.73",
}
"""The same figures, where the executive summary has them."""
AUSTRALIAN = {
    "200": "-32431.00",
    "400": "1830.18",
    "404": "31.50",
    "408": "310.00",
    "412": "49.00",
    "420": "477.20",
    "429": "966.87",
    "445": "645.00",
    "449": "310.91",
    "453": "1295.99",
    "461": "160.54",
    "469": "3000.00",
    "489": "190.35",
    "493": "462.14",
    "477": "26800.00",
    "610": "10749.50",
    "090": "1065.85",
    "091": "15081.23",
    "710": "750.00",
    "711": "-825.00",
    "800": "-3434.06",
    "820": "-2245.99",
    "840": "-19212.21",
    "825": "-6028.00",
}
"""Demo Company (AU) at the end of September 2020, by code: what its documents were is not known."""


# --- asking for it --------------------------------------------------------------------------------


def due(xero, report):
    """What each contact owes or is owed."""
    found = {}
    for contact in xero.get("Contacts", pageSize=100, page=1).records:
        told = xero.get(f"Reports/{report}", contactId=contact["ContactID"], date=YEAR_END)
        amount = figures(told, column=6)["Total"]
        if Decimal(amount):
            found[contact["Name"]] = amount
    return found


def outstanding(xero, side):
    """The same, of what contacts themselves say."""
    told = {
        one["Name"]: one["Balances"][side]["Outstanding"]
        for one in xero.get("Contacts", pageSize=100, page=1).records
        if "Balances" in one
    }
    return {name: str(amount) for name, amount in told.items() if amount}


def cash(xero, day):
    """What the summary of all bank accounts says: opened, received, spent, closed."""
    told = rows(xero.get("Reports/BankSummary", fromDate="2026-01-01", toDate=day))
    return next(cells for label, cells in told if label == "Total")


def is_the_real_one(xero):
    """Every figure that was captured of Demo Company (Global)."""
    standing, totals = trial_balance(xero, YEAR_END)
    assert standing == TRIAL_BALANCE
    assert totals == ["42595.46", "42595.46"]

    year = {"fromDate": "2026-01-01", "toDate": YEAR_END}
    earned = figures(xero.get("Reports/ProfitAndLoss", **year))
    assert {name: earned[name] for name in PROFIT_AND_LOSS} == PROFIT_AND_LOSS
    sheet = figures(xero.get("Reports/BalanceSheet", date=YEAR_END))
    assert {name: sheet[name] for name in BALANCE_SHEET} == BALANCE_SHEET
    assert cash(xero, YEAR_END)[3] == "7430.22"

    assert due(xero, "AgedReceivablesByContact") == RECEIVABLE
    assert due(xero, "AgedPayablesByContact") == PAYABLE
    assert outstanding(xero, "AccountsReceivable") == RECEIVABLE
    assert outstanding(xero, "AccountsPayable") == PAYABLE

    summary = figures(xero.get("Reports/ExecutiveSummary", date=YEAR_END))
    assert {name: summary[name] for name in SUMMARY} == SUMMARY


@pytest.fixture(scope="module")
def demo(open_mock):
    """A demo company on its anchor day."""
    return lambda name, how="": Xero(open_mock(FrozenClock(ANCHOR[name]), name + how))


def test_the_global_company_comes_to_the_real_figures(demo):
    """All 25 accounts, 42,595.46 on each side; every contact that owes or is owed."""
    is_the_real_one(demo("global"))


def test_the_control_accounts_of_new_zealand_are_the_recorded_ones(demo):
    """Those of the trial balance of May 2014."""
    xero = demo("nz")
    standing, totals = trial_balance(xero, "2020-12-31")

    assert standing["Accounts Receivable (610)"] == "9172.63"
    assert standing["Accounts Payable (800)"] == "-7429.21"
    assert standing["Historical Adjustment (840)"] == "-4130.98"
    assert totals[0] == totals[1]


# --- posting it again -----------------------------------------------------------------------------


@pytest.fixture(params=["fixture", "plain"])
def replay(request, demo):
    """A demo company with nothing but its settings, and its documents to post."""

    def ready(name):
        folder = files("mockxero.fixtures") if request.param == "fixture" else PLAIN
        if not (folder / name).is_dir():
            pytest.skip(f"{folder} is not at hand")
        return Replay(demo(name, ":empty"), Folder(folder / name))

    return ready


def test_posting_the_global_documents_gives_the_same_figures(replay):
    """Contacts, items, invoices, credit, payments, money spent, expense claims, balances."""
    told = replay("global")
    told.begin_with(7, 2026)
    told.everything()
    told.claims()

    is_the_real_one(told.xero)


def test_posting_the_documents_of_new_zealand_gives_the_same_figures(replay):
    """As far as they go: expense claims and assets of that organisation are not known."""
    told = replay("nz")
    told.everything()
    standing, totals = trial_balance(told.xero, "2020-12-31")

    assert standing["Accounts Receivable (610)"] == "9172.63"
    assert standing["Accounts Payable (800)"] == "-7429.21"
    assert totals[0] == totals[1]


def test_the_australian_balances_are_taken_over_to_the_cent(demo):
    """As the balances of a system before: they need no adjustment beside their own."""
    xero = demo("au", ":empty")
    balances = [{"AccountCode": code, "Balance": one} for code, one in AUSTRALIAN.items()]
    sent = {"ConversionDate": {"Month": 10, "Year": 2020}, "ConversionBalances": balances}
    assert xero.post("Setup", sent).status == 200
    standing, totals = trial_balance(xero, "2020-09-30")
    profit = figures(xero.get("Reports/ProfitAndLoss", fromDate="2020-07-01", toDate="2020-09-30"))[
        "Net Profit"
    ]
    sheet = figures(xero.get("Reports/BalanceSheet", date="2020-09-30"))

    assert {label[-4:-1]: one for label, one in standing.items()} == AUSTRALIAN
    assert totals[0] == totals[1]
    assert profit == sheet["Current Year Earnings"] == sheet["Net Assets"] == "-4098.68"
