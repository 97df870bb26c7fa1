"""What users have allowed apps to do, and the codes and refresh tokens that stand for it."""

import logging
from datetime import datetime, timedelta
from threading import RLock
from typing import NamedTuple

from mockxero.books.parties import App, Connection, User
from mockxero.books.world import World
from mockxero.identity import scopes
from mockxero.identity.connection_limits import OverLimit, over_limit
from mockxero.identity.expiring import Expiring
from mockxero.identity.keys import LONGEST_LIFE
from mockxero.identity.pkce import Challenge

log = logging.getLogger(__name__)

CODE_LIFETIME = timedelta(minutes=5)
REFRESH_TOKEN_IDLE = timedelta(days=60)
REFRESH_TOKEN_GRACE = timedelta(minutes=30)
"""How long a refresh token still works after it was used: its answer may have been lost."""


class Consent(NamedTuple):
    """One sign-in at which a user allowed an app these scopes."""

    app: App
    user: User
    scopes: tuple[str, ...]
    authentication_event_id: str
    signed_in: datetime

    @property
    def holder(self) -> tuple[str, str]:
        """The app and the user, by their ids."""
        return self.app.client_id, self.user.user_id


class Code(NamedTuple):
    """An authorization code: good once, for the app and the redirect URI it was made for."""

    consent: Consent
    redirect_uri: str
    challenge: Challenge | None
    nonce: str | None


Holder = tuple[str, str | None]
"""An app and a user (nobody, for a custom connection), by their ids."""


