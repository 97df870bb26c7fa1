"""Prepayments and overpayments: how they begin, what they settle, and how they are refunded."""

from decimal import Decimal

import pytest

from mockxero.webhooks.payload import events
from tests.api.client import NOWHERE, XML, as_xml, invoice, line, money

KINDS = pytest.mark.parametrize("kind", ["Prepayment", "Overpayment"])
COST = line("100.00", AccountCode="400", TaxType="NONE")


def paid_ahead(xero, contact, kind, amount="115.00", way="RECEIVE", **members):
    """The bank transaction, and what it made."""
    sent = money(
        contact,
        {"Description": "Ahead", "LineAmount": amount, "AccountCode": "200"},
        Type=f"{way}-{kind.upper()}",
        Date="2026-09-05",
        **members,
    )
    reply = xero.put("BankTransactions", sent)
    return reply.record, get(xero, kind, reply.record[f"{kind}ID"])


def get(xero, kind, key):
    return xero.get(f"{kind}s/{key}").record


def against(owed, amount, **more):
    return {"Amount": amount, "Invoice": {"InvoiceID": owed["InvoiceID"]}} | more


def allocate(xero, kind, credit, *allocations, **query):
    path = f"{kind}s/{credit[f'{kind}ID']}/Allocations"
    return xero.put(path, {"Allocations": [*allocations]}, **query)


def refund(xero, kind, credit, amount="115.00", **more):
    sent = {
        kind: {f"{kind}ID": credit[f"{kind}ID"]},
        "Account": {"Code": "090"},
        "Date": "2026-09-10",
        "Amount": amount,
    }
    return xero.put("Payments", sent | more)


def standing(xero, kind, credit):
    now = get(xero, kind, credit[f"{kind}ID"])
    return now["Status"], now["RemainingCredit"]


@pytest.fixture
def owed(xero, customer):
    """An invoice of 115.00."""
    return xero.put("Invoices", invoice(customer)).record


