"""pyxero, with a secret and without one."""

from pathlib import Path

from tests.clients.clients import BROWSER, Client, of_python

HERE = Path(__file__).parent
CLIENTS = (
    Client(
        "pyxero",
        HERE,
        "python story.py",
        version=of_python("pyxero"),
        app="web",
        needs=BROWSER,
    ),
    Client(
        "pyxero",
        HERE,
        "python story_pkce.py",
        version=of_python("pyxero"),
        app="pkce",
        needs=BROWSER,
    ),
)
