"""``paymentsOnly``: the same books by what was paid, in reports and in journals."""

from datetime import timedelta
from decimal import Decimal

import pytest

from mockxero.primitives.clock import FrozenClock
from tests.api.client import XML, Xero, credit_note, invoice, line, manual_journal, money, rates
from tests.api.conftest import NOON

CASH = {"paymentsOnly": "true"}


@pytest.fixture(scope="module")
def empty_mock(open_mock):
    return open_mock(FrozenClock(NOON), "empty")


@pytest.fixture
def mock(empty_mock):
    """An organisation in which nothing has happened."""
    empty_mock.reset()
    clock = empty_mock.world.clock
    clock.advance(NOON - clock.now())
    return empty_mock


@pytest.fixture
def clock(mock):
    return mock.world.clock


@pytest.fixture
def xero(mock):
    return Xero(mock)


def pay(xero, owed, amount, day="2026-09-10", account="090"):
    named = {"InvoiceID": owed["InvoiceID"]}
    sent = {"Invoice": named, "Account": {"Code": account}, "Date": day, "Amount": amount}
    return xero.put("Payments", sent).record


@pytest.fixture
def traded(xero, customer):
    """A week of a small shop.

    Sold for 200.00 and 30.00 tax, of which 57.50 came in two parts; bought for 60.00 and 9.00,
    unpaid; sold for 40.00 and 6.00, all of it credited; spent 20.00 and 3.00 at once.
    """
    sold = xero.put("Invoices", invoice(customer, line("200.00"))).record
    pay(xero, sold, "50.00", "2026-08-30")
    pay(xero, sold, "7.50")
    bill = invoice(customer, line("60.00", AccountCode="300"), Type="ACCPAY", Date="2026-09-02")
    xero.put("Invoices", bill)
    other = xero.put("Invoices", invoice(customer, line("40.00"))).record
    note = xero.put("CreditNotes", credit_note(customer, line("40.00"))).record
    xero.put(
        f"CreditNotes/{note['CreditNoteID']}/Allocations",
        {"Amount": "46.00", "Invoice": {"InvoiceID": other["InvoiceID"]}},
    )
    xero.put("BankTransactions", money(customer, line("23.00", AccountCode="400")))
    return sold


def figures(reply):
    """The figures of every row by its label."""
    rows = [row for block in reply.record["Rows"] for row in block.get("Rows") or [block]]
    told = [[cell["Value"] for cell in row["Cells"]] for row in rows if "Cells" in row]
    return {label: values for label, *values in told if label}


# --- reports --------------------------------------------------------------------------------------


def test_a_trial_balance_counts_what_was_paid(xero, traded):
    """50.00 is 43.48 and 6.52 tax; 57.50 is 50.00 and 7.50. Nobody owes anything."""
    report = xero.get("Reports/TrialBalance", date="2026-09-30", **CASH)

    assert figures(report) == {
        "Account": ["Debit", "Credit", "YTD Debit", "YTD Credit"],
        "Sales (200)": ["", "6.52", "", "50.00"],
        "Advertising (400)": ["20.00", "", "20.00", ""],
        "Business Bank Account (090)": ["", "15.50", "34.50", ""],
        "GST (820)": ["2.02", "", "", "4.50"],
        "Total": ["22.02", "22.02", "54.50", "54.50"],
    }


def test_profit_and_loss_counts_by_the_days_of_payments(xero, traded):
    """The part that came in August is income of August."""
    query = {"fromDate": "2026-09-01", "toDate": "2026-09-30", "periods": 1, "timeframe": "MONTH"}
    told = figures(xero.get("Reports/ProfitAndLoss", **query, **CASH))

    assert told["Total Income"] == ["6.52", "43.48"]
    assert told["Total Operating Expenses"] == ["20.00", "0.00"]
    assert told["Net Profit"] == ["-13.48", "43.48"]
    assert "Purchases" not in told
    owed = figures(xero.get("Reports/ProfitAndLoss", **query))
    assert owed["Total Income"] == ["200.00", "0.00"]


def test_a_balance_sheet_balances_without_debtors(xero, traded):
    told = figures(xero.get("Reports/BalanceSheet", date="2026-09-30", **CASH))

    assert told["Business Bank Account"][0] == told["Total Assets"][0] == "34.50"
    assert told["GST"][0] == told["Total Liabilities"][0] == "4.50"
    assert told["Net Assets"] == told["Total Equity"]
    assert told["Current Year Earnings"][0] == "30.00"
    assert not {"Accounts Receivable", "Accounts Payable"} & {*told}


