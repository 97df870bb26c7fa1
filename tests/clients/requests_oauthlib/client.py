"""requests-oauthlib, with a secret and without one."""

from pathlib import Path

from tests.clients.clients import BROWSER, Client, of_python

HERE = Path(__file__).parent
CLIENTS = (
    Client(
        "requests-oauthlib",
        HERE,
        "python story.py",
        version=of_python("requests-oauthlib"),
        app="web",
        needs=BROWSER,
    ),
    Client(
        "requests-oauthlib",
        HERE,
        "python story.py",
        version=of_python("requests-oauthlib"),
        app="pkce",
        needs=BROWSER,
    ),
)
