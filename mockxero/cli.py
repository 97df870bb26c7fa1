"""The command line: arguments in, a server up; or a question to a server that is up already."""

import gc
import json
import logging
import shlex
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_URL = "http://127.0.0.1:9376"
TURN = 0.0001
"""Seconds for which one request may keep others waiting; with Python's own 5 ms a PDF is felt."""


class Commands(click.Group):
    """Tells what went wrong in one sentence."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command."""
        return super().main(*args, auto_envvar_prefix="MOCKXERO", **kwargs)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mockxero")
def main() -> None:
    """A local, stateful mock of the Xero Accounting API.

    Every option is also read from the environment: --webhook-url from MOCKXERO_WEBHOOK_URL, and so
    on. What stands on the command line wins.
    """


def option(*names: str, **attributes: Any) -> Callable[[Command], Command]:
    """An option that MOCKXERO_<NAME> gives too, whichever command it belongs to."""
    long = [name.removeprefix("--") for name in names if name.startswith("--")]
    variables = [f"MOCKXERO_{name.replace('-', '_').upper()}" for name in long]
    return click.option(*names, envvar=variables, show_envvar=True, **attributes)


@main.command()
@option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@option(
    "--port",
    default=9376,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port to listen on; 0 takes any free one.",
)
@option("--seed", default="mockxero", show_default=True, help="The same seed draws the same ids.")
@option(
    "--org",
    "--fixture",
    "orgs",
    multiple=True,
    default=("nz",),
    show_default=True,
    metavar="NAME",
    help="An organisation to open, by the name of its fixture; may be repeated.",
)
@option(
    "--limits",
    type=click.Choice(["count", "enforce"]),
    default="count",
    show_default=True,
    help="Only count calls, or refuse them with 429 as Xero does.",
)
@option("--webhook-url", metavar="URL", help="Where to deliver webhooks.")
@option("--accept-any-client", is_flag=True, help="Let unknown client ids in.")
@option(
    "--since-empty",
    type=click.Choice(["304", "200"]),
    default="304",
    show_default=True,
    help="The status of a list in which nothing was modified since If-Modified-Since.",
)
@option(
    "--emails",
    type=click.IntRange(0),
    metavar="N",
    help="How many e-mails an organisation may send in a day; as at Xero by default, where demo "
    "companies may send none.",
)
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
    from mockxero.server import Mock, Settings
    from mockxero.serving import Server

    settings = Settings(
        fixtures=options["orgs"],
        seed=options["seed"],
        enforce_limits=options["limits"] == "enforce",
        accept_any_client=options["accept_any_client"],
        webhook_url=options["webhook_url"],
        nothing_modified=int(options["since_empty"]),
        emails=options["emails"],
    )
    try:
        mock = Mock(settings)
    except ValueError as wrong:  # no such fixture, or no URL for webhooks
        raise click.ClickException(str(wrong)) from wrong
    try:
        return Server(mock, options["host"], options["port"])
    except (OSError, OverflowError, ValueError) as taken:
        where = f"{options['host']}:{options['port']}"
        raise click.ClickException(f"cannot listen on {where}: {taken}") from taken


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
            "\nStop with Ctrl-C.",
        ]
    )


_A_CALL = (
    'curl -H "Authorization: Bearer $XERO_ACCESS_TOKEN" -H "Accept: application/json" '
    '"$XERO_BASE_URL/Organisation"'
)


def _command() -> str:
    """How to say ``mockxero`` in another shell."""
    return "mockxero" if shutil.which("mockxero") else f"{shlex.quote(sys.executable)} -m mockxero"


@main.command()
@option("--url", default=DEFAULT_URL, show_default=True, help="Where the mock is.")
@option(
    "--app",
    "kind",
    type=click.Choice(["custom", "web", "pkce"]),
    default="custom",
    show_default=True,
    help="The kind of app whose credentials to print.",
)
@option("--tenant", help="The id or the name of an organisation; by default the first.")
def env(url: str, kind: str, tenant: str | None) -> None:
    """Print what an integration needs, as lines for a shell: eval "$(mockxero env)"."""
    told = _ask("GET", f"{url}/_mockxero/env", params={"app": kind, "tenant": tenant})
    for name, value in told.items():
        click.echo(f"export {name}={shlex.quote(value)}")


@main.command()
@option("--url", default=DEFAULT_URL, show_default=True, help="Where the mock is.")
def reset(url: str) -> None:
    """Put everything back as it was when the mock started."""
    _ask("POST", f"{url}/_mockxero/reset")
    click.echo(f"The mock at {url} is as on its first day.")


