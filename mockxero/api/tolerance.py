"""Paths as clients really write them: any letter case, a slash too many, a slash at the end."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from mockxero.api.reports import REPORTS
from mockxero.resources import catalogue
from mockxero.resources.reports import PublishedReturn

API = "/api.xro/2.0"
_SLASHES = re.compile(r"/{2,}")
_FIXED = (
    "Connections",
    "History",
    "Allocations",
    "Contacts",
    "Options",
    "Attachments",
    "Email",
    "OnlineInvoice",
    "pdf",
)
"""Names that stand below a record, beside the resources themselves."""

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class TolerantPaths:
    """Gives the application the canonical spelling of a path, instead of a redirect."""

    def __init__(self, app: Wsgi) -> None:
        self._app = app
        self._resources = {
            path.lower(): path
            for resource in catalogue()
            for path in (resource.about.path or resource.about.plural, resource.about.plural)
        }
        self._reports = {name.lower(): name for name in REPORTS}
        self._below = {name.lower(): name for name in _FIXED}

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
        if not path.lower().startswith(API + "/"):
            return path
        names = path[len(API) + 1 :].split("/")
        names[0] = self._resources.get(names[0].lower(), names[0])
        if names[0] == PublishedReturn.about.plural and len(names) > 1:
            names[1] = self._reports.get(names[1].lower(), names[1])
        names[2::2] = [self._below.get(name.lower(), name) for name in names[2::2]]
        return "/".join([API, *names])
