"""Batch payments: several invoices, or several bills, through the bank as one amount."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, Record, Xero, as_xml, credit_note, invoice, line

PAID_ALONE = "Payments that are part of a batch payment cannot be deleted individually"


@pytest.fixture
def owed(xero, customer):
    """Three invoices of 115.00."""
    return [xero.put("Invoices", invoice(customer)).record for _ in range(3)]


@pytest.fixture
def bill(xero, customer):
    """A bill of 115.00."""
    costs = line(AccountCode="300")
    return xero.put("Invoices", invoice(customer, costs, Type="ACCPAY")).record


@pytest.fixture
def made(xero, owed):
    """A batch that pays 15.00 of each of the three."""
    return xero.put("BatchPayments", bundle(*(paying(one, "15.00") for one in owed))).record


def paying(owed, amount="115.00", **more):
    return {"Invoice": {"InvoiceID": owed["InvoiceID"]}, "Amount": amount} | more


def bundle(*payments, **more):
    account = {"Code": "090"}
    return {"Account": account, "Date": "2026-09-10", "Payments": [*payments]} | more


def standing(xero, owed):
    now = xero.get(f"Invoices/{owed['InvoiceID']}").record
    return now["Status"], now["AmountPaid"], now["AmountDue"]


def payments_of(xero, batch):
    return [xero.get(f"Payments/{one['PaymentID']}").record for one in batch["Payments"]]


class TestMaking:
    def test_every_invoice_is_paid(self, xero, owed):
        """In full or in part, as each payment says."""
        sent = bundle(paying(owed[0]), paying(owed[1], 40))
        assert xero.put("BatchPayments", sent).status == 200

        assert standing(xero, owed[0]) == ("PAID", Decimal("115.00"), Decimal("0.00"))
        assert standing(xero, owed[1]) == ("AUTHORISED", Decimal("40.00"), Decimal("75.00"))
        assert standing(xero, owed[2])[0] == "AUTHORISED"

    def test_the_answer_has_xeros_members_in_xeros_order(self, xero, owed):
        """As in Xero's documentation."""
        sent = bundle(paying(owed[0], Reference="cheque"), Reference="ref")
        made = xero.put("BatchPayments", sent).record

        assert list(made) == [
            "Account",
            "Reference",
            "BatchPaymentID",
            "DateString",
            "Date",
            "Payments",
            "Type",
            "Status",
            "TotalAmount",
            "UpdatedDateUTC",
            "IsReconciled",
        ]
        assert made["Account"].keys() == {"AccountID", "CurrencyCode"}
        (paid,) = made["Payments"]
        assert list(paid) == ["Invoice", "PaymentID", "Reference", "Amount", "BankAmount"]
        assert paid["Invoice"] == {
            "InvoiceID": owed[0]["InvoiceID"],
            "Payments": [],
            "CreditNotes": [],
            "Prepayments": [],
            "Overpayments": [],
            "HasErrors": False,
            "IsDiscounted": False,
            "LineItems": [],
            "CurrencyCode": "NZD",
        }
        assert (made["Type"], made["Status"]) == ("RECBATCH", "AUTHORISED")

    def test_the_total_is_that_of_its_payments(self, made):
        """Three times 15.00."""
        assert made["TotalAmount"] == Decimal("45.00")

    def test_bills_make_another_type(self, xero, bill):
        """PAYBATCH, of ACCPAYPAYMENTs."""
        made = xero.put("BatchPayments", bundle(paying(bill))).record

        assert made["Type"] == "PAYBATCH"
        assert [one["PaymentType"] for one in payments_of(xero, made)] == ["ACCPAYPAYMENT"]

    def test_an_invoice_says_which_batch_paid_it(self, xero, owed, made):
        """Alone and in lists; # seen: an invoice in XeroAPI/xero-ruby, issue 225."""
        alone = xero.get(f"Invoices/{owed[0]['InvoiceID']}").record
        listed = xero.get("Invoices", page=1, IDs=owed[0]["InvoiceID"]).record

        for (paid,) in (alone["Payments"], listed["Payments"]):
            assert list(paid)[:3] == ["PaymentID", "BatchPaymentID", "Date"]
            assert paid["BatchPaymentID"] == made["BatchPaymentID"]

    def test_its_payments_are_payments(self, xero, made):
        """With the account and the day of the batch, whatever is sent for one of them."""
        for paid in payments_of(xero, made):
            assert paid["BatchPaymentID"] == made["BatchPaymentID"]
            assert paid["BatchPayment"]["TotalAmount"] == Decimal("45.00")
            assert paid["BatchPayment"]["Type"] == "RECBATCH"
            assert paid["Account"]["Code"] == "090"
            assert paid["Date"] == made["Date"]
            assert paid["PaymentType"] == "ACCRECPAYMENT"

    def test_what_a_payment_says_of_account_and_day_is_not_heard(self, xero, owed):
        """Xero's own example sends both."""
        told = paying(owed[0], Account={"Code": "001"}, Date="2019-12-31")
        made = xero.put("BatchPayments", bundle(told)).record
        (paid,) = payments_of(xero, made)

        assert (paid["Account"]["Code"], paid["Date"]) == ("090", made["Date"])

    def test_what_the_bank_shall_read_comes_back(self, xero, owed):
        """Of the batch and of each payment."""
        words = {"Particulars": "P", "Code": "C", "Reference": "R", "Details": "D"}
        sent = bundle(paying(owed[0], BankAccountNumber="12-3", **words), **words, Narrative="N")
        made = xero.put("BatchPayments", sent).record

        assert {**words, "Narrative": "N"}.items() <= made.items()
        assert {**words, "BankAccountNumber": "12-3"}.items() <= made["Payments"][0].items()

    def test_an_invoice_may_be_named_by_its_number(self, xero, owed):
        """Inside or beside the invoice."""
        first = {"Invoice": {"InvoiceNumber": owed[0]["InvoiceNumber"]}, "Amount": 1}
        second = {"InvoiceNumber": owed[1]["InvoiceNumber"], "Amount": 2}
        made = xero.put("BatchPayments", bundle(first, second)).record

        named = [one["Invoice"]["InvoiceID"] for one in made["Payments"]]
        assert named == [owed[0]["InvoiceID"], owed[1]["InvoiceID"]]
        assert made["Type"] == "RECBATCH"

    def test_one_invoice_may_be_paid_twice(self, xero, owed):
        """As long as both together are no more than is due."""
        xero.put("BatchPayments", bundle(paying(owed[0], 100), paying(owed[0], 15)))

        assert standing(xero, owed[0])[0] == "PAID"

    def test_an_account_may_be_named_as_sdks_do(self, xero, owed):
        """By its code, beside an id of zeros."""
        account = {"AccountID": NO_ID, "Code": "090"}

        assert xero.put("BatchPayments", bundle(paying(owed[0]), Account=account)).status == 200

    def test_xml_will_do(self, xero, owed):
        """In and out."""
        body = as_xml("BatchPayments", [bundle(paying(owed[0], 15), paying(owed[1], 20))])
        reply = xero.put("BatchPayments", body, type=XML, headers={"Accept": XML})

        found = reply.xml.find("BatchPayments/BatchPayment")
        assert found.findtext("TotalAmount") == "35.00"
        assert [one.findtext("Amount") for one in found.find("Payments")] == ["15.00", "20.00"]

    def test_each_of_several_is_told(self, xero, owed):
        """With summarizeErrors=false one may fail while the other is made."""
        good, bad = bundle(paying(owed[0])), bundle(paying(owed[1], 999))
        sent = {"BatchPayments": [good, bad]}
        made, refused = xero.put("BatchPayments", sent, summarizeErrors=False).records

        assert (made["StatusAttributeString"], refused["StatusAttributeString"]) == ("OK", "ERROR")
        assert standing(xero, owed[0])[0] == "PAID"
        assert standing(xero, owed[1]) == ("AUTHORISED", Decimal("0.00"), Decimal("115.00"))


