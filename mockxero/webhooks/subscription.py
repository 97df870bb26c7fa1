"""A subscription: which app wants to be told of what, and where."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mockxero.webhooks.payload import CATEGORIES


@dataclass(frozen=True, slots=True)
class Subscription:
    """One app's webhook. Raises ValueError for a URL to which nothing could be posted."""

    url: str
    key: str = field(repr=False)
    """The signing key, as text."""
    client_id: str
    """The app it belongs to; it hears of the organisations connected to that app."""
    categories: frozenset[str] = frozenset(CATEGORIES.values())

    def __post_init__(self) -> None:
        if not _postable(self.url):
            raise ValueError(
                "A webhook URL begins with http:// or https://, names a host and has no blanks; "
                f"{self.url!r} is not one."
            )


def _postable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna")
        there = host != b"" and parts.port != 0
    except ValueError:  # a port that is no number, a host that no name server would take
        return False
    return there and parts.scheme in ("http", "https") and url.split() == [url]
