"""Holds what a program says of a step to what the mock knows of it.

`CHECKS` look at the mock once a step was reported, and complain with an AssertionError; `CALLED` is
looked for among the calls that the mock has counted, at the end.
"""

import os
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

import requests

from tests.clients.clients import STEPS, Client

WATCH = "watch"
"""The host that we call ourselves asking for, so that nobody counts our calls as the program's."""
CALLED = {
    "consent": (1, r"GET \S+/identity/connect/authorize (200|302)"),
    "token": (1, r"POST \S+/connect/token 200"),
    "connections": (1, r"GET \S+/connections/? 200"),
    "create": (1, r"(PUT|POST) \S+/invoices/? 200"),
    "read": (1, r"GET \S+/invoices(/\S*)? 200"),
    "refuse": (1, r"(PUT|POST) \S+/invoices/? 400"),
    "refresh": (2, r"POST \S+/connect/token 200"),
    "revoke": (1, r"(POST \S+/connect/revocation 200|DELETE \S+/connections/\S+ 204)"),
}
"""How often which call has come at least, once a step is through."""
OTHER = {"web": "custom", "pkce": "custom", "custom": "web"}
"""Through which app to look at what another did."""
PATIENCE = 10


@dataclass
class Mock:
    """A mock that is up, seen from beside the program that talks to it."""

    client: Client
    """Whose program talks to it."""
    url: str = field(default_factory=lambda: os.environ["MOCKXERO_URL"])
    consented: set[str] = field(default_factory=set)
    """The events at which the user has said yes."""
    created: list[str] = field(default_factory=list)
    """The invoices that the program says it has made."""

    def __post_init__(self) -> None:
        self.asking = requests.Session()
        self.asking.trust_env = False  # the proxy is for the program
        self.asking.headers["Host"] = WATCH
        self.invoices_before = self.count_of_invoices()
        self.events_before = {one["authEventId"] for one in self.connections()}

    @cached_property
    def other(self) -> dict[str, str]:
        """Another app than the program, whose token stays good whatever the program does."""
        return self.env(OTHER[self.client.app])

    def env(self, app: str) -> dict[str, str]:
        """What ``mockxero env --app`` prints."""
        there = self.asking.get(
            f"{self.url}/_mockxero/env", params={"app": app}, timeout=PATIENCE
        ).json()
        return {str(name): str(value) for name, value in there.items()}

    def connections(self) -> list[dict[str, Any]]:
        """The connections of the program's app."""
        token = self.env(self.client.app)["XERO_ACCESS_TOKEN"]
        return list(self._get("connections", token).json())

    def invoice(self, number: str) -> dict[str, Any] | None:
        """An invoice, by its number or id."""
        answer = self._get(f"api.xro/2.0/Invoices/{number}", self.other["XERO_ACCESS_TOKEN"])
        return dict(answer.json()["Invoices"][0]) if answer.ok else None

    def count_of_invoices(self) -> int:
        """How many invoices there are in the organisation."""
        path = "api.xro/2.0/Invoices?page=1&pageSize=1"
        answer = self._get(path, self.other["XERO_ACCESS_TOKEN"])
        return int(answer.json()["pagination"]["itemCount"])

    def _get(self, path: str, token: str) -> requests.Response:
        headers = {
            "Authorization": f"Bearer {token}",
            "Xero-Tenant-Id": self.other["XERO_TENANT_ID"],
            "Accept": "application/json",
        }
        return self.asking.get(f"{self.url}/{path}", headers=headers, timeout=PATIENCE)


def consent(mock: Mock, words: str) -> None:
    """A connection stands that was made, or renewed, since the program began."""
    mock.consented = {one["authEventId"] for one in mock.connections()} - mock.events_before
    assert mock.consented, "the mock knows of no new consent"


def token(mock: Mock, words: str) -> None:
    """It is a bearer token."""
    assert words.lower() == "bearer", "the type of a token is Bearer"


def connections(mock: Mock, words: str) -> None:
    """The names are those of the organisations that are connected."""
    there = sorted(one["tenantName"] for one in mock.connections())
    assert sorted(name.strip() for name in words.split(",")) == there


def create(mock: Mock, words: str) -> None:
    """The invoice is in the books."""
    assert mock.invoice(words) is not None, "the mock has no such invoice"
    mock.created.append(words)


def read(mock: Mock, words: str) -> None:
    """The total is that of the invoice in the books, which the program has made."""
    number, _, total = words.partition(" ")
    invoice = mock.invoice(number)
    assert invoice is not None, "the mock has no such invoice"
    assert Decimal(total) == Decimal(str(invoice["Total"]))
    assert number in mock.created


def refuse(mock: Mock, words: str) -> None:
    """The refusal has come through in Xero's words, and left no trace."""
    assert mock.client.refusal in " ".join(words.split())
    assert mock.count_of_invoices() - mock.invoices_before == len(mock.created)


def refresh(mock: Mock, words: str) -> None:
    """Only the calls tell."""


def revoke(mock: Mock, words: str) -> None:
    """No connection that the user has consented to is left; ours may be made anew."""
    events = {one["authEventId"] for one in mock.connections()}
    assert mock.consented, "there was no consent to take back"
    assert not mock.consented & events, "the connection is still there"


CHECKS = {check.__name__: check for check in (consent, token, connections, create, read, refuse)}
CHECKS |= {check.__name__: check for check in (refresh, revoke)}
assert tuple(CHECKS) == STEPS
