"""``/Journals``: what every document, payment and allocation did to the books, by number."""

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mockxero.books.calendar import catch_up
from mockxero.primitives.clock import FrozenClock
from mockxero.resources.journals import SOURCE_TYPES
from tests.api.client import (
    NOWHERE,
    XML,
    Xero,
    credit_note,
    invoice,
    line,
    manual_journal,
    money,
    purchase_order,
    quote_of,
)
from tests.api.conftest import NOON
from tests.api.examples import differences, example

RECORDED = Path(__file__).parents[3] / "shared" / "xero" / "recorded"
PORTION = 100
MEMBERS = [
    "JournalID", "JournalDate", "JournalNumber", "CreatedDateUTC", "Reference", "SourceID",
    "SourceType", "JournalLines",
]  # fmt: skip
LINE_MEMBERS = [
    "JournalLineID", "AccountID", "AccountCode", "AccountType", "AccountName", "Description",
    "NetAmount", "GrossAmount", "TaxAmount", "TaxType", "TaxName", "TrackingCategories",
]  # fmt: skip
OWN = [name for name in LINE_MEMBERS if name not in ("TaxType", "TaxName")]
"""Of a line that Xero adds by itself."""


@pytest.fixture(scope="module")
def used_mock(open_mock):
    """Books in which nothing was ever posted."""
    return open_mock(FrozenClock(NOON), "empty")


# --- what is done to the books --------------------------------------------------------------------


class Books:
    """Somebody who does what the tests are about, in few words, and reads what was posted."""

    def __init__(self, xero):
        self.xero = xero
        self.ada = self.made("Contacts", {"Name": "Ada Lovelace"})
        region = self.made("TrackingCategories", {"Name": "Region"})
        for name in ("North", "South"):
            path = f"TrackingCategories/{region['TrackingCategoryID']}/Options"
            assert xero.put(path, {"Name": name}).status == 200

    def made(self, path, body, verb="PUT"):
        return self.xero.call(verb, path, body).record

    def sale(self, *lines, **members):
        return self.made("Invoices", invoice(self.ada, *lines, **members))

    def bill(self, *lines, **members):
        known = lines or (line(AccountCode="400"),)
        return self.sale(*known, **{"Type": "ACCPAY", "InvoiceNumber": "B-1", **members})

    def credit(self, *lines, **members):
        return self.made("CreditNotes", credit_note(self.ada, *lines, **members))

    def supplier_credit(self):
        return self.credit(line(AccountCode="400"), Type="ACCPAYCREDIT", CreditNoteNumber="BC-1")

    def banked(self, kind, *lines, **members):
        return self.made("BankTransactions", money(self.ada, *lines, Type=kind, **members))

    def ahead(self, kind, way):
        account = "835" if way == "RECEIVE" else "620"
        words = {"Description": "Ahead", "LineAmount": "115.00", "AccountCode": account}
        taxed = {"TaxType": "OUTPUT2" if way == "RECEIVE" else "INPUT2"}
        sent = words | (taxed if kind == "Prepayment" else {})
        transaction = self.banked(f"{way}-{kind.upper()}", sent)
        return self.xero.get(f"{kind}s/{transaction[f'{kind}ID']}").record

    def paid(self, document, amount, name="Invoice", **members):
        sent = {
            name: {f"{name}ID": document[f"{name}ID"]},
            "Account": {"Code": "090"},
            "Date": "2026-09-10",
            "Amount": amount,
        }
        return self.made("Payments", sent | members)

    def allocated(self, credit, document, amount, name="CreditNote"):
        sent = {"Amount": amount, "Invoice": {"InvoiceID": document["InvoiceID"]}}
        path = f"{name}s/{credit[f'{name}ID']}/Allocations"
        return self.xero.put(path, {"Allocations": [sent]}).record

    def transferred(self, amount, **members):
        sent = {
            "FromBankAccount": {"Code": "090"},
            "ToBankAccount": {"Code": "091"},
            "Amount": amount,
            "Date": "2026-09-02",
        }
        return self.made("BankTransfers", sent | members)

    def claim(self):
        user = {"UserID": self.xero.get("Users").record["UserID"]}
        coffee = {"Description": "Coffee", "UnitAmount": "40.00", "AccountCode": "400"}
        sent = {
            "User": user,
            "Contact": {"Name": "Cafe"},
            "LineAmountTypes": "Exclusive",
            "LineItems": [coffee],
            "Date": "2026-09-05",
        }
        receipt = self.made("Receipts", sent)
        named = [{"ReceiptID": receipt["ReceiptID"]}]
        claim = self.made("ExpenseClaims", {"User": user, "Receipts": named})
        path = f"ExpenseClaims/{claim['ExpenseClaimID']}"
        return self.made(path, {"Status": "AUTHORISED"}, "POST")

    def edited(self, document, **members):
        return self.made(f"Invoices/{document['InvoiceID']}", members, "POST")

    def posted(self, **query):
        return self.xero.get("Journals", **query).records

    @property
    def numbers(self):
        return [one["JournalNumber"] for one in self.posted()]

    @property
    def last(self):
        return self.posted()[-1]


@pytest.fixture
def books(xero):
    return Books(xero)


