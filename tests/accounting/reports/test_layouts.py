"""Which rows a report has, and what it asks of the ledger."""

from datetime import date
from decimal import Decimal

import pytest

from mockxero.accounting.reports.balance_sheet import balance_sheet
from mockxero.accounting.reports.bank_summary import bank_summary
from mockxero.accounting.reports.budget_summary import budget_summary, overall
from mockxero.accounting.reports.executive_summary import executive_summary
from mockxero.accounting.reports.figures import Scope
from mockxero.accounting.reports.periods import Period, month_of
from mockxero.accounting.reports.profit_and_loss import Column, profit_and_loss
from mockxero.accounting.reports.ten_ninety_nine import Rules, ten_ninety_nine
from mockxero.accounting.reports.trial_balance import trial_balance
from mockxero.primitives.money import ZERO
from mockxero.resources.accounts import Account
from mockxero.resources.budgets import Budget, BudgetBalance, BudgetLine
from tests.accounting.reports.ledgers import Postings, account, rows_of, told
from tests.builders import ACCOUNT_IDS, TODAY, guid, keep, small_books

MARCH = month_of(TODAY)
DAY = date(2026, 3, 2)


@pytest.fixture
def books():
    return small_books(financial_year_end_day=31, financial_year_end_month=3)


def earned(books, postings, *scopes, **members):
    columns = [Column("x", MARCH, scope) for scope in scopes or [Scope()]]
    return told(profit_and_loss(books, Postings(books, postings, **members), columns))


# --- nothing is posted ----------------------------------------------------------------------------


def test_reports_of_nothing_keep_their_sums(books):
    """Accounts are left out, totals are 0.00."""
    nothing = Postings(books, [])

    assert told(trial_balance(books, nothing, TODAY))[1:] == [
        ("Section", ""),
        ("SummaryRow", "Total", "0.00", "0.00", "0.00", "0.00"),
    ]
    assert told(balance_sheet(books, nothing, [TODAY], Scope())) == [
        ("Header", "", "5 Mar 2026"),
        ("Section", "Assets"),
        ("Section", ""),
        ("SummaryRow", "Total Assets", "0.00"),
        ("Section", "Liabilities"),
        ("Section", ""),
        ("SummaryRow", "Total Liabilities", "0.00"),
        ("Section", ""),
        ("Row", "Net Assets", "0.00"),
        ("Section", "Equity"),
        ("SummaryRow", "Total Equity", "0.00"),
    ]
    assert told(profit_and_loss(books, nothing, [Column("31 Mar 26", MARCH, Scope())])) == [
        ("Header", "", "31 Mar 26"),
        ("Section", "Income"),
        ("SummaryRow", "Total Income", "0.00"),
        ("Section", ""),
        ("Row", "Gross Profit", "0.00"),
        ("Section", "Less Operating Expenses"),
        ("SummaryRow", "Total Operating Expenses", "0.00"),
        ("Section", ""),
        ("Row", "Net Profit", "0.00"),
    ]
    assert told(bank_summary(books, nothing, MARCH))[1:] == [
        ("Section", ""),
        ("SummaryRow", "Total", "0.00", "0.00", "0.00", "0.00"),
    ]


def test_ratios_of_nothing(books):
    """Margins are blank, ratios 0. # seen: Xero-OpenAPI, getReportExecutiveSummary"""
    rows = {row[1]: row[2:] for row in told(executive_summary(books, Postings(books, []), TODAY))}

    assert rows["Gross profit margin"] == ("", "", "0.0%")
    assert rows["Return on investment (p.a.)"] == ("0.0%", "0.0%", "0.0%")
    assert rows["Average debtors days"] == ("0", "0", "0.0%")
    assert rows["Number of invoices issued"] == ("0", "0", "0.0%")


def test_no_organisation_without_a_budget_lacks_the_summary(books):
    """Three sums remain. # seen: Xero-OpenAPI, getReportBudgetSummary"""
    report = budget_summary(
        books, [month_of(date(2019, 11, 1)), month_of(date(2019, 12, 1))], overall(books)
    )

    assert report.titles == (
        "Overall Budget", "Budget Summary", "Small Books", "November 2019 to December 2019"
    )  # fmt: skip
    assert told(report) == [
        ("Header", "Account", "Nov-19", "Dec-19"),
        ("Section", ""),
        ("SummaryRow", "Gross Profit", "0.00", "0.00"),
        ("Section", ""),
        ("SummaryRow", "Total Expenses", "0.00", "0.00"),
        ("Section", ""),
        ("SummaryRow", "Net Profit", "0.00", "0.00"),
    ]


# --- what is posted -------------------------------------------------------------------------------


