"""Foreign currency in the books: what is realised is posted, what is not is shown by reports."""

from decimal import Decimal

import pytest

from mockxero.primitives.clock import FrozenClock
from tests.api.client import Xero, invoice, line, rates
from tests.api.conftest import NOON

TODAY = "2026-09-14"
TABLE = {"EUR": {"2026-08-01": "0.5", "2026-09-01": "0.4", "2026-09-10": "0.625"}}


@pytest.fixture(scope="module")
def module_mock(open_mock):
    return open_mock(FrozenClock(NOON), "empty")


@pytest.fixture
def books(module_mock):
    """Empty books in New Zealand dollars that also deal in euros, and keep some in a bank."""
    module_mock.reset()
    xero = Xero(module_mock)
    for code in ("EUR", "USD"):
        assert xero.put("Currencies", {"Code": code}).status == 200
    banks = {"Bank": "NZD", "Euro Bank": "EUR", "More Euros": "EUR", "Dollar Bank": "USD"}
    for place, (name, currency) in enumerate(banks.items()):
        account = {"Code": f"B{place}", "Name": name, "Type": "BANK", "CurrencyCode": currency}
        assert xero.put("Accounts", account | {"BankAccountNumber": str(place)}).status == 200
    rates(xero, TABLE)
    return xero


@pytest.fixture
def ada(books):
    return books.put("Contacts", {"Name": "Ada"}).record


@pytest.fixture
def invoiced(books, ada):
    """1,150.00 euros of 10 August at 0.5: 2,300.00, of which 300.00 are GST."""
    sent = invoice(ada, line(1000), Date="2026-08-10", CurrencyCode="EUR")
    return books.put("Invoices", sent).record


def pay(books, owed, amount, day, account="B0", **more):
    named = {"Invoice": {"InvoiceID": owed["InvoiceID"]}} if "InvoiceID" in owed else owed
    sent = {"Account": {"Code": account}, "Amount": amount, "Date": day}
    return books.put("Payments", named | sent | more)


@pytest.fixture
def paid(books, invoiced):
    """In three parts, at 0.4, at 0.625 and at 0.6; the second stays in euros."""
    parts = [
        pay(books, invoiced, 400, "2026-09-05"),
        pay(books, invoiced, 300, "2026-09-10", account="B1"),
        pay(books, invoiced, 450, "2026-09-12", CurrencyRate="0.6"),
    ]
    return [part.record for part in parts]


def journals(books):
    """What each journal says: its SourceType, and what it does to which account."""
    return [
        (
            journal.get("SourceType"),
            {one["AccountName"]: one["NetAmount"] for one in journal["JournalLines"]},
        )
        for journal in books.get("Journals").records
    ]


def rows(books, report, **query):
    """The rows of a report that are no headers: labels, and amounts as far as they are some."""
    found = books.get(f"Reports/{report}", **query).record["Rows"]
    within = [row for one in found for row in one.get("Rows", [])]
    return {
        row["Cells"][0]["Value"]: [number(cell["Value"]) for cell in row["Cells"][1:]]
        for row in within
    }


def number(text):
    try:
        return Decimal(text)
    except ArithmeticError:
        return text or None


def stands(books, day=TODAY):
    """The trial balance: what stands on each account this year, debits positive."""
    found = rows(books, "TrialBalance", date=day)
    total = found.pop("Total")
    assert total[2] == total[3]
    return {
        label.rpartition(" (")[0] or label: (debit or 0) - (credit or 0)
        for label, (_, _, debit, credit) in found.items()
        if debit or credit
    }