class TestReading:
    def test_a_batch_can_be_read_again(self, xero, made):
        """Alone and in the list, as it was answered."""
        assert xero.get(f"BatchPayments/{made['BatchPaymentID']}").record == made
        assert xero.get("BatchPayments").records == [made]

    @pytest.mark.parametrize(
        ("where", "found"),
        [
            ('Type=="RECBATCH"', 1),
            ('Type=="PAYBATCH"', 0),
            ('Status=="AUTHORISED" AND TotalAmount>=45', 1),
            ("Date>=DateTime(2026,09,11)", 0),
            ('Account.AccountID==guid("ac993f75-035b-433c-82e0-7b7a2d40802c")', 1),
        ],
    )
    def test_a_list_is_filtered(self, xero, made, where, found):
        """By what Xero says it is quick to look at."""
        assert len(xero.get("BatchPayments", where=where).records) == found

    def test_a_list_since_some_moment(self, xero, made, clock):
        """If-Modified-Since."""
        since = clock.now() + timedelta(hours=1)
        header = {"If-Modified-Since": since.strftime("%Y-%m-%dT%H:%M:%S")}

        assert xero.get("BatchPayments", headers=header).status == 304

    def test_nobody_has_such_an_id(self, xero):
        """404, as everywhere."""
        assert xero.get(f"BatchPayments/{NOWHERE}").status == 404