def test_a_budget_is_laid_out_like_profit_and_loss(books):
    """Only the name of an account leads to it."""
    plan = {"200": Decimal(900), "300": Decimal(200), "400": Decimal(100)}
    report = budget_summary(
        books, [MARCH], lambda account, period: plan.get(account.code or "", ZERO)
    )

    assert told(report)[1:] == [
        ("Section", "Income"),
        ("Row", "Sales", "900.00"),
        ("SummaryRow", "Total Income", "900.00"),
        ("Section", "Less Cost of Sales"),
        ("Row", "Purchases", "200.00"),
        ("SummaryRow", "Total Cost of Sales", "200.00"),
        ("Section", ""),
        ("SummaryRow", "Gross Profit", "700.00"),
        ("Section", "Less Operating Expenses"),
        ("Row", "Advertising", "100.00"),
        ("Section", ""),
        ("SummaryRow", "Total Expenses", "100.00"),
        ("Section", ""),
        ("SummaryRow", "Net Profit", "600.00"),
    ]
    label, amount = rows_of(report.rows[1])[0].cells
    assert [(one.id, one.value) for one in label.attributes] == [("account", ACCOUNT_IDS["200"])]
    assert amount.attributes == ()


def test_a_period_adds_up_its_months(books):
    """Of the overall budget; what an option is to earn is no part of it."""
    for number, kind in enumerate(("OVERALL", "TRACKING")):
        months = [
            BudgetBalance(period=f"2026-{month:02}", amount=Decimal(month)) for month in range(1, 8)
        ]
        line = BudgetLine(account_id=ACCOUNT_IDS["200"], balances=tuple(months))
        keep(books, Budget(budget_id=guid(0xD000 + number), type=kind, lines=(line,)))
    quarters = [
        Period(date(2026, 1, 1), date(2026, 3, 31)),
        Period(date(2026, 4, 1), date(2026, 6, 30)),
    ]

    assert ("Row", "Sales", "6.00", "15.00") in told(
        budget_summary(books, quarters, overall(books))
    )


def test_other_income_stands_apart(books):
    """After the gross profit, and it counts."""
    account(books, "270", name="Interest", type="OTHERINCOME", account_class="REVENUE")
    rows = earned(books, [("200", DAY, "-100"), ("270", DAY, "-7"), ("400", DAY, "30")])

    assert rows[4:] == [
        ("Section", ""),
        ("Row", "Gross Profit", "100.00"),
        ("Section", "Plus Other Income"),
        ("Row", "Interest", "7.00"),
        ("SummaryRow", "Total Other Income", "7.00"),
        ("Section", "Less Operating Expenses"),
        ("Row", "Advertising", "30.00"),
        ("SummaryRow", "Total Operating Expenses", "30.00"),
        ("Section", ""),
        ("Row", "Net Profit", "77.00"),
    ]


def test_only_the_period_counts(books):
    """Its first and its last day do, the days beside them do not."""
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    postings = [("200", day, f"-{10**place}") for place, day in enumerate(days)]

    assert ("Row", "Sales", "110.00") in earned(books, postings)


@pytest.mark.parametrize(
    ("version", "is_demo", "label"),
    [
        ("NZ", True, "Foreign Currency Gains and Losses"),
        ("UK", False, "Foreign Currency Gains and Losses"),
        ("AU", False, "Foreign Currency Gains and Losses"),
        ("AU", True, "Realised Currency Gains"),
        ("US", False, "Realised Currency Gains"),
    ],
)
def test_currency_gains_are_one_row_in_most_countries(version, is_demo, label):
    """Source: Xero's page on Reports"""
    books = small_books(version=version, is_demo_company=is_demo)
    account(
        books, "499", name="Realised Currency Gains", type="EXPENSE", account_class="EXPENSE",
        system_account="REALISEDCURRENCYGAIN",
    )  # fmt: skip
    figures = Postings(books, [("499", DAY, "3.21")])
    report = profit_and_loss(books, figures, [Column("x", MARCH, Scope())])

    assert ("Row", label, "3.21") in told(report)
    row = rows_of(report.rows[3])[0]
    grouped = {one.value for cell in row.cells for one in cell.attributes} == {"FXGROUPID"}
    assert grouped == (label != "Realised Currency Gains")


def test_accounts_stand_by_name(books):
    """Ignoring case; a deleted one is not there."""
    for code, name in (("401", "zebra"), ("402", "apple"), ("403", "Banana")):
        account(books, code, name=name, type="EXPENSE", account_class="EXPENSE")
    rows = earned(books, [(code, DAY, "1") for code in ("401", "402", "403", "400")])

    assert [row[1] for row in rows if row[2:] == ("1.00",)] == [
        "Advertising", "apple", "Banana", "zebra"
    ]  # fmt: skip


def test_a_column_asks_for_its_own_postings(books):
    """Cash basis and tracking reach the ledger as they were asked for."""
    filed = Scope(tracking=(("Region", "North"),))
    figures = Postings(books, [("200", DAY, "-9")], tracked=[("200", DAY, "-4", "Region", "North")])
    columns = [Column("North", MARCH, filed), Column("Total", MARCH, Scope(paid_only=True))]
    rows = told(profit_and_loss(books, figures, columns))

    assert ("Row", "Sales", "4.00", "9.00") in rows
    assert figures.asked == {filed, Scope(paid_only=True)}


