"""Runs each client once, however many tests ask what came of it; prints the table at the end."""

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
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The story of one client; those who ask for it are skipped where it cannot be run."""
    client: Client = request.param
    try:
        return tell(client, tmp_path_factory.mktemp("story"))
    except Missing as reason:
        pytest.skip(str(reason))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Client by client, step by step."""
    for line in table(terminalreporter):
        terminalreporter.write_line(line)
