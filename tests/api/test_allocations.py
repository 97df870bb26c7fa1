"""Allocations: a credit note set against invoices, and taken back."""

from decimal import Decimal

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, credit_note, invoice, line


@pytest.fixture
def owed(xero, customer):
    """An invoice of 115.00."""
    return xero.put("Invoices", invoice(customer)).record


@pytest.fixture
def note(xero, customer):
    """A credit note of 115.00."""
    return xero.put("CreditNotes", credit_note(customer)).record


def against(owed, amount="10.00", **more):
    return {"Amount": amount, "Invoice": {"InvoiceID": owed["InvoiceID"]}} | more


def allocate(xero, note, *allocations, **query):
    path = f"CreditNotes/{note['CreditNoteID']}/Allocations"
    return xero.put(path, {"Allocations": [*allocations]}, **query)


def standing(xero, record):
    """An invoice or a credit note as it stands: status, and what is left."""
    if "InvoiceID" in record:
        now = xero.get(f"Invoices/{record['InvoiceID']}").record
        return now["Status"], now["AmountCredited"], now["AmountDue"]
    now = xero.get(f"CreditNotes/{record['CreditNoteID']}").record
    return now["Status"], now["RemainingCredit"]


class TestAllocating:
    def test_what_is_credited_is_no_longer_due(self, xero, note, owed):
        """On both sides."""
        assert allocate(xero, note, against(owed, "40.00")).status == 200

        assert standing(xero, owed) == ("AUTHORISED", Decimal("40.00"), Decimal("75.00"))
        assert standing(xero, note) == ("AUTHORISED", Decimal("75.00"))

    def test_the_answer_shows_both_sides(self, xero, note, owed):
        """The amount, the day, the invoice and the credit note in short."""
        made = allocate(xero, note, against(owed, "40.00")).record

        assert list(made)[:5] == ["AllocationID", "Amount", "Date", "Invoice", "CreditNote"]
        assert made["Amount"] == Decimal("40.00")
        assert made["Invoice"]["InvoiceID"] == owed["InvoiceID"]
        assert made["CreditNote"]["CreditNoteID"] == note["CreditNoteID"]

    def test_its_day_is_the_later_of_the_two(self, xero, note, owed):
        """5 September, of the 1st and the 5th; what was sent for it is ignored."""
        made = allocate(xero, note, against(owed, Date="2020-01-01")).record

        assert made["Date"] == "/Date(1788566400000+0000)/"

    def test_the_invoice_lists_the_credit_note(self, xero, note, owed):
        """Once, with all that it gave."""
        allocate(xero, note, against(owed, "10.00"))
        allocate(xero, note, against(owed, "5.00"))
        (listed,) = xero.get(f"Invoices/{owed['InvoiceID']}").record["CreditNotes"]

        assert listed["CreditNoteNumber"] == note["CreditNoteNumber"]
        assert listed["AppliedAmount"] == Decimal("15.00")

    def test_the_credit_note_lists_the_allocations(self, xero, note, owed):
        """Each of them: what is sent twice is allocated twice."""
        for _ in range(2):
            allocate(xero, note, against(owed, "10.00"))
        listed = xero.get(f"CreditNotes/{note['CreditNoteID']}").record["Allocations"]

        assert [one["Amount"] for one in listed] == [Decimal("10.00")] * 2

    def test_both_are_paid_when_nothing_is_left(self, xero, note, owed):
        """With the day of the allocation."""
        allocate(xero, note, against(owed, "115.00"))
        paid = xero.get(f"Invoices/{owed['InvoiceID']}").record

        assert standing(xero, owed) == ("PAID", Decimal("115.00"), Decimal("0.00"))
        assert standing(xero, note) == ("PAID", Decimal("0.00"))
        assert paid["FullyPaidOnDate"] == "/Date(1788566400000+0000)/"

    def test_one_credit_note_serves_several_invoices(self, xero, customer, note, owed):
        """In one call, in the order in which they were sent."""
        other = xero.put("Invoices", invoice(customer)).record
        made = allocate(xero, note, against(owed, 15), against(other, 100)).records

        assert [one["Amount"] for one in made] == [Decimal("15.00"), Decimal("100.00")]
        assert standing(xero, note) == ("PAID", Decimal("0.00"))

    @pytest.mark.parametrize("verb", ["PUT", "POST"])
    def test_a_bare_object_will_do(self, xero, note, owed, verb):
        """As in Xero's documentation; POST is the same as PUT."""
        path = f"CreditNotes/{note['CreditNoteID']}/Allocations"

        assert xero.call(verb, path, against(owed)).record["Amount"] == Decimal("10.00")

    def test_the_invoice_may_be_named_by_its_number(self, xero, note, owed):
        """As in a payment."""
        sent = {"Amount": 10, "Invoice": {"InvoiceNumber": owed["InvoiceNumber"]}}

        assert allocate(xero, note, sent).record["Invoice"]["InvoiceID"] == owed["InvoiceID"]

    def test_the_credit_note_may_be_named_by_its_number(self, xero, note, owed):
        """In the address."""
        path = f"CreditNotes/{note['CreditNoteNumber']}/Allocations"

        assert xero.put(path, against(owed)).status == 200

    def test_in_xml_the_amount_is_applied(self, xero, note, owed):
        """``AppliedAmount``: the one member with two names."""
        body = (
            f"<Allocations><Allocation><AppliedAmount>10.00</AppliedAmount><Invoice><InvoiceID>"
            f"{owed['InvoiceID']}</InvoiceID></Invoice></Allocation></Allocations>"
        )
        path = f"CreditNotes/{note['CreditNoteID']}/Allocations"
        reply = xero.put(path, body, type=XML, headers={"Accept": XML})

        assert reply.xml.findtext("Allocations/Allocation/AppliedAmount") == "10.00"

    def test_in_json_it_is_not(self, xero, note, owed):
        """An AppliedAmount is no Amount, so it is 0 and refused."""
        sent = {"AppliedAmount": 10, "Invoice": {"InvoiceID": owed["InvoiceID"]}}

        assert allocate(xero, note, sent).refusal == (400, 10)

    def test_a_bill_is_credited_by_its_supplier(self, xero, customer):
        """ACCPAYCREDIT to ACCPAY."""
        costs = line(AccountCode="300")
        bill = xero.put("Invoices", invoice(customer, costs, Type="ACCPAY")).record
        note = xero.put("CreditNotes", credit_note(customer, costs, Type="ACCPAYCREDIT")).record

        assert allocate(xero, note, against(bill, 115)).status == 200
        assert standing(xero, bill)[0] == "PAID"


