"""Forms 1099: what members of a group were paid in a year, on the accounts of each box."""

from datetime import datetime
from decimal import Decimal

import pytest

from mockxero.primitives.clock import FrozenClock
from tests.api.client import NOWHERE, XML, Xero, credit_note, invoice, line, money

NOON = datetime(2026, 9, 14, 9, 30)
TRUXTON = {
    "Name": "Truxton Property Management",
    "EmailAddress": "truxton@example.com",
    "TaxNumber": "33-3332233",
    "Addresses": [
        {
            "AddressType": "POBOX",
            "AddressLine1": "1000 Copper Avenue",
            "AddressLine2": "Suite 1000",
            "City": "Coppertown",
            "Region": "FL",
            "PostalCode": "21321",
        }
    ],
}
TOLD = {
    "FederalTaxIDType": "EIN",
    "LegalName": "Test Three",
    "FederalTaxClassification": "SOLE_PROPRIETOR",
}
CLASSES = "SOLE_PROPRIETOR, PARTNERSHIP, TRUST_OR_ESTATE, NONPROFIT, C_CORP, S_CORP, OTHER"
MEMBERS = "FederalTaxIDType, TaxID, LegalName, BusinessName, FederalTaxClassification"
MISC_BOXES = [f"Box{number}" for number in (*range(1, 12), 13, 14)]
NO_TAX = {"TaxType": "NONE"}


@pytest.fixture(scope="module")
def american(open_mock):
    return open_mock(FrozenClock(NOON), "us")


@pytest.fixture
def xero(american):
    """An American organisation with a bank account, one contractor, and somebody else."""
    american.reset()
    return Xero(american)


@pytest.fixture
def codes(xero):
    """Three accounts for expenses, and one that no box knows."""
    accounts = xero.get("Accounts", where='Type=="EXPENSE"&&Status=="ACTIVE"').records
    return [one["Code"] for one in accounts if "SystemAccount" not in one][:4]


@pytest.fixture
def bank(xero):
    """The account that money goes through."""
    return xero.get("Accounts", where='Type=="BANK"').records[0]["AccountID"]


@pytest.fixture
def truxton(xero):
    """A contractor."""
    contact = xero.put("Contacts", TRUXTON).record
    group = xero.put("ContactGroups", {"Name": "Contractors"}).record
    members = {"Contacts": [{"ContactID": contact["ContactID"]}]}
    assert xero.put(f"ContactGroups/{group['ContactGroupID']}/Contacts", members).status == 200
    return contact


@pytest.fixture
def rules(xero, codes, truxton):
    """Accounts in boxes: the first in NEC 1, the others in MISC 1."""
    told = {
        "ContactGroup": "Contractors",
        "NEC": {"Box1": codes[:1]},
        "MISC": {"Box1": codes[1:3]},
        "Contacts": {truxton["Name"]: TOLD},
    }
    assert set_up(xero, told).status == 200
    return told


def set_up(xero, told):
    return xero.call("PUT", "1099", told, root="/_mockxero/")


def bill(contact, *lines, **members):
    return invoice(contact, *lines, Type="ACCPAY", InvoiceNumber=f"B-{id(lines)}", **members)


def pay(xero, document, amount, bank, day="2026-09-05"):
    paid = {"Invoice": {"InvoiceID": document["InvoiceID"]}, "Account": {"AccountID": bank}}
    return xero.put("Payments", paid | {"Date": day, "Amount": amount}).record


def forms(xero, year=2026):
    """The boxes with something in them, by form and contact."""
    return {
        (form["ReportName"][5:9].strip("- "), contact["Name"]): {
            name: amount for name, amount in contact.items() if name[:3] == "Box" and amount
        }
        for form in xero.get("Reports/TenNinetyNine", reportYear=year).records
        for contact in form["Contacts"]
    }


