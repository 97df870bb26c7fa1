"""Books full of invoices, written through the API itself, with the same bodies for everyone.

Every invoice has two lines that add up. Type, status, date and contact vary, so that a filter picks
out a part of them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random
from time import perf_counter

from tests.bench.client import Call, Client, get, post
from tests.bench.failure import claim
from tests.bench.servers import Recipe, Server, running
from tests.bench.table import say

Body = dict[str, object]

BATCH = 50
CONTACTS = 50
ACCOUNTS = {"ACCREC": ("200", "OUTPUT2"), "ACCPAY": ("429", "INPUT2")}
STATUSES = ("DRAFT", "SUBMITTED", "AUTHORISED", "AUTHORISED")
FIRST_DAY = date(2025, 1, 1)
DAYS = 500


class Author:
    """Writes invoices to the contacts of one organisation, the same ones at every run."""

    def __init__(self, contacts: Sequence[str], statuses: Sequence[str] = STATUSES) -> None:
        self._contacts, self._statuses = contacts, statuses
        self._random = Random("invoices")

    def batch(self) -> Call:
        """A POST of fifty invoices."""
        return post("Invoices", {"Invoices": [self.invoice() for _ in range(BATCH)]})

    def single(self) -> Call:
        """A POST of one invoice."""
        return post("Invoices", {"Invoices": [self.invoice()]})

    def invoice(self) -> Body:
        """Two lines for somebody, on some day."""
        kind = self._random.choice(list(ACCOUNTS))
        day = FIRST_DAY + timedelta(days=self._random.randrange(DAYS))
        return {
            "Type": kind,
            "Contact": {"ContactID": self._random.choice(self._contacts)},
            "Date": day.isoformat(),
            "DueDate": (day + timedelta(days=20)).isoformat(),
            "LineAmountTypes": "Exclusive",
            "Status": self._random.choice(self._statuses),
            "LineItems": [self._line(kind) for _ in range(2)],
        }

    def _line(self, kind: str) -> Body:
        account, tax_type = ACCOUNTS[kind]
        quantity, cents = self._random.randint(1, 9), self._random.randrange(100, 50_000)
        return {
            "Description": f"Work of {quantity} days, as agreed",
            "Quantity": quantity,
            "UnitAmount": cents / 100,
            "LineAmount": quantity * cents / 100,
            "AccountCode": account,
            "TaxType": tax_type,
        }


@dataclass(frozen=True)
class Books:
    """A server with invoices in it, and somebody who reads and writes there."""

    server: Server
    client: Client
    author: Author
    ids: list[str]


@contextmanager
def books(recipe: Recipe, stored: int, statuses: Sequence[str] = STATUSES) -> Iterator[Books]:
    """A server with `stored` invoices more than it starts with."""
    with running(recipe) as server, server.client() as client:
        author = Author(list(new_contacts(client)), statuses)
        before, start = count(client), perf_counter()
        ids = list(islice(written(client, author), stored))
        claim(count(client) >= before + stored, f"{recipe.name} did not store all of {stored}")
        took = perf_counter() - start
        say(f"{recipe.name}: {stored} invoices in {took:.1f} s, {server.megabytes:.0f} MB resident")
        yield Books(server, client, author, ids)


def new_contacts(client: Client) -> Iterator[str]:
    """The ids of fifty new contacts."""
    names = [{"Name": f"Bench Contact {number:02}"} for number in range(CONTACTS)]
    for contact in client.read(post("Contacts", {"Contacts": names}))["Contacts"]:
        yield contact["ContactID"]


def written(client: Client, author: Author) -> Iterator[str]:
    """Invoices without end, fifty at a time: the id of each."""
    while True:
        for invoice in client.read(author.batch())["Invoices"]:
            yield invoice["InvoiceID"]


def count(client: Client) -> int:
    """How many invoices are stored."""
    stored: int = client.read(get("Invoices", page=1))["pagination"]["itemCount"]
    return stored
