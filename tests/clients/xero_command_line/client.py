"""Xero's own command line: PKCE, a browser, a callback on port 8742."""

import os
from pathlib import Path

from tests.clients.clients import Client
from tests.clients.npm import npm, version_of

HERE = Path(__file__).parent


def version() -> str:
    """From the folder that a variable names, else from npm."""
    folder = os.environ.get("XERO_COMMAND_LINE")
    return version_of(Path(folder)) if folder else npm(HERE, "@xeroapi/xero-command-line")()


CLIENTS = (
    Client(
        "xero-command-line",
        HERE,
        "bash story.sh",
        version,
        app="pkce",
        needs=("bash", "node"),
        without=("revoke",),  # `xero logout` forgets its tokens, and tells nobody
        variables=(("XERO_KEY_STORAGE", "file"),),  # there is no keyring in a test
    ),
)
