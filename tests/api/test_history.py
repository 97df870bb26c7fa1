"""History and notes, below everything that keeps them."""

from datetime import timedelta

import pytest

from tests.api.client import NOWHERE, XML, credit_note, invoice, purchase_order, quote_of

KEEPS_HISTORY = (
    "BankTransfers",
    "BatchPayments",
    "Contacts",
    "CreditNotes",
    "Invoices",
    "Items",
    "Payments",
    "PurchaseOrders",
    "Quotes",
)
BARE = "<HistoryRecord><Details>Hello</Details></HistoryRecord>"
NOTE = {"HistoryRecords": [{"Details": "Called them"}]}


@pytest.fixture
def path(xero, customer):
    """The address of an invoice's history."""
    return f"Invoices/{xero.put('Invoices', invoice(customer)).record['InvoiceID']}/History"


@pytest.fixture(params=KEEPS_HISTORY)
def any_path(request, xero, customer):
    """The address of the history of any record that has one."""
    made = {
        "BankTransfers": lambda: xero.put("BankTransfers", TRANSFER).record,
        "BatchPayments": lambda: batch(xero, xero.put("Invoices", invoice(customer)).record),
        "Contacts": lambda: customer,
        "CreditNotes": lambda: xero.put("CreditNotes", credit_note(customer)).record,
        "Invoices": lambda: xero.put("Invoices", invoice(customer)).record,
        "Items": lambda: xero.put("Items", {"Code": "A"}).record,
        "PurchaseOrders": lambda: xero.put("PurchaseOrders", purchase_order(customer)).record,
        "Quotes": lambda: xero.put("Quotes", quote_of(customer)).record,
        "Payments": lambda: paid(xero, xero.put("Invoices", invoice(customer)).record, 10),
    }[request.param]()
    return f"{request.param}/{made[request.param[:-1] + 'ID']}/History"


def paid(xero, owed, amount):
    sent = {"Invoice": {"InvoiceID": owed["InvoiceID"]}, "Account": {"Code": "090"}}
    return xero.put("Payments", sent | {"Amount": amount}).record


def batch(xero, owed):
    paid = {"Invoice": {"InvoiceID": owed["InvoiceID"]}, "Amount": 10}
    sent = {"Account": {"Code": "090"}, "Date": "2026-09-10", "Payments": [paid]}
    return xero.put("BatchPayments", sent).record


TRANSFER = {"FromBankAccount": {"Code": "090"}, "ToBankAccount": {"Code": "091"}, "Amount": 1}


def told(reply):
    return [one["Changes"] for one in reply.records]


class TestReading:
    def test_a_new_record_was_created(self, xero, any_path):
        """The first line of every history."""
        assert told(xero.get(any_path)) == ["Created"]

    def test_a_line_says_what_when_who_and_which(self, xero, path):
        """In the order as recorded; the moment twice, with an offset."""
        (line,) = xero.get(path).records

        assert list(line) == ["Changes", "DateUTCString", "DateUTC", "User", "Details"]
        assert line["DateUTCString"] == "2026-09-14T09:30:00"
        assert line["DateUTC"] == "/Date(1789378200532+0000)/"
        assert line["User"] == "System Generated"

    def test_the_newest_line_comes_first(self, xero, path, clock):
        """A note after the creation, another after that."""
        for text in ("first", "second"):
            clock.advance(timedelta(seconds=1))
            xero.put(path, {"Details": text})

        assert [one["Details"] for one in xero.get(path).records][:2] == ["second", "first"]
        assert told(xero.get(path))[-1] == "Created"

    @pytest.mark.parametrize("resource", KEEPS_HISTORY)
    def test_an_unknown_record_has_none(self, shared, resource):
        """404."""
        assert shared.get(f"{resource}/{NOWHERE}/History").status == 404

    @pytest.mark.parametrize("resource", ["Accounts", "ContactGroups", "TaxRates", "Organisation"])
    def test_some_resources_keep_none(self, shared, resource):
        """No such address."""
        assert shared.get(f"{resource}/{NOWHERE}/History").status == 404

    def test_a_document_tells_its_story(self, xero, customer, clock):
        """Made, edited, approved, paid, unpaid, voided."""
        made = xero.put("Invoices", invoice(customer, Status="DRAFT")).record
        path = f"Invoices/{made['InvoiceID']}"
        xero.post(path, {"Reference": "R"})
        xero.post(path, {"Status": "AUTHORISED"})
        payment = paid(xero, made, 10)
        xero.post(f"Payments/{payment['PaymentID']}", {"Status": "DELETED"})
        xero.post(path, {"Status": "VOIDED"})

        assert told(xero.get(f"{path}/History")) == [
            "Voided",
            "Payment Reversed",
            "Payment made",
            "Approved",
            "Edited",
            "Created",
        ]

    def test_a_document_says_which_it_is_whose_and_how_much(self, xero, customer):
        """A sale goes to somebody, a bill comes from somebody."""
        sale = xero.put("Invoices", invoice(customer, InvoiceNumber="INV-9")).record
        bill = invoice(customer, Type="ACCPAY", InvoiceNumber="B-1", LineAmountTypes="NoTax")
        bill = xero.put("Invoices", bill).record

        def details(made):
            return xero.get(f"Invoices/{made['InvoiceID']}/History").record["Details"]

        assert details(sale) == "INV-9 to Ada Lovelace for 115.00."
        assert details(bill) == "B-1 from Ada Lovelace for 100.00."

    def test_what_was_refused_is_not_part_of_it(self, xero, customer):
        """Only what happened."""
        made = xero.put("Invoices", invoice(customer)).record
        path = f"Invoices/{made['InvoiceID']}"
        xero.post(path, {"Status": "DELETED"})
        xero.post(path, {"Status": "DELETED"}, summarizeErrors="false")

        assert told(xero.get(f"{path}/History")) == ["Created"]


