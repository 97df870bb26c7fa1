"""curl, in a shell script."""

from pathlib import Path

from tests.clients.clients import BROWSER, Client, said

HERE = Path(__file__).parent
CLIENTS = (
    Client(
        "curl",
        HERE,
        "bash story.sh",
        version=said("curl", "--version"),
        app="web",
        needs=(*BROWSER, "bash", "curl", "jq"),
        pastes=True,
    ),
)