class TestWhatIsRefused:
    def test_more_than_is_due(self, xero, customer, note):
        """In Xero's own words; nothing moves."""
        small = xero.put("Invoices", invoice(customer, line("10.00"))).record
        reply = allocate(xero, note, against(small, "11.51"))

        assert reply.refusal == (400, 10)
        assert reply.sentences == [
            "Credit Note cannot be allocated as amount is greater than amount outstanding"
        ]
        assert standing(xero, small) == ("AUTHORISED", Decimal("0.00"), Decimal("11.50"))
        assert standing(xero, note) == ("AUTHORISED", Decimal("115.00"))

    def test_more_than_is_left(self, xero, customer, owed):
        """The same words."""
        small = xero.put("CreditNotes", credit_note(customer, line("10.00"))).record

        assert allocate(xero, small, against(owed, "11.51")).sentences == [
            "Credit Note cannot be allocated as amount is greater than amount outstanding"
        ]

    def test_several_reasons_are_told_together(self, xero, customer, note):
        """As in a report from the field."""
        costs = line(AccountCode="300")
        bill = xero.put("Invoices", invoice(customer, costs, Type="ACCPAY")).record
        sent = {"Invoice": {"InvoiceID": bill["InvoiceID"]}, "Account": {"Code": "090"}}
        xero.put("Payments", sent | {"Amount": bill["Total"]})

        assert allocate(xero, note, against(bill)).sentences == [
            "The invoice you are trying to allocate to has already been paid off",
            "Credit Note cannot be allocated as amount is greater than amount outstanding",
            "Credit Note cannot be allocated to an incorrect invoice type",
        ]

    @pytest.mark.parametrize("amount", [0, -1, None, "0.004"])
    def test_an_amount_that_is_none(self, xero, note, owed, amount):
        """Nothing, less than nothing, or nothing once it is rounded."""
        assert allocate(xero, note, against(owed, amount)).refusal == (400, 10)
        assert standing(xero, note) == ("AUTHORISED", Decimal("115.00"))

    @pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED"])
    def test_a_credit_note_that_is_not_approved(self, xero, customer, owed, status):
        """It must be AUTHORISED."""
        note = xero.put("CreditNotes", credit_note(customer, Status=status)).record

        assert allocate(xero, note, against(owed)).refusal == (400, 10)

    @pytest.mark.parametrize("status", ["DRAFT", "VOIDED"])
    def test_an_invoice_that_is_not_open(self, xero, customer, note, status):
        """Neither before its approval nor after its end."""
        owed = xero.put("Invoices", invoice(customer, Status="DRAFT")).record
        if status == "VOIDED":
            xero.post(f"Invoices/{owed['InvoiceID']}", {"Status": "AUTHORISED"})
            xero.post(f"Invoices/{owed['InvoiceID']}", {"Status": "VOIDED"})

        assert allocate(xero, note, against(owed)).refusal == (400, 10)

    def test_an_invoice_of_somebody_else(self, xero, note):
        """Credit is for one contact."""
        other = xero.put("Contacts", {"Name": "Somebody Else"}).record
        theirs = xero.put("Invoices", invoice(other)).record

        assert allocate(xero, note, against(theirs)).refusal == (400, 10)

    @pytest.mark.parametrize("named", [None, {}, {"InvoiceID": NOWHERE}, {"InvoiceNumber": "X"}])
    def test_an_invoice_that_nobody_knows(self, xero, note, named):
        """Told in the element, whose id is all zeros."""
        reply = allocate(xero, note, {"Amount": 1, "Invoice": named})

        assert reply.refusal == (400, 10)

    def test_a_credit_note_that_nobody_knows(self, xero, owed):
        """404."""
        assert allocate(xero, {"CreditNoteID": NOWHERE}, against(owed)).status == 404

    @pytest.mark.parametrize(("body", "number"), [("", 17), ("{}", 17), ("{", 14), ("7", 14)])
    def test_a_body_without_allocations(self, xero, note, body, number):
        """Nothing to process, or nothing to read."""
        path = f"CreditNotes/{note['CreditNoteID']}/Allocations"

        assert xero.put(path, body).refusal == (400, number)

    def test_one_bad_allocation_refuses_them_all(self, xero, note, owed):
        """By default; only the bad one is told."""
        reply = allocate(xero, note, against(owed, 10), against(owed, 1000))

        assert [one["Amount"] for one in reply.elements] == [Decimal("1000.00")]
        assert standing(xero, note) == ("AUTHORISED", Decimal("115.00"))
        assert xero.get(f"CreditNotes/{note['CreditNoteID']}").record["Allocations"] == []

    def test_together_they_may_not_exceed_what_is_left(self, xero, note, owed):
        """The second sees what the first has left."""
        reply = allocate(xero, note, against(owed, 60), against(owed, 60))

        assert len(reply.elements) == 1
        assert standing(xero, note) == ("AUTHORISED", Decimal("115.00"))

    def test_unsummarised_the_good_ones_are_made(self, xero, note, owed):
        """200; each with its verdict."""
        sent = (against(owed, 10), against(owed, 1000), against(owed, 5))
        reply = allocate(xero, note, *sent, summarizeErrors="false")

        assert [one["StatusAttributeString"] for one in reply.records] == ["OK", "ERROR", "OK"]
        assert reply.records[1]["ValidationErrors"]
        assert standing(xero, note) == ("AUTHORISED", Decimal("100.00"))

    def test_unsummarised_verdicts_are_attributes_in_xml(self, xero, note, owed):
        """``<Allocation status="ERROR">``, good and bad under one name."""
        path = f"CreditNotes/{note['CreditNoteID']}/Allocations"
        body = {"Allocations": [against(owed, 10), against(owed, 1000)]}
        reply = xero.put(path, body, headers={"Accept": XML}, summarizeErrors="false")
        made = reply.xml.findall("Allocations/Allocation")

        assert [one.get("status") for one in made] == ["OK", "ERROR"]
        assert made[1].findtext("ValidationErrors/ValidationError/Message")

    def test_a_document_with_allocations_is_not_voided(self, xero, note, owed):
        """Neither side of it."""
        allocate(xero, note, against(owed))

        assert xero.post(f"Invoices/{owed['InvoiceID']}", {"Status": "VOIDED"}).status == 400
        assert xero.post(f"CreditNotes/{note['CreditNoteID']}", {"Status": "VOIDED"}).status == 400

    def test_a_new_credit_note_allocates_nothing(self, xero, customer, owed):
        """Allocations inside a credit note are ignored: it takes two calls."""
        sent = credit_note(customer, Allocations=[against(owed)])
        made = xero.put("CreditNotes", sent).record

        assert standing(xero, made) == ("AUTHORISED", Decimal("115.00"))


