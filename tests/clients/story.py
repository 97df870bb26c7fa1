"""Has a client tell its story to a mock, and brings back what came of each step."""

import json
import os
import random
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mockxero.control.apps import REDIRECT_URIS
from tests.cli.running import MOCKXERO, environment, running
from tests.clients.clients import HERE, RUN, Client, Missing

TREE = HERE.parents[1]
PATIENCE = 60.0


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
    watched = [
        *(sys.executable, "-m", "tests.clients.watch", client.app, str(report)),
        *(["--paste"] if client.pastes else []),
        *client.argv,
    ]
    with _surroundings(client, aside) as (command, variables):
        status, output = _ran([*command, *watched], cwd=client.folder, env=variables)
    noted = json.loads(report.read_text("utf-8")) if report.exists() else []
    steps = {step: Step(words, wrong) for step, words, wrong in noted}
    return Story(client, version, status, output, steps)


def _ran(command: list[str], **how: Any) -> tuple[int, str]:
    """The exit status and the output; who takes too long is stopped, with all that it started."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **how,
    ) as program:
        try:
            output, _ = program.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            output, _ = program.communicate()
        return program.returncode, output


@contextmanager
def _surroundings(client: Client, aside: Path) -> Iterator[tuple[list[str], dict[str, str]]]:
    """What comes before the command, and the environment: by either way to the mock."""
    mine = {
        **environment(**dict(client.variables)),
        "PYTHONPATH": os.pathsep.join([str(TREE), os.environ.get("PYTHONPATH", "")]).strip(":"),
        "BROWSER": str(_browser(aside)),
        "PYTHONUNBUFFERED": "1",  # a line is to be seen when it is printed
        "XERO_REDIRECT_URI": _redirect_uri(),
        "HOME": str(aside),  # some clients keep their tokens there
    }
    if client.how == RUN:
        yield [*MOCKXERO, "run", "--app", client.app, "--"], mine
        return
    with running("--port", "0") as mock:
        env = mock.env("--app", client.app)
        yield [], {**env, **mine, "MOCKXERO_URL": mock.url}


def _redirect_uri() -> str:
    """One of those that the apps have, where nobody listens on this machine."""
    for uri in random.sample(REDIRECT_URIS, len(REDIRECT_URIS)):
        with suppress(OSError), socket.create_server(("", int(urlsplit(uri).port or 0))):
            return uri
    raise Missing("somebody listens wherever an app may be called back")


def _browser(aside: Path) -> Path:
    """A program that has somebody click through the pages, and does not wait for it."""
    program = aside / "browser"
    clicked = shlex.join([sys.executable, str(TREE / "tests" / "browser.py")])
    program.write_text(f'#!/bin/sh\n{clicked} "$@" > {aside}/browser.log 2>&1 &\n', "utf-8")
    program.chmod(0o700)
    return program
