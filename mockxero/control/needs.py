"""What an integration needs to be told: the names and values that ``mockxero env`` prints."""

from collections.abc import Callable

from mockxero.books.parties import App, User
from mockxero.books.world import World
from mockxero.control.acting import acting, connected

MintToken = Callable[[App, User | None], str]
"""Makes an access token with every scope the app may have."""


def needs(
    world: World,
    origin: str,
    mint: MintToken,
    app: str = "custom",
    tenant: str | None = None,
    user: str | None = None,
) -> dict[str, str]:
    """Names and values for one app, one organisation and one user. Raises NotHere, Mistold.

    ``app`` is a kind of app, a name or a client id; ``tenant`` and ``user`` are ids or names, by
    default the first. What is not connected yet is connected, or else the token opened nothing.
    """
    who = acting(world, app, tenant, user)
    connected(world, who)
    every = (uri for one in (who.app, *world.apps.values()) for uri in one.redirect_uris)
    return {
        "XERO_CLIENT_ID": who.app.client_id,
        "XERO_CLIENT_SECRET": who.app.client_secret or "",
        "XERO_TENANT_ID": who.organisation.tenant_id,
        "XERO_WEBHOOK_KEY": who.app.webhook_key,
        "XERO_REDIRECT_URI": next(every, ""),
        "XERO_BASE_URL": f"{origin}/api.xro/2.0",
        "XERO_TOKEN_URL": f"{origin}/connect/token",
        "XERO_AUTH_URL": f"{origin}/identity/connect/authorize",
        "XERO_ACCESS_TOKEN": mint(who.app, who.user),
    }