def test_retained_earnings_are_what_was_earned_before_this_year(books):
    """In both reports; what was posted to the account itself comes on top."""
    postings = [
        ("200", date(2025, 3, 31), "-40"), ("090", date(2025, 3, 31), "40"),
        ("200", date(2025, 4, 1), "-5"), ("090", date(2025, 4, 1), "5"),
        ("960", date(2020, 1, 1), "-100"), ("090", date(2020, 1, 1), "100"),
    ]  # fmt: skip
    figures = Postings(books, postings)

    sheet = told(balance_sheet(books, figures, [TODAY], Scope()))
    assert ("Row", "Current Year Earnings", "5.00") in sheet
    assert ("Row", "Retained Earnings", "140.00") in sheet
    assert ("Row", "Net Assets", "145.00") in sheet
    assert ("SummaryRow", "Total Equity", "145.00") in sheet
    trial = told(trial_balance(books, figures, TODAY))
    assert ("Row", "Retained Earnings (960)", "", "0.00", "", "140.00") in trial
    assert trial[-1] == ("SummaryRow", "Total", "0.00", "0.00", "145.00", "145.00")


def test_days_behind_the_cells_of_earnings(books):
    """American, and without a beginning for what was retained."""
    postings = [("200", date(2025, 3, 31), "-40"), ("200", date(2025, 4, 1), "-5")]
    report = balance_sheet(books, Postings(books, postings), [TODAY], Scope())
    current, retained, _ = rows_of(report.rows[-1])

    def days(row):
        return {
            one.id: getattr(one, "value", "") if "value" in one.places else ""
            for one in row.cells[1].attributes
        }

    assert days(current) == {
        "account": "abababab-abab-abab-abab-abababababab",
        "fromDate": "4/1/2025",
        "toDate": "3/5/2026",
    }
    assert days(retained) == {"account": ACCOUNT_IDS["960"], "fromDate": "", "toDate": "3/5/2026"}


@pytest.mark.parametrize(
    ("account_type", "account_class", "section"),
    [
        ("BANK", "ASSET", "Bank"),
        ("CURRENT", "ASSET", "Current Assets"),
        ("INVENTORY", "ASSET", "Current Assets"),
        ("PREPAYMENT", "ASSET", "Current Assets"),
        ("FIXED", "ASSET", "Fixed Assets"),
        ("NONCURRENT", "ASSET", "Non-current Assets"),
        ("CURRLIAB", "LIABILITY", "Current Liabilities"),
        ("PAYG", "LIABILITY", "Current Liabilities"),
        ("LIABILITY", "LIABILITY", "Current Liabilities"),
        ("TERMLIAB", "LIABILITY", "Non-Current Liabilities"),
        ("EQUITY", "EQUITY", "Equity"),
    ],
)
def test_where_an_account_stands(books, account_type, account_class, section):
    """By its type; every type of a balance sheet has a place."""
    account(books, "111", name="New", type=account_type, account_class=account_class)
    sign = "" if account_class == "ASSET" else "-"
    rows = told(balance_sheet(books, Postings(books, [("111", DAY, f"{sign}6")]), [TODAY], Scope()))

    place = rows.index(("Row", "New", "6.00"))
    assert rows[place - 1] == ("Section", section)


def test_an_account_without_a_code_has_none_in_its_label(books):
    """# seen: Xero-OpenAPI, getReportTrialBalance"""
    bank = Account(account_id="b", name="Cash", type="BANK", account_class="ASSET", status="ACTIVE")
    books.collections[Account].put("b", bank)
    figures = Postings(books, [])
    figures._postings.append(("b", DAY, Decimal(3)))

    assert ("Row", "Cash", "3.00", "", "3.00", "") in told(trial_balance(books, figures, TODAY))


def test_a_bank_that_only_holds_money_is_shown(books):
    """It opened and closed with it."""
    figures = Postings(books, [("090", date(2026, 1, 1), "50")])
    rows = told(bank_summary(books, figures, Period(date(2026, 3, 1), date(2026, 3, 31))))

    assert ("Row", "Business Bank Account", "50.00", "0.00", "0.00", "50.00") in rows


@pytest.mark.parametrize(
    ("year", "names"),
    [
        (2019, ["1099-MISC report"]),
        (2020, ["1099-NEC report", "1099-MISC report"]),
        (2025, ["1099-NEC report", "1099-MISC report"]),
    ],
)
def test_forms_1099(books, year, names):
    """NEC came with 2020. Source: Xero's page on Reports"""
    forms = ten_ninety_nine(year, Rules(), books, Postings(books, []))

    assert [form.name for form in forms] == names
    assert {form.date for form in forms} == {f"1 Jan {year} to 31 Dec {year}"}
