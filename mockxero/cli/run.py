"""``mockxero run -- CMD``: a program that takes the mock for Xero."""

import logging
import os
import sys
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread
from typing import Any, Self

import click

from mockxero.cli.asking import of_app, of_tenant, of_user
from mockxero.cli.options import of_a_mock, opened, option
from mockxero.cli.summary import summary

_NEEDED = (
    "XERO_CLIENT_ID",
    "XERO_CLIENT_SECRET",
    "XERO_TENANT_ID",
    "XERO_WEBHOOK_KEY",
    "XERO_REDIRECT_URI",
)
"""What a program is told: nothing that would lead it elsewhere than to Xero."""


@click.command(
    context_settings={"allow_interspersed_args": False},
    options_metavar="[OPTIONS] --",
)
@of_a_mock
@of_app
@of_user
@of_tenant
@option("--offline", is_flag=True, help="Refuse all hosts but Xero's and this machine.")
@option("--quiet", is_flag=True, help="Say nothing of the calls at the end.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED, metavar="COMMAND...")
def run(command: tuple[str, ...], **options: Any) -> None:
    """Run a program that takes the mock for Xero.

    The program reaches the mock under Xero's own names and needs no configuration; its other
    traffic stays as it is. When it ends, so does the mock.
    """
    if os.name != "posix":
        raise click.ClickException("mockxero run needs Linux, macOS or another Unix")
    from mockxero.guest.child import NotStarted, Signals, end_as

    logging.basicConfig(level=logging.WARNING, format="mockxero: %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signals = Signals()
    with _Host(options) as host:
        try:
            status = signals.run(command, host.environment())
        except NotStarted as wrong:
            click.echo(f"Error: {wrong}", err=True)
            sys.exit(wrong.status)
    if not options["quiet"]:
        with suppress(OSError):  # nobody listens any more; the exit status counts all the same
            click.echo(summary(host.calls.counted, host.elsewhere), err=True)
    sys.exit(end_as(status))


class _Host:
    """A mock that counts its calls, served for as long as the block lasts, and the door to it."""

    def __init__(self, options: dict[str, Any]) -> None:
        from mockxero.front.authority import Authority

        self._options = options
        self._authority = Authority()
        self._until_the_end = ExitStack()
        self._until_the_end.callback(self._authority.close)
        self.elsewhere: Counter[tuple[str, str]] = Counter()
        """Other hosts that the program asked for, and what became of it."""

    def __enter__(self) -> Self:
        from urllib.request import getproxies

        from mockxero.cli.calls import Calls
        from mockxero.guest.java import trust_store
        from mockxero.serving import Server

        certificate = self._authority.certificate_path
        java = Thread(target=trust_store, args=(os.environ, certificate))
        java.start()  # the first time it takes a while
        mock = opened(self._options)
        mock.wsgi = self.calls = Calls(mock.wsgi)
        self._server = Server(mock, port=0)
        self._until_the_end.callback(self._server.close)
        self._door = self._server.open_door(
            self._authority,
            proxy=True,
            offline=self._options["offline"],
            upstream=getproxies(),
            seen=self._saw,
        )
        Thread(target=self._server.serve, name="mockxero", daemon=True).start()
        java.join()
        return self

    def __exit__(self, *wrong: object) -> None:
        self._until_the_end.close()

    def environment(self) -> dict[str, str]:
        """Where the program finds all that."""
        from tempfile import TemporaryDirectory

        from mockxero.control.needs import needs
        from mockxero.front.authority import XERO
        from mockxero.guest.environment import environment
        from mockxero.guest.ground import Ground

        folder = TemporaryDirectory(prefix="mockxero-", ignore_cleanup_errors=True)
        world, url = self._server.mock.world, self._server.url
        asked = (self._options[name] for name in ("app", "tenant", "user"))
        try:
            told = needs(world, url, lambda app, user: "", *asked)
        except ValueError as wrong:  # no such app, organisation or user
            raise click.ClickException(str(wrong)) from wrong
        ground = Ground(
            theirs=os.environ,
            names=XERO,
            door=self._door.port,
            url=url,
            certificate=self._authority.certificate_path,
            folder=Path(self._until_the_end.enter_context(folder)),
            offline=self._options["offline"],
        )
        return environment(ground, {name: told[name] for name in _NEEDED})

    def _saw(self, host: str, verdict: str) -> None:
        if verdict != "mock":
            self.elsewhere[host, verdict] += 1
