"""league/oauth2-client, where Composer has installed it."""

import json
from pathlib import Path

from tests.clients.clients import BROWSER, Client, Missing

HERE = Path(__file__).parent


def composed() -> str:
    """The version that Composer has installed."""
    installed = HERE / "vendor" / "composer" / "installed.json"
    if not installed.is_file():
        raise Missing("Composer has not installed it: composer install in its folder")
    packages = json.loads(installed.read_text("utf-8"))["packages"]
    (version,) = [one["version"] for one in packages if one["name"] == "league/oauth2-client"]
    return str(version)


CLIENTS = (
    Client(
        "league/oauth2-client",
        HERE,
        "php story.php",
        version=composed,
        needs=(*BROWSER, "php"),
        pastes=True,
    ),
)
