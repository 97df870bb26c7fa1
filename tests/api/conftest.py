"""A mock under a clock that stands still, and somebody who calls it."""

from datetime import datetime

import pytest

from mockxero.books.parties import AppKind
from mockxero.primitives.clock import FrozenClock
from tests.api.client import Xero

NOON = datetime(2026, 9, 14, 9, 30, 0, 532000)


@pytest.fixture(scope="module")
def used_mock(open_mock):
    """Starting one over takes half as long as making one."""
    return open_mock(FrozenClock(NOON))


@pytest.fixture
def clock(used_mock):
    """It says noon, whatever the test before made of it."""
    clock = used_mock.world.clock
    clock.advance(NOON - clock.now())
    return clock


@pytest.fixture
def mock(used_mock, clock):
    """A mock as on its first day."""
    used_mock.reset()
    return used_mock


@pytest.fixture
def xero(mock):
    """A custom connection to the Demo Company."""
    return Xero(mock)


@pytest.fixture
def web(mock):
    """A web app that one user has connected to every organisation; it asks about the first."""
    return Xero(mock, AppKind.WEB)


@pytest.fixture(scope="module")
def shared_mock(open_mock):
    """One mock for the tests of a module that only read, or do not mind the others."""
    return open_mock(FrozenClock(NOON))


@pytest.fixture(scope="module")
def shared(shared_mock):
    return Xero(shared_mock)


@pytest.fixture
def customer(xero):
    return xero.put("Contacts", {"Name": "Ada Lovelace"}).record


@pytest.fixture(scope="module")
def served(serve):
    """A mock behind a real socket."""
    return serve(fixtures=("nz",))
