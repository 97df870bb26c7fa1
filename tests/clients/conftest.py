"""Runs each client once, however many tests ask what came of it; prints the table at the end."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.clients.clients import Client, Missing
from tests.clients.story import Story, tell
from tests.clients.table import table

HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave them out unless they are asked for: they want npm, a network and a browser."""
    asked = (Path(config.invocation_params.dir, arg.split("::")[0]) for arg in config.args)
    return None if any(HERE in (path, *path.parents) for path in asked) else True


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Client], Story]:
    """The story of a client, told once; who asks for one that cannot be told here is skipped."""

    @cache
    def told(client: Client) -> Story | Missing:
        try:
            return tell(client, tmp_path_factory.mktemp("story"))
        except Missing as reason:
            return reason

    def story(client: Client) -> Story:
        it = told(client)
        if isinstance(it, Missing):
            pytest.skip(str(it))
        return it

    return story


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Client by client, step by step."""
    for line in table(terminalreporter):
        terminalreporter.write_line(line)
