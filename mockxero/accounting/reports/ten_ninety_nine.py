"""The forms 1099 of American organisations: what somebody was paid in a year, box by box."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mockxero.accounting.reports.figures import Figures, Paid
from mockxero.accounting.rulebook import Books
from mockxero.primitives.money import ZERO, summed
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.contact_groups import ContactGroup
from mockxero.resources.contacts import Contact
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.invoices import Invoice
from mockxero.resources.parts import Address
from mockxero.resources.prepayments import Prepayment
from mockxero.resources.reports import FormContact, TaxForm

FIRST_YEAR = 2012
_FIRST_OF_NEC = 2020
"""Before, there was the MISC form alone. Source: Xero's page on Reports"""
BOXES = {"NEC": range(1, 5), "MISC": (*range(1, 12), 13, 14)}
"""All that there ever were."""
_PAYING = (Invoice, CreditNote, BankTransaction, Prepayment)
"""Documents whose lines say what was paid for."""

Box = tuple[str, int]
"""A form, and the number of its box."""


class Payee(NamedTuple):
    """What somebody told of themselves on a form W-9."""

    tax_id_type: str | None = None
    tax_id: str | None = None
    legal_name: str | None = None
    business_name: str | None = None
    classification: str | None = None


class Rules(NamedTuple):
    """Who stands on the forms, and what counts: in Xero, one sets this up on the report's page."""

    group_id: str | None = None
    """The contact group whose members do."""
    boxes: Mapping[Box, tuple[str, ...]] = {}
    """The accounts, by their ids, whose payments go into each box."""
    payees: Mapping[str, Payee] = {}
    """By the ids of contacts."""


def ten_ninety_nine(year: int, rules: Rules, books: Books, figures: Figures) -> list[TaxForm]:
    """The forms of a year."""
    kinds = ("NEC", "MISC") if year >= _FIRST_OF_NEC else ("MISC",)
    days = f"1 Jan {year} to 31 Dec {year}"
    known = [(one, _paid_to(one, year, books, figures)) for one in _payees(rules, books)]
    return [
        TaxForm(
            name=f"1099-{kind} report",
            date=days,
            contacts=tuple(_listed(kind, year, rules, known)),
        )
        for kind in kinds
    ]


def _payees(rules: Rules, books: Books) -> list[Contact]:
    group = books.find(ContactGroup, rules.group_id)
    members = group.members if group is not None and group.status == "ACTIVE" else ()
    found = [one for one in (books.find(Contact, member) for member in members) if one is not None]
    return sorted(found, key=lambda one: (one.name or "").casefold())


def _paid_to(contact: Contact, year: int, books: Books, figures: Figures) -> Mapping[str, Decimal]:
    """What a contact was paid in a year, by the account that it was paid for.

    What went through a card stands on the forms of its bank. # guess
    """
    ids = [one.key for kind in _PAYING for one in books.by(kind, "contact", contact.contact_id)]
    sums: dict[str, Decimal] = {}
    for one in figures.paid(ids):
        if one.day.year == year and not _by_card(one, books):
            sums[one.account_id] = sums.get(one.account_id, ZERO) + one.amount
    return sums


def _by_card(paid: Paid, books: Books) -> bool:
    bank = books.find(Account, paid.bank_id)
    return bank is not None and bank.bank_account_type == "CREDITCARD"


def _boxes(kind: str, year: int) -> list[int]:
    """# seen: docs-reports-get-01.json to -03.json; guess: in the years before"""
    if kind == "NEC":
        left_out = {3} if year < 2025 else set()
    elif year >= 2025:
        left_out = {13, 14}
    else:
        left_out = {13} if year >= 2022 else {14}
    return [box for box in BOXES[kind] if box not in left_out]


def _listed(
    kind: str, year: int, rules: Rules, known: list[tuple[Contact, Mapping[str, Decimal]]]
) -> Iterator[FormContact]:
    """Those who have anything in a box of the form. # seen: Xero-OpenAPI, getReportTenNinetyNine"""
    for contact, sums in known:
        amounts = {
            f"box_{box}": summed(sums.get(one, ZERO) for one in rules.boxes.get((kind, box), ()))
            for box in _boxes(kind, year)
        }
        if any(amounts.values()):
            payee = rules.payees.get(contact.contact_id, Payee())
            yield FormContact(**amounts, **_told(contact, payee))


def _told(contact: Contact, payee: Payee) -> dict[str, str | None]:
    place = _address(contact)
    return {
        "name": contact.name,
        "tax_id_type": payee.tax_id_type,
        "city": place.city,
        "zip": place.postal_code,
        "state": place.region,
        "email": contact.email_address,
        "street_address": _street(place),
        "tax_id": payee.tax_id or contact.tax_number,
        "contact_id": contact.contact_id,
        "legal_name": payee.legal_name,
        "business_name": payee.business_name or contact.name,
        "classification": payee.classification,
    }


def _address(contact: Contact) -> Address:
    """Where they get their mail, or else where they are. # guess"""
    told = {one.address_type: one for one in contact.addresses if one.line_1 or one.city}
    return told.get("POBOX") or told.get("STREET") or Address()


def _street(place: Address) -> str:
    """Four lines, blank ones too. # seen: docs-reports-get-01.json"""
    lines = (place.line_1, place.line_2, place.line_3, place.line_4)
    return "".join(f"{line or ''}\r\n" for line in lines) if any(lines) else ""
