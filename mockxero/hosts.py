"""Xero's three hosts, for whoever reaches the mock by their names.

Each of them answers its own paths only, as Xero's do. Under any other name all share one origin.
"""

from collections.abc import Iterable
from typing import Any

from flask import Response

from mockxero.api.problems import not_found
from mockxero.api.tolerance import Wsgi

OWN = {
    "api.xero.com": ("/api.xro/", "/connections"),
    "identity.xero.com": ("/connect/", "/.well-known/"),
    "login.xero.com": ("/identity/",),
}
"""What the paths of each host begin with."""


class Hosts:
    """Tells the three hosts apart, and gives the application their names in Xero's spelling."""

    def __init__(self, app: Wsgi) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass a request on, unless this host has no such path."""
        name, colon, port = environ.get("HTTP_HOST", "").lower().partition(":")
        name = name.removesuffix(".")
        if name in OWN:
            environ["HTTP_HOST"] = f"{name}{colon}{port}"
            if not environ["PATH_INFO"].startswith(OWN[name]):
                return _stranger(name)(environ, start_response)
        return self._app(environ, start_response)


def _stranger(name: str) -> Response:
    """What a host says of a path that it does not know. # guess: all but those of the API"""
    return not_found() if name == "api.xero.com" else Response(status=404)
