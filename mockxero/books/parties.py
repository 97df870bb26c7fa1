"""Who takes part: apps, the people behind them, and which organisations they have connected."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from threading import Lock
from typing import NamedTuple


class AppKind(Enum):
    """The three kinds of app that Xero's developer portal makes."""

    WEB = "web"
    """Authorization code with a secret."""
    PKCE = "pkce"
    """Authorization code without a secret: a mobile or desktop app."""
    CUSTOM = "custom"
    """A custom connection: client credentials, one organisation."""


class Tier(Enum):
    """What a developer pays Xero for, and what an app may do for it.

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

    @property
    def calls(self) -> int:
        """How many calls an app may make in a day about one organisation."""
        return 1_000 if self is Tier.STARTER else 5_000

    @property
    def journals(self) -> bool:
        """Whether an app may read journals."""
        return self in (Tier.ADVANCED, Tier.ENTERPRISE)


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


class User(NamedTuple):
    """A person who can sign in and consent."""

    user_id: str
    email: str
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        """Given and family name, as far as there are any."""
        return f"{self.given_name} {self.family_name}".strip()


class Connection(NamedTuple):
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


class Pass(NamedTuple):
    """What a good access token says about its bearer."""

    client_id: str
    user_id: str | None
    scopes: frozenset[str]
    authentication_event_id: str | None
    begins: datetime
    expires: datetime
    token_id: str | None = None


class BadToken(Exception):
    """A bearer token that opens nothing; ``detail`` is Xero's word for why."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class MintedToken(NamedTuple):
    """An access token that somebody asked the mock for by name, as far as it may be shown."""

    token_id: str
    name: str
    client_id: str
    user_id: str | None
    tenant_id: str
    scopes: tuple[str, ...]
    expires: datetime


class MintedTokens:
    """Every such token, by its id or its name, and the ids of those that were revoked."""

    def __init__(self) -> None:
        self.by_id: dict[str, MintedToken] = {}
        self.revoked: set[str] = set()
        self._by_name: dict[str, MintedToken] = {}

    def called(self, called: str) -> MintedToken | None:
        """The one of this id or name."""
        return self.by_id.get(called) or self._by_name.get(called.casefold())

    def add(self, token: MintedToken) -> None:
        """Remember one whose name nobody has."""
        self.by_id[token.token_id] = self._by_name[token.name.casefold()] = token

    def revoke(self, token: MintedToken) -> None:
        """From now on it opens nothing."""
        self.revoked.add(token.token_id)
        self.by_id.pop(token.token_id, None)
        self._by_name.pop(token.name.casefold(), None)


class Connections:
    """Every connection there is; who looks for some does not read the others.

    Safe under threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_id: dict[str, Connection] = {}
        self._of: dict[tuple[str, str | None], dict[str, Connection]] = {}
        """By app and user, then by organisation."""
        self._by_app: dict[str, dict[str, Connection]] = {}
        """By app, then by their own ids."""
        self._in: dict[str, dict[str, dict[str, Connection]]] = {}
        """By organisation, then by app, then by their own ids."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self._by_id)

    def of(self, client_id: str, user_id: str | None) -> list[Connection]:
        """What this user (or nobody, for a custom connection) has opened to this app."""
        return list(self._of.get((client_id, user_id), {}).values())

    def of_app(self, client_id: str) -> list[Connection]:
        """What anybody has opened to this app."""
        return list(self._by_app.get(client_id, {}).values())

    def apps_in(self, tenant_id: str) -> list[str]:
        """The client ids of the apps that an organisation is open to, each once."""
        return list(self._in.get(tenant_id, {}))

    def is_open(self, tenant_id: str, client_id: str) -> bool:
        """Whether anybody has opened this organisation to this app."""
        return client_id in self._in.get(tenant_id, {})

    def to(self, tenant_id: str, client_id: str, user_id: str | None) -> Connection | None:
        """The connection through which this app may enter an organisation for this user."""
        mine = self._of.get((client_id, user_id))
        return mine.get(tenant_id) if mine is not None else None

    def open(self, connection: Connection) -> Connection:
        """Connect, or renew a connection: its id and creation stay, the event is new."""
        with self._lock:
            mine = self._of.setdefault((connection.client_id, connection.user_id), {})
            standing = mine.get(connection.tenant_id)
            if standing is not None:
                connection = standing._replace(
                    authentication_event_id=connection.authentication_event_id,
                    updated=connection.updated,
                )
            mine[connection.tenant_id] = connection
            for others in (self._by_id, *self._shelves(connection)):
                others[connection.connection_id] = connection
            return connection

    def close(self, connection_id: str) -> Connection | None:
        """Disconnect; None where there was no such connection."""
        with self._lock:
            connection = self._by_id.pop(connection_id, None)
            if connection is None:
                return None
            for others in self._shelves(connection):
                others.pop(connection_id)
            del self._of[connection.client_id, connection.user_id][connection.tenant_id]
            apps = self._in[connection.tenant_id]
            if not apps[connection.client_id]:
                del apps[connection.client_id]
            return connection

    def _shelves(self, connection: Connection) -> tuple[dict[str, Connection], ...]:
        """Where else a connection stands under its id."""
        apps = self._in.setdefault(connection.tenant_id, {})
        return (
            self._by_app.setdefault(connection.client_id, {}),
            apps.setdefault(connection.client_id, {}),
        )
