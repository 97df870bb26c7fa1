"""A world with two organisations, one user and the three kinds of app, in few words."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mockxero.books.parties import App, AppKind, User
from mockxero.books.world import World
from mockxero.primitives.clock import FrozenClock

NOON = datetime(2026, 3, 4, 12, 0, 0, 923000)
DEMO = "a46fcb6f-2773-40c4-a119-8aa08bca1e8e"
OTHER = "fe79f7dd-b6d4-4a92-ba7b-538af6289c58"
NOWHERE = "00000000-0000-4000-8000-000000000000"
CALLBACK = "http://localhost:5000/callback"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""The pair of RFC 7636, appendix B."""

WEB = App("WEB0", "web-secret", "Shop", AppKind.WEB, "key", redirect_uris=(CALLBACK,))
PKCE = App("PKCE0", None, "Phone", AppKind.PKCE, "key", redirect_uris=(CALLBACK,))
CUSTOM = App(
    "CUSTOM0",
    "custom-secret",
    "Nightly",
    AppKind.CUSTOM,
    "key",
    scopes=("accounting.contacts", "accounting.invoices"),
    tenant_id=DEMO,
)
ADA = User("3c7360c0-6195-462d-b913-76ce9c66cbb8", "ada@example.com", "Ada", "Lovelace")

GRACE = User("0a9c4f1e-7c55-4b8e-9a4e-3f6b7f1d2c11", "grace@example.com", "Grace", "Hopper")


@dataclass(frozen=True)
class Organisation:
    """As much of an organisation as identity looks at."""

    tenant_id: str
    name: str


def small_world(clock: FrozenClock) -> World:
    """Its users say yes at once: clicking is for the tests of the pages."""
    world = World(clock)
    world.auto_approve = True
    world.apps.update({app.client_id: app for app in (WEB, PKCE, CUSTOM)})
    world.users[ADA.user_id] = ADA
    organisations: dict[str, Any] = {
        DEMO: Organisation(DEMO, "Demo Company (NZ)"),
        OTHER: Organisation(OTHER, "Café Ōtautahi"),
    }
    world.organisations.update(organisations)
    world.members.update(dict.fromkeys(organisations, (ADA.user_id,)))
    return world


def basic(app: App) -> tuple[str, str]:
    """The app's credentials for a Basic header."""
    return app.client_id, app.client_secret or ""


def asked(app: App) -> dict[str, str]:
    """What an app asks for when it sends a user."""
    return {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": CALLBACK,
        "scope": "openid offline_access accounting.contacts",
        "state": "a state",
    }


def query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, strict_parsing=True))


def base64url(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def segment(part: object) -> str:
    """One segment of a JWT made by hand."""
    return base64url(json.dumps(part).encode())


def payload_of(token: str) -> dict[str, Any]:
    """What a JWT says, unverified."""
    return dict(json.loads(_decoded(token.split(".")[1])))


def header_of(token: str) -> dict[str, Any]:
    return dict(json.loads(_decoded(token.partition(".")[0])))


def sha1(octets: bytes) -> bytes:
    return hashlib.sha1(octets).digest()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
