"""XML from one end to the other, as the oldest clients speak it; xeroizer sends forms."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

import pytest
import requests
from defusedxml.ElementTree import fromstring

from tests.sdk.integration import (
    BANK,
    IN_A_FORTNIGHT,
    NOWHERE,
    PAID_TWICE,
    SALES,
    TODAY,
    YESTERDAY,
    needs,
)

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
ADA = "Ada Lovelace & Dæmon"
TAKEN = (
    f"The contact name {ADA} is already assigned to another contact. "
    "The contact name must be unique across all active contacts."
)
UNREADABLE = {
    "<Contact><name>Ada</name></Contact>": "The element 'name' was not recognised. Ensure the",
    "<Contact><Name>A</Name><Name>B</Name></Contact>": "The element 'Name' was not recognised.",
    "<Contact><Name>Ada</Name>": "Xml for post data was invalid, ",
    '<!DOCTYPE x [<!ENTITY a "!">]><Contact><Name>&a;</Name></Contact>': (
        "Xml for post data was invalid, "
    ),
    "<Contact><ContactID>12</ContactID></Contact>": "Guid should contain 32 digits with 4 dashes",
}
"""What is wrong with each document, in Xero's words as far as they are known."""

Send = Callable[[str], dict[str, Any]]
"""A way to send a document: what to hand to ``requests``."""


def as_form(document: str) -> dict[str, Any]:
    """As xeroizer: ``xml=`` and the document, percent-encoded."""
    return {"data": {"xml": document}}


def as_application_xml(document: str) -> dict[str, Any]:
    """As pyxero and Xero-Net."""
    return {"data": document.encode(), "headers": {"Content-Type": "application/xml"}}


def as_text_xml(document: str) -> dict[str, Any]:
    """As calcinai/xero-php."""
    return {"data": document.encode(), "headers": {"Content-Type": "text/xml; charset=utf-8"}}


class Client:
    """Plain HTTP without an Accept header, like xeroizer's."""

    def __init__(self, xero):
        told = needs(xero)
        self.base_url = told["XERO_BASE_URL"]
        self.session = requests.Session()
        del self.session.headers["Accept"]
        self.session.headers["Authorization"] = f"Bearer {told['XERO_ACCESS_TOKEN']}"
        self.session.headers["Xero-tenant-id"] = told["XERO_TENANT_ID"]
        self.session.headers["charset"] = "utf-8"

    def ask(self, method, path, **arguments):
        return self.session.request(method, f"{self.base_url}/{path}", timeout=10, **arguments)

    def get(self, path, **query):
        return read(self.ask("GET", path, params=query))

    def put(self, path, document, send: Send = as_form):
        return read(self.ask("PUT", path, **send(document)))

    def refused(self, path, document, send: Send = as_form):
        return read(self.ask("PUT", path, **send(document)), status=400)


def read(answer: requests.Response, status: int = 200) -> Element:
    assert (answer.status_code, answer.headers["Content-Type"]) == (
        status,
        "text/xml; charset=utf-8",
    )
    root: Element = fromstring(answer.content, forbid_dtd=True)
    return root


def texts(root: Element, path: str) -> list[str | None]:
    return [found.text for found in root.findall(path)]


def contact(name: str, email: str = "") -> str:
    return f"<Contact><Name>{escape(name)}</Name><EmailAddress>{email}</EmailAddress></Contact>"


def draft(name: str, type: str, contact_id: str, *lines: str) -> str:
    """An approved document."""
    return (
        f"<{name}><Type>{type}</Type><Contact><ContactID>{contact_id}</ContactID></Contact>"
        f"<Date>{YESTERDAY}</Date><DueDate>{IN_A_FORTNIGHT}T00:00:00</DueDate>"
        "<LineAmountTypes>Exclusive</LineAmountTypes><Status>AUTHORISED</Status>"
        f"<LineItems>{''.join(lines)}</LineItems></{name}>"
    )


def line(unit_amount: str, quantity: int = 1) -> str:
    return (
        f"<LineItem><Description>Analysis</Description><Quantity>{quantity}</Quantity>"
        f"<UnitAmount>{unit_amount}</UnitAmount><AccountCode>{SALES}</AccountCode></LineItem>"
    )


