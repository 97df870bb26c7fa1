"""Tax returns: published outside the API, listed by it, with the figures of the ledger."""

from decimal import Decimal

import pytest

from mockxero.primitives.clock import FrozenClock
from tests.api.client import XML, Xero, credit_note, invoice, line, money
from tests.api.conftest import NOON
from tests.api.reported import told

QUARTER = {"FromDate": "2026-07-01", "ToDate": "2026-09-30"}


@pytest.fixture
def opened(open_mock):
    """An organisation by the name of its fixture."""
    return lambda name: Xero(open_mock(FrozenClock(NOON), name))


def publish(xero, **days):
    return xero.call("POST", "returns", QUARTER | days, root="/_mockxero/")


def boxes(xero, report_id):
    """The fields of a return."""
    fields = xero.get(f"Reports/{report_id}").record["Fields"]
    return {field["FieldID"]: field["Value"] for field in fields}


def moved(xero, account, **paid_only):
    """What was credited to an account in the quarter, by its trial balances."""

    def standing(day):
        report = told(xero, "TrialBalance", date=day, **paid_only)
        rows = [row for row in report.lines if row.label.startswith(account)]
        return sum((row.amounts[3] or 0) - (row.amounts[2] or 0) for row in rows)

    return standing("2026-09-30") - standing("2026-06-30")


def test_a_return_is_listed_once_it_is_published(xero):
    """Without its fields. # seen: the names, on Xero's page on Reports"""
    made = publish(xero).json
    (listed,) = xero.get("Reports").records

    assert listed == {
        "ReportID": made["ReportID"],
        "ReportName": "GST and Provisional Tax Return",
        "ReportType": "GSTReturn",
        "ReportDate": "1 Jul 2026 to 30 Sep 2026",
        "UpdatedDateUTC": "/Date(1789378200532)/",
    }
    assert made == {name: listed[name] for name in made}
    whole = xero.get(f"Reports/{made['ReportID']}").record
    assert whole["Attributes"] == [
        {"Name": "fromDate", "Description": "From", "Value": "2026-07-01"},
        {"Name": "toDate", "Description": "To", "Value": "2026-09-30"},
    ]
    assert [*whole["Fields"][0]] == ["FieldID", "Description", "Value"]
    in_xml = xero.get(f"Reports/{made['ReportID']}", headers={"Accept": XML}).xml
    assert in_xml.findtext("Reports/Report/Fields/Field/FieldID") == "5"


def test_days_have_one_return(xero):
    """Published again, it says what is so by now."""
    before = publish(xero).json["ReportID"]
    contact = xero.put("Contacts", {"Name": "Ada"}).record
    xero.put("BankTransactions", money(contact, line("23.00", AccountCode="400")))

    assert publish(xero).json["ReportID"] == before
    assert len(xero.get("Reports").records) == 1
    publish(xero, ToDate="2026-08-31")
    assert len(xero.get("Reports").records) == 2


def test_boxes_of_new_zealand(opened):
    """By hand: what was paid of a sale and of a bill counts, on the day when it was."""
    xero = opened("empty")
    ada = xero.put("Contacts", {"Name": "Ada"}).record
    free = line("50.00", TaxType="ZERORATED")
    sale = xero.put("Invoices", invoice(ada, line("200.00"), free, Date="2026-06-01")).record
    paid = {"Invoice": {"InvoiceID": sale["InvoiceID"]}, "Account": {"Code": "090"}}
    xero.put("Payments", paid | {"Date": "2026-07-02", "Amount": "140.00"})
    xero.put("Payments", paid | {"Date": "2026-10-01", "Amount": "140.00"})
    spent = money(ada, line("46.00", AccountCode="400"), LineAmountTypes="Inclusive")
    xero.put("BankTransactions", spent)
    report = publish(xero).json["ReportID"]

    assert boxes(xero, report) == {
        "5": "140.00", "6": "25.00", "7": "115.00", "8": "15.00", "9": "0.00", "10": "15.00",
        "11": "46.00", "12": "6.00", "13": "0.00", "14": "6.00", "15": "9.00",
    }  # fmt: skip


def test_boxes_of_australia(opened):
    """By hand, in whole dollars: an invoice counts on its own day, paid or not."""
    xero = opened("au")
    ada = xero.put("Contacts", {"Name": "Ada"}).record
    free, abroad = line("50.00", TaxType="EXEMPTOUTPUT"), line("70.00", TaxType="EXEMPTEXPORT")
    sold = line("200.99", AccountCode="200")
    xero.put("Invoices", invoice(ada, sold, free, abroad))
    xero.put("CreditNotes", credit_note(ada, line("10.00", AccountCode="200")))
    bought = [
        line("100.00", AccountCode="400"),
        line("30.00", AccountCode="400", TaxType="EXEMPTEXPENSES"),
        line("500.00", AccountCode="710", TaxType="CAPEXINPUT"),
    ]
    bill = {"Type": "ACCPAY", "InvoiceNumber": "B-1"}
    xero.put("Invoices", invoice(ada, *bought, **bill))
    xero.put(
        "Invoices", invoice(ada, *bought, **bill | {"InvoiceNumber": "B-2", "Status": "DRAFT"})
    )
    report = publish(xero).json["ReportID"]

    assert xero.get("Reports").record["ReportName"] == "Activity Statement"
    assert boxes(xero, report) == {
        "G1": "330", "G2": "70", "G3": "50", "G10": "550", "G11": "140", "1A": "19", "1B": "60",
        "8A": "19", "8B": "60", "9": "-41",
    }  # fmt: skip


def test_a_return_ties_to_the_tax_account(opened):
    """On the basis of the organisation, as the trial balance has it."""
    xero = opened("nz")
    known = boxes(xero, publish(xero).json["ReportID"])

    assert Decimal(known["15"]) == moved(xero, "GST", paymentsOnly="true")
    assert Decimal(known["15"]) == Decimal(known["10"]) - Decimal(known["14"])
    assert Decimal(known["10"])


def test_a_return_of_quiet_days_is_all_nothing(xero):
    report = publish(xero, FromDate="2031-01-01", ToDate="2031-02-28").json["ReportID"]

    assert {*boxes(xero, report).values()} == {"0.00"}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "FromDate is a day, such as 2026-03-31"),
        ({"FromDate": "2026-07-01"}, "ToDate is a day, such as 2026-03-31"),
        (QUARTER | {"Basis": "CASH"}, "a return has no 'Basis'; it has: FromDate, ToDate"),
        (QUARTER | {"FromDate": "July"}, "FromDate is a day, such as 2026-03-31"),
        (QUARTER | {"ToDate": 20260930}, "ToDate is a day, such as 2026-03-31"),
        (QUARTER | {"FromDate": "2026-10-01"}, "FromDate is not after ToDate"),
        ([], "the body is a JSON object"),
    ],
)
def test_what_cannot_be_published(xero, told, words):
    refused = xero.call("POST", "returns", told, root="/_mockxero/")

    assert (refused.status, refused.text) == (400, f"{words}\n")
    assert xero.get("Reports").records == []


@pytest.mark.parametrize("country", ["us", "uk", "global"])
def test_returns_are_published_in_two_countries(opened, country):
    """Source: Xero's page on Reports"""
    refused = publish(opened(country))

    assert (refused.status, refused.text) == (400, "returns are published in NZ, AU only\n")