def tracked(option):
    return {"Tracking": [{"Name": "Region", "Option": option}]}


def untaxed(amount, option=None, **members):
    return line(amount, TaxType="NONE", **(tracked(option) if option else {}), **members)


class Done(NamedTuple):
    """What a journal is of: its name for it, the id, the reference; and how to take it back."""

    source_type: str
    source_id: str
    reference: str | None = ""
    """None: it is left out."""
    back: tuple[str, str, Any] | None = None


def voided(source_type, plural, record, reference="", status="VOIDED"):
    """Something that is taken back by its status."""
    key = record[f"{plural.removesuffix('s')}ID"]
    return Done(source_type, key, reference, ("POST", f"{plural}/{key}", {"Status": status}))


def deleted(source_type, plural, record, reference=""):
    return voided(source_type, plural, record, reference, "DELETED")


def released(source_type, plural, credit, allocation, reference=""):
    """An allocation."""
    key = credit[f"{plural.removesuffix('s')}ID"]
    path = f"{plural}/{key}/Allocations/{allocation['AllocationID']}"
    return Done(source_type, key, reference, ("DELETE", path, None))


def told(journal):
    """The lines of a journal as a bookkeeper would write them: account, debit or (-) credit."""
    return [_line(one) for one in journal["JournalLines"]]


def _line(one):
    assert one["GrossAmount"] == one["NetAmount"] + one["TaxAmount"]
    words = [one["AccountCode"], str(one["NetAmount"])]
    if one["TaxAmount"]:
        words.append(f"tax {one['TaxAmount']}")
    words += [f"[{option['Option']}]" for option in one["TrackingCategories"]]
    return " ".join(words)


def turned(journal):
    """The lines with debit and credit turned round."""
    return [
        {**one, **{name: -one[name] for name in ("NetAmount", "GrossAmount", "TaxAmount")}}
        for one in journal["JournalLines"]
    ]


def without_ids(lines):
    return [{k: v for k, v in one.items() if k != "JournalLineID"} for one in lines]


# --- what each of them posts ----------------------------------------------------------------------


def a_sale(books):
    return voided("ACCREC", "Invoices", books.sale(Reference="PO 7"), "PO 7")


def a_bill(books):
    return voided("ACCPAY", "Invoices", books.bill())


def a_sale_paid(books):
    payment = books.paid(books.sale(), 115, Reference="DD 1")
    return deleted("ACCRECPAYMENT", "Payments", payment, "DD 1")


def a_bill_paid(books):
    return deleted("ACCPAYPAYMENT", "Payments", books.paid(books.bill(), 115))


def a_credit_note(books):
    return voided("ACCRECCREDIT", "CreditNotes", books.credit())


def a_supplier_credit_note(books):
    return voided("ACCPAYCREDIT", "CreditNotes", books.supplier_credit())


def a_credit_note_allocated(books):
    owed, credit = books.sale(), books.credit(Reference="Sorry")
    allocation = books.allocated(credit, owed, 115)
    return released("ACCRECCREDIT", "CreditNotes", credit, allocation, "Sorry")


def a_supplier_credit_note_allocated(books):
    owed, credit = books.bill(), books.supplier_credit()
    allocation = books.allocated(credit, owed, 115)
    return released("ACCPAYCREDIT", "CreditNotes", credit, allocation)


def a_credit_note_refunded(books):
    refund = books.paid(books.credit(), 115, "CreditNote")
    return deleted("ARCREDITPAYMENT", "Payments", refund)


def a_supplier_credit_note_refunded(books):
    refund = books.paid(books.supplier_credit(), 115, "CreditNote")
    return deleted("APCREDITPAYMENT", "Payments", refund)


def money_spent(books):
    spent = books.banked("SPEND", line("23.00", AccountCode="400"), Reference="Card")
    return deleted("CASHPAID", "BankTransactions", spent, "Card")


def money_received(books):
    return deleted("CASHREC", "BankTransactions", books.banked("RECEIVE", line("23.00")))


def a_transfer(books):
    return deleted("TRANSFER", "BankTransfers", books.transferred("50.00"))


def a_prepayment_received(books):
    credit = books.ahead("Prepayment", "RECEIVE")
    return Done("ARPREPAYMENT", credit["PrepaymentID"], credit["Reference"])


def a_prepayment_spent(books):
    return Done("APPREPAYMENT", books.ahead("Prepayment", "SPEND")["PrepaymentID"])


def an_overpayment_received(books):
    return Done("AROVERPAYMENT", books.ahead("Overpayment", "RECEIVE")["OverpaymentID"])


def an_overpayment_spent(books):
    return Done("APOVERPAYMENT", books.ahead("Overpayment", "SPEND")["OverpaymentID"])


def a_prepayment_allocated(books):
    owed, credit = books.sale(), books.ahead("Prepayment", "RECEIVE")
    allocation = books.allocated(credit, owed, 115, "Prepayment")
    return released("ARPREPAYMENT", "Prepayments", credit, allocation, credit["Reference"])


def a_spent_prepayment_allocated(books):
    owed, credit = books.bill(), books.ahead("Prepayment", "SPEND")
    allocation = books.allocated(credit, owed, 115, "Prepayment")
    return released("APPREPAYMENT", "Prepayments", credit, allocation)


