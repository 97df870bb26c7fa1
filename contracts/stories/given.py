"""What a story starts from; what is made here is voided, deleted or archived afterwards."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ..faults import Fault
from ..story import Story

BANK, SALES, PURCHASES = "090", "200", "300"
"""Accounts of the Demo Company (NZ): a bank account, 15% GST on income, 15% GST on expenses."""
NO_ID = "00000000-0000-0000-0000-000000000000"
"""What stands where a refused record would have had its id."""
NOWHERE = "5e1fc0de-0000-4000-8000-00000badcafe"
"""A GUID that no organisation ever issued."""
PORTION = 100
"""How many journals Xero shows at a time."""

Record = dict[str, Any]


def days_from_now(days: int) -> date:
    """A day as seen from today; the past stays well clear of the lock date."""
    return datetime.now(UTC).date() + timedelta(days=days)


def forged(token: str) -> str:
    """A token with one letter of its signature changed."""
    head, _, signature = token.rpartition(".")
    letter = "A" if signature[:1] != "A" else "B"
    return f"{head}.{letter}{signature[1:]}"


def customer(xero: Story) -> Record:
    """A contact with nothing but a name, archived afterwards."""
    body = {"Contacts": [{"Name": xero.unique("Contract customer")}]}
    contact = xero.record("updateOrCreateContacts", body=body)
    archived_later(xero, contact)
    return contact


def archived_later(xero: Story, contact: Record) -> None:
    """Xero deletes no contact, but it archives them."""
    contact_id = contact["ContactID"]
    body = {"Contacts": [{"ContactID": contact_id, "ContactStatus": "ARCHIVED"}]}
    xero.later("updateContact", ContactID=contact_id, body=body)


def line(unit_amount: float, quantity: float = 1, account: str = SALES) -> Record:
    """A line that leaves tax and totals to Xero."""
    return {
        "Description": "Told by a contract",
        "Quantity": quantity,
        "UnitAmount": unit_amount,
        "AccountCode": account,
    }


def draft(contact: Record, *lines: Record, **members: Any) -> Record:
    """An approved sales invoice to send, unless `members` say otherwise."""
    return {
        "Type": "ACCREC",
        "Contact": {"ContactID": contact["ContactID"]},
        "Date": days_from_now(-10).isoformat(),
        "DueDate": days_from_now(14).isoformat(),
        "LineAmountTypes": "Exclusive",
        "Status": "AUTHORISED",
        "LineItems": list(lines),
        **members,
    }


def invoice(xero: Story, *lines: Record, to: Record | None = None, **members: Any) -> Record:
    """The invoice as Xero wrote it: one line of 100.00 if no other lines are given."""
    sent = draft(to or customer(xero), *(lines or [line(100)]), **members)
    written = xero.record("createInvoices", body={"Invoices": [sent]})
    gone_later(xero, written)
    return written


def rate_of(xero: Story, currency: str, day: date) -> Decimal:
    """The rate that Xero itself gives a document of that day."""
    written = invoice(xero, Status="DRAFT", CurrencyCode=currency, Date=day.isoformat())
    return Decimal(str(written["CurrencyRate"]))


def gone_later(xero: Story, written: Record) -> None:
    """An approved invoice can only be voided, a draft only be deleted."""
    end = "VOIDED" if written["Status"] == "AUTHORISED" else "DELETED"
    invoice_id = written["InvoiceID"]
    body = {"Invoices": [{"InvoiceID": invoice_id, "Status": end}]}
    xero.later("updateInvoice", InvoiceID=invoice_id, body=body)


def payment(xero: Story, owed: Record, amount: float, day: date, **members: Any) -> Record:
    """Money that arrived in the bank for an invoice, taken back afterwards."""
    body = {
        "Invoice": {"InvoiceID": owed["InvoiceID"]},
        "Account": {"Code": BANK},
        "Date": day.isoformat(),
        "Amount": amount,
        **members,
    }
    paid = xero.record("createPayment", body=body)
    xero.later("deletePayment", PaymentID=paid["PaymentID"], body={"Status": "DELETED"})
    return paid


def credit_note(xero: Story, contact: Record, *lines: Record, **members: Any) -> Record:
    """An approved credit note, for a customer unless `members` say otherwise; voided afterwards."""
    body = {
        "Type": "ACCRECCREDIT",
        "Contact": {"ContactID": contact["ContactID"]},
        "Date": days_from_now(-5).isoformat(),
        "LineAmountTypes": "Exclusive",
        "Status": "AUTHORISED",
        "LineItems": list(lines),
        **members,
    }
    note = xero.record("createCreditNotes", body={"CreditNotes": [body]})
    note_id = note["CreditNoteID"]
    gone = {"CreditNotes": [{"CreditNoteID": note_id, "Status": "VOIDED"}]}
    xero.later("updateCreditNote", CreditNoteID=note_id, body=gone)
    return note


def order(xero: Story, contact: Record, **members: Any) -> Record:
    """A purchase order over 100.00 and tax, deleted afterwards under another number."""
    body = {
        "PurchaseOrderNumber": xero.unique("PO"),
        "Contact": {"ContactID": contact["ContactID"]},
        "Date": days_from_now(-5).isoformat(),
        "LineAmountTypes": "Exclusive",
        "LineItems": [line(100, account=PURCHASES)],
        **members,
    }
    written = xero.record("createPurchaseOrders", body={"PurchaseOrders": [body]})
    order_id = written["PurchaseOrderID"]
    gone = {"PurchaseOrderID": order_id, "Status": "DELETED"}
    xero.later("updatePurchaseOrder", PurchaseOrderID=order_id, body={"PurchaseOrders": [gone]})
    return written


def quote(xero: Story, contact: Record, *lines: Record, **members: Any) -> Record:
    """A draft quote, deleted afterwards."""
    body = {
        "Contact": {"ContactID": contact["ContactID"]},
        "Date": days_from_now(-5).isoformat(),
        "LineAmountTypes": "EXCLUSIVE",
        "LineItems": list(lines or [line(100)]),
        **members,
    }
    written = xero.record("createQuotes", body={"Quotes": [body]})
    update_later(xero, written, contact, "DELETED")
    return written


def update_later(xero: Story, written: Record, contact: Record, status: str) -> None:
    """The change of a quote's status that tidies up."""
    body = quote_update(written, contact, Status=status)
    xero.later("updateQuote", QuoteID=written["QuoteID"], body={"Quotes": [body]})


