"""An authorization request: what is asked, whether it may be, and the answer to the app."""

import logging
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, urlencode

from flask import Response

from mockxero.books.parties import App, AppKind, User
from mockxero.books.world import World
from mockxero.identity import scopes, strangers
from mockxero.identity.clients import required
from mockxero.identity.pages import redirection
from mockxero.identity.passes import Passes
from mockxero.identity.pkce import Challenge, read_challenge
from mockxero.identity.problems import OAuthError

log = logging.getLogger(__name__)


class AuthorizationRequest(NamedTuple):
    """What a registered app asks of a user."""

    app: App
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str | None
    nonce: str | None
    challenge: Challenge | None


class Approval(NamedTuple):
    """A user's yes, for one organisation."""

    user: User
    tenant_id: str


def validate_authorization_request(world: World, sent: Mapping[str, str]) -> AuthorizationRequest:
    """Who asks for what; Xero shows its error page for all that is wrong, and never redirects."""
    app = validate_client(world, sent)
    redirect_uri = required(sent, "redirect_uri")
    if redirect_uri not in app.redirect_uris:
        raise OAuthError("unauthorized_client", "Invalid redirect_uri")
    if sent.get("response_type") != "code":
        raise OAuthError("unsupported_response_type", "Response type not supported")
    challenge = read_challenge(sent)
    if app.kind is AppKind.PKCE and challenge is None:
        raise OAuthError("invalid_request", "code challenge required")
    return AuthorizationRequest(
        app=app,
        redirect_uri=redirect_uri,
        scopes=validate_scopes(world, app, sent),
        state=sent.get("state"),
        nonce=sent.get("nonce"),
        challenge=challenge,
    )


def validate_client(world: World, sent: Mapping[str, str]) -> App:
    """The app that asks, if it is one that users sign in to."""
    client_id = required(sent, "client_id")
    app = strangers.sends_a_user(world, client_id, sent)
    if app is None:
        log.warning("%s", strangers.unknown(client_id))
        raise OAuthError("unauthorized_client", "Unknown client or client not enabled")
    if app.kind is AppKind.CUSTOM:
        raise OAuthError("unauthorized_client", "A custom connection signs nobody in")
    return app


def validate_scopes(world: World, app: App, sent: Mapping[str, str]) -> tuple[str, ...]:
    """The scopes, all of which Xero must know and the app must be allowed to ask for."""
    asked = scopes.split(required(sent, "scope"))
    if not asked or scopes.unknown(app, asked):
        raise OAuthError("invalid_scope", "Invalid scope")
    if scopes.not_for(app, asked):
        raise OAuthError("unauthorized_client", "Invalid scope for client")
    if closed := scopes.closed_to(app, asked, world.clock.now().date()):
        log.warning("%r, registered on %s, may not have %s", app.name, app.created, closed)
        raise OAuthError("invalid_scope", "Invalid scope for client")
    return asked


def create_authorization_response(
    passes: Passes, asked: AuthorizationRequest, approval: Approval
) -> Response:
    """Connect the organisation and send the code back."""
    consent = passes.consents.give(asked.app, approval.user, asked.scopes, approval.tenant_id)
    code = passes.consents.issue_code(consent, asked.redirect_uri, asked.challenge, asked.nonce)
    # The .NET sample's callback takes code, scope and session_state (Xero-NetStandard#283).
    return send_back(
        asked,
        code=code,
        scope=" ".join(consent.scopes),
        session_state=f"{passes.world.ids.secret()}.{passes.world.ids.hex().upper()}",
    )


def send_back(asked: AuthorizationRequest, **answer: str) -> Response:
    """Redirect to the app, with its ``state`` as it was sent."""
    if asked.state is not None:
        answer["state"] = asked.state
    joint = "&" if "?" in asked.redirect_uri else "?"
    return redirection(f"{asked.redirect_uri}{joint}{urlencode(answer, quote_via=quote)}")