def an_overpayment_allocated(books):
    owed, credit = books.sale(), books.ahead("Overpayment", "RECEIVE")
    allocation = books.allocated(credit, owed, 115, "Overpayment")
    return released("AROVERPAYMENT", "Overpayments", credit, allocation)


def a_spent_overpayment_allocated(books):
    owed, credit = books.bill(), books.ahead("Overpayment", "SPEND")
    allocation = books.allocated(credit, owed, 115, "Overpayment")
    return released("APOVERPAYMENT", "Overpayments", credit, allocation)


def a_prepayment_refunded(books):
    refund = books.paid(books.ahead("Prepayment", "RECEIVE"), 115, "Prepayment")
    return deleted("ARPREPAYMENT", "Payments", refund)


def an_overpayment_refunded(books):
    refund = books.paid(books.ahead("Overpayment", "RECEIVE"), 115, "Overpayment")
    return deleted("AROVERPAYMENT", "Payments", refund)


def a_spent_overpayment_refunded(books):
    refund = books.paid(books.ahead("Overpayment", "SPEND"), 115, "Overpayment")
    return deleted("APOVERPAYMENT", "Payments", refund)


def a_manual_journal(books):
    posted = books.made("ManualJournals", manual_journal(Status="POSTED"))
    return voided("MANJOURNAL", "ManualJournals", posted, "Accrual")


def a_manual_journal_with_tax(books):
    """# seen: au-demo-get-journals-page-2.json, number 388"""
    lines = [
        {"LineAmount": "750.00", "AccountCode": "710", "TaxType": "INPUT2"},
        {"LineAmount": "-862.50", "AccountCode": "711", "TaxType": "NONE"},
    ]
    sent = manual_journal(JournalLines=lines, LineAmountTypes="Exclusive", Status="POSTED")
    posted = books.made("ManualJournals", sent)
    return voided("MANJOURNAL", "ManualJournals", posted, "Accrual")


def a_claim(books):
    """# seen: au-demo-get-journals-page-2.json, number 361: no Reference"""
    return voided("EXPCLAIM", "ExpenseClaims", books.claim(), None)


def a_claim_paid(books):
    """Users pay claims in Xero itself; the mock has an address of its own for it."""
    path = f"expense-claims/{books.claim()['ExpenseClaimID']}/payments"
    sent = {"Date": "2026-09-12", "Amount": "46", "Account": "090"}
    told = books.xero.post(path, sent, root="/_mockxero/").json
    return Done("EXPPAYMENT", told["Payments"][0]["PaymentID"])


def a_foreign_sale(books):
    """115 dollars at half a dollar each."""
    books.made("Currencies", {"Code": "USD"})
    foreign = {"CurrencyCode": "USD", "CurrencyRate": "0.5"}
    return voided("ACCREC", "Invoices", books.sale(**foreign))


def a_foreign_sale_paid(books):
    """By then a dollar is worth less: 28.75 are lost."""
    books.made("Currencies", {"Code": "USD"})
    owed = books.sale(CurrencyCode="USD", CurrencyRate="0.5")
    payment = books.paid(owed, 115, CurrencyRate="0.571428571428")
    return deleted("ACCRECPAYMENT", "Payments", payment)


EVENTS = {
    a_sale: ["820 -15.00", "610 115.00", "200 -100.00 tax -15.00"],
    a_bill: ["820 15.00", "800 -115.00", "400 100.00 tax 15.00"],
    a_sale_paid: ["090 115.00", "610 -115.00"],
    a_bill_paid: ["090 -115.00", "800 115.00"],
    a_credit_note: ["820 15.00", "610 -115.00", "200 100.00 tax 15.00"],
    a_supplier_credit_note: ["820 -15.00", "800 115.00", "400 -100.00 tax -15.00"],
    a_credit_note_allocated: ["610 115.00", "610 -115.00", "877 -115.00", "877 115.00"],
    a_supplier_credit_note_allocated: ["800 -115.00", "800 115.00", "877 115.00", "877 -115.00"],
    a_credit_note_refunded: ["090 -115.00", "610 115.00"],
    a_supplier_credit_note_refunded: ["090 115.00", "800 -115.00"],
    money_spent: ["090 -23.00", "820 3.00", "400 20.00 tax 3.00"],
    money_received: ["090 23.00", "820 -3.00", "200 -20.00 tax -3.00"],
    a_transfer: ["091 50.00", "090 -50.00"],
    a_prepayment_received: ["090 115.00", "820 -15.00", "835 -100.00 tax -15.00"],
    a_prepayment_spent: ["090 -115.00", "820 15.00", "620 100.00 tax 15.00"],
    an_overpayment_received: ["090 115.00", "610 -115.00"],
    an_overpayment_spent: ["090 -115.00", "800 115.00"],
    a_prepayment_allocated: ["820 15.00", "610 -115.00", "835 100.00 tax 15.00"],
    a_spent_prepayment_allocated: ["820 -15.00", "800 115.00", "620 -100.00 tax -15.00"],
    an_overpayment_allocated: ["610 115.00", "610 -115.00", "877 -115.00", "877 115.00"],
    a_spent_overpayment_allocated: ["800 -115.00", "800 115.00", "877 115.00", "877 -115.00"],
    a_prepayment_refunded: ["090 -115.00", "820 15.00", "835 100.00 tax 15.00"],
    an_overpayment_refunded: ["090 -115.00", "610 115.00"],
    a_spent_overpayment_refunded: ["090 115.00", "800 -115.00"],
    a_claim: ["820 6.00", "801 -46.00", "400 40.00 tax 6.00"],
    a_claim_paid: ["090 -46.00", "801 46.00"],
    a_foreign_sale: ["820 -30.00", "610 230.00", "200 -200.00 tax -30.00"],
    a_foreign_sale_paid: ["090 201.25", "610 -230.00", "499 28.75"],
    a_manual_journal: ["469 100.00", "620 -100.00"],
    a_manual_journal_with_tax: ["820 112.50", "710 750.00 tax 112.50", "711 -862.50"],
}
"""What somebody does, and the last journal then."""
KEPT = {a_prepayment_received, a_prepayment_spent, an_overpayment_received, an_overpayment_spent}
"""What came early stays. Documented on Xero's page of bank transactions."""
TAKEN_BACK = [event for event in EVENTS if event not in {*KEPT, a_claim_paid}]

