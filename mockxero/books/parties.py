"""Who takes part: apps, the people behind them, and which organisations they have connected."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum


class AppKind(Enum):
    """The three kinds of app that Xero's developer portal makes."""

    WEB = "web"
    """Authorization code with a secret."""
    PKCE = "pkce"
    """Authorization code without a secret: a mobile or desktop app."""
    CUSTOM = "custom"
    """A custom connection: client credentials, one organisation."""


class Tier(Enum):
    """What a developer pays Xero for, and how many organisations an app may connect for it.

    Source: Xero's pricing page for developers, 2026.
    """

    STARTER = "starter"
    CORE = "core"
    PLUS = "plus"
    ADVANCED = "advanced"
    ENTERPRISE = "enterprise"

    @property
    def connections(self) -> int | None:
        """How many connections an app may have; None where nobody counts."""
        return {"starter": 5, "core": 50, "plus": 1_000, "advanced": 10_000}.get(self.value)


@dataclass(frozen=True, slots=True)
class App:
    """An integration as its developer registered it."""

    client_id: str
    client_secret: str | None
    name: str
    kind: AppKind
    webhook_key: str
    redirect_uris: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    tenant_id: str | None = None
    """The one organisation of a custom connection."""
    created: date = date(2025, 1, 1)
    """The day it was registered, on which it depends which scopes it may ask for."""
    certified: bool = False
    """Whether Xero has certified it; an organisation takes two apps that are not."""
    tier: Tier = Tier.STARTER
    auto_approve: bool = False
    """Whether users say yes to it without being asked, as nobody can click in CI."""
    stranger: bool = False
    """Whether nobody registered it, and ``--accept-any-client`` let it in."""


@dataclass(frozen=True, slots=True)
class User:
    """A person who can sign in and consent."""

    user_id: str
    email: str
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class Connection:
    """One organisation that one user has opened to one app."""

    connection_id: str
    client_id: str
    user_id: str | None
    """None for a custom connection, which acts for nobody in particular."""
    tenant_id: str
    tenant_name: str
    authentication_event_id: str
    created: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class Pass:
    """What a good access token says about its bearer."""

    client_id: str
    user_id: str | None
    scopes: frozenset[str]
    authentication_event_id: str | None
    expires: datetime


class BadToken(Exception):
    """A bearer token that opens nothing; ``detail`` is Xero's word for why."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(slots=True)
class Connections:
    """Every connection there is, by its id."""

    by_id: dict[str, Connection] = field(default_factory=dict)

    def of(self, client_id: str, user_id: str | None) -> list[Connection]:
        """What this user (or nobody, for a custom connection) has opened to this app."""
        standing = list(self.by_id.values())  # a copy: others connect meanwhile
        return [c for c in standing if (c.client_id, c.user_id) == (client_id, user_id)]

    def to(self, tenant_id: str, holder: Pass) -> Connection | None:
        """The connection through which the bearer may enter this organisation."""
        mine = self.of(holder.client_id, holder.user_id)
        return next((c for c in mine if c.tenant_id == tenant_id), None)

    def open(self, connection: Connection) -> Connection:
        """Connect, or renew a connection: its id and creation stay, the event is new."""
        standing = next(
            (
                c
                for c in self.of(connection.client_id, connection.user_id)
                if c.tenant_id == connection.tenant_id
            ),
            None,
        )
        if standing is not None:
            connection = replace(
                standing,
                authentication_event_id=connection.authentication_event_id,
                updated=connection.updated,
            )
        self.by_id[connection.connection_id] = connection
        return connection

    def close(self, connection_id: str) -> Connection | None:
        """Disconnect; None where there was no such connection."""
        return self.by_id.pop(connection_id, None)
