"""Everything one mock holds: apps, users and organisations, under one clock and one seed."""

from collections.abc import Callable, Sequence

from mockxero.books.changes import Change
from mockxero.books.organisation import Organisation
from mockxero.books.parties import App, Connections, User
from mockxero.primitives.clock import Clock
from mockxero.primitives.ids import Ids

Listener = Callable[[Sequence[Change]], None]


class World:
    """The state that api, identity, webhooks and control share."""

    def __init__(self, clock: Clock, seed: str = "mockxero") -> None:
        self.clock = clock
        self.seed = seed
        self.ids = Ids(f"{seed}/world")
        self.apps: dict[str, App] = {}
        """By client id."""
        self.users: dict[str, User] = {}
        """By user id."""
        self.organisations: dict[str, Organisation] = {}
        """By tenant id."""
        self.connections = Connections()
        self.accept_any_client = False
        self._listeners: list[Listener] = []

    def add(self, organisation: Organisation) -> None:
        """Take in an organisation."""
        organisation.announce = self.announce
        self.organisations[organisation.tenant_id] = organisation

    def clear(self) -> None:
        """Forget everything but the clock, the seed and the listeners; ids start over."""
        self.ids = Ids(f"{self.seed}/world")
        for held in (self.apps, self.users, self.organisations, self.connections.by_id):
            held.clear()

    def listen(self, listener: Listener) -> None:
        """Be told of the changes of each transaction, once it has happened."""
        self._listeners.append(listener)

    def announce(self, changes: Sequence[Change]) -> None:
        """Tell whoever listens."""
        for listener in self._listeners:
            listener(changes)