class TestNotes:
    @pytest.mark.parametrize("verb", ["PUT", "POST"])
    def test_a_note_comes_back_with_its_moment(self, xero, any_path, verb):
        """And neither with what changed nor with who did it; no offset here."""
        (written,) = xero.call(verb, any_path, NOTE).records

        assert written == {
            "DateUTCString": "2026-09-14T09:30:00",
            "DateUTC": "/Date(1789378200532)/",
            "Details": "Called them",
            "ValidationErrors": [],
        }
        assert list(written) == ["DateUTCString", "DateUTC", "Details", "ValidationErrors"]

    def test_a_note_is_listed(self, xero, any_path):
        """As a Note of the system."""
        xero.put(any_path, NOTE)
        newest = xero.get(any_path).records[0]

        assert (newest["Changes"], newest["User"]) == ("Note", "System Generated")
        assert newest["Details"] == "Called them"

    @pytest.mark.parametrize(
        ("type", "body"),
        [
            ("application/json", '{"Details": "Hello"}'),
            ("application/json", '[{"details": "Hello"}]'),
            (XML, BARE),
            (XML, f"<HistoryRecords>{BARE}</HistoryRecords>"),
        ],
    )
    def test_it_may_be_written_in_every_form(self, xero, path, type, body):
        """pyxero sends a bare element."""
        assert xero.put(path, body, type=type).record["Details"] == "Hello"

    def test_several_keep_their_order(self, xero, path):
        """The last of them is the newest."""
        body = {"HistoryRecords": [{"Details": text} for text in "ABC"]}
        written = xero.put(path, body).records

        assert [one["Details"] for one in written] == ["A", "B", "C"]
        assert [one["Details"] for one in xero.get(path).records][:3] == ["C", "B", "A"]

    def test_it_may_have_2500_characters(self, xero, path):
        """One more is refused, and nothing is written."""
        assert xero.put(path, {"Details": "x" * 2500}).status == 200
        refused = xero.put(path, {"HistoryRecords": [{"Details": "y"}, {"Details": "x" * 2501}]})

        assert refused.refusal == (400, 10)
        assert [len(one["Details"]) for one in refused.elements] == [2501]
        assert xero.get(path).records[0]["Details"] == "x" * 2500

    @pytest.mark.parametrize("blank", ["", "  "])
    def test_it_says_something(self, xero, path, blank):
        """A blank one is refused."""
        assert xero.put(path, {"Details": blank}).refusal == (400, 10)
        assert told(xero.get(path)) == ["Created"]

    def test_it_does_not_change_the_record(self, xero, any_path):
        """Not even when it was changed last."""
        record = any_path.removesuffix("/History")
        before = xero.get(record).records
        xero.put(any_path, NOTE)

        assert xero.get(record).records == before

    @pytest.mark.parametrize("resource", KEEPS_HISTORY)
    @pytest.mark.parametrize("key", [NOWHERE, "nobody"])
    def test_a_record_that_is_not_there_is_told_in_the_element(self, shared, resource, key):
        """400 with what was to be written, and not a 404."""
        reply = shared.put(f"{resource}/{key}/History", NOTE)

        assert reply.refusal == (400, 10)
        assert reply.sentences == [
            "The document with the supplied id was not found for this endpoint."
        ]
        assert reply.elements[0]["Details"] == "Called them"

    def test_it_cannot_be_taken_back(self, xero, path):
        """There is no DELETE."""
        assert xero.delete(path).status == 501

    def test_it_may_be_about_a_document_by_its_number(self, xero, customer):
        """``/Invoices/INV-0041/History``."""
        made = xero.put("Invoices", invoice(customer)).record
        xero.put(f"Invoices/{made['InvoiceNumber']}/History", NOTE)

        assert told(xero.get(f"Invoices/{made['InvoiceID']}/History")) == ["Note", "Created"]

    def test_it_may_be_left_on_what_is_closed(self, xero, customer):
        """A voided invoice can still be talked about."""
        made = xero.put("Invoices", invoice(customer)).record
        xero.post(f"Invoices/{made['InvoiceID']}", {"Status": "VOIDED"})

        assert xero.put(f"Invoices/{made['InvoiceID']}/History", NOTE).status == 200
