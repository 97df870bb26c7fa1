"""A world with one app that is connected to one organisation, and an endpoint of that app's."""

from collections.abc import Iterator

import pytest

from mockxero.books.parties import App, AppKind, Connection
from mockxero.books.world import World
from mockxero.primitives.clock import FrozenClock
from tests.webhooks.builders import APP, KEY, NOON, TENANT
from tests.webhooks.receiver import Receiver


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture
def app() -> App:
    return App(APP, "secret", "Shop", AppKind.WEB, KEY)


@pytest.fixture
def world(clock: FrozenClock, app: App) -> World:
    world = World(clock)
    world.apps[app.client_id] = app
    world.connections.open(
        Connection("connection", app.client_id, "user", TENANT, "Demo", "event", NOON, NOON)
    )
    return world


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver(KEY)
    yield receiver
    receiver.close()
