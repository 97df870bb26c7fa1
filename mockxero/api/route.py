"""What lies at one address: which methods, for whom, how much it takes."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flask import Response

Handler = Callable[..., Response]


class Route(NamedTuple):
    """A path with what it offers, and the scopes that open it."""

    path: str
    handlers: Mapping[str, Handler]
    scopes: tuple[str, ...]
    largest_body: int | None = None
    """Bytes that it takes, where it is more than elsewhere."""
    newer: bool = False
    """Whether newer code of Xero's answers; see ``About.newer``."""