class TestRealised:
    def test_an_invoice_stands_at_its_own_rate(self, books, invoiced):
        """1,150.00 / 0.5 = 2,300.00; 1,000.00 / 0.5 = 2,000.00; 150.00 / 0.5 = 300.00."""
        assert journals(books) == [
            ("ACCREC", {"Accounts Receivable": 2300, "GST": -300, "Sales": -2000})
        ]

    def test_each_payment_gains_or_loses_what_the_rate_has_moved(self, books, paid):
        """400 / 0.4 = 1,000 of 800 owed; 300 / 0.625 = 480 of 600; 450 / 0.6 = 750 of 900.

        What is owed is taken away at 0.5, at which it stands.
        """
        gains = "Realised Currency Gains"
        assert journals(books)[1:] == [
            ("ACCRECPAYMENT", {"Accounts Receivable": -800, "Bank": 1000, gains: -200}),
            ("ACCRECPAYMENT", {"Accounts Receivable": -600, "Euro Bank": 480, gains: 120}),
            ("ACCRECPAYMENT", {"Accounts Receivable": -900, "Bank": 750, gains: 150}),
        ]

    def test_payments_say_at_which_rate_and_what_the_bank_saw(self, paid):
        assert [(one["BankAmount"], one["CurrencyRate"]) for one in paid] == [
            (1000, Decimal("0.4")),
            (300, Decimal("0.625")),
            (750, Decimal("0.6")),
        ]

    def test_in_full_nothing_is_left_of_the_debt(self, books, paid):
        """Lost are 120 + 150 - 200 = 70. The euros are worth what they were when they came."""
        assert stands(books) == {
            "Sales": -2000,
            "Realised Currency Gains": 70,
            "Bank": 1750,
            "Euro Bank": 480,
            "GST": -300,
        }

    def test_a_bill_gains_where_an_invoice_loses(self, books, ada):
        """500 euros at 0.5 are 1,000 owed; at 0.625 they cost 800."""
        cost = line(500, AccountCode="429", TaxType="NONE")
        sent = invoice(ada, cost, Type="ACCPAY", Date="2026-08-10", CurrencyCode="EUR")
        bill = books.put("Invoices", sent | {"InvoiceNumber": "B1"}).record
        assert pay(books, bill, 500, "2026-09-10").status == 200

        assert journals(books)[1] == (
            "ACCPAYPAYMENT",
            {"Accounts Payable": 1000, "Bank": -800, "Realised Currency Gains": -200},
        )

    def test_a_payment_through_a_third_currency(self, books, invoiced):
        """400 euros at 0.4 are 1,000 here, and 600 dollars there."""
        rates(books, TABLE | {"USD": "0.6"})
        payment = pay(books, invoiced, 400, "2026-09-05", account="B3").record

        assert (payment["BankAmount"], payment["CurrencyRate"]) == (600, Decimal("0.4"))
        assert journals(books)[1][1]["Dollar Bank"] == 1000
        assert stands(books)["Dollar Bank"] == 1000

    def test_a_credit_note_of_another_rate(self, books, ada, invoiced):
        """460 euros of 5 September at 0.4 were 1,150; of the invoice they take 920 at 0.5."""
        note = {"Type": "ACCRECCREDIT", "Contact": {"ContactID": ada["ContactID"]}}
        note |= {"Date": "2026-09-05", "CurrencyCode": "EUR", "Status": "AUTHORISED"}
        credit = books.put("CreditNotes", note | {"LineItems": [line(400)]}).record
        allocation = {"Amount": 460, "Invoice": {"InvoiceID": invoiced["InvoiceID"]}}
        made = books.put(f"CreditNotes/{credit['CreditNoteID']}/Allocations", allocation)

        assert made.status == 200
        (kind, _), lines = journals(books)[2], books.get("Journals").records[2]["JournalLines"]
        assert (kind, [(one["AccountName"], one["NetAmount"]) for one in lines]) == (
            "ACCRECCREDIT",
            [
                ("Accounts Receivable", 1150),
                ("Accounts Receivable", -920),
                ("Tracking Transfers", -1150),
                ("Tracking Transfers", 1150),
                ("Realised Currency Gains", -230),
            ],
        )

    def test_what_was_paid_ahead_comes_back_with_its_rounding(self, books, ada):
        """Two lines of 0.05 at 0.6 are 0.08 each, and 0.17 in the bank: nothing is gained."""
        lines = [line("0.05", TaxType="NONE", AccountCode=code) for code in ("200", "260")]
        sent = {"Contact": ada, "BankAccount": {"Code": "B3"}, "CurrencyRate": "0.6"}
        sent |= {"Type": "RECEIVE-PREPAYMENT", "LineItems": lines, "Date": "2026-09-01"}
        ahead = books.put("BankTransactions", sent).record
        back = {"Account": {"Code": "B3"}, "Amount": "0.10", "CurrencyRate": "0.6"}
        named = {"Prepayment": {"PrepaymentID": ahead["PrepaymentID"]}}
        assert books.put("Payments", named | back | {"Date": "2026-09-01"}).status == 200

        made, refunded = (posted for _, posted in journals(books))
        assert refunded == {name: -amount for name, amount in made.items()}

    def test_what_was_paid_too_much_comes_back_at_another_rate(self, books, ada):
        """200 euros at 0.4 were 500; at 0.625 only 320 go back: 180 are gained."""
        money = {"Type": "RECEIVE-OVERPAYMENT", "Contact": {"ContactID": ada["ContactID"]}}
        money |= {"BankAccount": {"Code": "B1"}, "Date": "2026-09-05"}
        made = books.put("BankTransactions", money | {"LineItems": [line(200, Quantity=1)]}).record
        over = {"Overpayment": {"OverpaymentID": made["OverpaymentID"]}}
        assert pay(books, over, 200, "2026-09-10", account="B1").status == 200

        assert journals(books) == [
            ("AROVERPAYMENT", {"Euro Bank": 500, "Accounts Receivable": -500}),
            (
                "AROVERPAYMENT",
                {"Accounts Receivable": 500, "Euro Bank": -320, "Realised Currency Gains": -180},
            ),
        ]

    def test_deleting_a_payment_takes_its_gain_back(self, books, paid, invoiced):
        """The debt that comes back stands at its own rate: 300 / 0.5 = 600."""
        books.post(f"Payments/{paid[1]['PaymentID']}", {"Status": "DELETED"})
        rates(books, {})

        assert stands(books) == {
            "Sales": -2000,
            "Realised Currency Gains": -50,
            "Accounts Receivable": 600,
            "Bank": 1750,
            "GST": -300,
        }


