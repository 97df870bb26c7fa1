"""The proxy: how most programs find to the mock. Other hosts are reached through it untouched."""

from collections.abc import Iterator, Mapping

from mockxero.guest.ground import Ground

LOCAL = ("localhost", "127.0.0.1", "::1")
_ALL = ("ALL_PROXY", "all_proxy")
_NONE = ("NO_PROXY", "no_proxy")
# Ruby's Net::HTTP reads http_proxy only, whatever the scheme.
LED = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
NAMES = (*LED, *_ALL, *_NONE)
"""Every variable that has to do with proxies."""


def proxies(ground: Ground) -> Mapping[str, str]:
    """The variables, in both spellings."""
    led = LED + _ALL if ground.offline else LED
    spared = ",".join(_spared(ground))
    return dict.fromkeys(led, ground.proxy) | dict.fromkeys(_NONE, spared)


def _spared(ground: Ground) -> Iterator[str]:
    """The hosts that are reached without a proxy, as before; ours are never among them."""
    told = ground.theirs.get("no_proxy") or ground.theirs.get("NO_PROXY") or ""
    kept = [] if ground.offline else [one.strip() for one in told.split(",")]
    for one in kept:
        if one and not any(_covers(one, name) for name in ground.names):
            yield one
    yield from (name for name in LOCAL if name not in kept)


def _covers(entry: str, name: str) -> bool:
    """Whether an entry of NO_PROXY speaks of a host, too."""
    bare = entry.lower().removeprefix("*").removeprefix(".").partition(":")[0]
    return entry == "*" or name == bare or (bare != "" and name.endswith(f".{bare}"))