class TestBeginning:
    @KINDS
    def test_it_is_made_by_a_bank_transaction(self, xero, customer, kind):
        """Which names it, and no other."""
        transaction, credit = paid_ahead(xero, customer, kind)
        other = "Overpayment" if kind == "Prepayment" else "Prepayment"

        assert credit["Type"] == transaction["Type"] == f"RECEIVE-{kind.upper()}"
        assert (credit["Status"], credit["RemainingCredit"]) == ("AUTHORISED", 115)
        assert credit["Contact"]["ContactID"] == customer["ContactID"]
        assert credit["Date"] == transaction["Date"]
        assert f"{other}ID" not in transaction

    def test_members_of_a_prepayment_stand_in_xeros_order(self, xero, customer):
        """# seen: Xero-OpenAPI, getPrepayment; guess: where the String stands"""
        _, credit = paid_ahead(xero, customer, "Prepayment")

        assert [*credit] == [
            "PrepaymentID", "ID", "CurrencyRate", "Type", "BrandingThemeID", "Reference",
            "InvoiceNumber", "RemainingCredit", "Allocations", "Payments", "HasAttachments",
            "Attachments", "UpdatedDateUTCString", "Contact", "DateString", "Date", "Status",
            "LineAmountTypes", "LineItems", "SubTotal", "TotalTax", "Total", "UpdatedDateUTC",
            "CurrencyCode",
        ]  # fmt: skip

    def test_a_list_does_not_tell_the_theme_of_a_prepayment(self, xero, customer):
        """Nor does a page. # seen: Xero-OpenAPI, getPrepayments"""
        paid_ahead(xero, customer, "Prepayment")

        assert "BrandingThemeID" not in xero.get("Prepayments").record
        assert "BrandingThemeID" not in xero.get("Prepayments", page=1).record

    def test_members_of_an_overpayment_stand_in_xeros_order(self, xero, customer):
        """# seen: Xero-OpenAPI, getOverpayment"""
        _, credit = paid_ahead(xero, customer, "Overpayment", Reference="R")

        assert [*credit] == [
            "OverpaymentID", "ID", "CurrencyRate", "Type", "Reference", "RemainingCredit",
            "Allocations", "Payments", "HasAttachments", "Attachments", "UpdatedDateUTCString",
            "Contact", "DateString", "Date", "Status", "LineAmountTypes", "LineItems", "SubTotal",
            "TotalTax", "Total", "UpdatedDateUTC", "CurrencyCode",
        ]  # fmt: skip
        assert credit["Reference"] == "R"

    def test_a_prepayment_is_taxed_like_a_sale(self, xero, customer):
        _, credit = paid_ahead(xero, customer, "Prepayment")

        assert (credit["SubTotal"], credit["TotalTax"], credit["Total"]) == (100, 15, 115)

    def test_a_prepayment_received_has_the_next_number(self, xero, customer, owed):
        """Of the invoices, who go on after it. # guess"""
        _, credit = paid_ahead(xero, customer, "Prepayment")
        after = xero.put("Invoices", invoice(customer)).record

        first = int(owed["InvoiceNumber"][4:])
        assert credit["Reference"] == credit["InvoiceNumber"] == f"INV-{first + 1:04}"
        assert after["InvoiceNumber"] == f"INV-{first + 2:04}"

    def test_one_that_is_spent_has_none(self, xero, customer):
        _, credit = paid_ahead(xero, customer, "Prepayment", way="SPEND")

        assert "InvoiceNumber" not in credit
        assert credit["Reference"] == ""

    @pytest.mark.parametrize(("way", "code"), [("RECEIVE", "610"), ("SPEND", "800")])
    def test_an_overpayment_stands_on_a_control_account(self, xero, customer, way, code):
        """Whatever account was sent; untaxed."""
        transaction, credit = paid_ahead(xero, customer, "Overpayment", way=way)

        assert transaction["LineAmountTypes"] == credit["LineAmountTypes"] == "NoTax"
        assert [one["AccountCode"] for one in credit["LineItems"]] == [code]
        assert (credit["TotalTax"], credit["LineItems"][0]["TaxType"]) == (0, "NONE")

    @KINDS
    def test_a_refused_transaction_makes_none(self, xero, customer, kind):
        """Nor does it use a number up."""
        before = xero.put("Invoices", invoice(customer)).record["InvoiceNumber"]
        good = money(customer, Type=f"RECEIVE-{kind.upper()}")
        reply = xero.put("BankTransactions", {"BankTransactions": [good, {"Type": "SPEND"}]})
        after = xero.put("Invoices", invoice(customer)).record["InvoiceNumber"]

        assert reply.status == 400
        assert xero.get(f"{kind}s").records == []
        assert int(after[4:]) == int(before[4:]) + 1

    @KINDS
    def test_lists_leave_lines_out_and_pages_do_not(self, xero, customer, kind):
        paid_ahead(xero, customer, kind)
        (listed,) = xero.get(f"{kind}s").records
        (paged,) = xero.get(f"{kind}s", page=1).records

        assert listed["LineItems"] == []
        assert "CurrencyRate" not in listed
        assert "Attachments" not in listed
        assert len(paged["LineItems"]) == 1

    def test_lists_are_filtered(self, xero, customer):
        """Prepayments by number, overpayments by reference."""
        numbers = [paid_ahead(xero, customer, "Prepayment")[1]["InvoiceNumber"] for _ in range(2)]
        for reference in "AB":
            paid_ahead(xero, customer, "Overpayment", Reference=reference)

        found = xero.get("Prepayments", InvoiceNumbers=numbers[1]).records
        assert [one["InvoiceNumber"] for one in found] == numbers[1:]
        found = xero.get("Overpayments", References="B,C").records
        assert [one["Reference"] for one in found] == ["B"]

    @KINDS
    def test_it_lowers_what_the_contact_owes(self, xero, customer, owed, kind):
        paid_ahead(xero, customer, kind, "15.00")
        contact = xero.get(f"Contacts/{customer['ContactID']}").record

        assert contact["Balances"]["AccountsReceivable"]["Outstanding"] == 100

    @KINDS
    def test_notes_go_to_its_history(self, xero, customer, kind):
        _, credit = paid_ahead(xero, customer, kind)
        path = f"{kind}s/{credit[f'{kind}ID']}/History"
        xero.put(path, {"HistoryRecords": [{"Details": "Hello"}]})

        assert [one["Changes"] for one in xero.get(path).records] == ["Note", "Created"]

    @KINDS
    def test_a_note_on_none_is_refused(self, xero, kind):
        """# seen: Xero-OpenAPI, createPrepaymentHistory"""
        note = {"HistoryRecords": [{"Details": "Hello World"}]}

        assert xero.put(f"{kind}s/{NOWHERE}/History", note).sentences == [
            "The document with the supplied id was not found for this endpoint."
        ]

    @KINDS
    def test_it_shows_the_files_of_its_transaction(self, xero, customer, kind):
        """Under an address of their own. # seen: Xero-OpenAPI, getPrepayment, getOverpayment"""
        transaction, credit = paid_ahead(xero, customer, kind)
        assert (credit["HasAttachments"], credit["Attachments"]) == (False, [])
        path = f"BankTransactions/{transaction['BankTransactionID']}/Attachments/giphy.gif"
        xero.put(path, b"GIF89a", type="image/gif")

        after = get(xero, kind, credit[f"{kind}ID"])

        (file,) = after["Attachments"]
        assert (after["HasAttachments"], file["FileName"]) == (True, "giphy.gif")
        assert file["Url"] == (
            f"https://api.xero.com/api.xro/2.0/banktransaction/{credit['ID']}/Attachments/giphy.gif"
        )
        assert xero.get(f"{kind}s").record["HasAttachments"] is True


