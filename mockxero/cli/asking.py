"""Asks a mock that is up already."""

from typing import Any
from urllib.parse import quote

import click

from mockxero.cli.options import option
from mockxero.control import MARK


def _nearest(context: click.Context, parameter: click.Parameter, url: str) -> str:
    """Of ``mockxero apps --url A add --url B`` it is B; A, where nothing stands after ``add``."""
    above, name = context.parent, parameter.name or ""
    told = click.core.ParameterSource.COMMANDLINE
    if above is not None and context.get_parameter_source(name) is not told:
        url = str(above.params[name]) if above.get_parameter_source(name) is told else url
    if not url.startswith(("http://", "https://")):
        raise click.ClickException(f"no mock is at '{url}': a URL begins with http:// or https://")
    return url.rstrip("/")


at_url = option(
    "--url",
    default="http://127.0.0.1:9376",
    show_default=True,
    callback=_nearest,
    help="Where the mock is.",
)
of_app = option(
    "--app",
    default="custom",
    show_default=True,
    metavar="APP",
    help="An app by its kind (custom, web, pkce), its name or its client id.",
)
of_user = option(
    "--user", help="The e-mail address or id of a user; by default the first who works there."
)
of_tenant = option("--tenant", help="The id or the name of an organisation; by default the first.")


def address(url: str, *parts: str) -> str:
    """Where the mock has its own switches; the last parts may be names that somebody gave.

    Ends the command with one sentence where one of them is no name at all.
    """
    if nothing := [part for part in parts if not part.strip(". ")]:
        raise click.ClickException(f"nothing among the {parts[0]} is called '{nothing[0]}'")
    return "/".join([f"{url}/_mockxero", *(quote(part, safe="") for part in parts)])


def given(options: dict[str, Any]) -> dict[str, Any]:
    """What stands on the command line, and nothing else."""
    told = {name: list(one) if isinstance(one, tuple) else one for name, one in options.items()}
    return {name: one for name, one in told.items() if one not in (None, [])}


def ask(method: str, url: str, patience: float = 10, **arguments: Any) -> Any:
    """What a running mock tells. Ends the command with one sentence where that fails."""
    import requests

    try:
        answer = requests.request(method, url, timeout=patience, **arguments)
        told = answer.json() if answer.ok and answer.content else None
    except requests.exceptions.SSLError as untrusted:
        raise click.ClickException(
            f"no TLS that can be trusted at {url}: is it a mock's port for TLS, and does "
            "REQUESTS_CA_BUNDLE name the file of `mockxero ca --path`?"
        ) from untrusted
    except requests.RequestException as unreachable:
        raise click.ClickException(f"no mock answers at {url}: is it running?") from unreachable
    if not answer.ok:
        words = answer.text.strip()
        said = answer.reason if "\n" in words or not words else words  # a page, or the mock's own
        raise click.ClickException(f"{url} answered {answer.status_code}: {said}")
    if MARK not in answer.headers:
        raise click.ClickException(f"what answers at {url} is no mock")
    return told
