"""Customers and suppliers: unique names, fixed slots, and who a document means."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from mockxero.accounting.credits import CREDITS_OF, KINDS
from mockxero.accounting.currency import worth_today
from mockxero.accounting.filing import no_active_category, no_active_option
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint, NotFound
from mockxero.primitives.money import summed
from mockxero.primitives.records import Draft
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Balance, Balances, Contact, GroupMention
from mockxero.resources.invoices import Invoice
from mockxero.resources.parts import Address, Phone
from mockxero.resources.tracking import TrackingCategory, TrackingOption

MOST_PERSONS = 5
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
_BLANK_PHONE = {"number": "", "area_code": "", "country_code": ""}
_BLANK_ADDRESS = {"city": "", "region": "", "postal_code": "", "country": ""}
_PHONE_SLOTS = ("DEFAULT", "DDI", "FAX", "MOBILE")
_ADDRESS_SLOTS = ("STREET", "POBOX")
_TRACKING = {"sales_tracking": "SalesCategory", "purchases_tracking": "PurchasesCategory"}
_NAMING = ("contact_id", "contact_number", "name", "status")
"""What names a contact inside a document."""


# --- completing -----------------------------------------------------------------------------------


def contact_defaults(proposal: Proposal[Contact], books: Books) -> Filled:
    """What a new contact has by default. # seen: 2026-nz/contact_create.json"""
    if not proposal.creating:
        return {}
    now = proposal.now
    return {
        "status": now.status or "ACTIVE",
        "email_address": now.email_address or "",
        "bank_account_details": now.bank_account_details or "",
        "is_supplier": False,
        "is_customer": False,
    }


def tidy_name(proposal: Proposal[Contact], books: Books) -> Filled:
    """A name has no spaces around it. # guess: Xero tidies it rather than refuses it"""
    name = proposal.now.name
    return {"name": name.strip()} if name else {}


def slots(proposal: Proposal[Contact], books: Books) -> Filled:
    """Addresses and phones are fixed slots: sending one changes that one only."""
    before = proposal.before
    return {
        "addresses": _slots(
            proposal, "addresses", "address_type", _ADDRESS_SLOTS, Address, _BLANK_ADDRESS
        )
        if before is None or "addresses" in proposal.sent
        else before.addresses,
        "phones": _slots(proposal, "phones", "phone_type", _PHONE_SLOTS, Phone, _BLANK_PHONE)
        if before is None or "phones" in proposal.sent
        else before.phones,
    }


def _slots(
    proposal: Proposal[Contact],
    attr: str,
    by: str,
    names: tuple[str, ...],
    part: type[Any],
    blank: dict[str, str],
) -> tuple[Any, ...]:
    """One part for each slot, in the order in which they stood."""
    stood = getattr(proposal.before, attr) if proposal.before is not None else ()
    parts = {getattr(one, by): one for one in stood}
    for name in names:
        parts.setdefault(name, part(**{by: name}, **blank))
    for draft in proposal.sent.get(attr, []):
        name = draft.get(by) or names[0]
        old = parts.get(name) or part(**{by: name})
        filled = {key: value or "" for key, value in blank.items() if getattr(old, key) is None}
        parts[name] = old.but(**(filled | draft.sent | {by: name}))
    return tuple(parts.values())


# --- what may be wrong ----------------------------------------------------------------------------


def is_not_archived(proposal: Proposal[Contact], books: Books) -> Iterator[Complaint]:
    """An archived contact is out of the API's reach, even for un-archiving."""
    if _was_archived(proposal):
        yield Complaint(
            "The specified contact details matched an archived contact. "
            "Archived contacts cannot currently be edited via the API."
        )
    elif proposal.now.status not in (("ACTIVE",) if proposal.creating else ("ACTIVE", "ARCHIVED")):
        yield Complaint(f"The status '{proposal.now.status}' is not valid for contacts")


def has_unique_name(proposal: Proposal[Contact], books: Books) -> Iterator[Complaint]:
    """A contact has a name, and no other active contact has the same one."""
    if _was_archived(proposal):
        return
    now = proposal.now
    if not (now.name or "").strip():
        yield Complaint("Contact Name cannot be empty.")
        return
    namesakes = books.by(Contact, "name", (now.name or "").casefold())
    if now.status == "ACTIVE" and _anyone_else(proposal, namesakes):
        yield Complaint(
            f"The contact name {now.name} is already assigned to another contact. "
            "The contact name must be unique across all active contacts."
        )


def has_unique_number(proposal: Proposal[Contact], books: Books) -> Iterator[Complaint]:
    """No other contact, archived or not, has the same ContactNumber."""
    number = proposal.now.contact_number
    if number and _anyone_else(proposal, books.by(Contact, "number", number.casefold())):
        yield Complaint(
            "Another contact has this contact number. Please enter a different contact number."
        )


def has_valid_emails(proposal: Proposal[Contact], books: Books) -> Iterator[Complaint]:
    """An e-mail address looks like one."""
    people = [proposal.sent, *(proposal.sent.get("persons") or [])]
    sent = (person.get("email_address") for person in people)
    if any(address and not _EMAIL.fullmatch(address.strip()) for address in sent):
        yield Complaint("Email address must be valid.")