class TestAllocating:
    @KINDS
    def test_the_answer_shows_both_sides(self, xero, customer, owed, kind):
        _, credit = paid_ahead(xero, customer, kind)
        made = allocate(xero, kind, credit, against(owed, "40.00")).record

        assert [*made] == [
            "AllocationID", "Amount", "Date", "Invoice", kind, "ValidationErrors",
        ]  # fmt: skip
        assert made["Date"] == credit["Date"]
        assert made[kind] == {
            f"{kind}ID": credit[f"{kind}ID"],
            "ID": credit["ID"],
            "LineItems": [],
        }

    @KINDS
    def test_the_invoice_shows_it(self, xero, customer, owed, kind):
        """Once, with all that it gave; alone with its rate, in lists without."""
        _, credit = paid_ahead(xero, customer, kind)
        allocate(xero, kind, credit, against(owed, "30.00"), against(owed, "10.00"))
        now = xero.get(f"Invoices/{owed['InvoiceID']}").record
        (listed,) = xero.get("Invoices", IDs=owed["InvoiceID"]).records

        assert (now["AmountDue"], now["AmountCredited"]) == (75, 40)
        (shown,) = now[f"{kind}s"]
        assert [*shown] == [
            f"{kind}ID", "ID", "CurrencyRate", "AppliedAmount", "DateString", "Date", "LineItems",
            "Total",
        ]  # fmt: skip
        assert (shown["AppliedAmount"], shown["Total"]) == (40, 115)
        assert "CurrencyRate" not in listed[f"{kind}s"][0]

    @KINDS
    def test_webhooks_hear_of_it_from_its_beginning(self, xero, customer, owed, kind):
        """Of making, allocating and refunding it, beside what they hear of the invoice."""
        told = []
        xero.mock.world.listen(lambda changes: told.extend(events(changes)))

        _, credit = paid_ahead(xero, customer, kind)
        assert allocate(xero, kind, credit, against(owed, 100)).status == 200
        assert refund(xero, kind, credit, 15).status == 200

        mine = [one for one in told if one["resourceId"] == credit[f"{kind}ID"]]
        assert {one["eventCategory"] for one in mine} == {kind.upper()}
        assert [one["eventType"] for one in mine] == ["CREATE", "UPDATE", "UPDATE"]
        assert [one["data"]["Status"] for one in mine] == ["AUTHORISED", "AUTHORISED", "PAID"]

    @KINDS
    def test_webhooks_hear_of_the_invoice(self, xero, customer, owed, kind):
        """When it is set against it, and when it is taken back: INVOICE UPDATE."""
        (books,) = xero.mock.world.organisations.values()
        _, credit = paid_ahead(xero, customer, kind)
        heard = len(books.changes)
        made = allocate(xero, kind, credit, against(owed, "40.00")).record
        xero.delete(f"{kind}s/{credit[f'{kind}ID']}/Allocations/{made['AllocationID']}")

        told = [(one.resource, one.record_id, one.silent) for one in books.changes[heard:]]

        assert told.count(("Invoices", owed["InvoiceID"], False)) == 2

    @KINDS
    def test_both_are_paid_when_nothing_is_left(self, xero, customer, owed, kind):
        _, credit = paid_ahead(xero, customer, kind)
        allocate(xero, kind, credit, against(owed, "115.00"))
        paid = xero.get(f"Invoices/{owed['InvoiceID']}").record

        assert (paid["Status"], paid["FullyPaidOnDate"]) == ("PAID", credit["Date"])
        assert standing(xero, kind, credit) == ("PAID", 0)

    @KINDS
    def test_it_can_be_taken_back(self, xero, customer, owed, kind):
        """The answer is a bare object; both sides are open again."""
        _, credit = paid_ahead(xero, customer, kind)
        made = allocate(xero, kind, credit, against(owed, "115.00")).record
        path = f"{kind}s/{credit[f'{kind}ID']}/Allocations/{made['AllocationID']}"

        assert xero.delete(path).json == {
            "AllocationID": made["AllocationID"],
            "Date": made["Date"],
            "Invoice": {"InvoiceID": owed["InvoiceID"]},
            "IsDeleted": True,
        }
        assert standing(xero, kind, credit) == ("AUTHORISED", 115)
        now = xero.get(f"Invoices/{owed['InvoiceID']}").record
        assert (now["Status"], now["AmountDue"], now[f"{kind}s"]) == ("AUTHORISED", 115, [])
        assert xero.delete(path).status == 404

    @KINDS
    def test_a_bill_is_paid_ahead_by_what_is_spent(self, xero, customer, kind):
        bill = xero.put("Invoices", invoice(customer, COST, Type="ACCPAY")).record
        _, credit = paid_ahead(xero, customer, kind, way="SPEND")

        assert allocate(xero, kind, credit, against(bill, 100)).status == 200
        assert xero.get(f"Invoices/{bill['InvoiceID']}").record["Status"] == "PAID"

    @KINDS
    def test_an_invoice_that_has_some_is_not_voided(self, xero, customer, owed, kind):
        _, credit = paid_ahead(xero, customer, kind)
        allocate(xero, kind, credit, against(owed, "1.00"))

        (sentence,) = xero.post(f"Invoices/{owed['InvoiceID']}", {"Status": "VOIDED"}).sentences

        assert sentence.startswith("The status VOIDED cannot be applied to the invoice")

    @KINDS
    def test_in_xml_the_amount_is_applied(self, xero, customer, owed, kind):
        _, credit = paid_ahead(xero, customer, kind)
        sent = {"AppliedAmount": 10, "Invoice": {"InvoiceID": owed["InvoiceID"]}}
        path = f"{kind}s/{credit[f'{kind}ID']}/Allocations"
        body = as_xml("Allocations", [sent])
        reply = xero.put(path, body, type=XML, headers={"Accept": XML})

        assert reply.xml.findtext("Allocations/Allocation/AppliedAmount") == "10.00"
        alone = xero.get(f"Invoices/{owed['InvoiceID']}", headers={"Accept": XML}).xml
        assert alone.findtext(f"Invoices/Invoice/{kind}s/{kind}/AppliedAmount") == "10.00"


