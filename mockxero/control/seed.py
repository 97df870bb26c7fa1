"""Sows believable contacts, invoices and payments, through the same rules as everybody else's."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any, NamedTuple

from mockxero.books.bookkeeper import Bookkeeper, Who, transaction
from mockxero.books.organisation import Organisation
from mockxero.control.asked import Mistold, has_only
from mockxero.resources.accounts import Account
from mockxero.resources.contacts import Contact
from mockxero.resources.invoices import Invoice
from mockxero.resources.payments import Payment
from mockxero.wire.json import draft

MOST = 100_000
"""How many contacts, or invoices, can be sown at once."""
_TOGETHER = 100
"""How many records go into one transaction, so that others are not kept waiting."""
_STATUSES = ("DRAFT", "SUBMITTED", "AUTHORISED", "AUTHORISED", "AUTHORISED")
_NINE_DAYS = timedelta(days=9)
_COUNTRIES = {
    "AU": ("en_AU", "Australia"),
    "CA": ("en_CA", "Canada"),
    "GB": ("en_GB", "United Kingdom"),
    "US": ("en_US", "United States"),
}
_ELSEWHERE = ("en_NZ", "New Zealand")
"""How people and places are called, by the country of the organisation."""
_CLASSES = {"ACCREC": "REVENUE", "ACCPAY": "EXPENSE"}


class Sown(NamedTuple):
    """How much was sown."""

    contacts: int
    invoices: int
    payments: int


def seed(organisation: Organisation, wanted: Mapping[str, Any], by_default: str) -> Sown:
    """Sow what a JSON object asks for, by default with this seed. Raises Mistold."""
    has_only(wanted, "a call for more data", ("contacts", "invoices", "seed"))
    contacts, invoices = wanted.get("contacts", 0), wanted.get("invoices", 0)
    if not (type(contacts) is int and type(invoices) is int):
        raise Mistold("contacts and invoices are counts")
    return sow(organisation, contacts, invoices, str(wanted.get("seed", by_default)))


def sow(organisation: Organisation, contacts: int, invoices: int, seed: str) -> Sown:
    """Add contacts and invoices, some of which are paid; all of them obey Xero's rules.

    The same books, the same day and the same seed give the same records. Raises Mistold.
    """
    if not (0 <= contacts <= MOST and 0 <= invoices <= MOST):
        raise Mistold(f"between 0 and {MOST} contacts and invoices can be sown")
    sower = Sower(organisation, seed)
    before = len(organisation.changes)
    _in_portions(organisation, islice(sower.contacts(), contacts))
    if invoices:
        _in_portions(organisation, islice(sower.invoices(), invoices))
        _in_portions(organisation, sower.payments(organisation.changes[before:]))
    created = [change.resource for change in organisation.changes[before:] if change.created]
    return Sown(*(created.count(one.about.plural) for one in (Contact, Invoice, Payment)))


def _in_portions(organisation: Organisation, sent: Iterator[tuple[Any, dict[str, Any]]]) -> None:
    while portion := list(islice(sent, _TOGETHER)):
        with transaction(organisation, Who(provider="mockxero seed")) as keeper:
            for resource, members in portion:
                _record(keeper, resource, members)


def _record(keeper: Bookkeeper, resource: Any, members: dict[str, Any]) -> None:
    outcome = keeper.record(draft(resource, members), create=True)
    if outcome.errors:
        raise Mistold(f"{resource.about.singular}: {'; '.join(outcome.errors)}")


class Sower:
    """Makes things up in Xero's words, always the same ones for a seed."""

    def __init__(self, organisation: Organisation, seed: str) -> None:
        from faker import Faker

        self._books = organisation
        self._random = Random(f"{seed}/sower")
        locale, self._country = _COUNTRIES.get(
            organisation.organisation.country_code or "", _ELSEWHERE
        )
        self._fake: Faker = Faker(locale)
        self._fake.seed_instance(self._random.getrandbits(64))

    def contacts(self) -> Iterator[tuple[type[Contact], dict[str, Any]]]:
        """Companies, each with somebody to talk to."""
        names = {one.name.casefold() for one in self._books.every(Contact) if one.name}
        while True:
            name = self._fake.company()
            while name.casefold() in names:
                name = f"{self._fake.company()} {self._fake.city()}"
            names.add(name.casefold())
            yield Contact, self._contact(name)

    def _contact(self, name: str) -> dict[str, Any]:
        fake = self._fake
        return {
            "Name": name,
            "FirstName": fake.first_name(),
            "LastName": fake.last_name(),
            "EmailAddress": fake.company_email(),
            "Addresses": [
                {
                    "AddressType": "STREET",
                    "AddressLine1": fake.street_address(),
                    "City": fake.city(),
                    "PostalCode": fake.postcode(),
                    "Country": self._country,
                }
            ],
            "Phones": [{"PhoneType": "DEFAULT", "PhoneNumber": fake.phone_number()}],
        }

    def invoices(self) -> Iterator[tuple[type[Invoice], dict[str, Any]]]:
        """Sales invoices and bills of the last half year, for contacts that are there."""
        people = [one.contact_id for one in self._books.every(Contact) if one.status == "ACTIVE"]
        codes = {document: self._codes(of) for document, of in _CLASSES.items()}
        if not people or not all(codes.values()):
            raise Mistold("there are no contacts, or no accounts, to make invoices for")
        while True:
            document = self._random.choice(("ACCREC", "ACCREC", "ACCPAY"))
            yield Invoice, self._invoice(document, self._random.choice(people), codes[document])

    def _invoice(self, document: str, contact_id: str, codes: list[str]) -> dict[str, Any]:
        day = self._books.today - timedelta(days=self._random.randint(0, 180))
        lines = [self._line(codes) for _ in range(self._random.randint(1, 4))]
        return {
            "Type": document,
            "Contact": {"ContactID": contact_id},
            "Date": day.isoformat(),
            "DueDate": (day + timedelta(days=self._random.choice((7, 14, 20, 30)))).isoformat(),
            "LineAmountTypes": self._random.choice(("Exclusive", "Inclusive")),
            "Reference": self._fake.bs() if document == "ACCREC" else "",
            "Status": self._random.choice(_STATUSES),
            "LineItems": lines,
        }

    def _line(self, codes: list[str]) -> dict[str, Any]:
        return {
            "Description": self._fake.catch_phrase(),
            "Quantity": self._random.randint(1, 12),
            "UnitAmount": Decimal(self._random.randint(500, 90_000)) / 100,
            "AccountCode": self._random.choice(codes),
        }

    def payments(self, changes: list[Any]) -> Iterator[tuple[type[Payment], dict[str, Any]]]:
        """Payments, in full or in part, of about half the approved invoices among some changes."""
        banks = [one.account_id for one in self._books.every(Account) if one.type == "BANK"]
        for change in changes:
            invoice = change.after
            if not (banks and isinstance(invoice, Invoice) and invoice.status == "AUTHORISED"):
                continue
            share = self._random.choice((None, None, 1, Decimal("0.4")))
            if share is not None and invoice.amount_due and invoice.date:
                yield (
                    Payment,
                    {
                        "Invoice": {"InvoiceID": invoice.invoice_id},
                        "Account": {"AccountID": banks[0]},
                        "Date": min(
                            invoice.date + timedelta(days=9), self._books.today
                        ).isoformat(),
                        "Amount": invoice.amount_due * share,
                    },
                )

    def _codes(self, account_class: str) -> list[str]:
        """The accounts of a class that lines of documents are usually coded to."""
        return [
            account.code
            for account in self._books.every(Account)
            if account.account_class == account_class
            and account.status == "ACTIVE"
            and account.code
            and account.system_account is None
        ]
