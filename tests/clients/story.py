"""Has a client tell its story to a mock, and brings back what came of each step."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import MOCKXERO, environment, running
from tests.clients.clients import HERE, RUN, Client

TREE = HERE.parents[1]
PATIENCE = 180.0


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
        *client.argv,
    ]
    with _surroundings(client, aside) as (command, variables):
        told = subprocess.run(
            [*command, *watched],
            cwd=client.folder,
            env=variables,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
        )
    noted = json.loads(report.read_text("utf-8")) if report.exists() else []
    steps = {step: Step(words, wrong) for step, words, wrong in noted}
    return Story(client, version, told.returncode, told.stdout, steps)


@contextmanager
def _surroundings(client: Client, aside: Path) -> Iterator[tuple[list[str], dict[str, str]]]:
    """What comes before the command, and the environment: by either way to the mock."""
    mine = {
        **environment(**dict(client.variables)),
        "PYTHONPATH": os.pathsep.join([str(TREE), os.environ.get("PYTHONPATH", "")]).strip(":"),
        "BROWSER": f"{sys.executable} -m tests.browser",
        "HOME": str(aside),  # some clients keep their tokens there
    }
    if client.how == RUN:
        yield [*MOCKXERO, "run", "--app", client.app, "--"], mine
        return
    with running("--port", "0") as mock:
        env = mock.env("--app", client.app)
        yield [], {**mine, **env, "MOCKXERO_URL": mock.url}
