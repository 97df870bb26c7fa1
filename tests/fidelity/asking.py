"""Makes the request of a recording again, where the mock can be brought into the same state."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from werkzeug.test import Client

from mockxero.books.parties import AppKind
from mockxero.server import Mock, Settings
from tests.api.client import NOWHERE, Xero
from tests.fidelity.recordings import Recording
from tests.test_recordings import SIBLINGS, STORY, Retold, difference
from tests.test_recordings import recordings as retellable


@cache
def retold() -> dict[str, Any]:
    """The bodies of the story that ``tests/test_recordings.py`` tells again, by its names."""
    story, found = Retold(), {}
    for name in STORY:
        told, *_ = retellable()[name]
        reply = story.answer(told)
        found[name] = reply.json if reply.type and "json" in reply.type else None
        for one in retellable()[name]:
            difference(one, reply, story.ids)  # which learns what stands for the recorded ids
    return found


def name_of(recording: Recording) -> str:
    """What that story calls a recording."""
    stem = Path(recording.file).stem
    return stem.removeprefix(SIBLINGS).replace("-", "_")


def connections() -> Any:
    """Of a web app whose user said yes once."""
    return _web().call("GET", "connections", root="/").json


def bad_token() -> Any:
    """Asked with a token that is none."""
    return _web().get("Organisation", headers={"Authorization": "Bearer none"}).json


def bad_tenant() -> Any:
    """Asked for an organisation that is not connected."""
    return _web().get("Organisation", headers={"xero-tenant-id": NOWHERE}).json


def refreshed() -> Any:
    """Tokens for a refresh token."""
    xero = _web()
    client, app = Client(xero.mock.wsgi), xero.app
    asked = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": app.redirect_uris[0],
        "scope": "openid profile email offline_access accounting.contacts",
    }
    went = client.get("/identity/connect/authorize", query_string=asked)
    code = parse_qs(urlsplit(went.headers["Location"]).query)["code"][0]
    who = (app.client_id, app.client_secret or "")
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": asked["redirect_uri"]}
    token = client.post("/connect/token", data=form, auth=who).json
    assert token is not None
    form = {"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}
    return client.post("/connect/token", data=form, auth=who).json


def _web() -> Xero:
    return Xero(Mock(Settings(fixtures=("nz",), auto_approve=True)), AppKind.WEB)


UNLIKE = {"organisation", "invoice", "invoices_page", "purchase_orders_page"}
"""Told of records that somebody had edited by hand: the mock has none in that state."""
ASKED: dict[str, Callable[[], Any]] = {
    r".*-connections\.json": connections,
    r"xeroizer-invalid-oauth2-request-token\.json": bad_token,
    r"xeroizer-invalid-tenant-header\.json": bad_tenant,
    r"xero-python-refresh-token\.json": refreshed,
}
"""By the recording's file."""


def asked(recording: Recording) -> Any:
    """The mock's own answer; None where it is laid in instead."""
    for pattern, ask in ASKED.items():
        if re.fullmatch(pattern, recording.file):
            return ask()
    if recording.published or name_of(recording) in UNLIKE:
        return None
    return retold().get(name_of(recording))