class TestUnrealised:
    def test_what_is_owed_is_worth_what_it_is_worth_that_day(self, books, invoiced):
        """1,150 at 0.5 are 2,300, at 0.4 2,875, at 0.625 1,840; no journal says so."""
        before = journals(books)
        shown = {day: stands(books, day) for day in ("2026-08-31", "2026-09-09", TODAY)}

        assert [one["Accounts Receivable"] for one in shown.values()] == [2300, 2875, 1840]
        gains = [one.get("Unrealised Currency Gains") for one in shown.values()]
        assert gains == [None, -575, 460]
        assert journals(books) == before

    def test_only_what_is_still_owed(self, books, invoiced):
        """After 400: 750 at 0.4 are 1,875; 1,500 of them were posted, 375 are gained."""
        pay(books, invoiced, 400, "2026-09-05")
        shown = stands(books, "2026-09-09")

        assert shown["Accounts Receivable"] == 1875
        assert shown["Realised Currency Gains"] == -200
        assert shown["Unrealised Currency Gains"] == -375

    def test_the_aged_report_comes_to_the_control_account(self, books, ada, invoiced):
        """1,150 at 0.4 are 2,875; 400 are 1,000; 1,875 are due. Ada's own balance is today's."""
        pay(books, invoiced, 400, "2026-09-05")
        aged = rows(
            books, "AgedReceivablesByContact", contactId=ada["ContactID"], date="2026-09-09"
        )
        balances = books.get(f"Contacts/{ada['ContactID']}").record["Balances"]

        assert aged["Total"][3:] == [2875, 1000, 0, 1875]
        assert stands(books, "2026-09-09")["Accounts Receivable"] == 1875
        assert balances["AccountsReceivable"]["Outstanding"] == 1200
        assert stands(books)["Accounts Receivable"] == 1200

    def test_each_debt_is_worth_so_many_cents(self, books, ada):
        """So the aged report comes to the control account however many there are."""
        for _ in range(3):
            books.put("Invoices", invoice(ada, line("0.05", TaxType="NONE"), CurrencyCode="EUR"))
        rates(books, {"EUR": "0.6"})  # 0.083 each, and 0.25 together
        aged = rows(books, "AgedReceivablesByContact", contactID=ada["ContactID"])

        assert aged["Total"][-1] == Decimal("0.24")
        assert stands(books)["Accounts Receivable"] == Decimal("0.24")

    def test_euros_in_the_bank_are_revalued(self, books, paid):
        """300 at 0.48 are 625; 480 were posted."""
        known = journals(books)
        rates(books, TABLE | {"EUR": TABLE["EUR"] | {"2026-09-13": "0.48"}})
        shown = stands(books)

        assert (shown["Euro Bank"], shown["Bank Revaluations"]) == (625, -145)
        assert journals(books) == known

    def test_every_report_says_the_same(self, books, paid):
        """70 lost, and 145 gained that nobody has realised; 1,750 and 625 in the bank.

        Of that 300 are GST, and 2,075 are left.
        """
        rates(books, TABLE | {"EUR": TABLE["EUR"] | {"2026-09-13": "0.48"}})
        september = {"fromDate": "2026-09-01", "toDate": "2026-09-30"}

        profit = rows(books, "ProfitAndLoss", **september)
        assert profit["Foreign Currency Gains and Losses"] == [-75]
        assert profit["Net Profit"] == [75]
        sheet = rows(books, "BalanceSheet", date="2026-09-30")
        assert [sheet[name][0] for name in ("Bank", "Euro Bank", "Total Bank")] == [1750, 625, 2375]
        assert sheet["Net Assets"][0] == sheet["Total Equity"][0] == 2075
        assert sheet["Current Year Earnings"][0] == 2075
        bank = rows(books, "BankSummary", **september)
        assert bank["Bank"] == [0, 1750, 0, 0, 1750]
        assert bank["Euro Bank"] == [0, 480, 0, 145, 625]
        assert bank["Total"] == [0, 2230, 0, 145, 2375]
        summary = rows(books, "ExecutiveSummary", date="2026-09-30")
        assert summary["Closing bank balance"][0] == 2375
        assert summary["Cash received"][0] == 2230
        assert summary["Profit (loss)"][0] == 75
        assert summary["Net assets"][0] == 2075

    def test_a_gain_of_last_year_is_retained(self, books, ada):
        """The year ends on 31 March, when 100 at 0.4 were 250, which had been posted as 200.

        At 0.5 they are 200 again, so this year loses the 50.
        """
        rates(books, {"EUR": {"2026-03-01": "0.5", "2026-03-31": "0.4", "2026-04-01": "0.5"}})
        sold = line(100, TaxType="NONE")
        books.put("Invoices", invoice(ada, sold, Date="2026-03-10", CurrencyCode="EUR"))
        sheet = rows(books, "BalanceSheet", date="2026-09-30")

        assert sheet["Accounts Receivable"][0] == 200
        assert sheet["Current Year Earnings"][0] == -50
        assert sheet["Retained Earnings"][0] == 250

    def test_the_day_that_has_not_come_has_todays_rate(self, books, invoiced):
        """Even where the table knows better."""
        rates(books, {"EUR": {"2026-08-01": "0.5", "2026-09-15": "0.1"}})

        assert stands(books, "2026-09-30")["Accounts Receivable"] == 2300

    def test_without_a_rate_nothing_is_revalued(self, books, invoiced):
        rates(books, {"USD": "0.6"})

        assert stands(books)["Accounts Receivable"] == 2300

    def test_reports_by_tracking_options_show_what_was_posted(self, books, ada):
        """What is owed is filed, its gains are not. # guess"""
        category = books.put("TrackingCategories", {"Name": "Region"}).record
        path = f"TrackingCategories/{category['TrackingCategoryID']}/Options"
        option = books.put(path, {"Name": "North"}).record
        filed = line(1000, Tracking=[{"Name": "Region", "Option": "North"}])
        books.put("Invoices", invoice(ada, filed, Date="2026-08-10", CurrencyCode="EUR"))
        asked = {"trackingOptionID1": option["TrackingOptionID"], "date": "2026-09-30"}

        assert rows(books, "BalanceSheet", **asked)["Accounts Receivable"][0] == 2300

    def test_at_home_there_is_no_such_column(self, books, ada):
        """Nor any gain."""
        assert "FX Gain" not in books.get("Reports/BankSummary").text