class TestDeleting:
    @pytest.mark.parametrize("by", ["address", "body", "list"])
    def test_the_invoices_are_open_again(self, xero, owed, made, by):
        """By the id in the address, in a bare body, or in a list."""
        key = made["BatchPaymentID"]
        named = {"BatchPaymentID": key, "Status": "DELETED"}
        gone = {
            "address": lambda: xero.post(f"BatchPayments/{key}", {"Status": "DELETED"}),
            "body": lambda: xero.post("BatchPayments", named),
            "list": lambda: xero.post("BatchPayments", {"BatchPayments": [named]}),
        }[by]().record

        assert (gone["Status"], gone["Payments"]) == ("DELETED", [])
        assert gone["TotalAmount"] == Decimal("45.00")
        for one in owed:
            assert standing(xero, one) == ("AUTHORISED", Decimal("0.00"), Decimal("115.00"))
        assert [one["Status"] for one in payments_of(xero, made)] == ["DELETED"] * 3

    def test_a_payment_of_a_batch_does_not_go_alone(self, xero, owed, made):
        """It stays, and so does what it paid."""
        payment_id = made["Payments"][0]["PaymentID"]
        reply = xero.post(f"Payments/{payment_id}", {"Status": "DELETED"})

        assert reply.sentences == [PAID_ALONE]
        assert standing(xero, owed[0])[1] == Decimal("15.00")

    def test_an_invoice_does_not_forget_its_other_payments(self, xero, owed, made):
        """Only those of the batch go."""
        alone = {"Account": {"Code": "090"}} | paying(owed[0], 20)
        xero.put("Payments", alone)
        xero.post(f"BatchPayments/{made['BatchPaymentID']}", {"Status": "DELETED"})

        assert standing(xero, owed[0]) == ("AUTHORISED", Decimal("20.00"), Decimal("95.00"))

    def test_both_histories_tell(self, xero, owed, made):
        """That of the batch and those of the invoices."""
        xero.post(f"BatchPayments/{made['BatchPaymentID']}", {"Status": "DELETED"})
        batch = xero.get(f"BatchPayments/{made['BatchPaymentID']}/History").records
        paid = xero.get(f"Invoices/{owed[0]['InvoiceID']}/History").records

        assert [one["Changes"] for one in batch] == ["Deleted", "Created"]
        assert [one["Changes"] for one in paid[:2]] == ["Payment Reversed", "Payment made"]


NO_ACCOUNT = "Account could not be found"
NO_INVOICE = "Invoice could not be found"
TOO_MUCH = "Payment amount exceeds the amount outstanding on this document"
NOT_AUTHORISED = "Payments can only be made against Authorised documents"
NOTHING = "Payment amount must be greater than zero"
LOCKED = "The document date cannot be before the period lock date, currently set at 30-Sep-2009"
CURRENCY = "must use the same currency as the organisations base currency"

REFUSED: dict[str, tuple[Record, list[str]]] = {
    "no account": ({"Account": None}, [NO_ACCOUNT]),
    "an account that nobody has": ({"Account": {"Code": "999"}}, [NO_ACCOUNT]),
    "an account for sales": (
        {"Account": {"Code": "200"}},
        ["Account type is invalid for making a payment to/from"],
    ),
    "a foreign bank account": ({"Account": "USD"}, [f"Bank accounts {CURRENCY}"]),
    "a foreign invoice": ({"Payments": ["USD"]}, [f"Invoices {CURRENCY}"]),
    "no day": ({"Date": None}, ["The Date field must be specified"]),
    "no payments": ({"Payments": []}, ["One or more payments must be specified"]),
    "no payments at all": ({"Payments": None}, ["One or more payments must be specified"]),
    "an invoice and a bill": (
        {"Payments": ["invoice", "bill"]},
        ["Batch payments cannot be made against both invoices and bills"],
    ),
    "a credit note": (
        {"Payments": ["credit note"]},
        ["Batch payments can only be made against invoices and bills", NO_INVOICE],
    ),
    "an invoice that nobody has": ({"Payments": ["nobody's"]}, [NO_INVOICE]),
    "a draft": ({"Payments": ["draft"]}, [NOT_AUTHORISED]),
    "too much": ({"Payments": ["too much"]}, [TOO_MUCH]),
    "too much in two": ({"Payments": ["invoice", "invoice"]}, [NOT_AUTHORISED, TOO_MUCH]),
    "nothing": ({"Payments": ["nothing"]}, [NOTHING]),
    "less than nothing": ({"Payments": ["negative"]}, [NOTHING]),
    "a locked day": (
        {"Date": "2009-09-30"},
        [LOCKED],
    ),
    "long particulars": (
        {"Particulars": "P" * 13},
        ["The length of Particulars must not exceed 12 characters"],
    ),
    "a long narrative": (
        {"Narrative": "N" * 19},
        ["The length of Narrative must not exceed 18 characters"],
    ),
    "long details of a payment": (
        {"Payments": ["long details"]},
        ["The length of Details must not exceed 18 characters"],
    ),
    "a status to begin with": (
        {"Status": "DELETED"},
        ["Batch payment not of valid status for creation"],
    ),
    "several things": (
        {"Account": None, "Date": None, "Payments": ["too much", "draft"]},
        ["The Date field must be specified", NO_ACCOUNT, TOO_MUCH, NOT_AUTHORISED],
    ),
}  # fmt: skip


