"""Authlib, on requests and on httpx."""

from pathlib import Path

from tests.clients.clients import BROWSER, Client, of_python

HERE = Path(__file__).parent
CLIENTS = (
    Client(
        "Authlib on requests",
        HERE,
        "python story.py",
        version=of_python("authlib"),
        app="web",
        needs=BROWSER,
    ),
    Client(
        "Authlib on httpx",
        HERE,
        "python story_httpx.py",
        version=of_python("authlib"),
        app="pkce",
        needs=BROWSER,
    ),
)