@main.command()
@option("--url", default=DEFAULT_URL, show_default=True, help="Where the mock is.")
@option("--contacts", default=20, show_default=True, help="How many contacts to make up.")
@option("--invoices", default=200, show_default=True, help="How many invoices to make up.")
@option("--tenant", help="The id or the name of an organisation; by default the first.")
@option("--seed", help="The same seed makes up the same things; by default the mock's.")
def seed(url: str, contacts: int, invoices: int, tenant: str | None, seed: str | None) -> None:
    """Fill the books with made-up contacts, invoices and payments."""
    wanted = {"contacts": contacts, "invoices": invoices}
    told = wanted | ({"seed": seed} if seed is not None else {})
    path, query = f"{url}/_mockxero/seed", {"tenant": tenant}
    sown = _ask("POST", path, patience=600, params=query, json=told)
    click.echo("Sown: " + ", ".join(f"{count} {name}" for name, count in sown.items()) + ".")


@main.command()
@option("--url", default=DEFAULT_URL, show_default=True, help="Where the mock is.")
@option("--tenant", help="The id or the name of an organisation; by default the first.")
@option("--period-lock-date", metavar="DAY", help="Up to this day nothing changes; or: none.")
@option("--end-of-year-lock-date", metavar="DAY", help="The same, of the year; or: none.")
@option("--financial-year-end-day", type=int, help="The last day of the financial year.")
@option("--financial-year-end-month", type=int, help="The month of that day, 1 to 12.")
def organisation(url: str, tenant: str | None, **wanted: str | int | None) -> None:
    """Set lock dates and the end of the financial year, and print what is set."""
    sent = {_as_xero_has_it(name): one for name, one in wanted.items() if one is not None}
    body = {name: None if one == "none" else one for name, one in sent.items()}
    path, query = f"{url}/_mockxero/organisation", {"tenant": tenant}
    arguments: dict[str, Any] = {"params": query, "json": body} if body else {"params": query}
    for name, one in _ask("PATCH" if body else "GET", path, **arguments).items():
        click.echo(f"{name:24} {'none' if one is None else one}")


def _as_xero_has_it(name: str) -> str:
    """``PeriodLockDate``, of ``period_lock_date``."""
    return name.title().replace("_", "")


def _pairs(context: Any, parameter: Any, told: tuple[str, ...]) -> dict[str, float]:
    """``EUR=0.52``, as the command line has it."""
    pairs = [one.partition("=") for one in told]
    try:
        return {currency.strip().upper(): float(rate) for currency, _, rate in pairs}
    except ValueError as wrong:
        raise click.BadParameter("a rate looks like EUR=0.52") from wrong


@main.command()
@click.argument("told", nargs=-1, metavar="[EUR=0.52]...", callback=_pairs)
@option("--url", default=DEFAULT_URL, show_default=True, help="Where the mock is.")
@option("--tenant", help="The id or the name of an organisation; by default the first.")
@option("--day", help="From which day on the rates hold, such as 2026-09-01; by default from ever.")
@option("--file", type=click.File("rb"), help="A file of rates, as this command prints them.")
@option("--replace", is_flag=True, help="Forget all other rates.")
def rates(
    url: str, tenant: str | None, told: dict[str, float], day: str | None, file: Any, replace: bool
) -> None:
    """Tell what one unit of the organisation's currency buys of others; print all it knows."""
    named = {currency: {day: rate} if day else rate for currency, rate in told.items()}
    body = file.read() if file is not None else json.dumps(named)
    method = "PUT" if replace else "POST" if file is not None or told else "GET"
    known = _ask(method, f"{url}/_mockxero/rates", params={"tenant": tenant}, data=body)
    click.echo(json.dumps(known, indent=1))


def _ask(method: str, url: str, patience: float = 10, **arguments: Any) -> Any:
    """What a running mock tells. Ends the command with one sentence where that fails."""
    import requests

    try:
        answer = requests.request(method, url, timeout=patience, **arguments)
        told = answer.json() if answer.ok and answer.content else None
    except requests.RequestException as unreachable:
        raise click.ClickException(f"no mock answers at {url}: is it running?") from unreachable
    if not answer.ok:
        words = answer.text.strip()
        said = answer.reason if "\n" in words or not words else words  # a page, or the mock's own
        raise click.ClickException(f"{url} answered {answer.status_code}: {said}")
    return told
