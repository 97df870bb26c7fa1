"""A whole mock on a real port, served from a thread: what the tests with real clients start from.

A test asks for one by the settings that it needs, and may look behind it:

    server = serve(fixtures=["empty"], clock=FrozenClock(NOON))
    requests.get(f"{server.url}/connections")
    server.mock.world.organisations
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import settings

from mockxero.identity.keys import KeyRing
from mockxero.primitives.clock import Clock
from mockxero.server import Mock, Settings
from mockxero.serving import Server
from tests.serving import served

settings.register_profile("mockxero", deadline=None)  # a busy machine is no fault of an example
settings.load_profile("mockxero")
WALKED = "test_walk.py::test_operation["


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--sequences 20000`` is what ``make soak`` says."""
    told = "over how many sequences of calls the laws of the books are tried"
    parser.addoption("--sequences", type=int, default=500, help=told)


def pytest_collection_finish() -> None:
    """What was collected stays, so let the garbage collector pass over it, as ``serve`` does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 100)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many operations the official SDK was walked through, and how many books were kept."""
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
    sequences = sum(
        count
        for report in terminalreporter.getreports("passed")
        for name, count in report.user_properties
        if name == "sequences"
    )
    if sequences:
        terminalreporter.write_line(f"The laws of the books: they held over {sequences} sequences.")


@pytest.fixture(scope="session")
def key_ring(tmp_path_factory):
    """Reading a key takes longer than laying down two organisations."""
    return KeyRing(tmp_path_factory.mktemp("state") / "signing-key.pem")


@pytest.fixture(scope="session")
def open_mock(key_ring):
    """Makes mocks that sign with one key."""

    def opened(clock=None, *fixtures, **settings):
        mock = Mock(Settings(fixtures=fixtures or ("nz",), **settings), clock)
        mock.passes.keys = key_ring
        return mock

    return opened


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[..., Server]]:
    """Start mocks, by their ``Settings``; each runs until the end of the module that started it."""
    with ExitStack() as running:

        def opened(clock: Clock | None = None, **settings: Any) -> Server:
            return running.enter_context(served(Mock(Settings(**settings), clock)))

        yield opened
