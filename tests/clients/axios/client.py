"""axios, by hand."""

from pathlib import Path

from tests.clients.clients import Client
from tests.clients.npm import npm

HERE = Path(__file__).parent
CLIENTS = (
    Client("axios", HERE, "node app.mjs", npm(HERE, "axios"), app="custom", needs=("node",)),
)