def test_what_was_paid_of_a_bill_goes_into_the_box_of_its_account(
    xero, rules, codes, truxton, bank
):
    """In proportion, as far as it was paid in the year; a line on another account does not."""
    nec, misc, _, other = codes
    owed = [line("600.00", AccountCode=nec, **NO_TAX), line("300.00", AccountCode=misc, **NO_TAX)]
    known = xero.put(
        "Invoices",
        bill(truxton, *owed, line("100.00", AccountCode=other, **NO_TAX), Date="2025-12-01"),
    ).record
    pay(xero, known, "250.00", bank, "2025-12-20")
    pay(xero, known, "500.00", bank, "2026-01-03")

    assert forms(xero, 2025) == {
        ("NEC", truxton["Name"]): {"Box1": Decimal("150.0")},
        ("MISC", truxton["Name"]): {"Box1": Decimal("75.0")},
    }
    assert forms(xero) == {
        ("NEC", truxton["Name"]): {"Box1": Decimal("300.0")},
        ("MISC", truxton["Name"]): {"Box1": Decimal("150.0")},
    }


def test_money_that_was_spent_counts_and_what_came_back_does_not(xero, rules, codes, truxton, bank):
    for kind, amount in (("SPEND", "80.50"), ("RECEIVE", "20.25")):
        spent = line(amount, AccountCode=codes[0], **NO_TAX)
        sent = money(truxton, spent, Type=kind, BankAccount={"AccountID": bank})
        assert xero.put("BankTransactions", sent).status == 200

    assert forms(xero) == {("NEC", truxton["Name"]): {"Box1": Decimal("60.25")}}


def test_a_deleted_payment_was_never_made(xero, rules, codes, truxton, bank):
    known = xero.put("Invoices", bill(truxton, line("90.00", AccountCode=codes[0], **NO_TAX)))
    paid = pay(xero, known.record, "90.00", bank)
    assert forms(xero)
    xero.post(f"Payments/{paid['PaymentID']}", {"Status": "DELETED"})

    assert forms(xero) == {}


def test_a_credit_note_is_no_payment(xero, rules, codes, truxton, bank):
    """What it leaves of a bill is."""
    owed = line("90.00", AccountCode=codes[0], **NO_TAX)
    known = xero.put("Invoices", bill(truxton, owed)).record
    less = line("30.00", AccountCode=codes[0], **NO_TAX)
    note = xero.put("CreditNotes", credit_note(truxton, less, Type="ACCPAYCREDIT")).record
    allocation = {"Amount": "30.00", "Invoice": {"InvoiceID": known["InvoiceID"]}}
    assert xero.put(f"CreditNotes/{note['CreditNoteID']}/Allocations", allocation).status == 200
    assert forms(xero) == {}
    pay(xero, known, "60.00", bank)

    assert forms(xero) == {("NEC", truxton["Name"]): {"Box1": Decimal("60.0")}}


def test_only_members_of_the_group_stand_on_forms(xero, rules, codes, truxton, bank):
    ada = xero.put("Contacts", {"Name": "Ada"}).record
    known = xero.put("Invoices", bill(ada, line("90.00", AccountCode=codes[0], **NO_TAX))).record
    pay(xero, known, "90.00", bank)

    assert forms(xero) == {}


def test_what_is_told_of_a_contact(xero, rules, codes, truxton, bank):
    """# seen: docs-reports-get-01.json, Xero-OpenAPI, getReportTenNinetyNine"""
    known = xero.put("Invoices", bill(truxton, line("90.00", AccountCode=codes[1], **NO_TAX)))
    pay(xero, known.record, "90.00", bank)
    reply = xero.get("Reports/TenNinetyNine", reportYear=2026)
    nec, misc = reply.records
    (told,) = misc["Contacts"]

    assert nec["Contacts"] == []
    assert '"Box1": 90.0,' in reply.text
    assert '"Box2": 0.0,' in reply.text
    assert [*told] == [
        *(f"Box{box}" for box in range(1, 12)), "Name", "FederalTaxIDType", "City", "Zip", "State",
        "Email", "StreetAddress", "TaxID", "ContactId", "LegalName", "BusinessName",
        "FederalTaxClassification",
    ]  # fmt: skip
    assert {member: said for member, said in told.items() if member[:3] != "Box"} == {
        "Name": "Truxton Property Management",
        "FederalTaxIDType": "EIN",
        "City": "Coppertown",
        "Zip": "21321",
        "State": "FL",
        "Email": "truxton@example.com",
        "StreetAddress": "1000 Copper Avenue\r\nSuite 1000\r\n\r\n\r\n",
        "TaxID": "33-3332233",
        "ContactId": truxton["ContactID"],
        "LegalName": "Test Three",
        "BusinessName": "Truxton Property Management",
        "FederalTaxClassification": "SOLE_PROPRIETOR",
    }
    in_xml = xero.get("Reports/TenNinetyNine", reportYear=2026, headers={"Accept": XML}).xml
    assert in_xml.findtext("Reports/Report/Contacts/Contact/Box1") == "90.0"


