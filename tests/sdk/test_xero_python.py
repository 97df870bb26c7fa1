"""Xero's own Python SDK, unmodified: from a token to a paid invoice, told over webhooks."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from xero_python.accounting import (
    Account,
    AccountingApi,
    Allocation,
    Allocations,
    Contact,
    Contacts,
    CreditNote,
    CreditNotes,
    HistoryRecord,
    HistoryRecords,
    Invoice,
    Invoices,
    LineAmountTypes,
    LineItem,
    Payment,
)
from xero_python.api_client.oauth2 import TokenApi
from xero_python.exceptions import AccountingBadRequestException, HTTPStatusException
from xero_python.identity import IdentityApi

from tests.sdk.integration import (
    BANK,
    IN_A_FORTNIGHT,
    NOWHERE,
    PAID_TWICE,
    SALES,
    TODAY,
    YESTERDAY,
    needs,
    sdk,
)

DUPLICATE = (
    "The contact name Ada Lovelace is already assigned to another contact. "
    "The contact name must be unique across all active contacts."
)


# --- signing in -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client(xero):
    """A custom connection's; its token endpoint is the mock's, and nothing else is changed."""
    told = needs(xero)
    client = sdk(told, token={})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TokenApi, "client_credentials_token_url", told["XERO_TOKEN_URL"])
        client.get_client_credentials_token()
    return client


@pytest.fixture(scope="module")
def tenant(client, xero):
    (connection,) = IdentityApi(client, base_url=xero.url).get_connections()
    return connection.tenant_id


@pytest.fixture(scope="module")
def api(client, xero):
    return AccountingApi(client, base_url=needs(xero)["XERO_BASE_URL"])


def test_the_helper_for_client_credentials_gets_a_token(client):
    """It asks for no scope, so it gets them all; nothing is there to be refreshed."""
    token = client.get_oauth2_token()

    assert (token["token_type"], token["expires_in"]) == ("Bearer", 1800)
    assert {"accounting.transactions", "accounting.contacts"} < {*token["scope"].split()}
    assert "refresh_token" not in token


def test_the_connection_is_to_the_organisation(client, api, tenant, xero):
    """The tenant id of the connection is the id of the organisation, under the same name."""
    (connection,) = IdentityApi(client, base_url=xero.url).get_connections()
    (organisation,) = api.get_organisations(tenant).organisations

    assert connection.tenant_type == "ORGANISATION"
    assert connection.tenant_name == organisation.name == "Demo Company (NZ)"
    assert connection.tenant_id == organisation.organisation_id


# --- the story ------------------------------------------------------------------------------------


class Paid(NamedTuple):
    """The invoices that the two payments came back with, as they stood then."""

    first: Invoice
    second: Invoice


class Credited(NamedTuple):
    invoice: Invoice
    note: CreditNote
    allocation: Allocation


@pytest.fixture(scope="module")
def contact(api, tenant):
    """First comes a customer …"""
    ada = Contact(name="Ada Lovelace", email_address="ada@example.com", is_customer=True)
    (contact,) = api.create_contacts(tenant, Contacts(contacts=[ada])).contacts
    return contact


@pytest.fixture(scope="module")
def invoice(api, tenant, contact):
    """… then an invoice of two lines …"""
    lines = line("33.77", quantity=3), line("10.31")
    (invoice,) = invoiced(api, tenant, contact, *lines, reference="Engine").invoices
    return invoice


@pytest.fixture(scope="module")
def paid(api, tenant, invoice):
    """… which is paid in two parts …"""
    (first,) = pay(api, tenant, invoice, 100, on=YESTERDAY).payments
    (second,) = pay(api, tenant, invoice, 28.37, on=TODAY).payments
    return Paid(first.invoice, second.invoice)


@pytest.fixture(scope="module")
def credited(api, tenant, contact, paid):
    """… and another, for which a credit note is good."""
    (invoice,) = invoiced(api, tenant, contact, line("200")).invoices
    draft = CreditNote(
        type="ACCRECCREDIT",
        contact=Contact(contact_id=contact.contact_id),
        date=TODAY,
        status="AUTHORISED",
        line_items=[line("100")],
    )
    (note,) = api.create_credit_notes(tenant, CreditNotes(credit_notes=[draft])).credit_notes
    part = Allocation(amount=60, date=TODAY, invoice=Invoice(invoice_id=invoice.invoice_id))
    answer = api.create_credit_note_allocation(
        tenant, note.credit_note_id, Allocations(allocations=[part])
    )
    return Credited(invoice, note, answer.allocations[0])


def line(unit_amount: str, quantity: int = 1) -> LineItem:
    return LineItem(
        description="Analysis",
        quantity=quantity,
        unit_amount=Decimal(unit_amount),
        account_code=SALES,
    )


def invoiced(api, tenant, contact, *lines: LineItem, **members: Any) -> Invoices:
    draft = Invoice(
        type="ACCREC",
        contact=Contact(contact_id=contact.contact_id),
        date=YESTERDAY,
        due_date=IN_A_FORTNIGHT,
        line_amount_types=LineAmountTypes.EXCLUSIVE,
        status="AUTHORISED",
        line_items=[*lines],
        **members,
    )
    return api.create_invoices(tenant, Invoices(invoices=[draft]))


def pay(api, tenant, invoice, amount, on):
    return api.create_payment(
        tenant,
        Payment(
            invoice=Invoice(invoice_id=invoice.invoice_id),
            account=Account(code=BANK),
            date=on,
            amount=amount,
        ),
    )


def test_a_contact_is_made(contact, api, tenant):
    """It is active and found again by its id; whether it is a customer is not for us to say."""
    (found,) = api.get_contact(tenant, contact.contact_id).contacts

    assert (found.name, found.contact_status) == ("Ada Lovelace", "ACTIVE")
    assert found.email_address == "ada@example.com"
    assert contact.is_customer is False


def test_tax_is_worked_out_line_by_line(invoice):
    """15.1965 and 1.5465 of GST are 15.20 and 1.55, and 16.75 together."""
    assert [item.tax_amount for item in invoice.line_items] == [Decimal("15.20"), Decimal("1.55")]
    assert [item.tax_type for item in invoice.line_items] == ["OUTPUT2", "OUTPUT2"]
    assert (invoice.sub_total, invoice.total_tax) == (Decimal("111.62"), Decimal("16.75"))
    assert (invoice.total, invoice.amount_due) == (Decimal("128.37"), Decimal("128.37"))
    assert invoice.date == YESTERDAY
    assert invoice.due_date == IN_A_FORTNIGHT


def test_the_invoice_makes_a_customer(invoice, contact, api, tenant):
    """The contact is one from the first invoice on."""
    (found,) = api.get_contact(tenant, contact.contact_id).contacts

    assert found.is_customer is True
    assert found.is_supplier is False


def test_an_invoice_is_paid_when_nothing_is_due(invoice, paid, api, tenant):
    """Each payment shows the invoice as it stands after it; the last day is the one that counts."""
    (found,) = api.get_invoice(tenant, invoice.invoice_id).invoices

    assert paid.first.amount_due == Decimal("28.37")
    assert paid.second.amount_due == 0
    assert (found.status, found.amount_due) == ("PAID", 0)
    assert found.amount_paid == Decimal("128.37")
    assert found.fully_paid_on_date == TODAY
    assert [payment.amount for payment in found.payments] == [100, Decimal("28.37")]


def test_an_allocation_lowers_both_sides(credited, api, tenant):
    """What the note gives the invoice, the one has no longer and the other owes no more."""
    (invoice,) = api.get_invoice(tenant, credited.invoice.invoice_id).invoices
    (note,) = api.get_credit_note(tenant, credited.note.credit_note_id).credit_notes

    assert credited.allocation.amount == 60
    assert (invoice.amount_credited, invoice.amount_due) == (60, 170)
    assert (note.total, note.remaining_credit) == (115, 55)
    assert [one.amount for one in note.allocations] == [60]
    assert (invoice.status, note.status) == ("AUTHORISED", "AUTHORISED")


def test_every_step_was_told_over_webhooks(contact, invoice, credited, told):
    """In the order in which it happened, and signed; the note spends before the invoice gains."""
    ada, first, second, note = (
        contact.contact_id,
        invoice.invoice_id,
        credited.invoice.invoice_id,
        credited.note.credit_note_id,
    )

    assert told(ada, first, second, note) == [
        ("CONTACT", "CREATE", ada),
        ("INVOICE", "CREATE", first),
        ("INVOICE", "UPDATE", first),
        ("INVOICE", "UPDATE", first),
        ("INVOICE", "CREATE", second),
        ("CREDITNOTE", "CREATE", note),
        ("CREDITNOTE", "UPDATE", note),
        ("INVOICE", "UPDATE", second),
    ]


# --- reading --------------------------------------------------------------------------------------


def test_lists_are_filtered_ordered_and_paged(contact, invoice, credited, api, tenant):
    """One of two invoices a page, the larger first, and nothing beyond the last."""
    asked = {
        "where": f'Contact.ContactID==Guid("{contact.contact_id}") AND Type=="ACCREC"',
        "order": "Total DESC",
        "page_size": 1,
    }

    pages = [api.get_invoices(tenant, page=page, **asked) for page in (1, 2, 3)]

    ids = [[found.invoice_id for found in page.invoices] for page in pages]
    assert ids == [[credited.invoice.invoice_id], [invoice.invoice_id], []]
    assert pages[0].pagination.item_count == pages[0].pagination.page_count == 2
    assert len(pages[1].invoices[0].line_items) == 2


def test_a_list_without_pages_leaves_the_lines_out(invoice, api, tenant):
    """And the payments, and the pagination."""
    found = api.get_invoices(tenant, i_ds=[invoice.invoice_id])

    assert [one.line_items for one in found.invoices] == [[]]
    assert found.pagination is None


def test_only_what_was_modified_since(invoice, api, tenant):
    """The SDK sends a moment with its zone; where nothing is newer it meets a 304."""
    an_hour = timedelta(hours=1)
    now = datetime.now(UTC)

    found = api.get_invoices(tenant, if_modified_since=now - an_hour, page=1)
    with pytest.raises(HTTPStatusException) as nothing:
        api.get_invoices(tenant, if_modified_since=now + an_hour)

    assert invoice.invoice_id in {one.invoice_id for one in found.invoices}
    assert nothing.value.status == 304


def test_a_note_is_the_newest_line_of_the_history(invoice, paid, api, tenant):
    """Above what was done to the invoice, which Xero's own system signs."""
    note = HistoryRecord(details="Rang twice")

    api.create_invoice_history(tenant, invoice.invoice_id, HistoryRecords(history_records=[note]))

    history = api.get_invoice_history(tenant, invoice.invoice_id).history_records
    assert (history[0].changes, history[0].details) == ("Note", "Rang twice")
    assert history[-1].changes == "Created"
    assert {one.user for one in history} == {"System Generated"}


