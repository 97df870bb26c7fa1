"""pyxero, unmodified: it writes XML, reads JSON, and signs in with a browser."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests
import xero.auth
from xero import Xero
from xero.auth import OAuth2Credentials
from xero.exceptions import (
    XeroBadRequest,
    XeroForbidden,
    XeroNotFound,
    XeroRateLimitExceeded,
    XeroUnauthorized,
)

from mockxero.api.limits import PER_MINUTE
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

SCOPES = ["offline_access", "accounting.transactions", "accounting.contacts", "accounting.settings"]


@pytest.fixture(scope="module")
def sign_in():
    """Signs a user of the web app in, at the addresses of a mock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")

        def sign_in(server):
            told = needs(server, app="web")
            patch.setattr(xero.auth, "XERO_OAUTH2_AUTHORIZE_URL", told["XERO_AUTH_URL"])
            patch.setattr(xero.auth, "XERO_OAUTH2_TOKEN_URL", told["XERO_TOKEN_URL"])
            credentials = OAuth2Credentials(
                told["XERO_CLIENT_ID"],
                told["XERO_CLIENT_SECRET"],
                callback_uri=told["XERO_REDIRECT_URI"],
                scope=SCOPES,
            )
            credentials.base_url = server.url
            consent = requests.get(credentials.generate_url(), allow_redirects=False, timeout=10)
            credentials.verify(consent.headers["Location"])
            credentials.set_default_tenant()
            return credentials

        yield sign_in


@pytest.fixture(scope="module")
def books(sign_in, xero):
    return Xero(sign_in(xero))


@pytest.fixture(scope="module")
def contact(books):
    """First comes a customer …"""
    (contact,) = books.contacts.put({"Name": "Ada Lovelace", "EmailAddress": "ada@example.com"})
    return contact


@pytest.fixture(scope="module")
def invoice(books, contact):
    """… then an invoice of two lines …"""
    lines = line("33.77", quantity=3), line("10.31")
    (invoice,) = books.invoices.put(draft(contact, *lines, Reference="Engine"))
    return invoice


@pytest.fixture(scope="module")
def paid(books, invoice):
    """… which is paid in two parts …"""
    (first,) = books.payments.put(payment(invoice, 100, on=YESTERDAY))
    (second,) = books.payments.put(payment(invoice, "28.37", on=TODAY))
    return first, second


@pytest.fixture(scope="module")
def credited(books, contact, paid):
    """… and another, for which a credit note is good."""
    (invoice,) = books.invoices.put(draft(contact, line("200")))
    note = draft(contact, line("100"), Type="ACCRECCREDIT")
    (note,) = books.creditnotes.put(note)
    part = {"Amount": Decimal(60), "Invoice": {"InvoiceID": invoice["InvoiceID"]}}
    books.creditnotes.put_allocation(note["CreditNoteID"], part)
    return invoice, note


def line(unit_amount: str, quantity: int = 1) -> dict[str, Any]:
    return {
        "Description": "Analysis",
        "Quantity": quantity,
        "UnitAmount": Decimal(unit_amount),
        "AccountCode": SALES,
    }