def quote_update(written: Record, contact: Record, **members: Any) -> Record:
    """A change of a quote, with the contact and the date that every known client repeats."""
    named = {"ContactID": contact["ContactID"]}
    day = days_from_now(-5).isoformat()
    return {"QuoteID": written["QuoteID"], "Contact": named, "Date": day, **members}


def running(number: str) -> int:
    """The count at the end of a document's number."""
    digits = re.search(r"\d+$", number)
    return int(digits[0]) if digits else -1


def read(xero: Story, written: Record) -> Record:
    """The invoice as it stands now."""
    return xero.record("getInvoice", InvoiceID=written["InvoiceID"])


def journals(xero: Story, since: Record, key: str, expecting: int, **query: Any) -> list[Record]:
    """So many journals of one source, oldest first: no more, and no fewer.

    Looked for among those that were posted since another record was written.
    """
    written = int(re.findall(r"\d+", since["UpdatedDateUTC"])[0]) / 1000
    moment = datetime.fromtimestamp(written - 1, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    listed: list[Record] = []
    while len(listed) % PORTION == 0:
        more = {"offset": listed[-1]["JournalNumber"]} if listed else {}
        news = xero.records("getJournals", **{"If-Modified-Since": moment}, **query, **more)
        if not news:
            break
        listed += news
    found = [one for one in listed if one.get("SourceID") == key]
    if len(found) != expecting:
        raise Fault(f"journals of one source: expected {expecting}, got {len(found)}")
    return sorted(found, key=lambda one: int(one["JournalNumber"]))


def entry(journal: Record) -> list[str]:
    """Account, amount and option of each line, sorted: in which order they stand is left open."""
    told = []
    for one in journal["JournalLines"]:
        options = [option["Option"] for option in one.get("TrackingCategories") or []]
        amount = Decimal(str(one["NetAmount"]))
        told.append(" ".join([one["AccountCode"], f"{amount:.2f}", *options]))
    return sorted(told)
