"""The command line: arguments in, a server up; or a question to a server that is up already.

One file a command, or a few that belong together; here is the list of them.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import click

_FILES = {
    "serve": "serve",
    "run": "run",
    "ca": "ca",
    "env": "books",
    "reset": "books",
    "seed": "books",
    "organisation": "books",
    "rates": "books",
    "apps": "apps",
    "token": "token",
    "users": "users",
    "keys": "keys",
}
"""The commands, and the file of each."""


class _Late(Mapping[str, click.Command]):
    """The commands by name, each of which is imported when it is said: start-up is a feature."""

    def __getitem__(self, name: str) -> click.Command:
        found: click.Command = getattr(import_module(f"{__name__}.{_FILES[name]}"), name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_FILES)

    def __len__(self) -> int:
        return len(_FILES)


class Commands(click.Group):
    """Tells what went wrong in one sentence."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command."""
        return super().main(*args, auto_envvar_prefix="MOCKXERO", **kwargs)


@click.group(
    cls=Commands,
    commands=_Late(),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="mockxero")
def main() -> None:
    """A local, stateful mock of the Xero Accounting API.

    Every option is also read from the environment: --webhook-url from MOCKXERO_WEBHOOK_URL, and so
    on. What stands on the command line wins.
    """
