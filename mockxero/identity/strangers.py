"""Apps that nobody registered: refused, or with ``--accept-any-client`` taken in as they come.

Who sends a user is a web app, or a PKCE app while it shows a challenge and no secret; who comes
with client credentials is a custom connection to the first organisation. The first secret that is
seen is the app's secret from then on.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mockxero.books.parties import App, AppKind, Tier
from mockxero.books.registration import CLIENT_ID, MOST_REDIRECT_URIS, redirect_uri_fault
from mockxero.books.world import World
from mockxero.primitives.ids import Ids

_HOW = "(--accept-any-client lets any in)"


def unknown(client_id: str) -> str:
    """What the log says of a client id that nobody registered."""
    return f"no app has the client id {client_id[:64]!r} {_HOW}"


def sends_a_user(world: World, client_id: str, sent: Mapping[str, str]) -> App | None:
    """The app behind an authorization request; a stranger gets the redirect URI it asks for."""
    with world.registering:
        app = world.apps.get(client_id)
        if app is None:
            app = _new(world, client_id, AppKind.PKCE if "code_challenge" in sent else AppKind.WEB)
        if app is not None and app.stranger and app.kind is not AppKind.CUSTOM:
            return _callable_at(world, app, sent.get("redirect_uri", ""))
        return app


def asks_for_tokens(
    world: World, client_id: str, secret: str, form: Mapping[str, str]
) -> App | None:
    """The app behind a token request; a stranger's first secret is its secret."""
    with world.registering:
        app = world.apps.get(client_id)
        if app is None:
            app = _new(world, client_id, _kind(secret, form.get("grant_type")))
        if app is not None and app.stranger and secret and app.client_secret is None:
            kind = AppKind.WEB if app.kind is AppKind.PKCE else app.kind
            app = replace(app, client_secret=secret, kind=kind)
            world.register(app)
        return app


def _kind(secret: str, grant_type: str | None) -> AppKind:
    if grant_type == "client_credentials":
        return AppKind.CUSTOM
    return AppKind.WEB if secret else AppKind.PKCE


def _new(world: World, client_id: str, kind: AppKind) -> App | None:
    """A stranger, not yet among the apps; no limit and no rule of scopes is in its way."""
    if not world.accept_any_client or CLIENT_ID.fullmatch(client_id) is None:
        return None
    return App(
        client_id=client_id,
        client_secret=None,
        name=client_id,
        kind=kind,
        webhook_key=Ids(f"{world.seed}/stranger/{client_id}").webhook_key(),
        tenant_id=next(iter(world.organisations), None) if kind is AppKind.CUSTOM else None,
        created=date(2025, 1, 1),
        certified=True,
        tier=Tier.ADVANCED,
        stranger=True,
    )


def _callable_at(world: World, app: App, redirect_uri: str) -> App:
    """The app with one more redirect URI; as it was, where users cannot be sent there."""
    known = app.redirect_uris
    if redirect_uri not in known:
        if redirect_uri_fault(redirect_uri) is not None or len(known) >= MOST_REDIRECT_URIS:
            return app
        app = replace(app, redirect_uris=(*known, redirect_uri))
    world.register(app)
    return app
