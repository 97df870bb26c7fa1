"""Opens a world: its organisations from fixtures, its users, and the apps that come with them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from mockxero.books.organisation import Organisation
from mockxero.books.parties import App, AppKind, Tier, User
from mockxero.books.world import World
from mockxero.control.apps import REDIRECT_URIS
from mockxero.control.fixture import lay_down, users
from mockxero.primitives.ids import Ids

Register = Callable[[World], None]
"""Takes further apps into a world."""


def open_books(world: World, fixtures: Sequence[str], register: Register | None = None) -> None:
    """Lay everything down, as on the first day. Raises UnknownFixture.

    There is one web app, one PKCE app, and for each organisation a custom connection. The web app
    and the PKCE app are connected to every organisation by the first user, a custom connection to
    its own by nobody in particular. What ``register`` takes in comes first, and an app of the same
    client id or name in place of one of these.
    """
    fresh = World(world.clock, world.seed)
    for place, fixture in enumerate(fixtures):
        organisation = _lay_down(fresh, fixture, place)
        people = [_person(fresh, user) for user in users(fixture)]
        fresh.members[organisation.tenant_id] = tuple(user.user_id for user in people)
    if register is not None:
        register(fresh)
    names = {app.name.casefold() for app in fresh.apps.values()}
    for app in _apps(fresh):
        if app.client_id not in fresh.apps and app.name.casefold() not in names:
            fresh.register(app)
            _connect(fresh, app)
    world.take_over(fresh)


def _person(world: World, user: User) -> User:
    """Whoever signs in with this e-mail address; somebody new, where nobody does yet."""
    for known in world.users.values():
        if known.email == user.email:
            return known
    return world.users.setdefault(user.user_id, user)


def _lay_down(world: World, fixture: str, place: int) -> Organisation:
    """An organisation; the second of the same fixture gets an id of its own."""
    organisation = lay_down(fixture, world.clock, Ids(f"{world.seed}/{place}/{fixture}"))
    if organisation.tenant_id in world.organisations:
        tenant_id = Ids(f"{world.seed}/{place}/tenant").guid()
        organisation.rename(tenant_id, f"{organisation.name} {place + 1}")
    world.add(organisation)
    return organisation


def _apps(world: World) -> list[App]:
    ids = Ids(f"{world.seed}/apps")
    webhook_key = ids.webhook_key()
    web = App(
        client_id=ids.hex().upper(),
        client_secret=ids.secret(48),
        name="mockxero web app",
        kind=AppKind.WEB,
        webhook_key=webhook_key,
        redirect_uris=REDIRECT_URIS,
        certified=True,
        tier=Tier.ADVANCED,
    )
    pkce = replace(
        web,
        client_id=ids.hex().upper(),
        client_secret=None,
        name="mockxero PKCE app",
        kind=AppKind.PKCE,
    )
    custom = [
        App(
            client_id=ids.hex().upper(),
            client_secret=ids.secret(48),
            name=f"mockxero custom connection to {organisation.name}",
            kind=AppKind.CUSTOM,
            webhook_key=webhook_key,
            tenant_id=organisation.tenant_id,
            certified=True,
            tier=Tier.ADVANCED,
        )
        for organisation in world.organisations.values()
    ]
    return [*custom, web, pkce]


def _connect(world: World, app: App) -> None:
    event = world.ids.guid()
    user_id = None if app.kind is AppKind.CUSTOM else next(iter(world.users))
    for tenant_id in world.organisations:
        if app.tenant_id in (None, tenant_id):
            world.connect(app, user_id, tenant_id, event)
