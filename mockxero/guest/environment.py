"""The environment of a program that is to take the mock for Xero."""

import json
from collections.abc import Mapping
from contextlib import suppress

from mockxero.guest import proxies
from mockxero.guest.browser import browser
from mockxero.guest.bundle import bundles
from mockxero.guest.ground import Ground
from mockxero.guest.interpreters import node, python
from mockxero.guest.java import java
from mockxero.guest.php import php
from mockxero.guest.tools import curl, wget

_TOLD = "MOCKXERO_GUEST"
"""What the files that run inside the program read."""
_CLIENT = ("XERO_CLIENT_ID", "XERO_CLIENT_SECRET")
"""They belong together: given where the user has set neither."""


def environment(ground: Ground, needs: Mapping[str, str]) -> dict[str, str]:
    """All that the program finds in its environment.

    ``needs`` is what an integration wants to know; what the user has set stays.
    """
    ours = proxies.proxies(ground)
    own = _own(ground)
    told = {
        "names": list(ground.names),
        "port": ground.door,
        "url": ground.url,
        "certificate": str(ground.certificate),
        "offline": ground.offline,
        "proxies": ours,
        "own": own,
    }
    joined = {**ground.theirs, **_needed(ground.theirs, needs), **ours, "MOCKXERO_URL": ground.url}
    for language in (bundles, curl, wget, python, node, php, java, browser):
        joined |= language(ground)
    return joined | {_TOLD: json.dumps(told)}


def _own(ground: Ground) -> dict[str, str]:
    """What the user had where we say something else: before the first of several runs in a row."""
    with suppress(ValueError, LookupError, TypeError):
        before: dict[str, str] = json.loads(ground.theirs[_TOLD])["own"]
        return before
    return {
        name: ground.theirs[name] for name in (*proxies.NAMES, "BROWSER") if name in ground.theirs
    }


def _needed(theirs: Mapping[str, str], needs: Mapping[str, str]) -> dict[str, str]:
    """What the user has not set."""
    settled = _CLIENT if any(theirs.get(name) for name in _CLIENT) else ()
    return {
        name: value
        for name, value in needs.items()
        if value and not theirs.get(name) and name not in settled
    }