def draft(contact, *lines: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {
        "Type": "ACCREC",
        "Contact": {"ContactID": contact["ContactID"]},
        "Date": YESTERDAY,
        "DueDate": IN_A_FORTNIGHT,
        "LineAmountTypes": "Exclusive",
        "Status": "AUTHORISED",
        "LineItems": [*lines],
        **members,
    }


def payment(invoice, amount, on):
    return {
        "Invoice": {"InvoiceID": invoice["InvoiceID"]},
        "Account": {"Code": BANK},
        "Date": on,
        "Amount": amount,
    }


def midnight(day):
    """A date as pyxero reads it."""
    return datetime.combine(day, time.min, UTC)


class TestSigningIn:
    def test_the_tenant_is_the_organisation(self, books, xero):
        """`set_default_tenant` takes the first connection, and every call is about that one."""
        (organisation,) = books.organisations.all()

        assert organisation["Name"] == "Demo Company (NZ)"
        assert organisation["OrganisationID"] == needs(xero)["XERO_TENANT_ID"]
        assert organisation["IsDemoCompany"] is True

    def test_a_refresh_brings_a_new_pair(self, sign_in, xero):
        """With a Basic header; the new token works."""
        credentials = sign_in(xero)
        before = dict(credentials.token)

        after = credentials.refresh()

        assert after["refresh_token"] != before["refresh_token"]
        assert not credentials.expired()
        assert Xero(credentials).organisations.all()


class TestTheStory:
    def test_tax_is_worked_out_line_by_line(self, invoice):
        """15.1965 and 1.5465 of GST are 15.20 and 1.55, and 16.75 together."""
        assert [line["TaxAmount"] for line in invoice["LineItems"]] == [15.20, 1.55]
        assert (invoice["SubTotal"], invoice["TotalTax"]) == (111.62, 16.75)
        assert (invoice["Total"], invoice["AmountDue"]) == (128.37, 128.37)
        assert (invoice["Date"], invoice["DueDate"]) == (
            midnight(YESTERDAY),
            midnight(IN_A_FORTNIGHT),
        )

    def test_an_invoice_is_paid_when_nothing_is_due(self, books, invoice, paid):
        """Each payment shows the invoice as it stands after it."""
        (found,) = books.invoices.get(invoice["InvoiceID"])

        assert [one["Invoice"]["AmountDue"] for one in paid] == [28.37, 0.0]
        assert (found["Status"], found["AmountPaid"], found["AmountDue"]) == ("PAID", 128.37, 0.0)
        assert found["FullyPaidOnDate"] == midnight(TODAY)

    def test_an_allocation_lowers_both_sides(self, books, credited):
        """XML calls its amount `AppliedAmount`, JSON `Amount`; it is the same 60."""
        (invoice,) = books.invoices.get(credited[0]["InvoiceID"])
        (note,) = books.creditnotes.get(credited[1]["CreditNoteID"])

        assert (invoice["AmountCredited"], invoice["AmountDue"]) == (60.0, 170.0)
        assert (note["Total"], note["RemainingCredit"]) == (115.0, 55.0)
        assert [one["Amount"] for one in note["Allocations"]] == [60.0]

    def test_a_payment_is_taken_back(self, books, contact):
        """`delete` posts a status; the invoice owes it again."""
        (owed,) = books.invoices.put(draft(contact, line("10")))
        (made,) = books.payments.put(payment(owed, "11.50", on=TODAY))

        books.payments.delete(made["PaymentID"])

        (found,) = books.invoices.get(owed["InvoiceID"])
        assert (found["Status"], found["AmountDue"]) == ("AUTHORISED", 11.5)
        assert "FullyPaidOnDate" not in found

    def test_what_was_read_can_be_changed_and_saved(self, books, contact):
        """A whole contact goes back with one member changed."""
        (read,) = books.contacts.get(contact["ContactID"])

        (saved,) = books.contacts.save(read | {"EmailAddress": "countess@example.com"})

        assert saved["ContactID"] == contact["ContactID"]
        assert saved["EmailAddress"] == "countess@example.com"

    def test_every_step_was_told_over_webhooks(self, contact, invoice, credited, told):
        """In the order in which it happened, and signed."""
        first, second = invoice["InvoiceID"], credited[0]["InvoiceID"]
        note = credited[1]["CreditNoteID"]

        assert told(contact["ContactID"])[0] == ("CONTACT", "CREATE", contact["ContactID"])
        assert told(first, second, note) == [
            ("INVOICE", "CREATE", first),
            ("INVOICE", "UPDATE", first),
            ("INVOICE", "UPDATE", first),
            ("INVOICE", "CREATE", second),
            ("CREDITNOTE", "CREATE", note),
            ("CREDITNOTE", "UPDATE", note),
            ("INVOICE", "UPDATE", second),
        ]


class TestReading:
    def test_keywords_become_a_filter(self, books, contact, invoice, credited):
        """Ids, dates and prefixes: each in the words of the query language."""
        mine = {"Contact_ContactID": contact["ContactID"]}

        found = books.invoices.filter(
            Date__gte=YESTERDAY, Reference__startswith="Eng", Reference__isnull=False, **mine
        )

        assert [one["InvoiceID"] for one in found] == [invoice["InvoiceID"]]

    def test_pages_are_cut_from_an_ordered_list(self, books, contact, invoice, credited):
        """One a page, in the order of the numbers, and nothing beyond the last."""
        numbers = [invoice["InvoiceNumber"], credited[0]["InvoiceNumber"]]
        asked = {"InvoiceNumbers": numbers, "order": "InvoiceNumber DESC", "pageSize": 1}

        pages = [books.invoices.filter(page=page, **asked) for page in (1, 2, 3)]

        assert [[one["InvoiceNumber"] for one in page] for page in pages] == [
            numbers[1:],
            numbers[:1],
            [],
        ]

    def test_only_what_was_modified_since(self, books, invoice):
        """The moment travels as RFC 1123 has it."""
        an_hour_ago = datetime.now(UTC) - timedelta(hours=1)

        found = books.invoices.filter(since=an_hour_ago)

        assert invoice["InvoiceID"] in {one["InvoiceID"] for one in found}

    def test_a_note_is_the_newest_line_of_the_history(self, books, invoice, paid):
        """Both paths are written in lower case, one of them with a slash at its end."""
        books.invoices.put_history(invoice["InvoiceID"], "Rang twice")

        history = books.invoices.get_history(invoice["InvoiceID"])["HistoryRecords"]

        assert (history[0]["Changes"], history[0]["Details"]) == ("Note", "Rang twice")
        assert history[-1]["Changes"] == "Created"


class TestRefusals:
    def test_a_settled_invoice_takes_no_more_money(self, books, invoice, paid):
        """Both of Xero's sentences come."""
        with pytest.raises(XeroBadRequest) as refused:
            books.payments.put(payment(invoice, 1, on=TODAY))

        assert refused.value.errors == PAID_TWICE
        assert str(refused.value).startswith("ValidationException: A validation exception occurred")

    def test_an_element_that_xero_does_not_know(self, books, contact):
        """XML is read strictly: the refusal names the element."""
        with pytest.raises(XeroBadRequest, match="The element 'Colour' was not recognised"):
            books.invoices.put(draft(contact, line("1"), Colour="red"))

    def test_an_unknown_id_is_not_found(self, books):
        """In plain words."""
        with pytest.raises(XeroNotFound, match="The resource you're looking for cannot be found"):
            books.contacts.get(NOWHERE)

    def test_another_tenant_is_forbidden(self, sign_in, xero):
        """Whoever is not connected stays outside."""
        credentials = sign_in(xero)
        credentials.tenant_id = NOWHERE

        with pytest.raises(XeroForbidden, match="AuthenticationUnsuccessful"):
            Xero(credentials).contacts.all()

    def test_a_token_that_is_none(self, xero):
        """pyxero finds the word it looks for."""
        told = needs(xero, app="web")
        credentials = OAuth2Credentials(
            told["XERO_CLIENT_ID"],
            told["XERO_CLIENT_SECRET"],
            token={"access_token": "no token at all", "token_type": "Bearer"},
            tenant_id=told["XERO_TENANT_ID"],
        )
        credentials.base_url = xero.url

        with pytest.raises(XeroUnauthorized) as refused:
            Xero(credentials).contacts.all()

        assert refused.value.errors == ["AuthenticationUnsuccessful"]

    def test_too_many_calls_a_minute(self, serve, sign_in):
        """pyxero learns from a header which limit it was; there is no body."""
        strict = serve(enforce_limits=True, auto_approve=True)
        books = Xero(sign_in(strict))
        for _ in range(PER_MINUTE):
            books.organisations.all()

        with pytest.raises(XeroRateLimitExceeded) as refused:
            books.organisations.all()

        assert refused.value.errors == ["rate limit exceeded: minute"]
