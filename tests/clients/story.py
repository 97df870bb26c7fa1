"""Has a client tell its story to a mock, and brings back what came of each step."""

import json
import os
import random
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mockxero.cli.calls import Call, Calls
from mockxero.control.apps import REDIRECT_URIS
from mockxero.control.needs import needs
from mockxero.server import Mock, Settings
from tests.cli.running import environment
from tests.clients.checks import CALLED, WATCH
from tests.clients.clients import HERE, RUN, Client, Missing
from tests.serving import served

TREE = HERE.parents[1]
WHOLE = "from mockxero.cli import main, summary; summary.LONGEST = 1000; main()"
MOCKXERO = [sys.executable, "-c", WHOLE]
"""``mockxero``, whose summary leaves no call out."""
WATCHED = [sys.executable, "-m", "tests.clients.watch"]
PATIENCE = 120.0
CLICKED = "browser.log"
"""What the browser says of its clicks."""


@dataclass(frozen=True)
class Step:
    """What the program said of a step, and what is wrong with that."""

    words: str
    wrong: str | None


@dataclass(frozen=True)
class Story:
    """All that came of it."""

    client: Client
    version: str
    status: int
    output: str
    """Standard output and errors, for whoever has to find out what went wrong."""
    steps: dict[str, Step]


def tell(client: Client, aside: Path) -> Story:
    """Run a client's program against a fresh mock. Raises Missing."""
    version = client.ready()
    report = aside / "report.json"
    with _surroundings(client, aside) as surroundings:
        status, output = _ran(
            [*surroundings.command, *WATCHED, client.title, str(report)],
            cwd=client.folder,
            env=surroundings.variables,
        )
        calls = surroundings.calls(output)
    clicked = aside / CLICKED
    if status and clicked.exists():
        output += f"\nThe browser: {clicked.read_text('utf-8')}"
    noted = json.loads(report.read_text("utf-8")) if report.exists() else []
    steps = {step: Step(words, wrong or _not_called(step, calls)) for step, words, wrong in noted}
    return Story(client, version, status, output, steps)


def _ran(command: list[str], **how: Any) -> tuple[int, str]:
    """How a program has ended, with all that it has started, and what it has printed."""
    with subprocess.Popen(
        command,
        **how,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as program:
        try:
            output, _ = program.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            output = f"{program.communicate()[0]}\nIt did not end within {PATIENCE} seconds."
        return program.returncode, output


def _not_called(step: str, calls: Mapping[Call, int]) -> str | None:
    """What is wrong with a step of which the mock has not heard."""
    least, pattern = CALLED[step]
    count = sum(
        count
        for call, count in calls.items()
        if call.host != WATCH
        and re.fullmatch(
            pattern, f"{call.method} {call.host}{call.path} {call.status}", re.IGNORECASE
        )
    )
    return None if count >= least else f"the mock was called {count} times, not {least}: {pattern}"


@dataclass(frozen=True)
class Surroundings:
    """What leads a program to a mock."""

    command: list[str]
    """What comes before its own."""
    variables: dict[str, str]
    calls: Callable[[str], Mapping[Call, int]]
    """The calls that came, of all that was printed."""


@contextmanager
def _surroundings(client: Client, aside: Path) -> Iterator[Surroundings]:
    """By either way to the mock."""
    mine = {
        **environment(**dict(client.variables)),
        "PYTHONPATH": os.pathsep.join([str(TREE), os.environ.get("PYTHONPATH", "")]).strip(":"),
        "BROWSER": str(_browser(aside)),
        "PYTHONUNBUFFERED": "1",  # a line is to be seen when it is printed
        "XERO_REDIRECT_URI": _redirect_uri(),
        "HOME": str(aside),  # some clients keep their tokens there
    }
    if client.how == RUN:
        yield Surroundings([*MOCKXERO, "run", "--app", client.app, "--"], mine, _summed_up)
        return
    mock = Mock(Settings())
    mock.wsgi = calls = Calls(mock.wsgi)
    with served(mock) as server:
        told = needs(mock.world, server.url, mock.mint, client.app)
        there = {**told, **mine, "MOCKXERO_URL": server.url}
        yield Surroundings([], there, lambda output: calls.counted)


def _summed_up(output: str) -> Mapping[Call, int]:
    """The calls of the summary that ``mockxero run`` has printed at the end."""
    rows = re.findall(r"^ +(\d+) x (\d{3})  (\w+) +([^\s/]*)(/\S*)$", output, re.MULTILINE)
    return {
        Call(host, method, path, int(status)): int(count)
        for count, status, method, host, path in rows
    }


def _redirect_uri() -> str:
    """One of those that the apps have, where nobody listens on this machine."""
    for uri in random.sample(REDIRECT_URIS, len(REDIRECT_URIS)):
        if _free(urlsplit(uri).port or 80):
            return uri
    raise Missing("somebody listens wherever an app may be called back")


def _free(port: int) -> bool:
    """Whether nobody listens there, under any address that a browser would try."""
    try:
        socket.create_server(("", port)).close()
        socket.create_connection(("localhost", port), 1).close()
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return False


def _browser(aside: Path) -> Path:
    """A program that has somebody click through the pages, and does not wait for it."""
    program = aside / "browser"
    clicked = shlex.join([sys.executable, str(TREE / "tests" / "browser.py")])
    program.write_text(f'#!/bin/sh\n{clicked} "$@" > {aside / CLICKED} 2>&1 &\n', "utf-8")
    program.chmod(0o700)
    return program
