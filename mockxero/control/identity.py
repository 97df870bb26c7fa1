"""What the mock's own switches ask of the identity service, which they do not see."""

from datetime import timedelta
from typing import Protocol

from mockxero.books.parties import App, User


class Identity(Protocol):
    """Knows scopes, signs tokens, and ends what stands on an app or a user."""

    def may_have(self, app: App) -> tuple[str, ...]:
        """All the scopes that a token of this app may have."""

    def refused(self, app: App, scopes: tuple[str, ...]) -> list[str]:
        """Those of some scopes that it may not have, or that Xero has never heard of."""

    def mint(
        self,
        app: App,
        user: User | None,
        scopes: tuple[str, ...],
        authentication_event_id: str | None,
        lifetime: timedelta,
        token_id: str,
    ) -> str:
        """An access token with this id."""

    def end_app(self, client_id: str) -> None:
        """Let every token, code and connection of an app die."""

    def end_user(self, user_id: str) -> None:
        """Let every token, code and connection of a user die."""
