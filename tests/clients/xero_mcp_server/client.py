"""Xero's own MCP server, through the SDK that MCP hosts are made with."""

from pathlib import Path

from tests.clients.clients import Client
from tests.clients.npm import npm

HERE = Path(__file__).parent
CLIENTS = (
    Client(
        "xero-mcp-server",
        HERE,
        "node app.mjs",
        npm(HERE, "@xeroapi/xero-mcp-server"),
        app="custom",
        needs=("node", "npx"),
        # All that it says to an agent: it does not find the words in what xero-node 13 throws.
        refusal="An unexpected error occurred while communicating with Xero.",
    ),
)
