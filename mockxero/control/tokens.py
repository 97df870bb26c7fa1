"""Access tokens made by hand, for CI and for connectors that are given one once and for all."""

import re
from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from typing import Any

from mockxero.books.parties import App, MintedToken
from mockxero.books.world import World
from mockxero.control import asked
from mockxero.control.acting import acting, connected
from mockxero.control.asked import Mistold, NotHere, has_only
from mockxero.control.identity import Identity

LONGEST = timedelta(days=183)
"""Half a year, which is what connectors ask for."""
_DURATION = re.compile(r"(\d{1,9})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_TEXTS = ("app", "user", "tenant", "expires", "name")


def mint(world: World, identity: Identity, told: Mapping[str, Any]) -> tuple[MintedToken, str]:
    """Make a token, and remember it by its name. Raises Mistold, NotHere.

    Where a user acts in an organisation that is not connected to the app, it is connected.
    """
    has_only(told, "a token", (*_TEXTS, "scopes"))
    sent = {name: _text(name, told[name]) for name in _TEXTS if told.get(name) is not None}
    lifetime = duration(sent.pop("expires", "30m"))
    name = sent.pop("name", None)
    with world.registering:
        name = _name(world, name)
        who = acting(world, **sent)
        scopes = _scopes(identity, who.app, told.get("scopes"))
        event = connected(world, who).authentication_event_id
        token_id = world.portal_ids.hex()
        text = identity.mint(who.app, who.user, scopes, event, lifetime, token_id)
        token = MintedToken(
            token_id=token_id,
            name=name,
            client_id=who.app.client_id,
            user_id=who.user.user_id if who.user is not None else None,
            tenant_id=who.organisation.tenant_id,
            scopes=scopes,
            expires=world.clock.now() + lifetime,
        )
        world.minted.add(token)
    return token, text


def printed(world: World, token: MintedToken) -> dict[str, Any]:
    """What may be shown of a token: never the token."""
    user = world.users.get(token.user_id or "")
    organisation = world.organisations.get(token.tenant_id)
    return {
        "id": token.token_id,
        "name": token.name,
        "app": world.apps[token.client_id].name if token.client_id in world.apps else None,
        "client_id": token.client_id,
        "user": user.email if user is not None else None,
        "tenant": token.tenant_id,
        "tenant_name": organisation.name if organisation is not None else None,
        "scopes": list(token.scopes),
        "expires": f"{token.expires:%Y-%m-%dT%H:%M:%SZ}",
        "expired": world.clock.now() >= token.expires,
    }


def revoke(world: World, called: str) -> None:
    """End a token, by its name or id. Raises NotHere."""
    token = world.minted.called(called)
    if token is None:
        raise NotHere(f"there is no token '{called}'")
    world.minted.revoke(token)


def duration(told: str) -> timedelta:
    """How long a token lasts: ``30m``, ``12h``, ``180d``; ``0s`` has expired. Raises Mistold."""
    found = _DURATION.fullmatch(told)
    if found is None or not told.isascii():
        raise Mistold(f"a token expires after a time such as 30m, 12h or 180d, not '{told:.100}'")
    lifetime = timedelta(**{_UNITS[found[2]]: int(found[1])})
    if lifetime > LONGEST:
        raise Mistold(f"a token lasts six months at most: {LONGEST.days}d")
    return lifetime


def _text(name: str, told: Any) -> str:
    if not isinstance(told, str):
        raise Mistold(f"the {name} of a token is text")
    return told


def _name(world: World, told: str | None) -> str:
    """The name that is told, or the next that nobody has."""
    if told is None:
        place = len(world.minted.by_id) + len(world.minted.revoked) + 1
        return next(n for n in map("token {}".format, count(place)) if not world.minted.called(n))
    name = asked.name(told, "a token")
    if world.minted.called(name) is not None:
        raise Mistold(f"there is a token called '{name}' already: revoke it first")
    return name


def _scopes(identity: Identity, app: App, told: Any) -> tuple[str, ...]:
    """The scopes that are told; without any, all that the app may have."""
    if told is None:
        if scopes := identity.may_have(app):
            return scopes
        raise Mistold(f"'{app.name}' may have no scope any more")
    scopes = asked.texts(told, "the scopes of a token are a list of texts")
    if not scopes:
        raise Mistold("a token has at least one scope")
    if refused := identity.refused(app, scopes):
        raise Mistold(f"'{app.name}' cannot have the scopes '{' '.join(refused):.200}'")
    return scopes