every_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)


class TestWhatIsPosted:
    @every_event
    def test_an_event_is_a_journal(self, books, event):
        done = event(books)
        journal = books.last

        assert told(journal) == EVENTS[event]
        assert journal["SourceType"] == done.source_type
        assert journal["SourceID"] == done.source_id
        assert journal.get("Reference") == done.reference
        assert done.source_type in SOURCE_TYPES

    @every_event
    def test_xml_says_the_same(self, books, event):
        event(books)
        journal = books.last
        found = books.xero.get("Journals", headers={"Accept": XML}).xml.find("Journals")[-1]

        assert [one.tag for one in found] == [*journal]
        for mine, theirs in zip(found.find("JournalLines"), journal["JournalLines"], strict=True):
            assert [one.tag for one in mine] == [*theirs]
            texts = {one.tag: one.text or "" for one in mine if one.tag != "TrackingCategories"}
            assert texts == {name: str(theirs[name]) for name in texts}

    @pytest.mark.parametrize("event", TAKEN_BACK, ids=lambda event: event.__name__)
    def test_taking_it_back_is_one_more_journal(self, books, event):
        """The same day, source and reference; debit and credit are turned round."""
        done = event(books)
        before = books.posted()
        assert books.xero.call(*done.back).status == 200
        *others, journal = books.posted()

        assert others == before
        assert without_ids(journal["JournalLines"]) == without_ids(turned(before[-1]))
        assert journal.keys() == before[-1].keys()
        for name in journal.keys() & {"JournalDate", "SourceType", "SourceID", "Reference"}:
            assert journal[name] == before[-1][name]

    @every_event
    def test_members_stand_in_xeros_order(self, books, event):
        """Lines that Xero adds have no tax type, and no words. # seen: au-demo-get-journals"""
        done = event(books)
        journal = books.last
        untold = {"Reference"} if done.reference is None else set()
        told_here = [line for line in journal["JournalLines"] if "TaxType" in line]

        assert [*journal] == [name for name in MEMBERS if name not in untold]
        for one in journal["JournalLines"]:
            assert [*one] == (LINE_MEMBERS if one in told_here else OWN)
            assert one in told_here or (one["Description"], one["TaxAmount"]) == ("", 0)

    @every_event
    def test_debits_are_credits_and_tax_is_posted(self, books, event):
        event(books)
        for journal in books.posted():
            lines = journal["JournalLines"]
            taxed = [one["TaxAmount"] for one in lines if "TaxType" in one]
            tax = [one["NetAmount"] for one in lines if one["AccountCode"] == "820"]

            assert sum(one["NetAmount"] for one in lines) == 0
            assert sum(taxed) == sum(tax)


class TestWhatIsNotPosted:
    def test_drafts_are_not(self, books):
        """Nor what waits for approval. Approval is what counts."""
        draft = books.sale(Status="DRAFT")
        books.bill(Status="SUBMITTED")
        books.credit(Status="DRAFT")
        books.made("ManualJournals", manual_journal(Status="DRAFT"))
        assert books.posted() == []

        books.edited(draft, Status="AUTHORISED")
        assert told(books.last) == EVENTS[a_sale]
        assert books.numbers == [1]

    def test_a_draft_that_is_deleted_leaves_nothing_to_take_back(self, books):
        books.edited(books.sale(Status="DRAFT"), Status="DELETED")

        assert books.posted() == []

    def test_papers_that_promise_are_not(self, books):
        """Quotes, orders, templates, and who is to pay for a cost."""
        books.made("Quotes", quote_of(books.ada, Status="SENT"))
        books.made("PurchaseOrders", purchase_order(books.ada, Status="AUTHORISED"))
        bill = books.bill(Status="DRAFT")
        cost = {
            "SourceTransactionID": bill["InvoiceID"],
            "SourceLineItemID": bill["LineItems"][0]["LineItemID"],
        }
        books.made("LinkedTransactions", cost)
        books.made("RepeatingInvoices", template(books.ada))

        assert books.posted() == []

    def test_a_template_posts_when_its_day_has_come(self, books, mock, clock):
        books.made("RepeatingInvoices", template(books.ada))
        clock.advance(timedelta(days=40))
        organisation = next(iter(mock.world.organisations.values()))
        catch_up(organisation)
        books.xero = Xero(mock)

        assert told(books.last) == EVENTS[a_sale]
        assert (books.numbers, books.last["SourceType"]) == ([1], "ACCREC")

    def test_what_was_refused_is_not(self, books):
        """Nor what stood beside it."""
        good, bad = invoice(books.ada), invoice(books.ada, line(AccountCode="610"))
        unbalanced = manual_journal(Status="POSTED")
        unbalanced["JournalLines"][0]["LineAmount"] = 99

        assert books.xero.put("Invoices", {"Invoices": [good, bad]}).status == 400
        assert books.xero.put("ManualJournals", unbalanced).status == 400
        assert books.posted() == []

    def test_a_payment_above_what_is_due_is_not(self, books):
        owed = books.sale()
        sent = {"Invoice": {"InvoiceID": owed["InvoiceID"]}, "Account": {"Code": "090"}}

        assert books.xero.put("Payments", sent | {"Amount": "115.01"}).status == 400
        assert books.numbers == [1]


