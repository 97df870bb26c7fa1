"""GET /connections and DELETE /connections/{id}: the organisations that are open to the bearer."""

from datetime import datetime

from flask import Response, request

from mockxero.books.parties import Connection, Pass
from mockxero.books.world import World
from mockxero.identity.answers import empty_answer, json_answer
from mockxero.identity.bearer import bearer
from mockxero.identity.passes import Passes
from mockxero.identity.scopes import APP_CONNECTIONS


def connections(passes: Passes) -> Response:
    """List them: all, or those of one authentication event."""
    standing = open_to(bearer(passes), passes.world)
    event = request.args.get("authEventId", "").lower()
    return json_answer([_written(c) for c in standing if event in ("", c.authentication_event_id)])


def delete_connection(passes: Passes, connection_id: str) -> Response:
    """Disconnect one; the token lives on, for the others."""
    for standing in open_to(bearer(passes), passes.world):
        if standing.connection_id == connection_id.lower() and passes.consents.disconnect(standing):
            return empty_answer(204)
    return empty_answer(404)


def open_to(holder: Pass, world: World) -> list[Connection]:
    """What the user, or the custom connection, has opened to the app; or all that anybody has.

    The last is for an app that comes for itself with the scope ``app.connections``.
    """
    if holder.user_id is None and APP_CONNECTIONS in holder.scopes:
        return world.connections.of_app(holder.client_id)
    return world.connections.of(holder.client_id, holder.user_id)


def _written(connection: Connection) -> dict[str, str]:
    return {
        "id": connection.connection_id,
        "authEventId": connection.authentication_event_id,
        "tenantId": connection.tenant_id,
        "tenantType": "ORGANISATION",
        "tenantName": connection.tenant_name,
        "createdDateUtc": _to_seven_digits(connection.created),
        "updatedDateUtc": _to_seven_digits(connection.updated),
    }


def _to_seven_digits(moment: datetime) -> str:
    """As .NET writes a moment, without a zone: ``2019-12-07T18:46:19.5165400``."""
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}0"
