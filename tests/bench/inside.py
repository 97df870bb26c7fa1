"""What a verified token costs, measured where it is read: in a process with a mock in it.

    python -m tests.bench.inside ROUNDS CALLS

prints one line of JSON for each round: seconds for a call that gets one invoice through the whole
mock but its socket, for reading a token that was read before, and for reading one that was not.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from werkzeug.test import Client, EnvironBuilder

from mockxero.books.parties import App, AppKind
from mockxero.identity.keys import KeyRing
from mockxero.server import Mock, Settings

FRESH = 20
"""Tokens that nobody has read, in each round."""


def main(state: Path, rounds: int, calls: int) -> None:
    """Measure in turns, after one round that only warms up."""
    mock = Mock(Settings(fixtures=("nz",)))
    mock.passes.keys = KeyRing(state / "signing-key.pem")
    app = next(app for app in mock.world.apps.values() if app.kind is AppKind.CUSTOM)
    token = mock.mint(app, None)
    one = invoice(mock, token)
    for number in range(rounds + 1):
        told = {
            "get": getting(mock, one, calls),
            "token": reading(mock, token, calls * 20),
            "first": first_readings(mock, app),
        }
        if number:
            print(json.dumps(told))


def invoice(mock: Mock, token: str) -> dict[str, Any]:
    """A request for one invoice, as the server hands it in."""
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    listed = Client(mock.wsgi).get("/api.xro/2.0/Invoices", headers=headers).get_json()
    path = f"/api.xro/2.0/Invoices/{listed['Invoices'][0]['InvoiceID']}"
    return EnvironBuilder(path, headers=[*headers.items()]).get_environ()


def getting(mock: Mock, one: dict[str, Any], calls: int) -> float:
    """Seconds that GET one takes."""
    answered: list[str] = []
    begun = perf_counter()
    for _ in range(calls):
        b"".join(mock.wsgi(dict(one), lambda status, *_: answered.append(status)))
    took = perf_counter() - begun
    if {*answered} != {"200 OK"}:
        raise SystemExit(f"GET one was answered {answered}")
    return took / calls


def reading(mock: Mock, token: str, calls: int) -> float:
    """Seconds that a token takes which was read before; each comes as a text of its own."""
    head, tail = token[:8], token[8:]
    texts = [head + tail for _ in range(calls)]
    begun = perf_counter()
    for text in texts:
        mock.passes.read(text)
    return (perf_counter() - begun) / calls


def first_readings(mock: Mock, app: App) -> float:
    """Seconds that a token takes which nobody has read."""
    texts = [mock.mint(app, None) for _ in range(FRESH)]
    begun = perf_counter()
    for text in texts:
        mock.passes.read(text)
    return (perf_counter() - begun) / FRESH


if __name__ == "__main__":
    with TemporaryDirectory() as state:
        main(Path(state), *map(int, sys.argv[1:]))
