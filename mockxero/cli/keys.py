"""``mockxero keys``: what signs the tokens."""

import json
from typing import Any

import click

from mockxero.cli.apps import as_json
from mockxero.cli.asking import ask, at_url
from mockxero.cli.tables import table


@click.group(invoke_without_command=True)
@at_url
@as_json
@click.pass_context
def keys(context: click.Context, url: str, as_json: bool) -> None:
    """List the keys that sign tokens, the one in use first, or rotate them."""
    if context.invoked_subcommand is None:
        _show(ask("GET", f"{url}/_mockxero/keys"), as_json)


@keys.command()
@click.option("--forget", is_flag=True, help="End every token that was signed before, as a theft.")
@at_url
@as_json
def rotate(url: str, as_json: bool, forget: bool) -> None:
    """Sign with a new key from now on; tokens of the older ones stay good while they live."""
    _show(ask("POST", f"{url}/_mockxero/keys", json={"forget": forget}), as_json)


def _show(known: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(known, indent=1))
        return
    rows = [
        (
            one["kid"],
            "signs" if one["signs"] else "verifies",
            one["since"] or "the first day",
            one["until"] or "",
        )
        for one in known
    ]
    click.echo(table(("KEY", "USE", "SINCE", "UNTIL"), rows))
