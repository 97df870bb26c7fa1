"""E-mails and online invoices."""

from datetime import timedelta

import pytest

from mockxero.primitives.clock import FrozenClock
from tests.api.client import NOWHERE, XML, Xero, invoice
from tests.api.conftest import NOON

NOT_A_SALE = "Only ACCREC invoices can be emailed."
NOT_READY = "Only SUBMITTED, AUTHORISED or PAID invoices can be emailed."
NO_ADDRESS = "The contact does not have an email address."
NO_MORE = "The daily limit of emails for this organisation has been reached."
NO_SALE_ONLINE = "Online invoices are only available for ACCREC invoices."
NOT_ONLINE = "Online invoices are not available for {} invoices."


@pytest.fixture(scope="module")
def used_mock(open_mock):
    """One whose demo company may send three e-mails a day."""
    return open_mock(FrozenClock(NOON), emails=3)


@pytest.fixture
def customer(xero):
    persons = [
        {"FirstName": "Bob", "EmailAddress": "bob@example.com", "IncludeInEmails": True},
        {"FirstName": "Eve", "EmailAddress": "eve@example.com", "IncludeInEmails": False},
    ]
    ada = {"Name": "Ada", "EmailAddress": "ada@example.com", "ContactPersons": persons}
    return xero.put("Contacts", ada).record


def sale(xero, contact, **members):
    made = xero.put("Invoices", invoice(contact, **members)).record
    return f"Invoices/{made['InvoiceID']}"


class TestEmail:
    @pytest.mark.parametrize("body", [None, "", {}, b"<x/>", {"Status": "OK"}])
    def test_an_invoice_is_sent(self, xero, customer, body):
        """204 without a word; whatever the body says."""
        path = sale(xero, customer)
        reply = xero.post(f"{path}/Email", body)

        assert (reply.status, reply.content, reply.type) == (204, b"", None)
        assert xero.get(path).record["SentToContact"] is True

    def test_history_says_to_whom(self, xero, customer, clock):
        """The contact, and the persons who are included; and the invoice was modified."""
        path = sale(xero, customer)
        before = xero.get(path).record["UpdatedDateUTC"]
        clock.advance(timedelta(minutes=1))
        xero.post(f"{path}/Email", None)
        newest = xero.get(f"{path}/History").records[0]

        assert newest["Changes"] == "Invoice sent"
        assert newest["Details"] == (
            "This invoice has been sent to ada@example.com, bob@example.com."
        )
        assert xero.get(path).record["UpdatedDateUTC"] > before

    def test_it_may_be_sent_again(self, xero, customer):
        path = sale(xero, customer)

        assert [xero.post(f"{path}/email", None).status for _ in range(3)] == [204] * 3

    @pytest.mark.parametrize("status", ["SUBMITTED", "AUTHORISED", "PAID"])
    def test_it_has_to_be_complete(self, xero, customer, status):
        """Submitted, approved or paid."""
        path = sale(xero, customer, Status="AUTHORISED" if status == "PAID" else status)
        if status == "PAID":
            owed = {"InvoiceID": path.partition("/")[2]}
            pay = {"Invoice": owed, "Account": {"Code": "090"}, "Amount": 115}
            xero.put("Payments", pay)

        assert xero.get(path).record["Status"] == status
        assert xero.post(f"{path}/Email", None).status == 204

    @pytest.mark.parametrize(
        ("members", "then", "address", "sentences"),
        [
            ({"Status": "DRAFT"}, None, "a@b.co", [NOT_READY]),
            ({"Status": "DRAFT"}, "DELETED", "a@b.co", [NOT_READY]),
            ({}, "VOIDED", "a@b.co", [NOT_READY]),
            ({"Type": "ACCPAY"}, None, "a@b.co", [NOT_A_SALE]),
            ({}, None, "", [NO_ADDRESS]),
            ({"Type": "ACCPAY", "Status": "DRAFT"}, None, "", [NOT_A_SALE, NOT_READY, NO_ADDRESS]),
        ],
    )
    def test_each_refusal_in_its_words(self, xero, members, then, address, sentences):
        """400 in both tongues, with the invoice; it was not sent, and nothing is counted."""
        contact = xero.put("Contacts", {"Name": "Eve", "EmailAddress": address}).record
        path = sale(xero, contact, **members)
        if then is not None:
            xero.post(path, {"Status": then})
        before = xero.get(f"{path}/History").records
        reply = xero.post(f"{path}/Email", None)
        in_xml = xero.post(f"{path}/Email", None, headers={"Accept": XML}).xml

        assert reply.refusal == (400, 10)
        assert reply.sentences == sentences
        assert reply.elements[0]["InvoiceID"] == path.partition("/")[2]
        assert [one.text for one in in_xml.iter("Message")][1:] == sentences
        assert xero.get(path).record.get("SentToContact") is not True
        assert xero.get(f"{path}/History").records == before

    def test_an_unknown_one_is_not_found(self, xero):
        assert xero.post(f"Invoices/{NOWHERE}/Email", None).status == 404
        assert xero.get(f"Invoices/{NOWHERE}/Email").status == 501

    def test_it_takes_the_scope_to_write(self, mock, xero, customer):
        path = f"{sale(xero, customer)}/Email"

        assert Xero(mock, scopes=("accounting.invoices",)).post(path, None).status == 204
        assert Xero(mock, scopes=("accounting.invoices.read",)).post(path, None).status == 401


