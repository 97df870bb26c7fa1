"""Ruby: the gems oauth2 and jwt, and Net::HTTP alone."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.clients.clients import BROWSER, Client, Missing, said

HERE = Path(__file__).parent


def gem(name: str) -> Callable[[], str]:
    """The version of a gem."""

    def version() -> str:
        asked = ["ruby", "-e", "puts Gem::Specification.find_by_name(ARGV[0]).version", name]
        told = subprocess.run(asked, check=False, capture_output=True, text=True)
        if told.returncode != 0:
            raise Missing(f"there is no gem {name} here")
        return told.stdout.strip()

    return version


CLIENTS = (
    Client(
        "oauth2 of Ruby",
        HERE,
        "ruby story_oauth2.rb",
        version=gem("oauth2"),
        app="web",
        needs=(*BROWSER, "ruby"),
    ),
    Client(
        "Net::HTTP",
        HERE,
        "ruby story_net_http.rb",
        version=said("ruby", "--version"),
        app="pkce",
        needs=(*BROWSER, "ruby"),
    ),
)
