"""What a developer's portal needs of this service: scopes, tokens made by hand, and their end."""

from datetime import date, timedelta

from mockxero.books.parties import App, User
from mockxero.identity import scopes
from mockxero.identity.keys import Listed
from mockxero.identity.passes import Passes


class Portal:
    """The identity service, as far as apps, tokens and people are administered."""

    def __init__(self, passes: Passes) -> None:
        self._passes = passes
        self.end_app = passes.consents.end_app
        self.end_user = passes.consents.end_user
        self.rotate_keys = passes.rotate_keys

    def may_have(self, app: App) -> tuple[str, ...]:
        """All the scopes that a token of this app may have today."""
        return scopes.may_have(app, self._today)

    def refused(self, app: App, asked: tuple[str, ...]) -> list[str]:
        """Those scopes that a token of this app may not have today."""
        return scopes.refused(app, asked, self._today)

    def unknown(self, app: App, asked: tuple[str, ...]) -> list[str]:
        """Those that make no sense for an app of its kind, on whichever day."""
        return scopes.unknown(app, asked)

    def mint(
        self,
        app: App,
        user: User | None,
        asked: tuple[str, ...],
        authentication_event_id: str | None,
        lifetime: timedelta,
        token_id: str,
    ) -> str:
        """An access token with this id."""
        return self._passes.mint(app, user, asked, authentication_event_id, lifetime, token_id)

    def signing_keys(self) -> list[Listed]:
        """The keys that count by now, the one in use first."""
        return self._passes.keys.listed(self._passes.world.clock.now())

    @property
    def _today(self) -> date:
        return self._passes.world.clock.now().date()
