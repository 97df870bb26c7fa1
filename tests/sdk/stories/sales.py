"""Invoices, credit notes, items, quotes and templates: what is sold."""

from contextlib import nullcontext
from decimal import Decimal

import pytest
from xero_python.accounting import (
    Allocation,
    Allocations,
    CreditNote,
    CreditNotes,
    Invoice,
    Invoices,
    Item,
    Items,
    Purchase,
    Quote,
    Quotes,
    QuoteStatusCodes,
    RepeatingInvoice,
    RepeatingInvoices,
    RequestEmpty,
)
from xero_python.exceptions import HTTPStatusException

from tests.sdk.integration import TODAY
from tests.sdk.walker import ADVERTISING, Walker, line, only, unknown, unread

# --- invoices -------------------------------------------------------------------------------------


def get_invoices(xero: Walker):
    """By status and by contact; a page has the lines, a plain list has not."""
    ada = xero.contact()
    first, second = xero.invoice(contact=ada), xero.invoice(contact=ada, status="DRAFT")

    drafts = xero.get_invoices(contact_i_ds=[ada.contact_id], statuses=["DRAFT"]).invoices
    page = xero.get_invoices(contact_i_ds=[ada.contact_id], page=1, order="InvoiceNumber")
    plain = xero.get_invoices(i_ds=[first.invoice_id]).invoices

    assert [one.invoice_id for one in drafts] == [second.invoice_id]
    assert [one.invoice_id for one in page.invoices] == [first.invoice_id, second.invoice_id]
    assert [len(one.line_items) for one in page.invoices] == [1, 1]
    assert only(plain).line_items == []


def create_invoices(xero: Walker):
    """Tax, totals and the next number come by themselves."""
    first = xero.invoice(line(33.77, quantity=3), line(10.31))
    second = xero.invoice()

    assert (first.sub_total, first.total_tax) == (Decimal("111.62"), Decimal("16.75"))
    assert first.total == first.amount_due == Decimal("128.37")
    assert int(second.invoice_number[4:]) == int(first.invoice_number[4:]) + 1
    assert only(xero.get_invoice(first.invoice_id).invoices).total == first.total


def update_or_create_invoices(xero: Walker):
    """One that is known by its id is updated, another is made."""
    made = xero.invoice(status="DRAFT")
    known = Invoice(invoice_id=made.invoice_id, reference="Known")
    new = Invoice(
        type="ACCREC", contact=made.contact, line_items=[line(10)], date=TODAY, reference="New"
    )

    changed, created = xero.update_or_create_invoices(Invoices(invoices=[known, new])).invoices

    assert (changed.invoice_id, changed.reference) == (made.invoice_id, "Known")
    assert changed.total == made.total
    assert (created.reference, created.status, float(created.total)) == ("New", "DRAFT", 11.5)


def get_invoice(xero: Walker):
    """By number as well as by id."""
    made = xero.invoice()

    found = only(xero.get_invoice(made.invoice_number).invoices)

    assert (found.invoice_id, found.total, found.status) == (made.invoice_id, 115, "AUTHORISED")
    assert only(found.line_items).line_item_id == only(made.line_items).line_item_id


def update_invoice(xero: Walker):
    """Voided, it is owed no longer; the contact's balance follows."""
    ada = xero.contact()
    made = xero.invoice(contact=ada)
    void = Invoices(invoices=[Invoice(status="VOIDED")])

    changed = only(xero.update_invoice(made.invoice_id, void).invoices)

    assert (changed.invoice_id, changed.status) == (made.invoice_id, "VOIDED")
    assert only(xero.get_invoice(made.invoice_id).invoices).status == "VOIDED"
    owing = only(xero.get_contact(ada.contact_id).contacts).balances
    assert not owing or owing.accounts_receivable.outstanding == 0


def get_online_invoice(xero: Walker):
    """Each approved invoice has an address of its own, and keeps it."""
    first, second = xero.invoice(), xero.invoice()

    def address(invoice: Invoice) -> str:
        found = only(xero.get_online_invoice(invoice.invoice_id).online_invoices)
        return str(found.online_invoice_url)

    assert address(first).startswith("https://in.xero.com/")
    assert address(first) == address(first) != address(second)


def email_invoice(xero: Walker):
    """One e-mail a day may leave this organisation: the second is refused, and nothing is sent."""
    ada, sent = xero.contact(email_address="ada@example.com"), []

    for allowed in (True, False):
        made = xero.invoice(contact=ada)
        with nullcontext() if allowed else pytest.raises(HTTPStatusException):
            xero.email_invoice(made.invoice_id, RequestEmpty())
        sent.append(only(xero.get_invoice(made.invoice_id).invoices).sent_to_contact)

    assert sent == [True, False]


# --- credit notes ---------------------------------------------------------------------------------


def get_credit_notes(xero: Walker):
    made = xero.credit_note()

    found = xero.get_credit_notes(where=f'CreditNoteNumber=="{made.credit_note_number}"', page=1)

    one = only(found.credit_notes)
    assert (one.credit_note_id, one.remaining_credit) == (made.credit_note_id, 115)
    assert len(one.line_items) == 1


