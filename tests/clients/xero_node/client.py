"""xero-node, Xero's own SDK: signs in through openid-client, and calls with axios."""

from pathlib import Path

from tests.clients.clients import Client
from tests.clients.npm import npm

HERE = Path(__file__).parent
CLIENTS = (
    Client("xero-node", HERE, "node app.mjs", npm(HERE, "xero-node"), needs=("node",)),
    Client(
        "xero-node", HERE, "node custom.mjs", npm(HERE, "xero-node"), app="custom", needs=("node",)
    ),
)