class TestWhatIsRefused:
    @pytest.fixture
    def cast(self, xero, customer, owed, bill):
        """What a payment of the table stands for."""
        draft = xero.put("Invoices", invoice(customer, Status="DRAFT")).record
        note = xero.put("CreditNotes", credit_note(customer)).record
        foreign = xero.put("Invoices", invoice(customer, CurrencyCode="USD")).record
        return {
            "invoice": paying(owed[0]),
            "bill": paying(bill),
            "draft": paying(draft, 1),
            "USD": paying(foreign, 1),
            "credit note": {"CreditNote": {"CreditNoteID": note["CreditNoteID"]}, "Amount": 1},
            "nobody's": paying({"InvoiceID": NOWHERE}),
            "too much": paying(owed[1], "115.01"),
            "nothing": paying(owed[1], 0),
            "negative": paying(owed[1], -5),
            "long details": paying(owed[1], 5, Details="D" * 19),
        }

    @pytest.mark.parametrize("tongue", ["JSON", "XML"])
    @pytest.mark.parametrize("case", REFUSED)
    def test_a_batch_that_cannot_be(self, xero, cast, case, tongue):
        """400, ErrorNumber 10, in these words; and no trace of it."""
        members, sentences = REFUSED[case]
        sent = bundle(cast["invoice"]) | members
        if members.get("Payments") is not None:
            sent["Payments"] = [cast[name] for name in members["Payments"]]
        if sent["Account"] == "USD":
            dollars = {"Code": "099", "Name": "US dollars", "Type": "BANK", "CurrencyCode": "USD"}
            xero.put("Accounts", dollars | {"BankAccountNumber": "1"})
            sent["Account"] = {"Code": "099"}
        sent = {name: value for name, value in sent.items() if value is not None}
        before = xero.get("Payments").records

        if tongue == "XML":
            body = as_xml("BatchPayments", [sent])
            reply = xero.put("BatchPayments", body, type=XML, headers={"Accept": XML})
            assert reply.xml.findtext("ErrorNumber") == "10"
            assert reply.sentences_in_xml == sentences
        else:
            reply = xero.put("BatchPayments", {"BatchPayments": [sent]})
            assert reply.refusal == (400, 10)
            assert reply.sentences == sentences
            assert reply.elements[0]["BatchPaymentID"] == NO_ID
        assert xero.get("BatchPayments").records == []
        assert xero.get("Payments").records == before

    @pytest.mark.parametrize(
        ("sent", "sentences"),
        [
            ({"Status": "AUTHORISED"}, ["Batch payment not of valid status for modification"]),
            ({"Status": "VOIDED"}, ["Batch payment not of valid status for modification"]),
            ({"Status": "DELETED", "Reference": "R"}, ["Only Status accepted for updates."]),
            ({"Reference": "R"}, ["Only Status accepted for updates."]),
        ],
    )
    def test_a_batch_does_not_change(self, xero, made, sent, sentences):
        """It can be deleted, and nothing else."""
        reply = xero.post(f"BatchPayments/{made['BatchPaymentID']}", sent)

        assert (reply.refusal, reply.sentences) == ((400, 10), sentences)
        assert xero.get(f"BatchPayments/{made['BatchPaymentID']}").record == made

    def test_it_is_deleted_once(self, xero, made):
        """Then it is final."""
        path = f"BatchPayments/{made['BatchPaymentID']}"
        xero.post(path, {"Status": "DELETED"})

        assert xero.post(path, {"Status": "DELETED"}).sentences == [
            "Batch payment not of valid status for modification"
        ]

    def test_a_batch_that_nobody_has(self, xero):
        """In the address 404, in the body a complaint."""
        sent = {"BatchPaymentID": NOWHERE, "Status": "DELETED"}

        assert xero.post(f"BatchPayments/{NOWHERE}", {"Status": "DELETED"}).status == 404
        assert xero.post("BatchPayments", sent).sentences == [
            "An existing Batch Payment with the specified BatchPaymentID could not be found"
        ]

    def test_scopes_of_payments_open_it(self, mock):
        """Those of invoices do not."""
        assert Xero(mock, scopes=("accounting.payments.read",)).get("BatchPayments").status == 200
        assert Xero(mock, scopes=("accounting.invoices",)).get("BatchPayments").status == 401