class TestTransfers:
    def test_between_accounts_of_one_foreign_currency(self, books, paid):
        """100 euros at 0.4 are 250 here; the rate is that from one account to the other."""
        sent = {"FromBankAccount": {"Code": "B1"}, "ToBankAccount": {"Code": "B2"}}
        made = books.put("BankTransfers", sent | {"Amount": 100, "Date": "2026-09-05"}).record
        legs = [books.get(f"BankTransactions/{made[f'{side}BankTransactionID']}").record
                for side in ("From", "To")]  # fmt: skip

        assert made["CurrencyRate"] == 1
        assert [(one["CurrencyCode"], one["CurrencyRate"], one["Total"]) for one in legs] == [
            ("EUR", Decimal("0.4"), 100)
        ] * 2
        assert journals(books)[-1] == ("TRANSFER", {"More Euros": 250, "Euro Bank": -250})
        assert {name: stands(books)[name] for name in ("Euro Bank", "More Euros")} == {
            "Euro Bank": 320,
            "More Euros": 160,
        }

    def test_between_currencies_there_is_none(self, books):
        """Source: Xero's page on BankTransfers; guess: the words"""
        sent = {"FromBankAccount": {"Code": "B0"}, "ToBankAccount": {"Code": "B1"}, "Amount": 10}
        refused = books.put("BankTransfers", sent)

        assert refused.sentences == [
            "FromBankAccount and ToBankAccount must have the same currency"
        ]
        assert journals(books) == []