def template(contact):
    return {
        "Type": "ACCREC",
        "Status": "AUTHORISED",
        "Contact": {"ContactID": contact["ContactID"]},
        "Schedule": {
            "Period": 1,
            "Unit": "MONTHLY",
            "DueDate": 10,
            "DueDateType": "OFFOLLOWINGMONTH",
            "StartDate": "2026-10-01",
        },
        "LineItems": [line()],
    }


class TestBatches:
    def test_each_member_is_a_journal(self, books):
        """The batch itself is none. # seen: goXero, one bank row of three payments"""
        bills = [books.bill(InvoiceNumber=f"B-{number}") for number in range(3)]
        sent = {
            "Account": {"Code": "090"},
            "Date": "2026-09-10",
            "Payments": [
                {"Invoice": {"InvoiceID": bill["InvoiceID"]}, "Amount": amount}
                for bill, amount in zip(bills, ("115.00", "100.00", "1.50"), strict=True)
            ],
        }
        batch = books.made("BatchPayments", {"BatchPayments": [sent]})
        posted = books.posted()[3:]

        assert [told(one) for one in posted] == [
            ["090 -115.00", "800 115.00"],
            ["090 -100.00", "800 100.00"],
            ["090 -1.50", "800 1.50"],
        ]
        assert {one["SourceType"] for one in posted} == {"ACCPAYPAYMENT"}
        members = [one["PaymentID"] for one in batch["Payments"]]
        assert [one["SourceID"] for one in posted] == members

        path = f"BatchPayments/{batch['BatchPaymentID']}"
        books.made(path, {"Status": "DELETED"}, "POST")
        assert [one["SourceID"] for one in books.posted()[6:]] == members