@pytest.mark.parametrize(
    ("year", "nec", "misc"),
    [
        (2025, {1, 2, 3, 4}, {*range(1, 12)}),
        (2022, {1, 2, 4}, {*range(1, 12), 14}),
        (2021, {1, 2, 4}, {*range(1, 12), 13}),
    ],
)
def test_boxes_of_a_year(xero, rules, codes, truxton, bank, year, nec, misc):
    """# seen: docs-reports-get-01.json to -03.json"""
    for code in codes[:2]:
        owed = bill(truxton, line("9.00", AccountCode=code, **NO_TAX), Date=f"{year}-03-01")
        pay(xero, xero.put("Invoices", owed).record, "9.00", bank, f"{year}-03-02")

    found = xero.get("Reports/TenNinetyNine", reportYear=year).records
    boxes = [{int(name[3:]) for name in form["Contacts"][0] if name[:3] == "Box"} for form in found]
    assert boxes == [nec, misc]


def test_what_goes_through_a_card_is_on_the_forms_of_its_bank(xero, rules, codes, truxton):
    """# guess"""
    card = xero.put("Accounts", {
        "Code": "097", "Name": "Card", "Type": "BANK", "BankAccountNumber": "4111",
        "BankAccountType": "CREDITCARD",
    }).record  # fmt: skip
    spent = line("80.50", AccountCode=codes[0], **NO_TAX)
    sent = money(truxton, spent, BankAccount={"AccountID": card["AccountID"]})
    assert xero.put("BankTransactions", sent).status == 200

    assert forms(xero) == {}


# --- setting it up --------------------------------------------------------------------------------


def test_what_was_set_up_is_told_again(xero, rules):
    """And forgotten when everything starts over."""
    assert xero.get("1099", root="/_mockxero/").json == rules
    xero.mock.reset()

    assert xero.get("1099", root="/_mockxero/").json == {
        "ContactGroup": None, "NEC": {}, "MISC": {}, "Contacts": {}
    }  # fmt: skip


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"Group": "x"}, "a form has no 'Group'; it has: ContactGroup, NEC, MISC, Contacts"),
        ({"ContactGroup": "Nobody"}, "there is no contact group 'Nobody'"),
        ({"ContactGroup": 7}, "there is no contact group '7'"),
        ({"NEC": ["400"]}, "NEC is a JSON object"),
        ({"NEC": {"Box5": ["400"]}}, "form 1099-NEC has no 'Box5'; it has: Box1, Box2, Box3, Box4"),
        (
            {"MISC": {"Box12": []}},
            f"form 1099-MISC has no 'Box12'; it has: {', '.join(MISC_BOXES)}",
        ),
        ({"NEC": {"Box1": "400"}}, "NEC, Box1: a list of the codes of accounts"),
        ({"NEC": {"Box1": ["no-such"]}}, "there is no account 'no-such'"),
        ({"NEC": {"Box1": [None]}}, "there is no account 'None'"),
        ({"Contacts": {NOWHERE: {}}}, f"there is no contact '{NOWHERE}'"),
        (
            {"Contacts": {"Truxton Property Management": {"FederalTaxClassification": "LLC"}}},
            f"FederalTaxClassification is one of {CLASSES}",
        ),
        (
            {"Contacts": {"Truxton Property Management": {"Age": "7"}}},
            f"of a contact one tells, as text: {MEMBERS}",
        ),
        ([], "the body is a JSON object"),
    ],
)
def test_what_cannot_be_set_up(xero, rules, told, words):
    """One sentence, and all stays as it was."""
    refused = set_up(xero, told)

    assert (refused.status, refused.text) == (400, f"{words}\n")
    assert xero.get("1099", root="/_mockxero/").json == rules
