"""The clients that live through the stories; each is one small file that answers `call`."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Session:
    """Where the Accounting API is, and who is calling for which organisation."""

    accounting_url: str
    access_token: str | None
    tenant_id: str | None = None

    @property
    def origin(self) -> str:
        """The scheme and host, under which `/connections` lies."""
        parts = urlsplit(self.accounting_url)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as the client saw it: `body` in Xero's wire names, `raw` the bytes if known."""

    status: int
    headers: Mapping[str, str]
    body: Any = None
    raw: bytes | None = None

    def header(self, name: str) -> str | None:
        """The value of a header, however its name is spelled."""
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), None)

    @property
    def text(self) -> str:
        """The body as text, for answers that are not JSON."""
        return (self.raw or b"").decode("utf-8", "replace").strip()


class Unreadable(Exception):
    """A client raises this when an answer came that it cannot make sense of."""

    def __init__(self, reply: Reply, reason: str) -> None:
        super().__init__(reason)
        self.reply = reply


class Client(Protocol):
    """Anything that can perform an operation named by Xero's operation id."""

    def call(self, operation_id: str, /, **arguments: Any) -> Reply:
        """Perform it; arguments bear OpenAPI's parameter names, and `body` is in wire names."""
        ...


Connect = Callable[[Session], Client]

SHIPPED = {"raw": ".raw:RawClient", "sdk": ".sdk:SdkClient"}


def chosen(option: str) -> dict[str, str]:
    """The adapters that `--client` asks for: raw, sdk, both, or one at `package.module:Class`."""
    if option == "both":
        return SHIPPED
    return {option: SHIPPED.get(option, option)}


def connector(place: str) -> Connect:
    """Load the adapter class that lives at `module:Class`."""
    module, _, name = place.partition(":")
    connect: Connect = getattr(importlib.import_module(module, __package__), name)
    return connect


def parsed(raw: bytes) -> Any:
    """The JSON in these bytes, or None where there is none."""
    try:
        return json.loads(raw)
    except ValueError:
        return None
