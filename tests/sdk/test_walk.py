"""Every operation of the official SDK for Python, called with real objects, and what comes of it.

A story is a function of the name of its method, in ``stories/``; those that many records share
stand in the ``TABLE`` of their file. Each starts from a Demo Company as new.
"""

import inspect
import pkgutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from xero_python.accounting import AccountingApi

from mockxero.operations import operations
from tests.sdk.integration import needs, sdk
from tests.sdk.walker import Walker

Story = Callable[[Walker], None]
COUNTRIES = ("nz", "uk", "us")
NO_OPERATIONS = {"get_model_finder", "get_resource_url"}
"""Public methods of the SDK's class that call nobody."""


def told() -> dict[str, Story]:
    """All stories, by the method that each is about."""
    found: dict[str, Story] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).with_name("stories"))]):
        stories = _in_file(f"tests.sdk.stories.{module.name}")
        assert not found.keys() & stories.keys(), "one method, two stories"
        found |= stories
    return found


def _in_file(name: str) -> dict[str, Story]:
    pytest.register_assert_rewrite(name)
    module = import_module(name)
    table: dict[str, Story] | None = getattr(module, "TABLE", None)
    if table is not None:
        return table
    public = inspect.getmembers(module, inspect.isfunction)
    return {said: f for said, f in public if f.__module__ == name and not said.startswith("_")}


STORIES = told()
OPEN = {
    "token_type": "Bearer",
    "scope": ["accounting.transactions"],
    "expires_in": 1800,
    "expires_at": None,
    "refresh_token": None,
    "id_token": None,
}
"""What the SDK wants to know of a token that somebody hands in."""
METHODS = {
    name
    for name, _ in inspect.getmembers(AccountingApi, inspect.isfunction)
    if not name.startswith("_")
} - NO_OPERATIONS


@pytest.fixture(scope="module")
def server(serve):
    return serve(fixtures=COUNTRIES, emails=1)


@pytest.fixture
def xero(server):
    """The SDK as a web app has it, connected to all the organisations, which are as new."""
    server.mock.reset()
    told = needs(server, app="web")
    client = sdk(told, token=OPEN | {"access_token": told["XERO_ACCESS_TOKEN"]})
    books = dict(zip(COUNTRIES, server.mock.world.organisations.values(), strict=True))
    return Walker(AccountingApi(client, base_url=told["XERO_BASE_URL"]), books)


def test_every_method_has_a_story_and_every_story_a_method():
    """A newer SDK may know more; then somebody must say what is to come of it."""
    assert sorted(METHODS - STORIES.keys()) == [], "methods without a story"
    assert sorted(STORIES.keys() - METHODS) == [], "stories without a method"


def test_the_sdk_has_all_operations_of_xero():
    """Those that the description lists; an older SDK lacks some."""
    assert len(METHODS) == len(operations()) == 235
    assert {name.replace("_", "") for name in METHODS} == {
        one.operation.lower() for one in operations()
    }


@pytest.mark.parametrize("operation", sorted(STORIES))
def test_operation(operation, xero):
    """It does what it says; its story, of which it is a part, says how one sees that."""
    STORIES[operation](xero)

    assert operation in xero.called
