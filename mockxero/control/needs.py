"""What an integration needs to be told: the names and values that ``mockxero env`` prints."""

from collections.abc import Callable

from mockxero.books.parties import App, AppKind, User
from mockxero.books.world import World
from mockxero.control.asked import NotHere, organisation_called

MintToken = Callable[[App, User | None], str]
"""Makes an access token with every scope the app may have."""


def needs(
    world: World, origin: str, mint: MintToken, kind: str = "custom", tenant: str | None = None
) -> dict[str, str]:
    """Names and values for one app and one organisation. Raises NotHere.

    ``tenant`` is an id or a name, by default the first organisation.
    """
    tenant_id = organisation_called(world, tenant).tenant_id
    app = _app(world, kind, tenant_id)
    user = None if app.kind is AppKind.CUSTOM else next(iter(world.users.values()))
    redirect_uri = next((uri for a in world.apps.values() for uri in a.redirect_uris), "")
    return {
        "XERO_CLIENT_ID": app.client_id,
        "XERO_CLIENT_SECRET": app.client_secret or "",
        "XERO_TENANT_ID": tenant_id,
        "XERO_WEBHOOK_KEY": app.webhook_key,
        "XERO_REDIRECT_URI": redirect_uri,
        "XERO_BASE_URL": f"{origin}/api.xro/2.0",
        "XERO_TOKEN_URL": f"{origin}/connect/token",
        "XERO_AUTH_URL": f"{origin}/identity/connect/authorize",
        "XERO_ACCESS_TOKEN": mint(app, user),
    }


def _app(world: World, kind: str, tenant_id: str) -> App:
    for app in world.apps.values():
        if app.kind.value == kind and app.tenant_id in (None, tenant_id):
            return app
    raise NotHere(f"there is no app of kind '{kind}'; there are: web, pkce, custom")
