"""``mockxero users``: who can sign in, and where they work."""

from typing import Any

import click

from mockxero.cli.asking import address, ask, at_url, given
from mockxero.cli.tables import as_json, dumped, show

_HEADS = ("E-MAIL", "NAME", "WORKS IN", "ID")


@click.group(invoke_without_command=True)
@at_url
@as_json
@click.pass_context
def users(context: click.Context, url: str, as_json: bool) -> None:
    """List the people and where they work, or add and remove them."""
    if context.invoked_subcommand is None:
        show(ask("GET", address(url, "users")), as_json, _HEADS, _row)


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
def add(url: str, as_json: bool, **told: Any) -> None:
    """Let the person of this EMAIL sign in, and work in organisations."""
    person = ask("POST", address(url, "users"), json=given(told))
    works = f"{person['email']} works in {', '.join(person['tenant_names'])}."
    click.echo(dumped(person) if as_json else works)


@users.command()
@click.argument("user")
@at_url
def remove(url: str, user: str) -> None:
    """Remove USER, by e-mail address or id: what they allowed apps to do ends at once."""
    ask("DELETE", address(url, "users", user))
    click.echo(f"'{user}' is removed.")


def _row(user: dict[str, Any]) -> list[str | list[str]]:
    name = f"{user['given_name']} {user['family_name']}".strip()
    return [user["email"], name, user["tenant_names"] or "none", user["id"]]
