"""``mockxero serve``: a mock, up and listening."""

import gc
import logging
import os
import shlex
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import click

from mockxero.cli.options import of_a_mock, opened, option

TURN = 0.0001
"""Seconds for which one request may keep others waiting; with Python's own 5 ms a PDF is felt."""


@click.command()
@option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@option(
    "--port",
    default=9376,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port to listen on; 0 takes any free one.",
)
@option("--tls", is_flag=True, help="Speak TLS, too, on a port of its own; see `mockxero ca`.")
@option(
    "--tls-port",
    default=9377,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port for TLS; 0 takes any free one.",
)
@of_a_mock
@option("--verbose", is_flag=True, help="Log more than warnings.")
def serve(**options: Any) -> None:
    """Start the mock and print what an integration needs."""
    logging.basicConfig(
        level=logging.INFO if options.pop("verbose") else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = _server(options)
    signal.signal(signal.SIGTERM, _stop)
    _spare_the_collector()
    sys.setswitchinterval(TURN)
    threading.Thread(target=_welcome, args=(server,), daemon=True).start()
    try:
        server.serve()
    finally:
        server.close()


def _spare_the_collector() -> None:
    """Let the garbage collector pass over the books: they only grow, and have no cycles.

    By default it walks through all of them again and again, and everybody waits.
    """
    gc.freeze()
    gc.set_threshold(20_000, 10, 1_000)


def _server(options: dict[str, Any]) -> Any:
    from mockxero.serving import Server

    mock = opened(options)
    host = options["host"]
    with _listening_on(f"{host}:{options['port']}"):
        server = Server(mock, host, options["port"])
    if options["tls"]:
        from mockxero.front.authority import Authority

        authority = Authority()
        with _listening_on(f"{host}:{options['tls_port']}"):
            server.open_door(authority, host, options["tls_port"])
    return server


@contextmanager
def _listening_on(where: str) -> Iterator[None]:
    """End the command with one sentence where an address cannot be had."""
    try:
        yield
    except (OSError, OverflowError, ValueError) as taken:
        number = getattr(taken, "errno", None) or 0
        why = os.strerror(number) if number > 0 else taken  # Python adds the address once more
        raise click.ClickException(f"cannot listen on {where}: {why}") from taken


def _stop(number: int, frame: object) -> NoReturn:
    raise SystemExit(0)


def _welcome(server: Any) -> None:
    """Show the screen, unless nobody is looking."""
    with suppress(BrokenPipeError):
        click.echo(_screen(server))


def _screen(server: Any) -> str:
    """One tidy screen: where the mock is, how to get in, and lines to paste."""
    from mockxero.control.needs import needs

    world = server.mock.world
    values = needs(world, server.url, mint=lambda app, user: "")  # a token is not for the screen
    client = f"{values['XERO_CLIENT_ID']}:{values['XERO_CLIENT_SECRET']}"
    return "\n".join(
        [
            f"mockxero is up at {server.url}\n",
            *(f"  {one.name:32} {one.tenant_id}" for one in world.organisations.values()),
            "",
            *(f"  {name:20} {value}" for name, value in values.items() if value),
            "\nAn access token:\n",
            f"  curl -u {client} -d grant_type=client_credentials {values['XERO_TOKEN_URL']}",
            "\nAll of it in a shell, with a token for half an hour:\n",
            f'  eval "$({_command()} env --url {server.url})"',
            f"  {_A_CALL}",
            *(_with_tls(server.tls_url) if server.tls_url else ()),
            "\nStop with Ctrl-C.",
        ]
    )


def _with_tls(url: str) -> tuple[str, str]:
    """How to trust it."""
    return (
        "\nWith TLS, for whoever trusts this user's private CA:\n",
        f'  curl --cacert "$({_command()} ca --path)" {url}/_mockxero/health',
    )


_A_CALL = (
    'curl -H "Authorization: Bearer $XERO_ACCESS_TOKEN" -H "Accept: application/json" '
    '"$XERO_BASE_URL/Organisation"'
)


def _command() -> str:
    """How to say ``mockxero`` in another shell."""
    return "mockxero" if shutil.which("mockxero") else f"{shlex.quote(sys.executable)} -m mockxero"
