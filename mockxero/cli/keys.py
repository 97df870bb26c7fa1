"""``mockxero keys``: what signs the tokens."""

from typing import Any

import click

from mockxero.cli.asking import address, ask, at_url
from mockxero.cli.tables import as_json, show

_HEADS = ("KEY", "USE", "SINCE", "UNTIL")


@click.group(invoke_without_command=True)
@at_url
@as_json
@click.pass_context
def keys(context: click.Context, url: str, as_json: bool) -> None:
    """List the keys that sign tokens, the one in use first, or rotate them."""
    if context.invoked_subcommand is None:
        show(ask("GET", address(url, "keys")), as_json, _HEADS, _row)


@keys.command()
@click.option("--forget", is_flag=True, help="End every token that was signed before, as a theft.")
@at_url
@as_json
def rotate(url: str, as_json: bool, forget: bool) -> None:
    """Sign with a new key from now on; tokens of the older ones stay good while they live."""
    known = ask("POST", address(url, "keys"), json={"forget": forget})
    show(known, as_json, _HEADS, _row)


def _row(key: dict[str, Any]) -> list[str]:
    use = "signs" if key["signs"] else "verifies"
    return [key["kid"], use, key["since"] or "the first day", key["until"] or ""]
