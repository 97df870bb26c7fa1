"""Xero's Python SDK."""

from pathlib import Path

from tests.clients.clients import BROWSER, Client, of_python

HERE = Path(__file__).parent
CLIENTS = (
    Client(
        "xero-python",
        HERE,
        "python story.py",
        version=of_python("xero-python"),
        app="web",
        needs=BROWSER,
    ),
)