def _elsewhere(xero, customer):
    other = xero.put("Contacts", {"Name": "Somebody Else"}).record
    return xero.put("Invoices", invoice(other)).record


def _bill(xero, customer):
    return xero.put("Invoices", invoice(customer, COST, Type="ACCPAY")).record


def _draft(xero, customer):
    return xero.put("Invoices", invoice(customer, Status="DRAFT")).record


def _in_dollars(xero, customer):
    return xero.put("Invoices", invoice(customer, CurrencyCode="USD", CurrencyRate="0.6")).record


def _owed(xero, customer):
    return xero.put("Invoices", invoice(customer)).record


REFUSED = [
    (_owed, "115.01", "{} cannot be allocated as amount is greater than amount outstanding"),
    (_owed, "0", "{} allocation amount must be greater than zero"),
    (_owed, "-1", "{} allocation amount must be greater than zero"),
    (_bill, "1", "{} cannot be allocated to an incorrect invoice type"),
    (_draft, "1", "{} can only be allocated to Authorised invoices"),
    (_elsewhere, "1", "{} cannot be allocated to an invoice of a different contact"),
    (_in_dollars, "1", "{} cannot be allocated to an invoice in a different currency"),
    (lambda xero, customer: {"InvoiceID": NOWHERE}, "1", "Invoice could not be found"),
]


