"""Gives every story its client, and opens the target once for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from . import plugin
from .clients import chosen, connector
from .report import pytest_pyfunc_call, pytest_terminal_summary
from .story import Story
from .targets import Target, TargetError, opened

__all__ = ["pytest_pyfunc_call", "pytest_terminal_summary"]


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the options, unless `-p mockxero.contracts.plugin` did so already."""
    names = [name for name, _ in pluginmanager.list_name_plugin()]
    if not any(name.endswith("contracts.plugin") for name in names):
        plugin.pytest_addoption(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers before the first story is read."""
    plugin.pytest_configure(config)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tell each story once with each client."""
    if "xero" in metafunc.fixturenames:
        adapters = chosen(metafunc.config.getoption("--client"))
        metafunc.parametrize("xero", adapters.values(), ids=adapters.keys(), indirect=True)


@pytest.fixture(scope="session")
def target(pytestconfig: pytest.Config) -> Iterator[Target]:
    """The API of `--target`, signed in."""
    try:
        with opened(pytestconfig.getoption("--target")) as target:
            yield target
    except TargetError as error:
        pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)


@pytest.fixture
def xero(request: pytest.FixtureRequest, target: Target) -> Iterator[Story]:
    """A story's client; what the story made is undone behind it."""
    claim = request.function.__name__.removeprefix("test_").replace("_", " ")
    story = Story(connector(request.param), target.session, target.pace, claim)
    yield story
    if left := story.tidy():
        request.node.add_report_section("teardown", "left behind", "\n".join(left))
