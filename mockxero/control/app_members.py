"""What can be told of an app, member by member: JSON in, the attributes of an app out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mockxero.books.organisation import Organisation
from mockxero.books.parties import AppKind, Tier, User
from mockxero.books.registration import CLIENT_ID, MOST_REDIRECT_URIS, redirect_uri_fault
from mockxero.books.world import World
from mockxero.control import asked
from mockxero.control.acting import KINDS, user_called
from mockxero.control.asked import Mistold, day, has_only, organisation_called

LONGEST_SECRET = 200
MOST_SCOPES = 200
TIERS = tuple(tier.value for tier in Tier)

Reader = Callable[[World, Any], Any]


def read(world: World, told: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of an app that are told. Raises Mistold, NotHere."""
    has_only(told, "an app", MEMBERS)
    nothing = {name for name in _MAY_BE_NULL if told.get(name, "") is None}
    return {
        attribute: reader(world, told[name])
        for name, (attribute, reader) in _READERS.items()
        if name in told and name not in nothing
    }


def connections(world: World, told: Any) -> list[tuple[User | None, Organisation]]:
    """Who has opened which organisation to an app. Raises Mistold, NotHere."""
    if not isinstance(told, list):
        raise Mistold("connections is a list")
    return [_connection(world, one) for one in told]


def _connection(world: World, told: Any) -> tuple[User | None, Organisation]:
    if not isinstance(told, dict):
        raise Mistold("a connection is a JSON object")
    has_only(told, "a connection", ("tenant", "tenant_name", "user"))
    tenant, user = told.get("tenant"), told.get("user")
    if not isinstance(tenant, str):
        raise Mistold("the tenant of a connection is the id or the name of an organisation")
    if not isinstance(user, str | None):
        raise Mistold("the user of a connection is an e-mail address or an id")
    person = user_called(world, user) if user is not None else None
    return person, organisation_called(world, tenant)


def _name(world: World, told: Any) -> str:
    name = asked.name(told, "an app")
    if name.casefold() in KINDS:
        raise Mistold(f"no app can be called '{name}': that is a kind of app")
    return name


def _client_id(world: World, told: Any) -> str:
    if not isinstance(told, str) or CLIENT_ID.fullmatch(told) is None:
        raise Mistold("a client_id has 1 to 100 letters, digits and . _ ~ -")
    return told


def _mark(what: str) -> Reader:
    """A secret or a key."""

    def reader(world: World, told: Any) -> str:
        fits = isinstance(told, str) and told.isascii() and told.isprintable()
        if not fits or not 0 < len(told) <= LONGEST_SECRET or " " in told:
            raise Mistold(f"a {what} has 1 to {LONGEST_SECRET} printable ASCII characters")
        return str(told)

    return reader


def _one_of(what: str, names: Sequence[str], kind: Callable[[str], Any]) -> Reader:
    def reader(world: World, told: Any) -> Any:
        if not isinstance(told, str) or told not in names:
            raise Mistold(f"the {what} of an app is one of {', '.join(names)}")
        return kind(told)

    return reader


def _flag(what: str) -> Reader:
    def reader(world: World, told: Any) -> bool:
        if not isinstance(told, bool):
            raise Mistold(f"{what} is true or false")
        return told

    return reader


def _redirect_uris(world: World, told: Any) -> tuple[str, ...]:
    uris = _texts(told, "redirect_uris", MOST_REDIRECT_URIS)
    for uri in uris:
        if fault := redirect_uri_fault(uri):
            raise Mistold(f"a redirect URI {fault}, unlike '{uri:.200}'")
    return uris


def _scopes(world: World, told: Any) -> tuple[str, ...]:
    return _texts(told, "scopes", MOST_SCOPES)


def _tenant(world: World, told: Any) -> str:
    if not isinstance(told, str):
        raise Mistold("tenant is the id or the name of an organisation")
    return organisation_called(world, told).tenant_id


def _texts(told: Any, what: str, most: int) -> tuple[str, ...]:
    texts = asked.texts(told, f"{what} is a list of texts")
    if len(told) > most:
        raise Mistold(f"an app has {most} {what} at most")
    return texts


_READERS: Mapping[str, tuple[str, Reader]] = {
    "name": ("name", _name),
    "kind": ("kind", _one_of("kind", KINDS, AppKind)),
    "client_id": ("client_id", _client_id),
    "client_secret": ("client_secret", _mark("client_secret")),
    "redirect_uris": ("redirect_uris", _redirect_uris),
    "scopes": ("scopes", _scopes),
    "tenant": ("tenant_id", _tenant),
    "created": ("created", lambda world, told: day(told, "created")),
    "certified": ("certified", _flag("certified")),
    "tier": ("tier", _one_of("tier", TIERS, Tier)),
    "auto_approve": ("auto_approve", _flag("auto_approve")),
    "webhook_key": ("webhook_key", _mark("webhook_key")),
}
"""By its name in JSON: the attribute, and who reads it."""
MEMBERS = (*_READERS, "connections")
_MAY_BE_NULL = ("client_secret", "tenant")
"""What is printed as null where an app has none."""