class Consents:
    """Every consent, code and refresh token of one world. Safe under threads."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = RLock()
        self.reset()

    def reset(self) -> None:
        """Forget everything: codes and refresh tokens die, revoked access tokens live again."""
        clock = self._world.clock
        with self._lock:
            self._allowed: dict[Holder, tuple[str, ...]] = {}
            self._events: dict[Holder, Expiring[None]] = {}
            """The authentication events of each holder, while a token of theirs may live."""
            self._codes = Expiring[Code](clock, CODE_LIFETIME)
            self._unused = Expiring[Consent](clock, REFRESH_TOKEN_IDLE)
            """Refresh tokens."""
            self._used = Expiring[Consent](clock, REFRESH_TOKEN_GRACE)
            """Refresh tokens that still work, from their first use on."""
            self._revoked = Expiring[None](clock, LONGEST_LIFE)
            """Authentication events."""

    def give(self, app: App, user: User, asked: tuple[str, ...], tenant_id: str) -> Consent:
        """Let a user allow these scopes and connect one organisation, at one authentication event.

        Scopes add up: what the user allowed this app before stays allowed until it is revoked
        (Xero's page on scopes says so). Raises OverLimit.
        """
        with self._lock:
            if (words := over_limit(self._world, app, user, tenant_id)) is not None:
                log.warning("Not connected: %s, %s", app.name, words)
                raise OverLimit(words)
            event = self._world.ids.guid()
            standing = self._world.connections.to(tenant_id, app.client_id, user.user_id)
            if standing is not None:
                self._may_live(standing)
            opened = self._world.connect(app, user.user_id, tenant_id, event)
            now = self._world.clock.now()
            before = scopes.alive(self.allowed(app, user), now.date())
            consent = Consent(app, user, tuple(dict.fromkeys(asked + before)), event, now)
            self._allowed[consent.holder] = consent.scopes
            self._may_live(opened)
            return consent

    def allowed(self, app: App, user: User) -> tuple[str, ...]:
        """The scopes that a user has allowed an app by now."""
        return self._allowed.get((app.client_id, user.user_id), ())

    def connect_custom(self, app: App) -> str | None:
        """The authentication event of a custom connection, which is opened by its first token.

        One that was closed since is opened again by the next. # guess
        """
        with self._lock:
            standing = self._world.connections.of(app.client_id, None)
            if standing:
                return standing[0].authentication_event_id
            if app.tenant_id is None or app.tenant_id not in self._world.organisations:
                return None
            event = self._world.ids.guid()
            return self._world.connect(app, None, app.tenant_id, event).authentication_event_id

    def disconnect(self, connection: Connection) -> bool:
        """Close a connection; its tokens live on, for others. Whether it was open by now."""
        with self._lock:
            self._may_live(connection)
            return self._world.connections.close(connection.connection_id) is not None

    def issue_code(
        self,
        consent: Consent,
        redirect_uri: str,
        challenge: Challenge | None,
        nonce: str | None,
    ) -> str:
        """A new authorization code."""
        with self._lock:
            text = self._world.ids.secret()
            self._codes.put(text, Code(consent, redirect_uri, challenge, nonce))
            return text

    def redeem_code(self, text: str, app: App) -> Code | None:
        """The code, once: it is used up even where what follows refuses it.

        Whoever comes with it again learns nothing, and ends nothing: like IdentityServer, of which
        Xero's is one, we know by then no more of a used code than of a made-up one. # guess
        """
        with self._lock:
            code = self._codes.get(text)
            # Another app's attempt must not burn the code of the one it was made for.
            if code is None or not self._stands(code.consent, app):
                return None
            return self._codes.take(text)

    def issue_refresh_token(self, consent: Consent) -> str:
        """A new refresh token: it dies after sixty idle days, or half an hour after its use."""
        with self._lock:
            text = self._world.ids.secret()
            self._unused.put(text, consent)
            self._tokens_of(consent.holder).put(consent.authentication_event_id, None)
            return text

    def use_refresh_token(self, text: str, app: App) -> Consent | None:
        """What a refresh token stands for; from its first use on it has half an hour to live.

        Xero does not say what a second use within that time gives. Here it is a further pair, and
        all of them stay good. # guess
        """
        with self._lock:
            consent = self._behind(text, app)
            if consent is not None and self._unused.take(text) is not None:
                self._used.put(text, consent)
            return consent

    def revoke(self, text: str, app: App) -> None:
        """End all that the user of this refresh token ever allowed the app.

        Every token dies and every connection closes; a token that is unknown, or another app's,
        changes nothing.
        """
        with self._lock:
            consent = self._behind(text, app)
            if consent is not None:
                self._end(consent.holder)

    def end_app(self, client_id: str) -> None:
        """End all that anybody ever allowed an app: its tokens die, its connections close."""
        with self._lock:
            opened = self._world.connections.of_app(client_id)
            holders = {(one.client_id, one.user_id) for one in opened}
            for holder in holders | {one for one in self._events if one[0] == client_id}:
                self._end(holder)

    def end_user(self, user_id: str) -> None:
        """End all that a user ever allowed any app."""
        with self._lock:
            holders: set[Holder] = {(app, user_id) for app in self._world.apps}
            for holder in holders | {one for one in self._events if one[1] == user_id}:
                self._end(holder)

    def is_revoked(self, authentication_event_id: str | None) -> bool:
        """Whether what was allowed at this event has been revoked since."""
        return authentication_event_id in self._revoked

    def _end(self, holder: Holder) -> None:
        self._allowed.pop(holder, None)
        for event in self._events.pop(holder, ()):
            self._revoked.put(event, None)
        for connection in self._world.connections.of(*holder):
            self._revoked.put(connection.authentication_event_id, None)
            self._world.connections.close(connection.connection_id)

    def _behind(self, text: str, app: App) -> Consent | None:
        """What a refresh token of this app stands for, if it is alive."""
        consent = self._unused.get(text) or self._used.get(text)
        return consent if consent is not None and self._stands(consent, app) else None

    def _may_live(self, connection: Connection) -> None:
        """Remember the event of a connection, which will have another, or be closed."""
        holder = connection.client_id, connection.user_id
        self._tokens_of(holder).put(connection.authentication_event_id, None)

    def _tokens_of(self, holder: Holder) -> Expiring[None]:
        """The events of a holder: their tokens may live from now on, as long as the longest."""
        if holder not in self._events:
            self._events[holder] = Expiring(self._world.clock, LONGEST_LIFE)
        return self._events[holder]

    def _stands(self, consent: Consent, app: App) -> bool:
        mine = consent.app.client_id == app.client_id
        return mine and not self.is_revoked(consent.authentication_event_id)
