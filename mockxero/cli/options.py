"""Options that the environment gives, too; and those of every command that opens a mock."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from mockxero.server import Mock

Command = TypeVar("Command", bound=Callable[..., Any])


def option(*names: str, **attributes: Any) -> Callable[[Command], Command]:
    """An option that MOCKXERO_<NAME> gives too, whichever command it belongs to."""
    long = [name.removeprefix("--") for name in names if name.startswith("--")]
    variables = [f"MOCKXERO_{name.replace('-', '_').upper()}" for name in long]
    return click.option(*names, envvar=variables, show_envvar=True, **attributes)


_OF_A_MOCK = (
    option(
        "--seed", default="mockxero", show_default=True, help="The same seed draws the same ids."
    ),
    option(
        "--org",
        "--fixture",
        "orgs",
        multiple=True,
        default=("nz",),
        show_default=True,
        metavar="NAME",
        help="An organisation to open, by the name of its fixture; may be repeated.",
    ),
    option(
        "--limits",
        type=click.Choice(["count", "enforce"]),
        default="count",
        show_default=True,
        help="Only count calls, or refuse them with 429 as Xero does.",
    ),
    option("--webhook-url", metavar="URL", help="Where to deliver webhooks."),
    option(
        "--apps",
        metavar="FILE",
        help="Further apps from the first day on: what 'mockxero apps --json --secrets' prints.",
    ),
    option("--accept-any-client", is_flag=True, help="Let unknown client ids in."),
    option("--auto-approve", is_flag=True, help="Let users say yes to every app, unasked."),
    option(
        "--issuer",
        default="https://identity.xero.com",
        show_default=True,
        metavar="URL",
        help="Who tokens say they are from; some clients want the address of discovery there.",
    ),
    option(
        "--since-empty",
        type=click.Choice(["304", "200"]),
        default="304",
        show_default=True,
        help="The status of a list in which nothing was modified since If-Modified-Since.",
    ),
    option(
        "--emails",
        type=click.IntRange(0),
        metavar="N",
        help="How many e-mails an organisation may send in a day; as at Xero by default, where "
        "demo companies may send none.",
    ),
)


def together(command: Command, options: Sequence[Callable[[Command], Command]]) -> Command:
    """A command with several options, which its help lists in this order."""
    for one in reversed(options):
        command = one(command)
    return command


def of_a_mock(command: Command) -> Command:
    """The options of a mock, whichever command opens it; ``opened`` takes what they say."""
    return together(command, _OF_A_MOCK)


def opened(options: dict[str, Any]) -> "Mock":
    """The mock that these options ask for. Ends the command with one sentence where none can be."""
    from mockxero.server import Mock, Settings

    settings = Settings(
        fixtures=options["orgs"],
        seed=options["seed"],
        enforce_limits=options["limits"] == "enforce",
        accept_any_client=options["accept_any_client"],
        auto_approve=options["auto_approve"],
        webhook_url=options["webhook_url"],
        issuer=options["issuer"],
        nothing_modified=int(options["since_empty"]),
        emails=options["emails"],
        apps=_apps(options["apps"]),
    )
    try:
        return Mock(settings)
    except ValueError as wrong:  # no such fixture, or no URL for webhooks
        raise click.ClickException(str(wrong)) from wrong


def _apps(file: str | None) -> list[Any]:
    """The apps of a file."""
    if file is None:
        return []
    try:
        told = json.loads(Path(file).read_bytes())
    except OSError as wrong:
        raise click.ClickException(f"cannot read the apps of {file}: {wrong.strerror}") from wrong
    except (ValueError, RecursionError) as wrong:
        raise click.ClickException(f"{file} is not JSON: {wrong}") from wrong
    if not isinstance(told, list):
        raise click.ClickException(f"{file} holds no list of apps")
    return told