class TestRefusals:
    @pytest.mark.parametrize(
        ("members", "sentence"),
        [
            ({"CurrencyCode": "GBP"}, "Organisation is not subscribed to currency GBP"),
            ({"CurrencyRate": 0}, "The CurrencyRate must be greater than zero"),
            ({"CurrencyRate": -2}, "The CurrencyRate must be greater than zero"),
        ],
    )
    def test_an_invoice_that_cannot_be(self, books, ada, members, sentence):
        sent = invoice(ada, CurrencyCode="EUR") | members

        assert books.put("Invoices", sent).sentences == [sentence]
        assert journals(books) == []

    @pytest.mark.parametrize(
        ("members", "sentence"),
        [
            ({"CurrencyRate": 0}, "The CurrencyRate must be greater than zero"),
            ({"CurrencyRate": -2}, "The CurrencyRate must be greater than zero"),
            ({"BankAmount": 0}, "Payment amount must be greater than zero"),
            (
                {"Amount": "1150.01"},
                "Payment amount exceeds the amount outstanding on this document",
            ),
        ],
    )
    def test_a_payment_that_cannot_be(self, books, invoiced, members, sentence):
        """Even where it would be enough in our own currency."""
        refused = pay(books, invoiced, 100, "2026-09-05", **members)

        assert refused.sentences == [sentence]
        assert len(journals(books)) == 1