def payment(invoice_id: str, amount: str, on: object) -> str:
    return (
        f"<Payment><Invoice><InvoiceID>{invoice_id}</InvoiceID></Invoice>"
        f"<Account><Code>{BANK}</Code></Account><Date>{on}</Date><Amount>{amount}</Amount></Payment>"
    )


@pytest.fixture(scope="module")
def client(xero):
    return Client(xero)


@pytest.fixture(scope="module")
def contact_id(client):
    """First comes a customer …"""
    made = client.put("Contacts", contact(ADA, "ada@example.com"))
    return made.findtext("Contacts/Contact/ContactID")


@pytest.fixture(scope="module")
def invoice(client, contact_id):
    """… then an invoice of two lines …"""
    lines = line("33.77", quantity=3), line("10.31")
    invoices = f"<Invoices>{draft('Invoice', 'ACCREC', contact_id, *lines)}</Invoices>"
    return client.put("Invoices", invoices, as_application_xml).find("Invoices/Invoice")


@pytest.fixture(scope="module")
def invoice_id(invoice):
    return invoice.findtext("InvoiceID")


@pytest.fixture(scope="module")
def paid(client, invoice_id):
    """… which is paid in two parts …"""
    parts = payment(invoice_id, "100", on=YESTERDAY), payment(invoice_id, "28.37", on=TODAY)
    return [client.put("Payments", part, as_text_xml) for part in parts]


@pytest.fixture(scope="module")
def credited(client, contact_id, paid):
    """… and another, for which a credit note is good."""
    made = client.put("Invoices", draft("Invoice", "ACCREC", contact_id, line("200")))
    invoice_id = made.findtext("Invoices/Invoice/InvoiceID")
    made = client.put("CreditNotes", draft("CreditNote", "ACCRECCREDIT", contact_id, line("100")))
    note_id = made.findtext("CreditNotes/CreditNote/CreditNoteID")
    part = (
        "<Allocations><Allocation><AppliedAmount>60</AppliedAmount>"
        f"<Invoice><InvoiceID>{invoice_id}</InvoiceID></Invoice></Allocation></Allocations>"
    )
    client.put(f"CreditNotes/{note_id}/Allocations", part)
    return invoice_id, note_id


class TestTheTongue:
    @pytest.mark.parametrize("accept", [None, "*/*", "text/xml", "application/xml", "text/html"])
    def test_xml_is_what_xero_speaks(self, client, accept):
        """Unless JSON is asked for by name."""
        answer = client.ask("GET", "Organisation", headers={"Accept": accept})

        assert read(answer).findtext("Organisations/Organisation/Name") == "Demo Company (NZ)"

    def test_an_answer_has_a_head(self, client):
        """Its id is the one in the header; there is no declaration before it."""
        answer = client.ask("GET", "Currencies")

        root = read(answer)
        assert answer.text.startswith("<Response xmlns:xsd=")
        assert [child.tag for child in root] == [
            "Id",
            "Status",
            "ProviderName",
            "DateTimeUTC",
            "Currencies",
        ]
        assert root.findtext("Id") == answer.headers["Xero-Correlation-Id"]
        assert root.findtext("Status") == "OK"

    @pytest.mark.parametrize("send", [as_form, as_application_xml, as_text_xml])
    def test_documents_arrive_under_any_type(self, client, send):
        """Accents, ampersands, percent and plus signs included."""
        name = f"Café & Söhne 100% + {send.__name__}"

        made = client.put("Contacts", contact(name), send)

        assert texts(made, "Contacts/Contact/Name") == [name]

    def test_json_goes_in_where_xml_comes_out(self, client):
        """What is sent and what is wanted are two questions."""
        answer = client.ask("PUT", "Contacts", json={"Name": "Charles Babbage"})

        assert read(answer).findtext("Contacts/Contact/Name") == "Charles Babbage"


