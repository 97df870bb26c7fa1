"""Servers as child processes: started on a free port, timed to their first 200, always ended."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import perf_counter, sleep
from typing import IO

from tests.bench.client import Client
from tests.bench.failure import BenchFailure
from tests.bench.measure import resident_megabytes

ROOT = Path(__file__).parents[2]
START_LIMIT = 30.0
STOP_LIMIT = 5.0
BLINK = 0.001


@dataclass(frozen=True)
class Recipe:
    """How one contestant is started, asked whether it is there, and entered."""

    name: str
    command: Callable[[int], Sequence[str]]
    health: str
    headers: Callable[[int], Mapping[str, str]]
    environment: Callable[[int], Mapping[str, str]] = field(default=lambda _: {})


@dataclass(frozen=True)
class Server:
    """A contestant that has answered its first 200."""

    recipe: Recipe
    port: int
    pid: int
    started: float
    first_200: float

    @contextmanager
    def client(self, **headers: str) -> Iterator[Client]:
        """A caller who is let in, unless other headers are given."""
        with closing(Client(self.port, {**self.recipe.headers(self.port), **headers})) as client:
            yield client

    @property
    def age(self) -> float:
        """Seconds since its process was started."""
        return perf_counter() - self.started

    @property
    def megabytes(self) -> float:
        """What it holds in memory now."""
        return resident_megabytes(self.pid)


@contextmanager
def running(recipe: Recipe) -> Iterator[Server]:
    """A server for as long as the block lasts, whatever ends the block."""
    port = free_port()
    with ExitStack() as stack:
        log = stack.enter_context(tempfile.TemporaryFile())
        start = perf_counter()
        child = subprocess.Popen(
            recipe.command(port),
            cwd=ROOT,
            env={**environment(), **recipe.environment(port)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        stack.callback(end, child)
        while not answers_200(port, recipe.health):
            if child.poll() is not None or perf_counter() - start > START_LIMIT:
                raise BenchFailure(f"{recipe.name} did not start: {last_words(log)}")
            sleep(BLINK)
        yield Server(recipe, port, child.pid, start, perf_counter() - start)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def environment() -> dict[str, str]:
    """Ours, except that byte code is kept: nobody compiles at each start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def answers_200(port: int, path: str, patience: float = START_LIMIT) -> bool:
    """Whether a server is there and has time for us."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=patience)) as wire:
        try:
            wire.request("GET", path)
            return wire.getresponse().status == 200
        except (OSError, HTTPException):
            return False


def end(child: subprocess.Popen[bytes]) -> None:
    """Ask the process to leave, and make it leave."""
    child.terminate()
    try:
        child.wait(STOP_LIMIT)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def last_words(log: IO[bytes]) -> str:
    """The end of what a process printed."""
    log.seek(0)
    return log.read()[-2000:].decode(errors="replace").strip() or "it said nothing"
