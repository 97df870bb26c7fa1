"""The identity service on a real port, in a world whose clock stands still."""

from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from waitress import wasyncore
from waitress.server import create_server

from mockxero.books.world import World
from mockxero.identity.keys import Key, KeyRing
from mockxero.identity.passes import Passes
from mockxero.identity.routes import identity_api
from mockxero.primitives.clock import FrozenClock
from tests.identity.builders import GRACE, NOON, OTHER, small_world
from tests.identity.integration import Integration
from tests.identity.person import Person


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    """One for all tests: making a key takes a moment."""
    return KeyRing(tmp_path_factory.mktemp("state") / "signing-key.pem")


@pytest.fixture
def key(keys: KeyRing) -> Key:
    """The key in use."""
    return keys.active


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture
def world(clock: FrozenClock) -> World:
    return small_world(clock)


@pytest.fixture
def passes(world: World, keys: KeyRing) -> Passes:
    return Passes(world, keys)


@pytest.fixture
def service(world: World, passes: Passes) -> Flask:
    """Nothing but identity."""
    app = Flask(__name__)
    app.register_blueprint(identity_api(world, passes))
    return app


@pytest.fixture
def browser(service: Flask) -> FlaskClient:
    """A way in without a socket, for the thousands of requests of a property."""
    return service.test_client()


@pytest.fixture
def clicked(world: World) -> None:
    """Users are asked, and there are two: Ada, and Grace, who works in the second organisation."""
    world.auto_approve = False
    world.users[GRACE.user_id] = GRACE
    world.members[OTHER] += (GRACE.user_id,)


@pytest.fixture
def person(browser: FlaskClient) -> Person:
    """Somebody who clicks."""
    return Person(browser)


@pytest.fixture
def origin(service: Flask) -> Iterator[str]:
    """The address of the service."""
    sockets: dict[int, Any] = {}
    server: Any = create_server(service, host="127.0.0.1", port=0, threads=8, map=sockets)
    stop = Event()

    def serve() -> None:
        while not stop.is_set():
            wasyncore.loop(timeout=1, map=sockets, count=1)

    thread = Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    stop.set()
    server.pull_trigger()
    thread.join()
    server.task_dispatcher.shutdown()
    wasyncore.close_all(sockets)


@pytest.fixture
def integration(origin: str) -> Iterator[Integration]:
    with Integration(origin) as integration:
        yield integration
