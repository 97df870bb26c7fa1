"""The gate: who may enter, which organisation, whether there are calls left, and for what."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Request

from mockxero.api.idempotency import Idempotency
from mockxero.api.limits import Limits, Quota
from mockxero.api.problems import out_of_scope, unauthenticated, wrong_tenant
from mockxero.books.organisation import Organisation
from mockxero.books.parties import App, AppKind, BadToken, Pass
from mockxero.books.world import World
from mockxero.primitives.ids import as_guid
from mockxero.wire.negotiate import tongue_for
from mockxero.wire.press import Language, Press

ReadBearer = Callable[[str], Pass]
"""Tells who comes with an ``Authorization`` header, or raises BadToken."""


@dataclass(slots=True)
class Gate:
    """What the Accounting API keeps at its gate."""

    world: World
    read_bearer: ReadBearer
    limits: Limits
    idempotency: Idempotency
    nothing_modified: int = 304
    """The status of a list that If-Modified-Since leaves empty: 304, or 200. # guess"""
    emails_a_day: int | None = None
    """How many e-mails an organisation may send in a day; None: as many as at Xero."""
    _presses: dict[tuple[str, Language], Press] = field(default_factory=dict)
    """By tenant and tongue; after a reset, those of the organisation that took the place."""

    def holder(self, request: Request) -> tuple[App, Pass]:
        """The app that asks, and its token. Raises Problem."""
        try:
            holder = self.read_bearer(request.headers.get("Authorization", ""))
        except BadToken as bad:
            raise unauthenticated(bad.detail) from bad
        app = self.world.apps.get(holder.client_id)
        if app is None:
            raise unauthenticated("AuthenticationUnsuccessful")
        return app, holder

    def quota(self, app: App, request: Request) -> Quota:
        """What is left after this call."""
        tenant_id = app.tenant_id or as_guid(request.headers.get("xero-tenant-id", "").strip())
        known = tenant_id if tenant_id in self.world.organisations else None
        return self.limits.take(app, known or "")

    def organisation(self, app: App, holder: Pass, request: Request) -> Organisation:
        """The organisation that the request is about. Raises Problem."""
        sent = request.headers.get("xero-tenant-id", "").strip()
        named = app.tenant_id if app.kind is AppKind.CUSTOM and not sent else as_guid(sent)
        standing = self.world.connections
        connection = standing.to(named, holder.client_id, holder.user_id) if named else None
        if connection is None or connection.tenant_id not in self.world.organisations:
            raise wrong_tenant()
        return self.world.organisations[connection.tenant_id]

    def press(self, organisation: Organisation, accept: str) -> Press:
        """The press that prints an organisation's records in the tongue of an answer."""
        language = tongue_for(accept)
        place = (organisation.tenant_id, language)
        press = self._presses.get(place)
        if press is None or press.shelf is not organisation:
            press = self._presses[place] = Press(language, organisation)
        return press


def allowed(holder: Pass, families: tuple[str, ...], method: str) -> None:
    """Whether the token's scopes cover a method. Raises Problem."""
    opening = {*families, *(f"{family}.read" for family in families if method == "GET")}
    if not opening & holder.scopes:
        raise out_of_scope()