class TestEdits:
    def test_the_old_one_is_taken_back_and_the_new_one_posted(self, books):
        """Numbers n, then m and m + 1. # seen: au-demo-get-journals-page-2.json, 329, 337, 338"""
        document = books.sale()
        books.bill()
        books.edited(document, LineItems=[line("200.00")], Date="2026-09-03")
        first, _, back, anew = books.posted()

        assert books.numbers == [1, 2, 3, 4]
        assert without_ids(back["JournalLines"]) == without_ids(turned(first))
        assert back["JournalDate"] == first["JournalDate"] != anew["JournalDate"]
        assert told(anew) == ["820 -30.00", "610 230.00", "200 -200.00 tax -30.00"]
        assert {one["SourceID"] for one in (first, back, anew)} == {document["InvoiceID"]}

    @pytest.mark.parametrize(
        "change",
        [
            {"Reference": "PO 8"},
            {"DueDate": "2026-12-24"},
            {"Url": "https://example.com"},
            {"SentToContact": True},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_one_that_moves_no_amount_posts_nothing(self, books, change):
        """# guess"""
        document = books.sale()
        before = books.posted()
        books.edited(document, **change)

        assert books.posted() == before

    @pytest.mark.parametrize(
        ("change", "lines"),
        [
            ({"AccountCode": "260"}, ["820 -15.00", "610 115.00", "260 -100.00 tax -15.00"]),
            ({"TaxType": "NONE"}, ["610 100.00", "200 -100.00"]),
            (
                {"Tracking": [{"Name": "Region", "Option": "North"}]},
                ["820 -15.00 [North]", "610 115.00 [North]", "200 -100.00 tax -15.00 [North]"],
            ),
        ],
        ids=["account", "tax", "tracking"],
    )
    def test_accounts_tax_and_tracking_move_it(self, books, change, lines):
        books.edited(books.sale(), LineItems=[line(**change)])

        assert books.numbers == [1, 2, 3]
        assert told(books.last) == lines

    def test_another_customer_owes_it(self, books):
        """The same lines once more: what each customer owes is in the books, too."""
        bob = books.made("Contacts", {"Name": "Bob"})
        books.edited(books.sale(), Contact={"ContactID": bob["ContactID"]})

        assert books.numbers == [1, 2, 3]
        assert told(books.last) == EVENTS[a_sale]

    def test_payments_follow_what_they_pay(self, books):
        """# seen: au-demo-get-journals-page-2.json, 337 and 338, then 368 and 369"""
        document = books.sale()
        payment = books.paid(document, 46)
        kept = document["LineItems"][0]["LineItemID"]
        books.edited(document, LineItems=[{"LineItemID": kept, **tracked("North")}])
        *_, back, anew, payment_back, payment_anew = books.posted()

        assert books.numbers == [1, 2, 3, 4, 5, 6]
        assert told(back) == ["820 15.00", "610 -115.00", "200 100.00 tax 15.00"]
        assert told(anew)[:2] == ["820 -15.00 [North]", "610 115.00 [North]"]
        assert told(payment_back) == ["090 -46.00", "610 46.00"]
        assert told(payment_anew) == ["090 46.00 [North]", "610 -46.00 [North]"]
        assert payment_anew["SourceID"] == payment["PaymentID"]

    def test_a_journal_is_never_changed(self, books):
        """Whatever happens to its document."""
        seen = []
        document = books.sale()
        seen += books.posted()
        books.edited(document, LineItems=[line("50.00")])
        assert books.posted()[:1] == seen
        seen = books.posted()
        books.edited(document, Status="VOIDED")

        assert books.posted()[:-1] == seen


SALES_TAX = {
    "Name": "City and State",
    "ReportTaxType": "OUTPUT",
    "TaxComponents": [{"Name": "City", "Rate": "4.00"}, {"Name": "State", "Rate": "4.25"}],
}


class TestTracking:
    """What Xero adds is split as the lines are. Source: ledger of a live organisation"""

    @pytest.fixture
    def two_regions(self, books):
        """1,299.00, a third of it in the North."""
        rate = books.made("TaxRates", SALES_TAX)["TaxType"]
        lines = [
            line("400.00", TaxType=rate, **tracked("North")),
            line("800.00", TaxType=rate, **tracked("South")),
        ]
        return books.sale(*lines)

    def test_control_account_and_tax_are_split_by_options(self, books, two_regions):
        assert two_regions["Total"] == 1299
        assert told(books.last) == [
            "820 -33.00 [North]",
            "610 433.00 [North]",
            "820 -66.00 [South]",
            "610 866.00 [South]",
            "200 -400.00 tax -33.00 [North]",
            "200 -800.00 tax -66.00 [South]",
        ]

    def test_a_payment_is_split_on_both_sides(self, books, two_regions):
        books.paid(two_regions, 1299)

        assert told(books.last) == [
            "090 433.00 [North]",
            "610 -433.00 [North]",
            "090 866.00 [South]",
            "610 -866.00 [South]",
        ]

    def test_an_option_is_told_with_its_category(self, books, two_regions):
        (found,) = books.last["JournalLines"][0]["TrackingCategories"]
        region = books.xero.get("TrackingCategories").record
        north = next(one for one in region["Options"] if one["Name"] == "North")

        assert [*found.items()] == [
            ("Name", "Region"),
            ("Option", "North"),
            ("TrackingCategoryID", region["TrackingCategoryID"]),
            ("TrackingOptionID", north["TrackingOptionID"]),
            ("Options", []),
        ]

    def test_lines_without_options_come_first(self, books):
        """# seen: au-demo-get-journals-page-2.json, number 397"""
        lines = [untaxed("10.00", "North"), untaxed("90.00"), untaxed("20.00", "South")]
        books.sale(*lines, untaxed("5.00", "North"))

        assert told(books.last) == [
            "610 90.00",
            "610 15.00 [North]",
            "610 20.00 [South]",
            "200 -10.00 [North]",
            "200 -90.00",
            "200 -20.00 [South]",
            "200 -5.00 [North]",
        ]

    def test_part_payments_are_split_in_proportion(self, books):
        """The last one takes what the others left. # guess"""
        owed = books.sale(untaxed("33.34", "North"), untaxed("66.66", "South"))
        for amount in ("10.00", "0.01", "89.99"):
            books.paid(owed, amount)
        shares = [told(one)[1::2] for one in books.posted()[1:]]

        assert shares[0] == ["610 -3.33 [North]", "610 -6.67 [South]"]
        for option, whole in (("North", "33.34"), ("South", "66.66")):
            of_it = [
                Decimal(one.split()[1]) for told in shares for one in told if f"[{option}]" in one
            ]
            assert sum(of_it) == -Decimal(whole)

    def test_a_share_that_comes_to_nothing_is_no_line(self, books):
        """# seen: of the recorded journals none has a line over nothing"""
        owed = books.sale(untaxed("33.34", "North"), untaxed("66.66", "South"))
        books.paid(owed, "0.01")
        assert told(books.last) == ["090 0.01 [South]", "610 -0.01 [South]"]

        ahead = [
            untaxed(amount, option) for amount, option in (("33.34", "North"), ("66.66", "South"))
        ]
        transaction = books.banked("RECEIVE-PREPAYMENT", *ahead)
        prepayment = books.xero.get(f"Prepayments/{transaction['PrepaymentID']}").record
        books.allocated(prepayment, owed, "0.01", "Prepayment")
        assert told(books.last) == ["610 -0.01 [South]", "200 0.01 [South]"]

    def test_an_allocation_carries_credit_from_one_option_to_another(self, books):
        """So that each option's share of the control account is settled; 877 nets to nothing."""
        owed = books.sale(untaxed("100.00", "North"))
        credit = books.credit(untaxed("100.00", "South"))
        books.allocated(credit, owed, 100)

        assert sorted(told(books.last)) == [
            "610 -100.00 [North]",
            "610 100.00 [South]",
            "877 -100.00 [South]",
            "877 100.00 [North]",
        ]

    def test_either_end_of_a_transfer_may_be_tracked(self, books):
        books.transferred("50.00", ToTracking=tracked("North")["Tracking"])

        assert told(books.last) == ["090 -50.00", "091 50.00 [North]"]


BALANCES = [{"AccountCode": "090", "Balance": "4130.98"}, {"AccountCode": "091", "Balance": "9"}]


class TestWhatNothingMade:
    """Conversion balances have neither source nor reference. # seen: au-demo-get-journals, 310"""

    def test_they_stand_against_historical_adjustment(self, books):
        assert books.xero.post("Setup", {"ConversionBalances": BALANCES}).status == 200
        journal = books.last

        assert [*journal] == [
            name for name in MEMBERS if name not in ("Reference", "SourceID", "SourceType")
        ]
        assert told(journal) == ["840 -4139.98", "090 4130.98", "091 9.00"]
        for one in journal["JournalLines"]:
            assert [*one] == [name for name in LINE_MEMBERS if name != "Description"]
            assert one["TaxType"] == "NONE"

    def test_saved_again_they_are_taken_back_first(self, books):
        """# seen: au-demo-get-journals-page-2.json, 311, 312 and 310"""
        books.xero.post("Setup", {"ConversionBalances": BALANCES[:1]})
        books.xero.post("Setup", {"ConversionBalances": BALANCES})

        assert [told(one) for one in books.posted()] == [
            ["840 -4130.98", "090 4130.98"],
            ["840 4130.98", "090 -4130.98"],
            ["840 -4139.98", "090 4130.98", "091 9.00"],
        ]


# --- reading --------------------------------------------------------------------------------------


class TestReading:
    @pytest.fixture
    def many(self, books):
        """A hundred and thirty invoices: journals 1 to 130."""
        sent = [invoice(books.ada) for _ in range(130)]
        assert books.xero.put("Invoices", {"Invoices": sent}).status == 200
        return books

    def test_nothing_has_been_posted_yet(self, books):
        """An empty list, not an unknown address."""
        assert books.posted() == []
        assert books.posted(offset=7, paymentsOnly="true") == []

    def test_a_list_is_as_published(self, books):
        books.sale(untaxed("40.00"), Reference="Red Fish, Blue Fish")
        published = example("openapi-getJournals-200")["Journals"][0]

        assert differences(published, books.last) == set()
        assert told(books.last) == ["610 40.00", "200 -40.00"]

    @pytest.mark.parametrize("key", ["JournalID", "JournalNumber"])
    def test_one_alone_does_not_tell_what_made_it(self, books, key):
        """By id or by number. Documented on Xero's page of journals."""
        books.bill()
        books.sale()
        listed = books.last
        alone = books.xero.get(f"Journals/{listed[key]}").record

        assert [*alone] == [name for name in MEMBERS if not name.startswith("Source")]
        assert alone == {name: listed[name] for name in alone}

    @pytest.mark.parametrize("key", ["2", "0", "-1", "007", NOWHERE, "x"])
    def test_what_was_not_posted_is_a_404(self, books, key):
        books.sale()

        assert books.xero.get(f"Journals/{key}").status == 404

    def test_a_hundred_come_at_a_time(self, many):
        """Oldest first; ``offset`` is a number, not a place. The last portion is empty."""
        assert many.numbers == [*range(1, PORTION + 1)]
        assert [one["JournalNumber"] for one in many.posted(offset=100)] == [*range(101, 131)]
        assert [one["JournalNumber"] for one in many.posted(offset=7)][:2] == [8, 9]
        assert many.posted(offset=130) == []
        assert "pagination" not in many.xero.get("Journals").json

    def test_walking_by_offset_meets_each_once(self, many):
        """Also those that are posted in the meantime."""
        met, offset = [], 0
        while portion := many.posted(offset=offset):
            met += [one["JournalNumber"] for one in portion]
            offset = met[-1]
            if len(met) == PORTION:
                many.sale()

        assert met == [*range(1, 132)]

    @pytest.mark.parametrize("offset", ["0", "", "-5", "many", " 0 "])
    def test_any_other_offset_is_the_beginning(self, books, offset):
        books.sale()

        assert [one["JournalNumber"] for one in books.posted(offset=offset)] == [1]

    def test_neither_page_nor_order_nor_where_are_heard(self, books):
        """The order is that of the numbers."""
        books.sale()
        books.sale()
        query = {"page": 2, "pageSize": 1, "order": "JournalNumber DESC", "where": "x"}

        assert [one["JournalNumber"] for one in books.posted(**query)] == [1, 2]

    def test_only_what_was_posted_since(self, books, clock):
        """By the moment at which the books were changed, not by anybody's date."""
        books.sale()
        clock.advance(timedelta(minutes=10))
        books.bill(Date="2020-01-01")
        books.sale()
        later = {"If-Modified-Since": (NOON + timedelta(minutes=5)).isoformat()}

        assert [one["JournalNumber"] for one in books.posted(headers=later)] == [2, 3]
        assert [one["JournalNumber"] for one in books.posted(headers=later, offset=2)] == [3]

    def test_a_journal_is_made_when_its_event_was(self, books, clock):
        """Whoever reads it twenty minutes later."""
        books.sale()
        clock.advance(timedelta(minutes=20))

        assert books.last["CreatedDateUTC"] == f"/Date({_milliseconds(NOON)}+0000)/"
        assert books.last["JournalDate"] == "/Date(1788220800000)/"  # that of the invoice

    def test_names_and_codes_are_those_of_today(self, books):
        """A journal is never changed; what its accounts are called may be."""
        books.sale()
        account = books.last["JournalLines"][2]["AccountID"]
        books.made(f"Accounts/{account}", {"Name": "Income"}, "POST")

        assert books.last["JournalLines"][2]["AccountName"] == "Income"

    def test_a_bank_account_without_a_code_has_none_here(self, books):
        """The member is left out. Documented on Xero's page of journals."""
        bank = {"Name": "Till", "Type": "BANK", "BankAccountNumber": "01-0001-0001"}
        till = books.made("Accounts", bank)
        sent = money(books.ada, BankAccount={"AccountID": till["AccountID"]})
        books.made("BankTransactions", sent)

        assert "AccountCode" not in books.last["JournalLines"][0]

    @pytest.mark.parametrize("verb", ["PUT", "POST", "DELETE"])
    def test_nobody_writes_it(self, xero, verb):
        assert xero.call(verb, "Journals", {"Journals": [{}]}).status == 501

    def test_another_scope_does_not_open_it(self, mock):
        """It has one of its own. Documented on Xero's page of scopes"""
        stranger = Xero(mock, scopes=("accounting.transactions", "accounting.reports.read"))
        reader = Xero(mock, scopes=("accounting.journals.read",))

        assert stranger.get("Journals").status == 401
        assert reader.get("Journals").status == 200


def _milliseconds(moment):
    return int((moment - type(moment)(1970, 1, 1)).total_seconds() * 1000 + 0.5)


class TestWhoeverReadsWhenever:
    def test_the_same_calls_make_the_same_bytes(self, open_mock):
        """One reads after every call, one at the end only."""
        answers = []
        for eager in (True, False):
            books = Books(Xero(open_mock(FrozenClock(NOON), "empty")))
            for event in EVENTS:
                if event in (a_bill_paid, a_supplier_credit_note_allocated):
                    continue
                done = event(books)
                if eager:
                    books.posted()
                if done.back is not None:
                    books.xero.call(*done.back)
                if eager:
                    books.posted()
            portions = [books.xero.get("Journals", offset=n).json["Journals"] for n in (0, 100)]
            answers.append(portions)

        assert answers[0] == answers[1]
        assert len(answers[0][0]) > 50

    def test_the_demo_company_has_posted_its_documents(self, open_mock):
        """In the order of their days; once more after a reset, to the byte."""
        mock = open_mock(FrozenClock(NOON), "nz")
        xero = Xero(mock)
        first = xero.get("Journals").json["Journals"]
        mock.reset()
        again = Xero(mock).get("Journals").json["Journals"]

        assert first == again
        assert [one["JournalNumber"] for one in first] == [*range(1, 101)]
        assert len(xero.get("Journals", offset=100).records) > 0


# --- as the real one ------------------------------------------------------------------------------

ALIKE = [
    a_sale, a_bill, a_sale_paid, a_credit_note, money_spent, a_manual_journal_with_tax,
    a_credit_note_allocated,
]  # fmt: skip
"""Events that the recorded company has seen often enough to tell in which order lines stand."""
KINDS = {"610": "control", "800": "control", "820": "tax", "877": "transfer", "090": "bank"}


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recordings are not here")
class TestRecordings:
    @pytest.fixture
    def recorded(self):
        paths = sorted(RECORDED.glob("au-demo-get-journals-page-*.json"))
        return [one for path in paths for one in json.loads(path.read_text("utf-8"))["Journals"]]

    @pytest.mark.parametrize("event", ALIKE, ids=lambda event: event.__name__)
    def test_lines_stand_as_in_recorded_journals(self, books, recorded, event):
        done = event(books)
        shapes = [shape(one) for one in recorded if one.get("SourceType") == done.source_type]

        assert shape(books.last) in shapes

    @every_event
    def test_members_are_those_of_recorded_journals(self, books, recorded, event):
        """Those that its users posted, that is: those it began with have no Description."""
        event(books)
        journals = [{*one} for one in recorded if "SourceType" in one]
        lines = [
            {*line} for one in recorded for line in one["JournalLines"] if "Description" in line
        ]

        assert {*books.last} in journals
        for one in books.last["JournalLines"]:
            assert {*one} in lines


def shape(journal):
    """Which kinds of line stand one after the other."""
    return [KINDS.get(one.get("AccountCode"), "line") for one in journal["JournalLines"]]
