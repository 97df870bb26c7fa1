"""What there is to say of a client: its program, the story it can tell, and what it needs."""

import importlib
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
RUN, BASE_URL = "mockxero run", "base URL"
STEPS = ("consent", "token", "connections", "create", "read", "refuse", "refresh", "revoke")
"""The story that every client tells, in this order."""
BROWSER = ("chromium", "chromedriver")
"""What a user needs who says yes."""
OF_A_USER = ("consent", "refresh", "revoke")
"""What a custom connection has none of: nobody signs in to it."""


class Missing(Exception):
    """Why a client cannot be run on this machine, in a few words."""


@dataclass(frozen=True)
class Client:
    """One program, written with one client as its users would write it.

    The program says on its standard output what it has come through, a line for each step:

        consent: anything, once the user has said yes
        token: its type
        connections: the names of the organisations, separated by commas
        create: the number, or the id, of the invoice that it made
        read: that number or id, and the invoice's total as the mock gave it
        refuse: the words with which its second invoice, to the account NOPE, was refused
        refresh: anything, once it has another access token
        revoke: anything, once the user's tokens or the connection are gone

    Nothing of it is believed: `checks.py` looks at the mock.
    """

    name: str
    folder: Path
    """Where its program lies, and from where it is started."""
    command: str
    """What a user types to start it."""
    version: Callable[[], str]
    """The version that is installed; raises Missing where none is, and cannot be."""
    app: str = "web"
    """As whom it signs in: web, pkce or custom."""
    how: str = RUN
    """How it is led to the mock: RUN, or BASE_URL for what reads it from ``mockxero env``."""
    needs: tuple[str, ...] = ()
    """Commands that have to be there."""
    pastes: bool = False
    """Whether it prints an address to open, and waits for the one where that has led."""
    without: tuple[str, ...] = ()
    """Steps that this client does not have."""
    refusal: str = "Account code 'NOPE' is not a valid code for this document."
    """Words of the refusal that it passes on."""
    variables: tuple[tuple[str, str], ...] = ()
    """More of its environment."""

    @property
    def title(self) -> str:
        """A name that no other way of this or another client has."""
        return f"{self.name} ({self.app}, {self.how})"

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps that it has."""
        none = {*self.without, *(OF_A_USER if self.app == "custom" else ())}
        return tuple(step for step in STEPS if step not in none)

    @property
    def argv(self) -> list[str]:
        """The command, word by word; ``python`` is the one that runs the tests."""
        program, *words = shlex.split(self.command)
        return [sys.executable if program == "python" else program, *words]

    def ready(self) -> str:
        """Its version, once all it needs is there. Raises Missing."""
        for command in self.needs + (BROWSER if "consent" in self.steps else ()):
            need(command)
        return self.version()


def need(command: str) -> None:
    """Raises Missing where there is no such command."""
    if shutil.which(command) is None:
        raise Missing(f"there is no {command} here")


def said(*command: str) -> Callable[[], str]:
    """The version that a command says it has: the first word with a dot between digits."""

    def version() -> str:
        need(command[0])
        told = subprocess.run(
            command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        found = re.search(r"\d+(\.\d+)+[\w.-]*", told.stdout + told.stderr)
        if found is None:
            raise Missing(f"{command[0]} does not say which version it is")
        return found[0]

    return version


def of_python(distribution: str) -> Callable[[], str]:
    """The version of a package that lies beside the tests."""

    def version() -> str:
        try:
            return metadata.version(distribution)
        except metadata.PackageNotFoundError as missing:
            raise Missing(f"there is no {distribution} here") from missing

    return version


def of_debian(package: str) -> Callable[[], str]:
    """The version of what Debian has packaged, without Debian's own."""

    def version() -> str:
        told = None
        if shutil.which("dpkg-query") is not None:
            asked = ["dpkg-query", "--show", "--showformat=${Version}", package]
            told = subprocess.run(asked, check=False, capture_output=True, text=True)
        if told is None or told.returncode != 0 or not told.stdout:
            raise Missing(f"there is no {package} of Debian's here")
        return told.stdout.partition("-")[0]

    return version


def clients() -> list[Client]:
    """Those that the folders beside this file tell of, in their ``client.py``."""
    folders = sorted(file.parent.name for file in HERE.glob("*/client.py"))
    told = (importlib.import_module(f"tests.clients.{name}.client") for name in folders)
    return [client for module in told for client in module.CLIENTS]
