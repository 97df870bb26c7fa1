"""openid-client: a certified OpenID Connect client, which looks at everything."""

from pathlib import Path

from tests.clients.clients import Client
from tests.clients.npm import npm

HERE = Path(__file__).parent
VERSION = npm(HERE, "openid-client")
CLIENTS = (
    Client("openid-client", HERE, "node app.mjs", VERSION, app="pkce", needs=("node",)),
    Client("openid-client", HERE, "node custom.mjs", VERSION, app="custom", needs=("node",)),
)
