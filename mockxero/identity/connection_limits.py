"""How many organisations an app may connect, and how many apps an organisation takes.

Custom connections count for neither. Whoever is connected already may always connect again.
"""

from mockxero.books.parties import App, AppKind, User
from mockxero.books.world import World

UNCERTIFIED = 2
"""How many uncertified apps an organisation takes. Source: Xero's page on limits."""


class OverLimit(Exception):
    """A connection that is one too many; ``words`` tell the user why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def over_limit(world: World, app: App, user: User, tenant_id: str) -> str | None:
    """Why this user may not connect the organisation to the app; None where it is fine."""
    if world.connections.to(tenant_id, app.client_id, user.user_id) is not None:
        return None
    mine = world.connections.of_app(app.client_id)
    # Each user's connection counts, though it be to the same organisation.
    # Source: community.xero.com/developer/discussion/124574507
    if app.tier.connections is not None and len(mine) >= app.tier.connections:
        # seen: PipedreamHQ/pipedream#12215, 2024
        return (
            f"Sorry! {app.name} has reached their Xero connection limit, please let them know so "
            "they can connect more Xero organisations."
        )
    if not app.certified and len(_uncertified(world, tenant_id) - {app.client_id}) >= UNCERTIFIED:
        # That it cannot be chosen: community.xero.com/developer/discussion/110074711. The words
        # are a # guess
        return (
            f"It is connected to {UNCERTIFIED} uncertified apps already, and takes no more: "
            "disconnect one of them first."
        )
    return None


def _uncertified(world: World, tenant_id: str) -> set[str]:
    """The uncertified apps that an organisation is connected to, custom connections left out."""
    apps = (world.apps.get(client_id) for client_id in world.connections.apps_in(tenant_id))
    counted = (app for app in apps if app is not None and app.kind is not AppKind.CUSTOM)
    return {app.client_id for app in counted if not app.certified}
