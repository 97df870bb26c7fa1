"""A mock with two organisations, for all whom its first day will do."""

from collections.abc import Callable, Iterator
from functools import partial
from subprocess import CompletedProcess

import pytest
import requests

from tests.cli.running import Running, running, told

Say = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="session")
def used() -> Iterator[Running]:
    """The mock as the last test left it: to start one takes a moment."""
    with running("--port", "0", "--org", "nz", "--org", "empty") as mock:
        yield mock


@pytest.fixture
def mock(used: Running) -> Running:
    """A mock with Demo Company (NZ) and an empty organisation, as on its first day."""
    requests.post(f"{used.url}/_mockxero/reset", timeout=10).raise_for_status()
    return used


@pytest.fixture
def say(mock: Running) -> Say:
    """Says a command to that mock."""
    return partial(told, MOCKXERO_URL=mock.url)
