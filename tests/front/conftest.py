"""Doors, and what stands behind and beside them."""

from contextlib import ExitStack

import pytest

from mockxero.front.authority import Authority
from mockxero.front.door import Door
from tests.front.servers import Echo, listening


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    authority = Authority(tmp_path_factory.mktemp("state") / "mockxero")
    assert authority.certificate  # made now: some tests change what a new one would vouch for
    return authority


@pytest.fixture(scope="session")
def context(authority):
    return authority.server_context()


@pytest.fixture
def start():
    """Start a server of ``tests.front.servers``; it gives its port."""
    with ExitStack() as running:
        yield lambda answer: running.enter_context(listening(answer))


@pytest.fixture
def echo(start):
    """The port of a server that says what it hears."""
    return start(Echo())


@pytest.fixture
def door(context, echo):
    """Open a door, before a mock that says what it hears."""
    with ExitStack() as opened:

        def made(behind=echo, **how):
            door = Door(("127.0.0.1", behind), context, **how)
            opened.callback(door.close)
            door.start()
            return door

        yield made