class TestWhatIsRefused:
    @KINDS
    @pytest.mark.parametrize("tongue", ["JSON", "XML"])
    @pytest.mark.parametrize(("made", "amount", "message"), REFUSED)
    def test_an_allocation(self, xero, customer, kind, tongue, made, amount, message):
        """400 and 10, in the words that credit notes are refused with. # guess"""
        _, credit = paid_ahead(xero, customer, kind)
        target = made(xero, customer)
        path = f"{kind}s/{credit[f'{kind}ID']}/Allocations"
        if tongue == "JSON":
            reply = xero.put(path, against(target, amount))
        else:
            sent = {"AppliedAmount": amount, "Invoice": {"InvoiceID": target["InvoiceID"]}}
            reply = xero.put(path, as_xml("Allocation", sent), type=XML)

        assert reply.refusal == (400, 10)
        assert reply.sentences == [message.format(kind)]
        assert standing(xero, kind, credit) == ("AUTHORISED", 115)

    @KINDS
    def test_one_that_is_used_up(self, xero, customer, owed, kind):
        """Several reasons at once."""
        _, credit = paid_ahead(xero, customer, kind)
        refund(xero, kind, credit)

        assert allocate(xero, kind, credit, against(owed, 1)).sentences == [
            f"{kind} must be AUTHORISED before it can be allocated",
            f"{kind} cannot be allocated as amount is greater than amount outstanding",
        ]

    @KINDS
    def test_one_that_nobody_knows(self, xero, owed, kind):
        """404."""
        assert allocate(xero, kind, {f"{kind}ID": NOWHERE}, against(owed, 1)).status == 404

    @KINDS
    def test_it_is_not_written_to(self, xero, customer, kind):
        """501: only bank transactions make it, and nothing changes it."""
        _, credit = paid_ahead(xero, customer, kind)

        assert xero.post(f"{kind}s/{credit[f'{kind}ID']}", {"Status": "VOIDED"}).status == 501
        assert xero.put(f"{kind}s", {}).status == 501


class TestRefunding:
    @KINDS
    @pytest.mark.parametrize(("way", "side"), [("RECEIVE", "AR"), ("SPEND", "AP")])
    def test_a_payment_pays_it_back(self, xero, customer, kind, way, side):
        """It shows under Invoice. # seen: Xero-Net's tests; Xero's page on types of payment"""
        _, credit = paid_ahead(xero, customer, kind, way=way)
        made = refund(xero, kind, credit, "15.00").record

        assert made["PaymentType"] == f"{side}{kind.upper()}PAYMENT"
        assert kind not in made
        assert made["Invoice"]["Type"] == f"{side}{kind.upper()}"
        assert made["Invoice"]["InvoiceID"] == credit[f"{kind}ID"]
        assert (made["Invoice"]["AmountDue"], made["Invoice"]["AmountPaid"]) == (100, 15)
        assert standing(xero, kind, credit) == ("AUTHORISED", 100)
        (shown,) = get(xero, kind, credit[f"{kind}ID"])["Payments"]
        assert (shown["PaymentID"], shown["Amount"]) == (made["PaymentID"], 15)

    @KINDS
    def test_deleting_it_gives_the_credit_back(self, xero, customer, kind):
        _, credit = paid_ahead(xero, customer, kind)
        made = refund(xero, kind, credit).record
        assert standing(xero, kind, credit) == ("PAID", 0)
        xero.post(f"Payments/{made['PaymentID']}", {"Status": "DELETED"})

        assert standing(xero, kind, credit) == ("AUTHORISED", 115)
        assert get(xero, kind, credit[f"{kind}ID"])["Payments"] == []

    @KINDS
    def test_in_xml_as_well(self, xero, customer, kind):
        _, credit = paid_ahead(xero, customer, kind)
        sent = {
            kind: {f"{kind}ID": credit[f"{kind}ID"]},
            "Account": {"Code": "090"},
            "Amount": "115.00",
        }
        reply = xero.put("Payments", as_xml("Payments", [sent]), type=XML, headers={"Accept": XML})

        assert reply.xml.findtext("Payments/Payment/PaymentType") == f"AR{kind.upper()}PAYMENT"
        assert standing(xero, kind, credit) == ("PAID", 0)

    @KINDS
    def test_no_more_than_is_left(self, xero, customer, owed, kind):
        _, credit = paid_ahead(xero, customer, kind)
        allocate(xero, kind, credit, against(owed, "100.00"))

        assert refund(xero, kind, credit, "15.01").sentences == [
            "Payment amount exceeds the amount outstanding on this document"
        ]
        assert refund(xero, kind, credit, "15.00").status == 200
        assert refund(xero, kind, credit, "0.01").sentences == [
            "Payments can only be made against Authorised documents",
            "Payment amount exceeds the amount outstanding on this document",
        ]

    @KINDS
    def test_one_that_nobody_knows(self, xero, kind):
        assert refund(xero, kind, {f"{kind}ID": NOWHERE}).sentences == [
            f"{kind} could not be found"
        ]

    @KINDS
    def test_a_payment_is_for_one_document(self, xero, customer, owed, kind):
        """# guess: the words"""
        _, credit = paid_ahead(xero, customer, kind)
        reply = refund(xero, kind, credit, "1.00", Invoice={"InvoiceID": owed["InvoiceID"]})

        assert reply.sentences == ["A payment can only be applied to one document"]
        assert standing(xero, kind, credit) == ("AUTHORISED", Decimal("115.00"))
