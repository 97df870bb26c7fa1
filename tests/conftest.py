"""A whole mock on a real port, served from a thread: what the tests with real clients start from.

A test asks for one by the settings that it needs, and may look behind it:

    server = serve(fixtures=["empty"], clock=FrozenClock(NOON))
    requests.get(f"{server.url}/connections")
    server.mock.world.organisations
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import Any

import pytest

from mockxero.primitives.clock import Clock
from mockxero.server import Mock, Settings
from mockxero.serving import Server

WALKED = "test_walk.py::test_operation["


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many operations of Xero's API the official SDK was walked through."""
    walked = {
        outcome: [
            report
            for report in terminalreporter.getreports(outcome)
            if WALKED in report.nodeid and report.when == "call"
        ]
        for outcome in ("passed", "failed")
    }
    if any(walked.values()):
        passed, failed = (len(reports) for reports in walked.values())
        told = f"{passed} of {passed + failed} operations do what their story says"
        terminalreporter.write_line(f"The walk through Xero's SDK: {told}.")


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[..., Server]]:
    """Start mocks, by their ``Settings``; each runs until the end of the module that started it."""
    with ExitStack() as running:
        yield lambda **settings: running.enter_context(_serving(**settings))


@contextmanager
def _serving(clock: Clock | None = None, **settings: Any) -> Iterator[Server]:
    server = Server(Mock(Settings(**settings), clock), port=0)
    thread = Thread(target=server.serve, name="mockxero")
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join()