def has_few_persons(proposal: Proposal[Contact], books: Books) -> Iterator[Complaint]:
    """Five people at most. # guess: the words"""
    if len(proposal.now.persons) > MOST_PERSONS:
        yield Complaint(f"A contact can have at most {MOST_PERSONS} contact persons")


def tracking_is_active(proposal: Proposal[Contact], books: Books) -> Iterator[Complaint]:
    """New lines for a contact are filed under something that is in use.

    # seen: calcinai/xero-php, issue 386; guess: the words about purchases and about options
    """
    for attr, noun in _TRACKING.items():
        for draft in proposal.sent.get(attr) or ():
            name, option = draft.get("category_name") or "", draft.get("option_name") or ""
            category = books.one(TrackingCategory, "name", name.casefold())
            if category is None or category.status != "ACTIVE":
                yield no_active_category(name)
            elif not _is_active_option(category, option, books):
                yield no_active_option(option)
            if not name:
                yield Complaint(f"{noun} is missing a TrackingCategoryName")


def _is_active_option(category: TrackingCategory, name: str, books: Books) -> bool:
    option = books.one(TrackingOption, "name", (category.category_id, name.casefold()))
    return option is not None and option.status == "ACTIVE"


def _was_archived(proposal: Proposal[Contact]) -> bool:
    return proposal.before is not None and proposal.before.status == "ARCHIVED"


def _anyone_else(proposal: Proposal[Contact], others: list[Contact]) -> bool:
    return any(other.contact_id != proposal.now.contact_id for other in others)


# --- who a document means -------------------------------------------------------------------------


def contact_named(sent: Draft, whole: Draft, books: Books) -> str | Draft | None:
    """The contact of a document: by id, number or name; a new name makes a new contact.

    What else is said of one that is known changes it. Source: Xero's page on Invoices, as
    integrators quote it; guess: that the words which name it do not, nor what is empty
    """
    known = _known(sent, books)
    if known is None:
        return sent if (sent.get("name") or "").strip() else None
    if known.status != "ACTIVE":
        return known.contact_id
    more = {attr: value for attr, value in sent.sent.items() if attr not in _NAMING and value}
    return Draft(Contact, more | {"contact_id": known.contact_id}) if more else known.contact_id


def _known(sent: Draft, books: Books) -> Contact | None:
    """The contact that is meant, if there is one. Raises NotFound for an id that nobody has."""
    if (contact_id := sent.get("contact_id")) is not None:
        contact = books.find(Contact, contact_id)
        if contact is None:
            raise NotFound
        return contact
    number, name = sent.get("contact_number") or "", (sent.get("name") or "").strip()
    return books.one(Contact, "number", number.casefold()) or books.one(
        Contact, "name", name.casefold()
    )


def contact_known(sent: Draft, whole: Draft, books: Books) -> str | None:
    """The contact of a purchase order, by id or number; an order never makes a new one.

    Source: Xero's page on Purchase Orders
    """
    contact_id = sent.get("contact_id")
    if contact_id is not None:
        return str(contact_id) if books.find(Contact, contact_id) is not None else None
    number = sent.get("contact_number")
    found = books.by(Contact, "number", number.casefold()) if number else []
    return found[0].contact_id if found else None


# --- what others show -----------------------------------------------------------------------------


def balances(contact: Contact, books: Books) -> Balances | None:
    """What a contact owes and is owed, from its open documents, in base currency."""
    invoices = books.by(Invoice, "open", contact.contact_id)
    open_credits: list[Any] = [
        credit for resource in KINDS for credit in books.by(resource, "open", contact.contact_id)
    ]
    if not invoices and not open_credits:
        return None
    return Balances(
        receivable=_balance(invoices, open_credits, "ACCREC", books),
        payable=_balance(invoices, open_credits, "ACCPAY", books),
    )


def _balance(invoices: list[Invoice], open_credits: list[Any], owed: str, books: Books) -> Balance:
    mine = [invoice for invoice in invoices if invoice.type == owed]
    due = summed(worth_today(one.amount_due, one, books) for one in mine)
    late = summed(
        worth_today(one.amount_due, one, books) for one in mine if _late(one, books.today)
    )
    mine_too = [credit for credit in open_credits if credit.type in CREDITS_OF[owed]]
    credit = summed(worth_today(one.remaining_credit, one, books) for one in mine_too)
    return Balance(outstanding=due - credit, overdue=late)


def _late(invoice: Invoice, today: date) -> bool:
    return invoice.due_date is not None and invoice.due_date < today


def groups_of(contact: Contact, books: Books) -> tuple[GroupMention, ...]:
    """The active groups that a contact is in."""
    return tuple(
        GroupMention(group_id=group.group_id, name=group.name, status=group.status)
        for group in books.by(ContactGroup, "member", contact.contact_id)
    )


def recognised(sent: Draft, books: Books) -> Contact | None:
    """The contact with the ContactNumber that was sent; a name alone recognises nobody. # guess"""
    number = sent.get("contact_number")
    found = books.by(Contact, "number", number.casefold()) if number else []
    return found[0] if found else None
