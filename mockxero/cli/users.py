"""``mockxero users``: who can sign in, and where they work."""

import json
from typing import Any
from urllib.parse import quote

import click

from mockxero.cli.apps import as_json
from mockxero.cli.asking import ask, at_url
from mockxero.cli.tables import table


@click.group(invoke_without_command=True)
@at_url
@as_json
@click.pass_context
def users(context: click.Context, url: str, as_json: bool) -> None:
    """List the people and where they work, or add and remove them."""
    if context.invoked_subcommand is not None:
        return
    known = ask("GET", f"{url}/_mockxero/users")
    if as_json:
        click.echo(json.dumps(known, indent=1))
        return
    rows = [
        (
            one["email"],
            f"{one['given_name']} {one['family_name']}".strip(),
            one["tenant_names"] or "none",
            one["id"],
        )
        for one in known
    ]
    click.echo(table(("E-MAIL", "NAME", "WORKS IN", "ID"), rows))


@users.command()
@click.argument("email")
@click.option("--given-name", help="The given name; by default what stands before the @.")
@click.option("--family-name", help="The family name.")
@click.option(
    "--tenant",
    "tenants",
    multiple=True,
    help="Where the person works, by id or name, by default everywhere; may be repeated.",
)
@at_url
@as_json
def add(url: str, as_json: bool, tenants: tuple[str, ...], **told: Any) -> None:
    """Let the person of this EMAIL sign in, and work in organisations."""
    sent = {name: one for name, one in told.items() if one is not None}
    sent |= {"tenants": list(tenants)} if tenants else {}
    person = ask("POST", f"{url}/_mockxero/users", json=sent)
    if as_json:
        click.echo(json.dumps(person, indent=1))
    else:
        click.echo(f"{person['email']} works in {', '.join(person['tenant_names'])}.")


@users.command()
@click.argument("user")
@at_url
def remove(url: str, user: str) -> None:
    """Remove USER, by e-mail address or id: what they allowed apps to do ends at once."""
    ask("DELETE", f"{url}/_mockxero/users/{quote(user, safe='')}")
    click.echo(f"'{user}' is removed.")