def test_the_bank_is_the_same_on_either_basis(xero, traded):
    plain = xero.get("Reports/BankSummary", fromDate="2026-09-01", toDate="2026-09-30")
    asked = xero.get("Reports/BankSummary", fromDate="2026-09-01", toDate="2026-09-30", **CASH)

    assert asked.record["Rows"] == plain.record["Rows"]
    bank = figures(plain)["Business Bank Account"]
    assert bank == ["50.00", "7.50", "23.00", "34.50"]


def test_options_are_told_apart(xero, customer):
    """Half of 115.00 of the North and 230.00 of the South."""
    category = xero.put("TrackingCategories", {"Name": "Region"}).record["TrackingCategoryID"]
    options = [
        xero.put(f"TrackingCategories/{category}/Options", {"Name": name}).record
        for name in ("North", "South")
    ]
    lines = [
        line(amount, Tracking=[{"Name": "Region", "Option": one["Name"]}])
        for amount, one in zip(("100.00", "200.00"), options, strict=True)
    ]
    pay(xero, xero.put("Invoices", invoice(customer, *lines)).record, "172.50")
    north = options[0]["TrackingOptionID"]

    query = {"fromDate": "2026-09-01", "toDate": "2026-09-30", "trackingCategoryID": category}
    told = figures(xero.get("Reports/ProfitAndLoss", **query, **CASH))
    assert told["Sales"] == ["50.00", "100.00", "0.00", "150.00"]
    sheet = figures(xero.get("Reports/BalanceSheet", trackingOptionID1=north, **CASH))
    assert sheet["Business Bank Account"][0] == "57.50"
    assert sheet["GST"][0] == "7.50"
    assert sheet["Net Assets"][0] == sheet["Total Equity"][0] == "50.00"


def test_only_banks_are_shown_at_the_rate_of_the_day(xero, customer):
    """300 euros of 1,150 come at 0.4, as 750.00; at 0.5 they are worth 600.00.

    750.00 is 652.17 and 97.83 tax, whatever the rate was of the invoice, and of what is still owed.
    """
    xero.put("Currencies", {"Code": "EUR"})
    rates(xero, {"EUR": {"2026-08-01": "0.625", "2026-09-01": "0.4", "2026-09-12": "0.5"}})
    bank = {"Code": "B1", "Name": "Euro Bank", "Type": "BANK", "CurrencyCode": "EUR"}
    xero.put("Accounts", bank | {"BankAccountNumber": "1"})
    sent = invoice(customer, line("1000.00"), Date="2026-08-10", CurrencyCode="EUR")
    pay(xero, xero.put("Invoices", sent).record, "300.00", account="B1")

    told = figures(xero.get("Reports/TrialBalance", date="2026-09-14", **CASH))
    assert {label: values[2:] for label, values in told.items()} == {
        "Account": ["YTD Debit", "YTD Credit"],
        "Sales (200)": ["", "652.17"],
        "Bank Revaluations (497)": ["150.00", ""],
        "Euro Bank (B1)": ["600.00", ""],
        "GST (820)": ["", "97.83"],
        "Total": ["750.00", "750.00"],
    }


def test_manual_journals_say_whether_they_count(xero):
    xero.put("ManualJournals", manual_journal(Status="POSTED", Date="2026-09-01"))
    hidden = {"Status": "POSTED", "Date": "2026-09-01", "ShowOnCashBasisReports": False}
    xero.put("ManualJournals", manual_journal(50, **hidden))

    told = figures(xero.get("Reports/TrialBalance", **CASH))
    assert told["Rent (469)"][0] == "100.00"
    assert figures(xero.get("Reports/TrialBalance"))["Rent (469)"][0] == "150.00"


def test_the_demo_company_balances_by_what_was_paid(shared):
    """Whatever is in it: each report adds up, and nobody owes anything."""
    told = figures(shared.get("Reports/TrialBalance", **CASH))
    debit, credit, debit_of_the_year, credit_of_the_year = told["Total"]

    assert (debit, debit_of_the_year) == (credit, credit_of_the_year)
    assert not [label for label in told if label.startswith(("Accounts ", "Unpaid "))]
    owed = figures(shared.get("Reports/TrialBalance"))
    assert [label for label in owed if label.startswith(("Accounts ", "Unpaid "))]
    sheet = figures(shared.get("Reports/BalanceSheet", **CASH))
    assert sheet["Net Assets"] == sheet["Total Equity"]


# --- journals -------------------------------------------------------------------------------------


def by_account(journal):
    return [(one["AccountCode"], str(one["NetAmount"])) for one in journal["JournalLines"]]