class TestTakingBack:
    @pytest.fixture
    def made(self, xero, note, owed):
        allocate(xero, note, against(owed, "15.00"))
        return allocate(xero, note, against(owed, "100.00")).record

    def path(self, note, made):
        return f"CreditNotes/{note['CreditNoteID']}/Allocations/{made['AllocationID']}"

    def test_both_sides_are_as_before(self, xero, note, owed, made):
        """And no longer PAID."""
        assert xero.delete(self.path(note, made)).status == 200

        assert standing(xero, owed) == ("AUTHORISED", Decimal("15.00"), Decimal("100.00"))
        assert standing(xero, note) == ("AUTHORISED", Decimal("100.00"))
        assert "FullyPaidOnDate" not in xero.get(f"Invoices/{owed['InvoiceID']}").record

    def test_the_answer_is_a_bare_object(self, xero, note, owed, made):
        """No envelope around it."""
        gone = xero.delete(self.path(note, made)).json

        assert gone["AllocationID"] == made["AllocationID"]
        assert gone["Invoice"] == {"InvoiceID": owed["InvoiceID"]}
        assert gone["IsDeleted"] is True

    def test_in_xml_it_is_a_bare_element(self, xero, note, made):
        """``<Allocation>`` as the root."""
        reply = xero.delete(self.path(note, made), headers={"Accept": XML})

        assert (reply.xml.tag, reply.xml.findtext("IsDeleted")) == ("Allocation", "true")

    def test_it_can_be_done_once(self, xero, note, made):
        """Then there is nothing there: 404."""
        xero.delete(self.path(note, made))

        assert xero.delete(self.path(note, made)).status == 404

    @pytest.mark.parametrize("key", [NOWHERE, NO_ID, "nonsense"])
    def test_what_was_never_made_cannot_be_taken_back(self, xero, note, key):
        """404."""
        assert xero.delete(self.path(note, {"AllocationID": key})).status == 404

    def test_another_credit_note_cannot_take_it_back(self, xero, customer, made):
        """404: an allocation is of one credit note."""
        other = xero.put("CreditNotes", credit_note(customer)).record

        assert xero.delete(self.path(other, made)).status == 404

    def test_what_is_locked_by_now_stays(self, xero, note, owed, made):
        """On both sides."""
        books = next(iter(xero.mock.world.organisations.values()))
        books.organisation = books.organisation.but(period_lock_date=books.today)
        before = standing(xero, owed), standing(xero, note)
        reply = xero.delete(self.path(note, made))

        assert reply.refusal == (400, 10)
        assert reply.sentences == [
            "The document cannot be edited as it is currently dated before the period lock date"
        ]
        assert (standing(xero, owed), standing(xero, note)) == before

    def test_afterwards_the_invoice_can_be_voided(self, xero, customer, owed):
        """Nothing stands in the way."""
        note = xero.put("CreditNotes", credit_note(customer)).record
        made = allocate(xero, note, against(owed)).record
        xero.delete(self.path(note, made))

        assert xero.post(f"Invoices/{owed['InvoiceID']}", {"Status": "VOIDED"}).status == 200
