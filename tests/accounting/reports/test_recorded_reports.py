"""Given the figures of May 2014, the reports read as Demo Company (NZ) answered then."""

from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mockxero.accounting.reports.balance_sheet import balance_sheet
from mockxero.accounting.reports.bank_summary import bank_summary
from mockxero.accounting.reports.executive_summary import executive_summary
from mockxero.accounting.reports.figures import Scope
from mockxero.accounting.reports.periods import Period
from mockxero.accounting.reports.profit_and_loss import Column, profit_and_loss
from mockxero.accounting.reports.trial_balance import trial_balance
from mockxero.control.fixture import lay_down
from mockxero.primitives.clock import FrozenClock
from mockxero.primitives.ids import Ids
from mockxero.primitives.views import Look, View
from mockxero.wire.press import Press
from mockxero.wire.xml import Xml
from tests.accounting.reports.ledgers import may_2014, told

RECORDED = Path(__file__).parents[4] / "shared" / "xero" / "recorded"
TODAY = date(2014, 5, 28)
WHOLE_MAY = Period(date(2014, 5, 1), date(2014, 5, 31))


@pytest.fixture(scope="module")
def books():
    """The chart of the demo company."""
    clock = FrozenClock(datetime(2014, 5, 28, 2, 31, 21, 722550))
    return lay_down("nz", clock, Ids("reports"))


@pytest.fixture(scope="module")
def made(books):
    """The reports by their name."""
    figures = may_2014(books)
    days = [date(2014, 5, 31), date(2013, 5, 31)]
    return {
        "trial-balance": trial_balance(books, figures, TODAY),
        "balance-sheet": balance_sheet(books, figures, days, Scope()),
        "profit-and-loss": profit_and_loss(
            books, figures, [Column("31 May 14", WHOLE_MAY, Scope())]
        ),
        "bank-summary": bank_summary(books, figures, WHOLE_MAY),
        "executive-summary": executive_summary(books, figures, TODAY),
    }


def test_titles_and_dates(made):
    """# seen: gateway-report-*.xml"""
    assert {name: report.titles for name, report in made.items()} == {
        "trial-balance": ("Trial Balance", "Demo Company (NZ)", "As at 28 May 2014"),
        "balance-sheet": ("Balance Sheet", "Demo Company (NZ)", "As at 31 May 2014"),
        "profit-and-loss": (
            "Profit & Loss", "Demo Company (NZ)", "1 May 2014 to 31 May 2014"
        ),
        "bank-summary": (
            "Bank Summary", "Demo Company (NZ)", "From 1 May 2014 to 31 May 2014"
        ),
        "executive-summary": (
            "Executive Summary", "Demo Company (NZ)", "For the month of May 2014"
        ),
    }  # fmt: skip
    assert {report.date for report in made.values()} == {"28 May 2014"}


def test_balance_sheet(made):
    """Empty sections are left out; what is owed is positive; a year ago stands beside it."""
    assert told(made["balance-sheet"]) == [
        ("Header", "", "31 May 2014", "31 May 2013"),
        ("Section", "Assets"),
        ("Section", "Bank"),
        ("Row", "Business Bank Account", "11248.22", "4945.48"),
        ("SummaryRow", "Total Bank", "11248.22", "4945.48"),
        ("Section", "Current Assets"),
        ("Row", "Accounts Receivable", "9172.63", "0.00"),
        ("SummaryRow", "Total Current Assets", "9172.63", "0.00"),
        ("Section", "Fixed Assets"),
        ("Row", "Computer Equipment", "-916.83", "0.00"),
        ("Row", "Office Equipment", "3669.83", "0.00"),
        ("SummaryRow", "Total Fixed Assets", "2753.00", "0.00"),
        ("Section", ""),
        ("SummaryRow", "Total Assets", "23173.85", "4945.48"),
        ("Section", "Liabilities"),
        ("Section", "Current Liabilities"),
        ("Row", "Accounts Payable", "7429.21", "0.00"),
        ("Row", "GST", "1066.29", "106.24"),
        ("Row", "Historical Adjustment", "4130.98", "4130.98"),
        ("Row", "Rounding", "-0.05", "0.00"),
        ("Row", "Unpaid Expense Claims", "115.95", "0.00"),
        ("SummaryRow", "Total Current Liabilities", "12742.38", "4237.22"),
        ("Section", ""),
        ("SummaryRow", "Total Liabilities", "12742.38", "4237.22"),
        ("Section", ""),
        ("Row", "Net Assets", "10431.47", "708.26"),
        ("Section", "Equity"),
        ("Row", "Current Year Earnings", "4056.61", "708.26"),
        ("Row", "Retained Earnings", "6374.86", "0.00"),
        ("SummaryRow", "Total Equity", "10431.47", "708.26"),
    ]


