"""The command line: arguments in, a server up; or a question to a server that is up already.

One file a command, or a few that belong together; here is the list of them.
"""

from typing import Any

import click

from mockxero.cli.apps import apps
from mockxero.cli.books import env, organisation, rates, reset, seed
from mockxero.cli.ca import ca
from mockxero.cli.keys import keys
from mockxero.cli.run import run
from mockxero.cli.serve import serve
from mockxero.cli.token import token
from mockxero.cli.users import users


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


for _command in (serve, run, ca, env, reset, seed, organisation, rates, apps, token, users, keys):
    main.add_command(_command)
