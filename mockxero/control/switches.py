"""What the switches under ``/_mockxero`` have in common: a rule each, and how they answer."""

import json
from collections.abc import Callable

from flask import Response

View = Callable[..., Response]
Rule = tuple[str, View, tuple[str, ...]]
"""A path, its view and its methods."""


def printed(told: object, status: int = 200) -> Response:
    """JSON in the order in which it is told; no cache keeps what may be a secret."""
    answer = Response(json.dumps(told, indent=1) + "\n", status, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
