"""What the mock's own switches ask of the identity service, which they do not see."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from mockxero.books.parties import App, User


class Key(Protocol):
    """A key that signs tokens, or did."""

    @property
    def kid(self) -> str:
        """Its id."""

    @property
    def since(self) -> datetime | None:
        """When it took over from another; None for the first."""


class Identity(Protocol):
    """Knows scopes, signs tokens, and ends what stands on an app or a user."""

    def may_have(self, app: App) -> tuple[str, ...]:
        """All the scopes that a token of this app may have."""

    def refused(self, app: App, scopes: tuple[str, ...]) -> list[str]:
        """Those of some scopes that a token of it may not have today."""

    def unknown(self, app: App, scopes: tuple[str, ...]) -> list[str]:
        """Those that make no sense for an app of its kind, on whichever day."""

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

    def signing_keys(self) -> Sequence[tuple[Key, datetime | None]]:
        """The keys that count, and until when; None for the one in use, which comes first."""

    def rotate_keys(self, *, forget: bool) -> None:
        """Sign with a new key from now on; ``forget`` ends what was signed before."""
