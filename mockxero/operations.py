"""Every operation of Xero's Accounting API, by Xero's name for it, and the route that answers."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from mockxero.api.route import Route


class Operation(NamedTuple):
    """One line of ``operations.csv``."""

    operation: str
    method: str
    path: str
    seen: str
    """Where its answer is known from: recorded, documented or inferred."""


@cache
def operations() -> tuple[Operation, ...]:
    """All of them. Source: Xero-OpenAPI 16.1.0."""
    text = files("mockxero").joinpath("operations.csv").read_text("utf-8")
    return tuple(Operation(**row) for row in csv.DictReader(text.splitlines()))


class Finder:
    """Finds the route that answers a request, as the server does."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = {route.path: route for route in routes}
        map_ = Map([Rule(path, endpoint=path) for path in self.routes])
        self._requests = map_.bind("localhost")

    def route(self, method: str, path: str) -> Route | None:
        """The route of a method on a path, words in braces standing for any id."""
        try:
            found, _ = self._requests.match(example(path, "any"))
        except NotFound:
            return None
        route = self.routes[found]
        return route if method in route.handlers else None


def example(path: str, word: str) -> str:
    """A path with a word where it wants ids and names."""
    return re.sub(r"{\w+}", word, path)
