"""Everything one mock holds: apps, users and organisations, under one clock and one seed."""

from collections.abc import Callable, Sequence
from threading import RLock

from mockxero.books.changes import Change
from mockxero.books.organisation import Organisation
from mockxero.books.parties import App, Connection, Connections, MintedTokens, User
from mockxero.primitives.clock import Clock
from mockxero.primitives.ids import Ids

Listener = Callable[[Sequence[Change]], None]
Watcher = Callable[[str, App | None], None]
"""Is told of a client id, and of the app as it is now; None where there is none any more."""


class World:
    """The state that api, identity, webhooks and control share."""

    def __init__(self, clock: Clock, seed: str = "mockxero") -> None:
        self.clock = clock
        self.seed = seed
        self.ids = Ids(f"{seed}/world")
        self.portal_ids = Ids(f"{seed}/portal")
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
        self._watchers: list[Watcher] = []

    def add(self, organisation: Organisation) -> None:
        """Take in an organisation."""
        organisation.announce = self.announce
        self.organisations[organisation.tenant_id] = organisation

    def take_over(self, other: "World") -> None:
        """Hold what another world holds, from one moment to the next; the listeners stay."""
        for organisation in other.organisations.values():
            organisation.announce = self.announce
        self.ids, self.portal_ids, self.apps = other.ids, other.portal_ids, other.apps
        self.users, self.members = other.users, other.members
        self.connections, self.organisations = other.connections, other.organisations
        self.minted = other.minted

    def register(self, app: App) -> None:
        """Take in an app, or put it in the place of what it was."""
        self.apps[app.client_id] = app
        for watcher in self._watchers:
            watcher(app.client_id, app)

    def unregister(self, client_id: str) -> None:
        """Forget an app."""
        if self.apps.pop(client_id, None) is not None:
            for watcher in self._watchers:
                watcher(client_id, None)

    def watch(self, watcher: Watcher) -> None:
        """Be told of each app that is registered, changed or forgotten on the way."""
        self._watchers.append(watcher)

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