def test_journals_say_what_was_paid(xero, traded):
    """Under the numbers of the ledger; two that differ are two journals, with ids of their own."""
    owed = {one["JournalNumber"]: one for one in xero.get("Journals").records}
    paid = {one["JournalNumber"]: one for one in xero.get("Journals", **CASH).records}

    assert [owed[number]["SourceType"] for number in owed if number not in paid] == [
        "ACCREC", "ACCPAY", "ACCREC", "ACCRECCREDIT"
    ]  # fmt: skip
    credited = [
        ("200", "-40.00"), ("200", "40.00"),
        ("820", "-6.00"), ("820", "6.00"),
        ("877", "-46.00"), ("877", "46.00"),
    ]  # fmt: skip
    told = {number: (one["SourceType"], sorted(by_account(one))) for number, one in paid.items()}
    assert told == {
        2: ("ACCRECPAYMENT", [("090", "50.00"), ("200", "-43.48"), ("820", "-6.52")]),
        3: ("ACCRECPAYMENT", [("090", "7.50"), ("200", "-6.52"), ("820", "-0.98")]),
        7: ("ACCRECCREDIT", credited),
        8: ("CASHPAID", [("090", "-23.00"), ("400", "20.00"), ("820", "3.00")]),
    }
    assert paid[8] == owed[8]
    assert len({one["JournalID"] for one in (*owed.values(), *paid.values())}) == 8 + 4 - 1


def test_every_journal_adds_up(xero, traded):
    """Net amounts to nothing; the tax of the lines to what was posted as tax."""
    for one in xero.get("Journals", **CASH).records:
        lines = one["JournalLines"]
        assert sum(each["NetAmount"] for each in lines) == 0
        posted = sum(each["NetAmount"] for each in lines if each["AccountCode"] == "820")
        assert sum(each["TaxAmount"] for each in lines) == posted
        assert all(each["GrossAmount"] == each["NetAmount"] + each["TaxAmount"] for each in lines)


def test_a_journal_of_what_was_paid_is_found_by_its_id(mock, xero, traded):
    """Its number finds the other one, since it is the number of both."""
    known = xero.get("Journals", **CASH).records[0]

    alone = xero.get(f"Journals/{known['JournalID']}").record
    assert alone["JournalLines"] == known["JournalLines"]
    assert "SourceID" not in alone
    other = xero.get(f"Journals/{known['JournalNumber']}").record
    assert other["JournalID"] != known["JournalID"]


def test_deleting_a_payment_takes_its_part_back(xero, traded):
    """As a journal of its own, which is the other one turned round."""
    before = xero.get("Journals", **CASH).records
    payments = xero.get("Payments", where="Amount==50").records
    xero.post(f"Payments/{payments[0]['PaymentID']}", {"Status": "DELETED"})
    (news,) = xero.get("Journals", offset=before[-1]["JournalNumber"], **CASH).records

    assert sorted(by_account(news)) == [("090", "-50.00"), ("200", "43.48"), ("820", "6.52")]
    assert news["SourceID"] == payments[0]["PaymentID"]
    assert xero.get("Journals", **CASH).records[: len(before)] == before


def test_they_come_by_number_and_in_portions(xero, customer):
    """A hundred at a time, behind an offset, whoever asked for which before."""
    for place in range(55):
        sold = xero.put("Invoices", invoice(customer, line("1.00", TaxType="NONE"))).record
        if place == 30:
            xero.get("Journals", **CASH)
        pay(xero, sold, "0.50")
        pay(xero, sold, "0.50")

    paid = [number for number in range(1, 166) if number % 3 != 1]
    first = xero.get("Journals", **CASH)
    assert [one["JournalNumber"] for one in first.records] == paid[:100]
    rest = xero.get("Journals", offset=paid[99], **CASH)
    assert [one["JournalNumber"] for one in rest.records] == paid[100:]
    assert xero.get("Journals", offset=paid[-1], **CASH).records == []
    numbers = [one["JournalNumber"] for one in xero.get("Journals").records]
    assert numbers == [*range(1, 101)]


def test_only_what_was_posted_since(xero, clock, customer):
    sold = xero.put("Invoices", invoice(customer)).record
    pay(xero, sold, "15.00")
    clock.advance(timedelta(minutes=10))
    later = {"If-Modified-Since": (NOON + timedelta(minutes=5)).isoformat()}
    assert xero.get("Journals", headers=later, **CASH).status == 304
    pay(xero, sold, "100.00")

    (news,) = xero.get("Journals", headers=later, **CASH).records
    assert sorted(by_account(news)) == [("090", "100.00"), ("200", "-86.96"), ("820", "-13.04")]


def test_xml_says_the_same(xero, traded):
    journals = xero.get("Journals", headers={"Accept": XML}, **CASH).xml.find("Journals")

    assert [one.findtext("JournalNumber") for one in journals] == ["2", "3", "7", "8"]
    amounts = [Decimal(one.text) for one in journals[0].iter("NetAmount")]
    assert sorted(amounts) == [Decimal("-43.48"), Decimal("-6.52"), Decimal("50.00")]