class TestTheStory:
    def test_tax_is_worked_out_line_by_line(self, invoice):
        """15.1965 and 1.5465 of GST are 15.20 and 1.55, and 16.75 together."""
        assert texts(invoice, "LineItems/LineItem/TaxAmount") == ["15.20", "1.55"]
        assert texts(invoice, "LineItems/LineItem/TaxType") == ["OUTPUT2", "OUTPUT2"]
        totals = [invoice.findtext(name) for name in ("SubTotal", "TotalTax", "Total", "AmountDue")]
        assert totals == ["111.62", "16.75", "128.37", "128.37"]

    def test_days_are_midnights(self, invoice):
        """XML has no readable companions of dates."""
        assert invoice.findtext("Date") == f"{YESTERDAY}T00:00:00"
        assert invoice.findtext("DueDate") == f"{IN_A_FORTNIGHT}T00:00:00"
        assert not [child.tag for child in invoice if child.tag.endswith("String")]

    def test_an_invoice_is_paid_when_nothing_is_due(self, client, invoice_id, paid):
        """Each payment shows the invoice as it stands after it."""
        (found,) = client.get(f"Invoices/{invoice_id}").findall("Invoices/Invoice")

        due = [one.findtext("Payments/Payment/Invoice/AmountDue") for one in paid]
        assert due == ["28.37", "0.00"]
        assert (found.findtext("Status"), found.findtext("AmountDue")) == ("PAID", "0.00")
        assert found.findtext("FullyPaidOnDate") == f"{TODAY}T00:00:00"
        assert texts(found, "Payments/Payment/Amount") == ["100.00", "28.37"]

    def test_an_allocation_lowers_both_sides(self, client, credited):
        """The note lists it, under the name that XML has for its amount."""
        invoice_id, note_id = credited
        (invoice,) = client.get(f"Invoices/{invoice_id}").findall("Invoices/Invoice")
        (note,) = client.get(f"CreditNotes/{note_id}").findall("CreditNotes/CreditNote")

        assert invoice.findtext("AmountCredited") == "60.00"
        assert invoice.findtext("AmountDue") == "170.00"
        assert note.findtext("RemainingCredit") == "55.00"
        assert texts(note, "Allocations/Allocation/AppliedAmount") == ["60.00"]

    def test_every_step_was_told_over_webhooks(self, contact_id, invoice_id, credited, told):
        """In the order in which it happened, and signed."""
        second, note = credited

        assert told(contact_id, invoice_id, second, note) == [
            ("CONTACT", "CREATE", contact_id),
            ("INVOICE", "CREATE", invoice_id),
            ("INVOICE", "UPDATE", invoice_id),
            ("INVOICE", "UPDATE", invoice_id),
            ("INVOICE", "CREATE", second),
            ("CREDITNOTE", "CREATE", note),
            ("CREDITNOTE", "UPDATE", note),
            ("INVOICE", "UPDATE", second),
        ]


class TestReading:
    def test_lists_are_filtered_ordered_and_paged(self, client, invoice_id, credited):
        """Xeroizer compares ids as text, and reads on until a page is empty."""
        ids = " OR ".join(f'InvoiceID.ToString()=="{one}"' for one in (invoice_id, credited[0]))
        asked = {"where": ids, "order": "Total DESC", "pageSize": 1}

        pages = [client.get("Invoices", page=page, **asked) for page in (1, 2, 3)]

        assert [texts(page, "Invoices/Invoice/InvoiceID") for page in pages] == [
            [credited[0]],
            [invoice_id],
            [],
        ]
        assert [child.text for child in pages[0].find("pagination")] == ["1", "1", "2", "2"]
        assert pages[2].find("Invoices") is not None

    def test_a_list_without_pages_leaves_the_lines_out(self, client, invoice_id):
        """Their element is there, and empty."""
        listed = client.get("Invoices", IDs=invoice_id)

        (lines,) = listed.findall("Invoices/Invoice/LineItems")
        assert len(lines) == 0
        assert listed.find("pagination") is None

    def test_a_note_is_the_newest_line_of_the_history(self, client, invoice_id, paid):
        """Above what was done to the invoice."""
        note = "<HistoryRecord><Details>Rang twice</Details></HistoryRecord>"
        client.put(f"Invoices/{invoice_id}/History", note)

        history = client.get(f"Invoices/{invoice_id}/History").findall(
            "HistoryRecords/HistoryRecord"
        )

        assert (history[0].findtext("Changes"), history[0].findtext("Details")) == (
            "Note",
            "Rang twice",
        )
        assert history[-1].findtext("Changes") == "Created"