def create_credit_notes(xero: Walker):
    made = xero.credit_note(line(20), line(30))

    assert (made.sub_total, made.total_tax, made.total) == (50, 7.5, 57.5)
    assert made.remaining_credit == made.total
    assert made.credit_note_number.startswith("CN-")
    assert only(xero.get_credit_note(made.credit_note_id).credit_notes).total == 57.5


def update_or_create_credit_notes(xero: Walker):
    made = xero.credit_note(status="DRAFT")
    drafts = [
        CreditNote(credit_note_id=made.credit_note_id, reference="Known"),
        CreditNote(type="ACCPAYCREDIT", contact=made.contact, line_items=[line(10, ADVERTISING)]),
    ]

    answer = xero.update_or_create_credit_notes(CreditNotes(credit_notes=drafts))

    changed, created = answer.credit_notes
    assert (changed.credit_note_id, changed.reference) == (made.credit_note_id, "Known")
    assert (created.type, float(created.total)) == ("ACCPAYCREDIT", 11.5)


def get_credit_note(xero: Walker):
    made = xero.credit_note()

    found = only(xero.get_credit_note(made.credit_note_id).credit_notes)

    assert (found.credit_note_id, found.total) == (made.credit_note_id, 115)
    assert found.contact.contact_id == made.contact.contact_id


def update_credit_note(xero: Walker):
    made = xero.credit_note(status="DRAFT")
    draft = CreditNotes(credit_notes=[CreditNote(status="AUTHORISED", line_items=[line(10)])])

    changed = only(xero.update_credit_note(made.credit_note_id, draft).credit_notes)

    assert (changed.status, float(changed.total)) == ("AUTHORISED", 11.5)
    found = only(xero.get_credit_note(made.credit_note_id).credit_notes)
    assert (found.status, float(found.remaining_credit)) == ("AUTHORISED", 11.5)


def create_credit_note_allocation(xero: Walker):
    """What the note gives, the invoice no longer owes."""
    ada = xero.contact()
    invoice, note = xero.invoice(contact=ada), xero.credit_note(contact=ada)

    made = _allocate(xero, note, invoice)

    assert (made.amount, made.invoice.invoice_id) == (60, invoice.invoice_id)
    assert only(xero.get_invoice(invoice.invoice_id).invoices).amount_due == 55
    assert only(xero.get_credit_note(note.credit_note_id).credit_notes).remaining_credit == 55


def delete_credit_note_allocations(xero: Walker):
    """Taken back, both are as they were."""
    ada = xero.contact()
    invoice, note = xero.invoice(contact=ada), xero.credit_note(contact=ada)
    _allocate(xero, note, invoice)
    found = only(xero.get_credit_note(note.credit_note_id).credit_notes)
    key = only(found.allocations).allocation_id

    gone = unread(xero.delete_credit_note_allocations, note.credit_note_id, key)

    assert (gone["AllocationID"], gone["IsDeleted"]) == (key, True)
    assert only(xero.get_invoice(invoice.invoice_id).invoices).amount_due == 115
    assert only(xero.get_credit_note(note.credit_note_id).credit_notes).remaining_credit == 115


def _allocate(xero: Walker, note: CreditNote, invoice: Invoice) -> Allocation:
    part = Allocation(amount=60, date=TODAY, invoice=Invoice(invoice_id=invoice.invoice_id))
    answer = xero.create_credit_note_allocation(
        note.credit_note_id, Allocations(allocations=[part])
    )
    return only(answer.allocations)


# --- items ----------------------------------------------------------------------------------------


def get_items(xero: Walker):
    made = xero.item()

    found = xero.get_items(where=f'Code=="{made.code}"').items

    assert [one.item_id for one in found] == [made.item_id]


def create_items(xero: Walker):
    """Lines take their price, account and tax from it."""
    made = xero.item(description="A mug", sales_details=Purchase(unit_price=20, account_code="260"))

    sold = xero.invoice(line(None, None, description=None, quantity=3, item_code=made.code))

    one = only(sold.line_items)
    assert (one.description, one.account_code, one.unit_amount) == ("A mug", "260", 20)
    assert (one.line_amount, sold.total) == (60, 69)


def update_or_create_items(xero: Walker):
    made = xero.item()
    drafts = Items(items=[Item(code=made.code, name="Renamed"), Item(code="NEW-1", name="New")])

    changed, created = xero.update_or_create_items(drafts).items

    assert (changed.item_id, changed.name) == (made.item_id, "Renamed")
    assert only(xero.get_item(created.item_id).items).code == "NEW-1"


def get_item(xero: Walker):
    """By code as well as by id."""
    made = xero.item()

    by_id, by_code = xero.get_item(made.item_id), xero.get_item(made.code)

    assert only(by_id.items).item_id == only(by_code.items).item_id == made.item_id


def update_item(xero: Walker):
    made = xero.item()
    draft = Items(items=[Item(code=made.code, name="Renamed")])

    changed = only(xero.update_item(made.item_id, draft).items)

    assert (changed.item_id, changed.name) == (made.item_id, "Renamed")
    assert only(xero.get_item(made.item_id).items).name == "Renamed"


