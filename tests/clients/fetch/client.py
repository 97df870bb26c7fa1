"""Node's own fetch."""

from pathlib import Path

from tests.clients.clients import Client, said

CLIENTS = (
    Client(
        "fetch of Node",
        Path(__file__).parent,
        "node app.mjs",
        version=said("node", "--version"),
        app="custom",
        needs=("node",),
    ),
)