class TestTheQuota:
    def test_a_fourth_email_of_three_is_refused(self, xero, customer):
        """Until tomorrow; what is refused for other reasons does not count."""
        path, draft = sale(xero, customer), sale(xero, customer, Status="DRAFT")
        xero.post(f"{draft}/Email", None)
        for _ in range(3):
            assert xero.post(f"{path}/Email", None).status == 204
        other = sale(xero, customer)
        reply = xero.post(f"{other}/Email", None)

        assert reply.refusal == (400, 10)
        assert reply.sentences == [NO_MORE]
        assert xero.get(other).record["SentToContact"] is False

    def test_tomorrow_is_another_day(self, xero, customer, clock):
        """Where the organisation is; a reset is a new day, too."""
        path = sale(xero, customer)
        for _ in range(4):
            last = xero.post(f"{path}/Email", None).status
        clock.advance(timedelta(days=1))

        assert last == 400
        assert Xero(xero.mock).post(f"{path}/Email", None).status == 204

    def test_a_reset_gives_it_back(self, mock, xero, customer):
        for _ in range(3):
            xero.post(f"{sale(xero, customer)}/Email", None)
        mock.reset()
        eve = xero.put("Contacts", {"Name": "E", "EmailAddress": "e@example.com"}).record

        assert xero.post(f"{sale(xero, eve)}/Email", None).status == 204

    def test_a_demo_company_may_send_none(self, open_mock):
        """As at Xero, unless the mock is told otherwise."""
        xero = Xero(open_mock(FrozenClock(NOON)))
        eve = xero.put("Contacts", {"Name": "Eve", "EmailAddress": "eve@example.com"}).record
        path = sale(xero, eve)
        reply = xero.post(f"{path}/Email", None)

        assert reply.refusal == (400, 10)
        assert reply.sentences == [NO_MORE]
        assert xero.get(path).record["SentToContact"] is False


class TestOnlineInvoice:
    def test_it_has_an_address(self, xero, customer):
        """Forty letters and digits, the same ones whenever it is asked for."""
        path = f"{sale(xero, customer)}/OnlineInvoice"
        told = xero.get(path).json

        assert list(told)[-1] == "OnlineInvoices"
        (found,) = told["OnlineInvoices"]
        assert list(found) == ["OnlineInvoiceUrl"]
        host, _, mark = found["OnlineInvoiceUrl"].rpartition("/")
        assert host == "https://in.xero.com"
        assert len(mark) == 40
        assert mark.isalnum()
        assert xero.get(path.lower()).record == found

    def test_each_has_its_own(self, xero, customer):
        paths = [f"{sale(xero, customer)}/OnlineInvoice" for _ in range(5)]

        assert len({xero.get(path).record["OnlineInvoiceUrl"] for path in paths}) == 5

    def test_xml_nests_it(self, xero, customer):
        """# seen: XeroAPI/xero-node#186"""
        path = f"{sale(xero, customer)}/OnlineInvoice"
        found = xero.get(path, headers={"Accept": XML}).xml

        url = found.findtext("OnlineInvoices/OnlineInvoice/OnlineInvoiceUrl") or ""
        assert url.startswith("https://in.xero.com/")

    @pytest.mark.parametrize("status", ["SUBMITTED", "AUTHORISED"])
    def test_it_is_for_what_a_customer_may_see(self, xero, customer, status):
        assert xero.get(f"{sale(xero, customer, Status=status)}/OnlineInvoice").status == 200

    @pytest.mark.parametrize(
        ("members", "then", "sentences"),
        [
            ({"Status": "DRAFT"}, None, [NOT_ONLINE.format("DRAFT")]),
            ({"Status": "DRAFT"}, "DELETED", [NOT_ONLINE.format("DELETED")]),
            ({}, "VOIDED", [NOT_ONLINE.format("VOIDED")]),
            ({"Type": "ACCPAY"}, None, [NO_SALE_ONLINE]),
            (
                {"Type": "ACCPAY", "Status": "DRAFT"},
                None,
                [NO_SALE_ONLINE, NOT_ONLINE.format("DRAFT")],
            ),
        ],
    )
    def test_each_refusal_in_its_words(self, xero, customer, members, then, sentences):
        """400 in both tongues."""
        path = sale(xero, customer, **members)
        if then is not None:
            xero.post(path, {"Status": then})
        reply = xero.get(f"{path}/OnlineInvoice")
        in_xml = xero.get(f"{path}/OnlineInvoice", headers={"Accept": XML}).xml

        assert reply.refusal == (400, 10)
        assert reply.sentences == sentences
        assert [one.text for one in in_xml.iter("Message")][1:] == sentences

    def test_an_unknown_one_is_not_found(self, xero):
        assert xero.get(f"Invoices/{NOWHERE}/OnlineInvoice").status == 404
        assert xero.put(f"Invoices/{NOWHERE}/OnlineInvoice", {}).status == 501
