"""Who acts where: an app, a person and an organisation, by whatever callers call them."""

from typing import NamedTuple

from mockxero.books.organisation import Organisation
from mockxero.books.parties import App, AppKind, Connection, User
from mockxero.books.world import World
from mockxero.control.asked import Mistold, NotHere, organisation_called

KINDS = tuple(kind.value for kind in AppKind)


class Acting(NamedTuple):
    """An app that acts for a user, or a custom connection for itself, in an organisation."""

    app: App
    user: User | None
    organisation: Organisation


def acting(
    world: World, app: str = "custom", tenant: str | None = None, user: str | None = None
) -> Acting:
    """Who is meant. Raises NotHere, and Mistold for those who do not fit together.

    Without ``tenant`` it is the custom connection's own organisation, else the first in which the
    user works; without ``user`` the first who works there.
    """
    known = app_called(world, app, tenant)
    if known.kind is AppKind.CUSTOM:
        if user is not None:
            raise Mistold(f"'{known.name}' is a custom connection: it acts for no user")
        return Acting(known, None, _of_custom(world, known, tenant))
    if user is None:
        organisation = organisation_called(world, tenant)
        return Acting(known, _first(world, organisation), organisation)
    person = user_called(world, user)
    theirs = world.organisations_of(person)
    if tenant is not None:
        organisation = organisation_called(world, tenant)
        if organisation not in theirs:
            raise Mistold(f"{person.email} does not work in '{organisation.name}'")
        return Acting(known, person, organisation)
    if not theirs:
        raise Mistold(f"{person.email} works in no organisation")
    return Acting(known, person, theirs[0])


def app_called(world: World, called: str, tenant: str | None = None) -> App:
    """An app by its client id, name or kind. Raises NotHere.

    By its kind it is the first one that there is; of custom connections, the one to the
    organisation ``tenant``, by default to the first.
    """
    known = world.apps.get(called) or next(
        (one for one in world.apps.values() if one.name.casefold() == called.casefold()), None
    )
    if known is not None:
        return known
    if called in KINDS:
        tenant_id = organisation_called(world, tenant).tenant_id
        for app in list(world.apps.values()):
            if app.kind.value == called and app.tenant_id in (None, tenant_id):
                return app
    names = ", ".join(f"'{app.name}'" for app in list(world.apps.values())[:10])
    raise NotHere(f"there is no app '{called}'; there are web, pkce and custom, or by name {names}")


def user_called(world: World, called: str) -> User:
    """A person by e-mail address or id. Raises NotHere."""
    for user in list(world.users.values()):
        if called.casefold() in (user.email.casefold(), user.user_id):
            return user
    raise NotHere(f"there is no user '{called}'")


def connected(world: World, who: Acting) -> Connection:
    """The connection of an app to an organisation; one that was not there is opened."""
    user_id = who.user.user_id if who.user is not None else None
    tenant_id = who.organisation.tenant_id
    standing = world.connections.to(tenant_id, who.app.client_id, user_id)
    if standing is not None:
        return standing
    event = world.portal_ids.guid()
    return world.connect(who.app, user_id, tenant_id, event, world.portal_ids)


def _of_custom(world: World, app: App, tenant: str | None) -> Organisation:
    organisation = organisation_called(world, tenant or app.tenant_id)
    if organisation.tenant_id != app.tenant_id:
        raise Mistold(f"'{app.name}' is a custom connection to another organisation")
    return organisation


def _first(world: World, organisation: Organisation) -> User:
    for user_id in world.members.get(organisation.tenant_id, ()):
        return world.users[user_id]
    raise NotHere(f"nobody works in '{organisation.name}'")
