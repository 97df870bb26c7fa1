"""``mockxero apps``: what a developer's portal does with apps."""

from collections.abc import Callable
from typing import Any

import click

from mockxero.books.parties import AppKind, Tier
from mockxero.cli.asking import address, ask, at_url, given
from mockxero.cli.options import together
from mockxero.cli.tables import as_json, dumped, show

_HEADS = (
    "NAME",
    "KIND",
    "CLIENT ID",
    "CREATED",
    "CERTIFIED",
    "TIER",
    "AUTO-APPROVE",
    "CONNECTIONS",
    "SCOPES",
    "REDIRECT URIS",
)
_KINDS = click.Choice([kind.value for kind in AppKind])
_TIERS = click.Choice([tier.value for tier in Tier])

_MEMBERS = (
    click.option("--client-secret", metavar="SECRET", help="Its secret; not for a PKCE app."),
    click.option(
        "--redirect-uri",
        "redirect_uris",
        multiple=True,
        metavar="URI",
        help="Where users are sent back to; may be repeated.",
    ),
    click.option(
        "--scope",
        "scopes",
        multiple=True,
        metavar="SCOPE",
        help="What it may ask for, by default anything; may be repeated.",
    ),
    click.option("--tenant", help="The organisation of a custom connection, by id or name."),
    click.option("--created", metavar="DAY", help="The day of its registration."),
    click.option("--certified/--uncertified", default=None, help="Whether Xero has certified it."),
    click.option("--tier", type=_TIERS, help="Its tier, and so how many connections it may have."),
    click.option(
        "--auto-approve/--ask", default=None, help="Whether users say yes without being asked."
    ),
    click.option("--webhook-key", metavar="KEY", help="What its webhooks are signed with."),
)


def _members(command: Callable[..., Any]) -> Callable[..., Any]:
    """What can be told of an app, when it is added or later."""
    return together(command, _MEMBERS)


@click.group(invoke_without_command=True)
@at_url
@as_json
@click.option("--secrets", is_flag=True, help="Print secrets and webhook keys as well.")
@click.pass_context
def apps(context: click.Context, url: str, as_json: bool, secrets: bool) -> None:
    """List the apps, or add, change and remove them."""
    if context.invoked_subcommand is not None:
        return
    known = ask("GET", address(url, "apps"), params={"secrets": str(secrets).lower()})
    further = ("CLIENT SECRET", "WEBHOOK KEY") if secrets else ()
    show(known, as_json, (*_HEADS, *further), _row)


@apps.command()
@click.argument("name")
@click.option(
    "--kind", type=_KINDS, default="web", show_default=True, help="What kind of app it is."
)
@click.option("--client-id", metavar="ID", help="Its client id; by default one is drawn.")
@_members
@at_url
@as_json
def add(url: str, as_json: bool, **told: Any) -> None:
    """Register an app, and print its id and secret."""
    _print_app(ask("POST", address(url, "apps"), json=given(told)), as_json)


@apps.command()
@click.argument("app")
@click.option("--name", help="Its new name.")
@_members
@click.option("--new-secret", is_flag=True, help="Draw another secret, and print it.")
@at_url
@as_json
def change(url: str, app: str, new_secret: bool, as_json: bool, **told: Any) -> None:
    """Change APP, by its client id or name."""
    sent = given(told)
    if not sent and not new_secret:
        raise click.UsageError("Nothing is to be changed.")
    if new_secret and "client_secret" in sent:
        raise click.UsageError("--new-secret draws one: it goes without --client-secret.")
    if sent:
        changed = ask("PATCH", address(url, "apps", app), json=sent)
        app = changed["client_id"]
    if new_secret:
        changed = ask("POST", address(url, "apps", app, "secret"))
    if new_secret or as_json:
        _print_app(changed, as_json)
    else:
        click.echo(f"'{changed['name']}' is changed.")


@apps.command()
@click.argument("app")
@at_url
def remove(url: str, app: str) -> None:
    """Remove APP, by its client id or name: its tokens and connections are dead at once."""
    ask("DELETE", address(url, "apps", app))
    click.echo(f"'{app}' is removed.")


def _print_app(app: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(dumped(app))
        return
    click.echo(f"name           {app['name']}")
    for name in ("client_id", "client_secret", "webhook_key"):
        if app.get(name):
            click.echo(f"{name:14} {app[name]}")


def _row(app: dict[str, Any]) -> list[str | list[str]]:
    connections = dict.fromkeys(one["tenant_name"] for one in app["connections"])
    row: list[str | list[str]] = [
        app["name"],
        app["kind"],
        app["client_id"],
        app["created"],
        "yes" if app["certified"] else "no",
        app["tier"],
        "yes" if app["auto_approve"] else "no",
        [*connections] or "none",
        app["scopes"] or "any",
        app["redirect_uris"] or "none",
    ]
    if "webhook_key" in app:
        row += [app["client_secret"] or "none", app["webhook_key"]]
    return row
