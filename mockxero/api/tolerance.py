"""Paths as clients really write them: any letter case, a slash too many, a slash at the end."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from mockxero.api.routes import routes

API = "/api.xro/2.0"
_IDENTITY = ("/connect/", "/identity/", "/.well-known/")
"""Where IdentityServer answers, which looks at no letter case."""
_SLASHES = re.compile(r"/{2,}")

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass
class _Step:
    """What may follow in a path: words, by their small letters, or the key of a record."""

    words: dict[str, tuple[str, "_Step"]] = field(default_factory=dict)
    key: "_Step | None" = None

    def learn(self, names: list[str]) -> None:
        """Know one more path."""
        if not names:
            return
        name, *rest = names
        if name.startswith("<"):
            self.key = self.key or _Step()
            self.key.learn(rest)
        else:
            self.words.setdefault(name.lower(), (name, _Step()))[1].learn(rest)

    def spelled(self, names: list[str]) -> list[str]:
        """The names as the routes spell them; keys, and what leads nowhere, stay as they are."""
        if not names:
            return []
        name, *rest = names
        known, after = self.words.get(name.lower(), (name, self.key))
        return [known, *(after.spelled(rest) if after is not None else rest)]


class TolerantPaths:
    """Gives the application the canonical spelling of a path, instead of a redirect."""

    def __init__(self, app: Wsgi) -> None:
        self._app = app
        self._start = _Step()
        for route in routes():
            self._start.learn(route.path.strip("/").split("/"))

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass the request on under its canonical path."""
        environ["PATH_INFO"] = self.canonical(environ.get("PATH_INFO", ""))
        return self._app(environ, start_response)

    def canonical(self, path: str) -> str:
        """The spelling that the routes know; ids and numbers stay as they are."""
        path = _SLASHES.sub("/", path)
        if len(path) > 1:
            path = path.rstrip("/") or "/"
        if path.lower().startswith("/connections"):
            return path[:12].lower() + path[12:]
        if path.lower().startswith(_IDENTITY):
            return path.lower()
        if not path.lower().startswith(API + "/"):
            return path
        return "/".join([API, *self._start.spelled(path[len(API) + 1 :].split("/"))])