def test_executive_summary(made):
    """Ratios have all the digits of .NET's decimals."""
    assert told(made["executive-summary"]) == [
        ("Header", "", "May 2014", "Apr 2014", "Variance"),
        ("Section", "Cash"),
        ("Row", "Cash received", "35.00", "2994.37", "-98.8%"),
        ("Row", "Cash spent", "461.25", "10245.04", "-95.5%"),
        ("Row", "Cash surplus (deficit)", "-426.25", "-7250.67", "94.1%"),
        ("Row", "Closing bank balance", "11248.22", "11674.47", "-3.7%"),
        ("Section", "Profitability"),
        ("Row", "Income", "1899.61", "7497.77", "-74.7%"),
        ("Row", "Direct costs", "730.43", "0.00", "0.0%"),
        ("Row", "Gross profit (loss)", "1169.18", "7497.77", "-84.4%"),
        ("Row", "Other Income", "0.00", "0.00", "0.0%"),
        ("Row", "Expenses", "1036.42", "3573.92", "-71.0%"),
        ("Row", "Profit (loss)", "132.76", "3923.85", "-96.6%"),
        ("Section", "Balance Sheet"),
        ("Row", "Debtors", "9172.63", "6978.08", "31.4%"),
        ("Row", "Creditors", "7429.21", "4663.56", "59.3%"),
        ("Row", "Net assets", "10431.47", "10298.71", "1.3%"),
        ("Section", "Income"),
        ("Row", "Number of invoices issued", "4", "7", "-42.9%"),
        ("Row", "Average value of invoices", "477.08", "1071.11", "-55.5%"),
        ("Section", "Performance"),
        ("Row", "Gross profit margin", "61.5%", "100.0%", "-38.5%"),
        ("Row", "Net profit margin", "7.0%", "52.3%", "-86.6%"),
        ("Row", "Return on investment (p.a.)", "15.3%", "457.2%", "-96.7%"),
        ("Section", "Position"),
        (
            "Row", "Average debtors days",
            "149.68942572422760461357857665", "27.920621731528174377181481961", "436.1%",
        ),
        (
            "Row", "Average creditors days",
            "130.34808274613011857260095650", "39.146595335094238259390249361", "233.0%",
        ),
        ("Row", "Short term cash forecast", "1743.42", "2314.52", "-24.7%"),
        (
            "Row", "Current assets to liabilities",
            "1.6025930791578967194511543369", "1.8455372797036462435340818693", "-13.2%",
        ),
        ("Row", "Term assets to liabilities", "", "", "0.0%"),
    ]  # fmt: skip


def test_bank_summary(made):
    """An account without money or movement is left out."""
    assert told(made["bank-summary"]) == [
        (
            "Header", "Bank Accounts", "Opening Balance", "Cash Received", "Cash Spent",
            "Closing Balance",
        ),
        ("Section", ""),
        ("Row", "Business Bank Account", "11674.47", "35.00", "461.25", "11248.22"),
        ("SummaryRow", "Total", "11674.47", "35.00", "461.25", "11248.22"),
    ]  # fmt: skip


def test_profit_and_loss(made):
    """Income less what it cost, less what it cost to run the company."""
    assert told(made["profit-and-loss"])[:9] == [
        ("Header", "", "31 May 14"),
        ("Section", "Income"),
        ("Row", "Sales", "1899.61"),
        ("SummaryRow", "Total Income", "1899.61"),
        ("Section", "Less Cost of Sales"),
        ("Row", "Purchases", "730.43"),
        ("SummaryRow", "Total Cost of Sales", "730.43"),
        ("Section", ""),
        ("Row", "Gross Profit", "1169.18"),
    ]
    assert told(made["profit-and-loss"])[-3:] == [
        ("SummaryRow", "Total Operating Expenses", "1036.42"),
        ("Section", ""),
        ("Row", "Net Profit", "132.76"),
    ]


def test_trial_balance(made):
    """Zero stands on the natural side; retained earnings are last year's profit."""
    rows = told(made["trial-balance"])

    assert rows[0] == ("Header", "Account", "Debit", "Credit", "YTD Debit", "YTD Credit")
    assert [row[1] for row in rows if row[0] == "Section"] == [
        "Revenue", "Expenses", "Assets", "Liabilities", "Equity", ""
    ]  # fmt: skip
    for expected in (
        ("Row", "Sales (200)", "", "1899.61", "", "9397.38"),
        ("Row", "Advertising (400)", "0.00", "", "2173.91", ""),
        ("Row", "Computer Equipment (720)", "0.00", "", "", "916.83"),
        ("Row", "GST (820)", "130.11", "", "", "1066.29"),
        ("Row", "Rounding (860)", "", "0.00", "0.05", ""),
        ("Row", "Retained Earnings (960)", "", "0.00", "", "6374.86"),
    ):
        assert expected in rows
    assert rows[-1] == ("SummaryRow", "Total", "5091.51", "5091.51", "29431.50", "29431.50")


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recordings are not here")
@pytest.mark.parametrize(
    "name", ["trial-balance", "balance-sheet", "bank-summary", "executive-summary"]
)
def test_every_element_is_where_it_was_recorded(books, made, name):
    """XML, element by element: rows, cells, attributes, and what is left out of them."""
    text = Press(Xml(), books).once(made[name], Look(View.SINGLE, depth=2))
    printed = ET.fromstring(f"<Report>{text}</Report>")
    recorded = ET.parse(RECORDED / f"gateway-report-{name}.xml").find("Reports/Report")

    assert tree(printed) == tree(recorded)


def tree(element):
    """Names and texts, without the moment at which it was printed."""
    text = "" if element.tag == "UpdatedDateUTC" else (element.text or "").strip()
    return element.tag, text, [tree(child) for child in element]
