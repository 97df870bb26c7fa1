"""Which calls came, for who wants to know at the end."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

_ID = re.compile(r"(?<=/)[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}(?=/|$)")
_ITS_OWN = "/_mockxero"


class Call(NamedTuple):
    """Calls that are counted together."""

    host: str
    method: str
    path: str
    """With ``{id}`` for every id."""
    status: int


class Calls:
    """Stands before a mock and counts what is called."""

    def __init__(self, wsgi: Any) -> None:
        self._wsgi = wsgi
        self.counted: Counter[Call] = Counter()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer as the mock does."""

        def start(status: str, *rest: Any) -> Any:
            self._count(environ, int(status[:3]))
            return start_response(status, *rest)

        answer: Iterable[bytes] = self._wsgi(environ, start)
        return answer

    def _count(self, environ: dict[str, Any], status: int) -> None:
        path: str = environ["PATH_INFO"]
        if not path.startswith(_ITS_OWN):
            host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
            self.counted[Call(host, environ["REQUEST_METHOD"], _ID.sub("{id}", path), status)] += 1
