"""Everything one mock holds: apps, users and organisations, under one clock and one seed."""

from collections.abc import Callable, Sequence
from threading import RLock

from mockxero.books.changes import Change
from mockxero.books.organisation import Organisation
from mockxero.books.parties import App, Connection, Connections, MintedTokens, User
from mockxero.primitives.clock import Clock
from mockxero.primitives.ids import Ids

Listener = Callable[[Sequence[Change]], None]


class World:
    """The state that api, identity, webhooks and control share."""

    def __init__(self, clock: Clock, seed: str = "mockxero") -> None:
        self.clock = clock
        self.seed = seed
        self.ids = Ids(f"{seed}/world")
        self.portal = Ids(f"{seed}/portal")
        """Draws what apps and people get that are registered on the way."""
        self.apps: dict[str, App] = {}
        """By client id."""
        self.registering = RLock()
        """Held by whoever looks at the apps, or at the people, and then changes them."""
        self.users: dict[str, User] = {}
        """By user id."""
        self.members: dict[str, tuple[str, ...]] = {}
        """Who works in an organisation: user ids, by tenant id."""
        self.organisations: dict[str, Organisation] = {}
        """By tenant id."""
        self.connections = Connections()
        self.minted = MintedTokens()
        self.accept_any_client = False
        self.auto_approve = False
        """Whether users say yes to every app without being asked."""
        self._listeners: list[Listener] = []

    def add(self, organisation: Organisation) -> None:
        """Take in an organisation."""
        organisation.announce = self.announce
        self.organisations[organisation.tenant_id] = organisation

    def take_over(self, other: "World") -> None:
        """Hold what another world holds, from one moment to the next; the listeners stay."""
        for organisation in other.organisations.values():
            organisation.announce = self.announce
        self.ids, self.portal, self.apps = other.ids, other.portal, other.apps
        self.users, self.members = other.users, other.members
        self.connections, self.organisations = other.connections, other.organisations
        self.minted = other.minted

    def connect(
        self, app: App, user_id: str | None, tenant_id: str, event: str, ids: Ids | None = None
    ) -> Connection:
        """Open an organisation to an app at an authentication event, or renew what is open."""
        now = self.clock.now()
        return self.connections.open(
            Connection(
                connection_id=(ids or self.ids).guid(),
                client_id=app.client_id,
                user_id=user_id,
                tenant_id=tenant_id,
                tenant_name=self.organisations[tenant_id].name,
                authentication_event_id=event,
                created=now,
                updated=now,
            )
        )

    def organisations_of(self, user: User) -> list[Organisation]:
        """The organisations that a user works in, and may connect apps to."""
        return [
            organisation
            for tenant_id, organisation in self.organisations.items()
            if user.user_id in self.members.get(tenant_id, ())
        ]

    def listen(self, listener: Listener) -> None:
        """Be told of the changes of each transaction, once it has happened."""
        self._listeners.append(listener)

    def announce(self, changes: Sequence[Change]) -> None:
        """Tell whoever listens."""
        for listener in self._listeners:
            listener(changes)