# --- refusals -------------------------------------------------------------------------------------


def test_a_settled_invoice_takes_no_more_money(invoice, paid, api, tenant):
    """Both of Xero's sentences come, in its own exception of the SDK."""
    with pytest.raises(AccountingBadRequestException) as refused:
        pay(api, tenant, invoice, 1, on=TODAY)

    told = refused.value.error_data
    assert (told["ErrorNumber"], told["Type"]) == (10, "ValidationException")
    assert told["Message"] == "A validation exception occurred"
    (element,) = told["Elements"]
    assert [one["Message"] for one in element["ValidationErrors"]] == PAID_TWICE
    assert (refused.value.status, refused.value.reason) == (400, PAID_TWICE[0])


def test_unsummarised_errors_come_inside_a_good_answer(contact, api, tenant):
    """Of two contacts the one with a taken name is refused, and the other made all the same."""
    drafts = Contacts(contacts=[Contact(name="Ada Lovelace"), Contact(name="Charles Babbage")])

    refused, made = api.create_contacts(tenant, drafts, summarize_errors=False).contacts

    assert refused.contact_id == "00000000-0000-0000-0000-000000000000"
    assert [one.message for one in refused.validation_errors] == [DUPLICATE]
    assert (refused.status_attribute_string, made.status_attribute_string) == ("ERROR", "OK")
    assert api.get_contact(tenant, made.contact_id).contacts[0].name == "Charles Babbage"


def test_an_unknown_id_is_not_found(api, tenant):
    """A 404 in plain words, whatever was accepted."""
    with pytest.raises(HTTPStatusException) as unknown:
        api.get_invoice(tenant, NOWHERE)

    assert unknown.value.status == 404
    assert unknown.value.body == b"The resource you're looking for cannot be found"


def test_an_unknown_field_in_a_filter_is_named(api, tenant):
    """The query parser has its own type of exception."""
    with pytest.raises(AccountingBadRequestException) as refused:
        api.get_invoices(tenant, where='Colour=="red"')

    assert refused.value.error_data == {
        "ErrorNumber": 16,
        "Type": "QueryParseException",
        "Message": "No property or field 'Colour' exists in type 'Invoice'",
    }
