"""Joins the parts: one world, the Accounting API, identity, webhooks and control, on one origin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.exceptions import MethodNotAllowed

from mockxero.api.gate import Gate
from mockxero.api.idempotency import Idempotency
from mockxero.api.limits import Limits
from mockxero.api.problems import method_not_allowed, not_found
from mockxero.api.routes import accounting_api
from mockxero.api.tolerance import TolerantPaths, Wsgi
from mockxero.books.parties import App, AppKind, User
from mockxero.books.world import World
from mockxero.control.apps import register_all
from mockxero.control.opening import open_books
from mockxero.control.routes import control_api
from mockxero.hosts import Hosts
from mockxero.identity.keys import KeyRing
from mockxero.identity.passes import ISSUER, Passes
from mockxero.identity.portal import Portal
from mockxero.identity.routes import identity_api
from mockxero.primitives.clock import Clock, SystemClock

if TYPE_CHECKING:
    from mockxero.webhooks.outbox import Outbox

LARGEST_BODY = 10 * 1024 * 1024
"""What Xero takes in one request. Source: Xero's page on API limits."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a mock is set up."""

    fixtures: Sequence[str] = ("nz",)
    """The organisations, by the names of their fixtures."""
    seed: str = "mockxero"
    enforce_limits: bool = False
    accept_any_client: bool = False
    auto_approve: bool = False
    """Whether users say yes to every app without being asked."""
    webhook_url: str | None = None
    nothing_modified: int = 304
    """The status of a list in which nothing has been modified since: 304, or 200."""
    emails: int | None = None
    """How many e-mails an organisation may send in a day; None: as many as at Xero."""
    issuer: str = ISSUER
    """Who tokens say they are from, for clients that compare it with the address of discovery."""
    apps: Sequence[Any] = ()
    """Further apps from the first day on, as JSON of ``/_mockxero/apps``."""


class Mock:
    """A mock, ready to be served: ``wsgi`` is the application."""

    def __init__(self, settings: Settings = Settings(), clock: Clock | None = None) -> None:
        self.settings = settings
        self.world = World(clock or SystemClock(), settings.seed)
        self.world.accept_any_client = settings.accept_any_client
        self.world.auto_approve = settings.auto_approve
        self.passes = Passes(self.world, KeyRing(), settings.issuer)
        self._portal = Portal(self.passes)
        self._open_books()
        self._gate = Gate(
            self.world,
            self.passes.bearer,
            Limits(self.world.clock, enforced=settings.enforce_limits),
            Idempotency(self.world.clock),
            settings.nothing_modified,
            settings.emails,
        )
        self._outbox = self._subscribe() if settings.webhook_url else None
        self.certificate: bytes | None = None
        """What clients have to trust, once there is TLS."""
        self.wsgi: Wsgi = TolerantPaths(Hosts(self._application()))

    def reset(self) -> None:
        """Everything as on the first day: the same books, the same ids to come."""
        self._open_books()
        self.passes.reset()
        self._gate.limits.reset()
        self._gate.idempotency.reset()
        if self._outbox is not None:
            self._outbox.reset()

    def mint(self, app: App, user: User | None) -> str:
        """An access token with every scope that the app may have, for half an hour."""
        opened = self.world.connections.of(app.client_id, user.user_id if user else None)
        event = opened[0].authentication_event_id if opened else None
        return self.passes.mint(app, user, self._portal.may_have(app), event)

    def close(self) -> None:
        """Stop what runs in the background, once the webhooks under way are out."""
        if self._outbox is not None:
            self._outbox.close(drain=1)

    def _open_books(self) -> None:
        def register(world: World) -> None:
            register_all(world, self._portal, self.settings.apps)

        open_books(self.world, self.settings.fixtures, register)

    def _application(self) -> Flask:
        app = Flask("mockxero", static_folder=None)
        app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
        app.url_map.strict_slashes = False
        app.url_map.merge_slashes = False
        app.register_blueprint(accounting_api(self._gate))
        app.register_blueprint(identity_api(self.world, self.passes))
        told = (self.world, self.reset, self.mint, self._portal, lambda: self.certificate)
        app.register_blueprint(control_api(*told))
        app.register_error_handler(404, lambda _: not_found())
        app.register_error_handler(MethodNotAllowed, method_not_allowed)
        return app

    def _subscribe(self) -> "Outbox":
        from mockxero.webhooks.outbox import subscribe

        web = next(app for app in self.world.apps.values() if app.kind is AppKind.WEB)
        return subscribe(self.world, self.settings.webhook_url or "", web)
