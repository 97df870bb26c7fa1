"""The stories are imported here without their plugin, and their markers are known all the same."""

import pytest

from contracts import plugin
from tests.contracts.tiny_xero import TinyXero, serving


def pytest_configure(config):
    plugin.pytest_configure(config)


@pytest.fixture(scope="session")
def tiny_server():
    with serving() as server:
        yield server


@pytest.fixture
def tiny_xero(tiny_server):
    """A server with empty books."""
    tiny_server.books = TinyXero()
    return tiny_server
