"""``mockxero token``: access tokens made by hand."""

from typing import Any

import click

from mockxero.cli.asking import address, ask, at_url, given, of_app, of_tenant, of_user
from mockxero.cli.tables import as_json, dumped, show

_HEADS = ("NAME", "APP", "USER", "ORGANISATION", "EXPIRES", "SCOPES", "ID")


@click.command()
@at_url
@of_app
@of_user
@of_tenant
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="SCOPE",
    help="What it is good for, by default all that the app may have; may be repeated.",
)
@click.option(
    "--expires",
    metavar="TIME",
    default="30m",
    show_default=True,
    help="How long it lasts: 30m, 12h, 180d, six months at most; 0s has expired already.",
)
@click.option("--name", help="What the list calls it.")
@as_json
@click.option("--list", "listed", is_flag=True, help="List the tokens instead, without themselves.")
@click.option("--revoke", metavar="NAME", help="Revoke a token instead, by its name or id.")
def token(url: str, as_json: bool, listed: bool, revoke: str | None, **told: Any) -> None:
    """Mint an access token, and print it: once, and nothing else.

    Where the user has not connected the organisation to the app, it is connected.
    """
    if listed and revoke is not None:
        raise click.UsageError("--list or --revoke: one at a time.")
    if revoke is not None:
        ask("DELETE", address(url, "tokens", revoke))
        click.echo(f"'{revoke}' is revoked.")
    elif listed:
        show(ask("GET", address(url, "tokens")), as_json, _HEADS, _row)
    else:
        minted = ask("POST", address(url, "tokens"), json=given(told))
        click.echo(dumped(minted) if as_json else minted["token"])


def _row(token: dict[str, Any]) -> list[str | list[str]]:
    expires = f"{token['expires']} (expired)" if token["expired"] else token["expires"]
    return [
        token["name"],
        token["app"] or "none",
        token["user"] or "none",
        token["tenant_name"] or "none",
        expires,
        token["scopes"],
        token["id"],
    ]
