"""Apps, as developers register them at Xero's portal: told and printed as one JSON object each.

What is printed can be told again: ``mockxero apps --json --secrets`` makes the file that
``mockxero serve --apps`` reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mockxero.books.parties import App, AppKind
from mockxero.books.world import World
from mockxero.control import users
from mockxero.control.acting import Acting, connected
from mockxero.control.app_members import connections, read
from mockxero.control.asked import Mistold
from mockxero.control.identity import Identity

REDIRECT_URIS = (
    "http://localhost:5000/callback",
    "http://localhost:3000/callback",
    "http://localhost:8000/callback",
    "http://localhost:8080/callback",
    "http://localhost:8742/callback",
)
"""Where an app may be called back unless it says where; Xero's command line listens at the last."""
_SECRETS = ("client_secret", "webhook_key")
_FIXED = ("kind", "client_id", "connections")


def printed(world: World, app: App, *, secrets: bool = False) -> dict[str, Any]:
    """An app as JSON; what nobody else may know of it only where ``secrets`` are asked for."""
    whole = {
        "name": app.name,
        "kind": app.kind.value,
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "redirect_uris": list(app.redirect_uris),
        "scopes": list(app.scopes),
        "tenant": app.tenant_id,
        "created": app.created.isoformat(),
        "certified": app.certified,
        "tier": app.tier.value,
        "auto_approve": app.auto_approve,
        "webhook_key": app.webhook_key,
        "connections": [
            {
                "tenant": one.tenant_id,
                "tenant_name": one.tenant_name,
                "user": world.users[one.user_id].email if one.user_id in world.users else None,
            }
            for one in world.connections.of_app(app.client_id)
        ],
    }
    return {name: one for name, one in whole.items() if secrets or name not in _SECRETS}


def register(world: World, identity: Identity, told: Mapping[str, Any]) -> App:
    """Take in an app, and open what its ``connections`` name. Raises Mistold, NotHere.

    Ids and secrets that are not told are drawn; what the portal would make today, it makes: an
    uncertified app on the smallest tier.
    """
    with world.registering:
        blank = {"client_id": "", "client_secret": None, "webhook_key": ""}
        members = blank | {"created": world.clock.now().date()} | read(world, told)
        for name in ("name", "kind"):
            if name not in members:
                raise Mistold(f"an app has a {name}")
        app = _with_redirect_uris(App(**members))
        opened = [Acting(app, *one) for one in connections(world, told.get("connections", []))]
        _complain(world, identity, app)
        for one in opened:
            _complain_of_connection(world, one)
        app = _drawn(world, app)
        world.register(app)
        _connect(world, app, opened)
        return app


def register_all(world: World, identity: Identity, told: Sequence[Any]) -> None:
    """Take in the apps of a file, and who has connected them. Raises Mistold."""
    for place, one in enumerate(told, 1):
        if not isinstance(one, dict):
            raise Mistold(f"app {place} is no JSON object")
        try:
            _let_in(world, one.get("connections"))
            register(world, identity, one)
        except ValueError as wrong:
            raise Mistold(f"app {place} cannot be: {wrong}") from wrong


def _let_in(world: World, told: Any) -> None:
    """Let the people sign in who have connected an app, as far as nobody knows them here."""
    for one in told if isinstance(told, list) else ():
        email = one.get("user") if isinstance(one, dict) else None
        known = {user.email.casefold() for user in world.users.values()}
        if isinstance(email, str) and "@" in email and email.casefold() not in known:
            users.add(world, {"email": email})


def change(world: World, identity: Identity, app: App, told: Mapping[str, Any]) -> App:
    """Change what is told of an app. Raises Mistold, NotHere, and then all stays.

    A custom connection to another organisation is a new one: what it could do ends.
    """
    for name in _FIXED:
        if name in told:
            raise Mistold(f"the {name} of an app cannot be changed")
    with world.registering:
        changed = replace(app, **read(world, told))
        _complain(world, identity, changed, known_as=app.client_id)
        if changed.tenant_id != app.tenant_id:
            identity.end_app(app.client_id)
        world.register(changed)
        _connect(world, changed)
        return changed


def renew_secret(world: World, app: App) -> App:
    """Give an app another secret; the one it had is good for nothing. Raises Mistold."""
    if app.kind is AppKind.PKCE:
        raise Mistold(f"'{app.name}' is a PKCE app: it has no secret")
    with world.registering:
        renewed = replace(app, client_secret=world.portal_ids.secret(48))
        world.register(renewed)
        return renewed


def remove(world: World, identity: Identity, app: App) -> None:
    """Forget an app; its tokens, codes and connections are dead at once."""
    with world.registering:
        identity.end_app(app.client_id)
        world.unregister(app.client_id)
        for token in list(world.minted.by_id.values()):
            if token.client_id == app.client_id:
                world.minted.revoke(token)


def _with_redirect_uris(app: App) -> App:
    if app.kind is AppKind.CUSTOM or app.redirect_uris:
        return app
    return replace(app, redirect_uris=REDIRECT_URIS)


def _complain(world: World, identity: Identity, app: App, known_as: str = "") -> None:
    """Refuse an app that cannot be, or that there is already. Raises Mistold."""
    for other in world.apps.values():
        if other.client_id == known_as:
            continue
        if other.client_id == app.client_id:
            raise Mistold(f"there is an app with the client_id '{app.client_id}' already")
        if other.name.casefold() == app.name.casefold():
            raise Mistold(f"there is an app called '{app.name}' already")
    if app.kind is AppKind.CUSTOM:
        _complain_of_custom(app)
    elif app.tenant_id is not None:
        raise Mistold("only a custom connection has a tenant: users of other apps choose theirs")
    elif not app.redirect_uris:
        raise Mistold(f"a {app.kind.value} app has at least one redirect URI")
    if app.kind is AppKind.PKCE and app.client_secret is not None:
        raise Mistold("a PKCE app has no client_secret")
    # Its day and its tier, which may change, decide later which of the others it gets.
    if unknown := identity.unknown(app, app.scopes):
        raise Mistold(f"this app cannot have the scopes '{' '.join(unknown):.200}'")


def _complain_of_custom(app: App) -> None:
    if app.tenant_id is None:
        raise Mistold("a custom connection has a tenant: the one organisation that it is for")
    if app.redirect_uris:
        raise Mistold("a custom connection has no redirect_uris: nobody signs in to it")


def _complain_of_connection(world: World, opened: Acting) -> None:
    app, user, organisation = opened
    if app.kind is AppKind.CUSTOM:
        if user is not None or organisation.tenant_id != app.tenant_id:
            raise Mistold("a custom connection is connected to its own tenant, by no user")
    elif user is None:
        raise Mistold("a connection has a user: whoever made it")
    elif organisation not in world.organisations_of(user):
        raise Mistold(f"{user.email} does not work in '{organisation.name}'")


def _drawn(world: World, app: App) -> App:
    """The app with an id, a secret and a webhook key, drawn where none was told."""
    ids = world.portal_ids
    client_id, secret, key = ids.hex().upper(), ids.secret(48), ids.webhook_key()
    return replace(
        app,
        client_id=app.client_id or client_id,
        client_secret=None if app.kind is AppKind.PKCE else app.client_secret or secret,
        webhook_key=app.webhook_key or key,
    )


def _connect(world: World, app: App, opened: Sequence[Acting] = ()) -> None:
    """Open what was told; a custom connection is open from the day it is registered."""
    if app.tenant_id is not None:
        connected(world, Acting(app, None, world.organisations[app.tenant_id]))
    for one in opened:
        connected(world, one._replace(app=app))
