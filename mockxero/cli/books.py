"""What is set up, sown and put back in a mock that is up already."""

import json
import shlex
from typing import Any

import click

from mockxero.cli.asking import address, ask, at_url, of_app, of_tenant, of_user
from mockxero.cli.options import option
from mockxero.cli.tables import dumped


@click.command()
@at_url
@of_app
@of_user
@of_tenant
def env(url: str, app: str, user: str | None, tenant: str | None) -> None:
    """Print what an integration needs, as lines for a shell: eval "$(mockxero env)"."""
    asked = {"app": app, "tenant": tenant, "user": user}
    told = ask("GET", address(url, "env"), params=asked)
    for name, value in told.items():
        click.echo(f"export {name}={shlex.quote(value)}")


@click.command()
@at_url
def reset(url: str) -> None:
    """Put everything back as it was when the mock started."""
    ask("POST", address(url, "reset"))
    click.echo(f"The mock at {url} is as on its first day.")


@click.command()
@at_url
@option("--contacts", default=20, show_default=True, help="How many contacts to make up.")
@option("--invoices", default=200, show_default=True, help="How many invoices to make up.")
@of_tenant
@option("--seed", help="The same seed makes up the same things; by default the mock's.")
def seed(url: str, contacts: int, invoices: int, tenant: str | None, seed: str | None) -> None:
    """Fill the books with made-up contacts, invoices and payments."""
    wanted = {"contacts": contacts, "invoices": invoices}
    told = wanted | ({"seed": seed} if seed is not None else {})
    path, query = address(url, "seed"), {"tenant": tenant}
    sown = ask("POST", path, patience=600, params=query, json=told)
    click.echo("Sown: " + ", ".join(f"{count} {name}" for name, count in sown.items()) + ".")


@click.command()
@at_url
@of_tenant
@option("--period-lock-date", metavar="DAY", help="Up to this day nothing changes; or: none.")
@option("--end-of-year-lock-date", metavar="DAY", help="The same, of the year; or: none.")
@option("--financial-year-end-day", type=int, help="The last day of the financial year.")
@option("--financial-year-end-month", type=int, help="The month of that day, 1 to 12.")
def organisation(url: str, tenant: str | None, **wanted: str | int | None) -> None:
    """Set lock dates and the end of the financial year, and print what is set."""
    sent = {_as_xero_has_it(name): one for name, one in wanted.items() if one is not None}
    body = {name: None if one == "none" else one for name, one in sent.items()}
    path, query = address(url, "organisation"), {"tenant": tenant}
    arguments: dict[str, Any] = {"params": query, "json": body} if body else {"params": query}
    for name, one in ask("PATCH" if body else "GET", path, **arguments).items():
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


@click.command()
@click.argument("told", nargs=-1, metavar="[EUR=0.52]...", callback=_pairs)
@at_url
@of_tenant
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
    known = ask(method, address(url, "rates"), params={"tenant": tenant}, data=body)
    click.echo(dumped(known))