def delete_item(xero: Walker):
    made = xero.item()

    xero.delete_item(made.item_id)

    assert xero.get_items(where=f'Code=="{made.code}"').items == []
    assert unknown(xero.get_item, made.item_id)


# --- quotes ---------------------------------------------------------------------------------------


def get_quotes(xero: Walker):
    """By number and by contact."""
    made = xero.quote()

    by_number = xero.get_quotes(quote_number=made.quote_number).quotes
    by_contact = xero.get_quotes(contact_id=made.contact.contact_id, status="DRAFT").quotes

    assert [one.quote_id for one in by_number] == [made.quote_id]
    assert [one.quote_id for one in by_contact] == [made.quote_id]
    assert len(only(by_contact).line_items) == 1


def create_quotes(xero: Walker):
    made = xero.quote(title="Offer")

    assert made.quote_number.startswith("QU-")
    assert (made.status.value, made.sub_total, made.total) == ("DRAFT", 100, 115)
    assert only(xero.get_quote(made.quote_id).quotes).title == "Offer"


def update_or_create_quotes(xero: Walker):
    """The known one is sent, another is made."""
    made = xero.quote()
    known = Quote(
        quote_id=made.quote_id,
        quote_number=made.quote_number,
        contact=made.contact,
        date=TODAY,
        status=QuoteStatusCodes.SENT,
    )
    new = Quote(contact=made.contact, date=TODAY, line_items=[line(10)])

    changed, created = xero.update_or_create_quotes(Quotes(quotes=[known, new])).quotes

    assert (changed.quote_id, changed.status.value) == (made.quote_id, "SENT")
    assert len(changed.line_items) == 1
    assert created.quote_id != made.quote_id
    assert created.status.value == "DRAFT"


def get_quote(xero: Walker):
    made = xero.quote()

    found = only(xero.get_quote(made.quote_id).quotes)

    assert (found.quote_id, found.quote_number) == (made.quote_id, made.quote_number)
    assert found.contact.contact_id == made.contact.contact_id


def update_quote(xero: Walker):
    """From draft to sent; what is left out of the body is cleared, but for the lines."""
    made = xero.quote(title="Offer")
    sent = Quotes(quotes=[Quote(contact=made.contact, date=TODAY, status=QuoteStatusCodes.SENT)])

    changed = only(xero.update_quote(made.quote_id, sent).quotes)

    assert (changed.quote_id, changed.status.value) == (made.quote_id, "SENT")
    found = only(xero.get_quote(made.quote_id).quotes)
    assert (found.status.value, found.title or "", len(found.line_items)) == ("SENT", "", 1)


# --- templates ------------------------------------------------------------------------------------


def get_repeating_invoices(xero: Walker):
    made = xero.repeating_invoice()

    found = {
        one.repeating_invoice_id: one for one in xero.get_repeating_invoices().repeating_invoices
    }

    assert found[made.repeating_invoice_id].total == 115
    assert len(found[made.repeating_invoice_id].line_items) == 1


def create_repeating_invoices(xero: Walker):
    made = xero.repeating_invoice()

    assert (made.type, made.status, made.total) == ("ACCREC", "DRAFT", 115)
    assert (made.schedule.period, made.schedule.unit) == (1, "MONTHLY")
    assert made.schedule.next_scheduled_date == made.schedule.start_date


def update_or_create_repeating_invoices(xero: Walker):
    """A known template can be deleted and nothing else; another is made beside it."""
    made = xero.repeating_invoice()
    known = RepeatingInvoice(repeating_invoice_id=made.repeating_invoice_id, status="DELETED")
    new = RepeatingInvoice(
        type="ACCREC",
        contact=made.contact,
        schedule=made.schedule,
        line_items=[line(10)],
        status="DRAFT",
    )

    answer = xero.update_or_create_repeating_invoices(
        RepeatingInvoices(repeating_invoices=[known, new])
    )

    gone, created = answer.repeating_invoices
    assert (gone.repeating_invoice_id, gone.status) == (made.repeating_invoice_id, "DELETED")
    assert (created.status, float(created.total)) == ("DRAFT", 11.5)


def get_repeating_invoice(xero: Walker):
    made = xero.repeating_invoice()

    found = only(xero.get_repeating_invoice(made.repeating_invoice_id).repeating_invoices)

    assert found.repeating_invoice_id == made.repeating_invoice_id
    assert found.contact.contact_id == made.contact.contact_id


def update_repeating_invoice(xero: Walker):
    """A template that is deleted is gone from the list."""
    made = xero.repeating_invoice()
    key = made.repeating_invoice_id
    draft = RepeatingInvoices(repeating_invoices=[RepeatingInvoice(status="DELETED")])

    changed = only(xero.update_repeating_invoice(key, draft).repeating_invoices)

    assert (changed.repeating_invoice_id, changed.status) == (key, "DELETED")
    listed = xero.get_repeating_invoices().repeating_invoices
    assert key not in [one.repeating_invoice_id for one in listed if one.status != "DELETED"]
