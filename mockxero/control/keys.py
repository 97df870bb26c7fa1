"""``/_mockxero/keys``: the keys that sign tokens, and their rotation."""

from collections.abc import Iterator
from datetime import datetime

from flask import Response, request

from mockxero.control.asked import Mistold, has_only, json_object
from mockxero.control.identity import Identity
from mockxero.control.switches import Rule, printed


def keys(identity: Identity) -> Iterator[Rule]:
    """The routes, each with its view and its methods."""

    def list_keys() -> Response:
        """The keys that count by now, the one in use first."""
        return printed(_listed(identity))

    def rotate_keys() -> Response:
        """Sign with a new key from now on; a JSON body may say to ``forget`` the older ones."""
        told = json_object(request.data or b"{}")
        has_only(told, "a rotation", ("forget",))
        forget = told.get("forget", False)
        if not isinstance(forget, bool):
            raise Mistold("forget is true or false")
        try:
            identity.rotate_keys(forget=forget)
        except OSError as trouble:
            raise Mistold(f"no key can be written: {trouble.strerror}") from trouble
        return printed(_listed(identity), 201)

    yield "/keys", list_keys, ("GET",)
    yield "/keys", rotate_keys, ("POST",)


def _listed(identity: Identity) -> list[dict[str, object]]:
    """What may be shown of the keys: never the keys."""
    return [
        {"kid": key.kid, "signs": end is None, "since": _moment(key.since), "until": _moment(end)}
        for key, end in identity.signing_keys()
    ]


def _moment(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment is not None else None