class TestRefusals:
    def test_a_settled_invoice_takes_no_more_money(self, client, invoice_id, paid):
        """The exception holds the payment as it was understood, and both of Xero's sentences."""
        refused = client.refused("Payments", payment(invoice_id, "1", on=TODAY))

        assert refused.tag == "ApiException"
        assert refused.findtext("ErrorNumber") == "10"
        assert refused.findtext("Type") == "ValidationException"
        assert refused.findtext("Message") == "A validation exception occurred"
        (element,) = refused.findall("Elements/DataContractBase")
        assert element.get(XSI_TYPE) == "Payment"
        assert texts(element, "ValidationErrors/ValidationError/Message") == PAID_TWICE
        assert element.findtext("Invoice/InvoiceID") == invoice_id

    def test_unsummarised_errors_come_inside_a_good_answer(self, client, contact_id):
        """What became of each is an attribute."""
        contacts = f"<Contacts>{contact(ADA)}{contact('Mary Somerville')}</Contacts>"

        answer = client.put("Contacts?summarizeErrors=false", contacts)

        refused, made = answer.findall("Contacts/Contact")
        assert (refused.get("status"), made.get("status")) == ("ERROR", "OK")
        assert texts(refused, "ValidationErrors/ValidationError/Message") == [TAKEN]
        assert made.findtext("Name") == "Mary Somerville"

    @pytest.mark.parametrize("document", UNREADABLE)
    def test_what_cannot_be_read(self, client, document):
        """Wrong names, broken documents, entities and ids are all the same exception."""
        refused = client.refused("Contacts", document)

        assert refused.findtext("ErrorNumber") == "14"
        assert refused.findtext("Type") == "PostDataInvalidException"
        assert refused.findtext("Message").startswith(UNREADABLE[document])

    @pytest.mark.parametrize("document", ["", "<Contacts />", "<Contacts><Contact /></Contacts>"])
    def test_nothing_to_do(self, client, document):
        """The misspelling is Xero's."""
        refused = client.refused("Contacts", document)

        assert refused.findtext("Type") == "NoDataProcessedException"
        assert refused.findtext("Message") == (
            "No data has been processed for this endpoint. This endpoint is expecting Contact data "
            "to be specifed in the request body."
        )

    def test_a_filter_that_cannot_be_understood(self, client):
        """The query parser's own words."""
        answer = client.ask("GET", "Invoices", params={"where": "Status=='PAID'"})

        refused = read(answer, status=400)
        assert refused.findtext("ErrorNumber") == "16"
        assert refused.findtext("Message") == "Character literal must contain exactly one character"

    def test_what_xero_does_not_offer(self, client):
        """501, with a body of its own."""
        answer = client.ask("POST", "Organisation", **as_form("<Organisation />"))

        refused = read(answer, status=501)
        assert refused.findtext("Type") == "ApiMethodNotImplementedException"
        assert refused.findtext("Message") == "The Api Method called is not implemented"

    def test_an_unknown_id_is_not_found(self, client):
        """Plain words under an HTML type."""
        answer = client.ask("GET", f"Invoices/{NOWHERE}")

        assert (answer.status_code, answer.headers["Content-Type"]) == (
            404,
            "text/html; charset=utf-8",
        )
        assert answer.text == "The resource you're looking for cannot be found"

    def test_at_the_gate_it_is_always_json(self, client):
        """Even for those who speak XML: xeroizer reads it so."""
        answer = client.ask("GET", "Contacts", headers={"Authorization": "Bearer nobody's"})

        assert (answer.status_code, answer.headers["Content-Type"]) == (
            401,
            "application/json; charset=utf-8",
        )
        assert answer.json()["Detail"] == "AuthenticationUnsuccessful"
