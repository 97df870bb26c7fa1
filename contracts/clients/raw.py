"""The plainest client: an HTTP request as Xero's description words it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import requests

from ..operations import Operation, operation
from . import Reply, Session, parsed

HEADERS = frozenset({"If-Modified-Since", "Idempotency-Key"})
TIMEOUT = 30


class RawClient:
    """Talks to the Accounting API with `requests`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._http = requests.Session()
        self._http.headers.update(_standing_headers(session))

    def call(self, operation_id: str, /, **arguments: Any) -> Reply:
        """Send the operation and hand back what came, whatever its status."""
        body = arguments.pop("body", None)
        asked = operation(operation_id)
        response = self._http.request(
            asked.method,
            self._root(asked) + _path(asked, arguments),
            params=_query(asked, arguments),
            headers={name: str(arguments[name]) for name in HEADERS & arguments.keys()},
            timeout=TIMEOUT,
            **_sent(body),
        )
        return Reply(
            response.status_code, response.headers, parsed(response.content), response.content
        )

    def _root(self, asked: Operation) -> str:
        return self._session.accounting_url if asked.accounting else self._session.origin


def _standing_headers(session: Session) -> dict[str, str]:
    headers = {"Accept": "application/json"}
    if session.access_token is not None:
        headers["Authorization"] = f"Bearer {session.access_token}"
    if session.tenant_id is not None:
        headers["xero-tenant-id"] = session.tenant_id
    return headers


def _sent(body: Any) -> dict[str, Any]:
    """A file goes as it is, everything else as JSON."""
    return {"data": body} if isinstance(body, bytes) else {"json": body}


def _in_path(asked: Operation, name: str) -> bool:
    return f"{{{name}}}" in asked.path


def _path(asked: Operation, arguments: Mapping[str, Any]) -> str:
    return asked.path.format_map(
        {
            name: quote(str(value), safe="")
            for name, value in arguments.items()
            if _in_path(asked, name)
        }
    )


def _query(asked: Operation, arguments: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: _written(value)
        for name, value in arguments.items()
        if name not in HEADERS and not _in_path(asked, name)
    }


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value)
