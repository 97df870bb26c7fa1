"""GET /identity/connect/authorize: a user lets an app in, and the browser carries the code back."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Response, request

from mockxero.books.parties import App, AppKind, User
from mockxero.books.world import World
from mockxero.identity import scopes, strangers
from mockxero.identity.answers import empty_answer
from mockxero.identity.clients import parameters, required
from mockxero.identity.passes import Passes
from mockxero.identity.pkce import Challenge, read_challenge
from mockxero.identity.problems import OAuthError, error_page

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """What a registered app asks of a user."""

    app: App
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str | None
    nonce: str | None
    challenge: Challenge | None


@dataclass(frozen=True, slots=True)
class Approval:
    """A user's yes, for one organisation."""

    user: User
    tenant_id: str


def authorize(passes: Passes) -> Response:
    """Answer an authorization request."""
    try:
        sent = parameters(request.args)
        asked = validate_authorization_request(passes.world, sent)
        approval = decide(passes.world, sent)
    except OAuthError as refused:
        return error_page(refused, request.args.to_dict())
    if approval is None:
        return send_back(asked, error="access_denied")
    return create_authorization_response(passes, asked, approval)


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
        scopes=validate_scopes(app, sent),
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


def validate_scopes(app: App, sent: Mapping[str, str]) -> tuple[str, ...]:
    """The scopes, all of which Xero must know and the app must be allowed to ask for."""
    asked = scopes.split(required(sent, "scope"))
    if not asked or scopes.unknown(asked):
        raise OAuthError("invalid_scope", "Invalid scope")
    if scopes.not_for(app, asked):
        raise OAuthError("unauthorized_client", "Invalid scope for client")
    return asked


def decide(world: World, sent: Mapping[str, str]) -> Approval | None:
    """What the user says: yes at once, or None, a no, where ``mock_decision`` is ``deny``.

    It is the first user who speaks, for the organisation ``mock_tenant``, else for the first one.
    """
    if sent.get("mock_decision") == "deny":
        return None
    user = next(iter(world.users.values()), None)
    tenant_id = sent.get("mock_tenant") or next(iter(world.organisations), "")
    if user is None or tenant_id not in world.organisations:
        raise OAuthError("invalid_request", "there is no user, or no organisation mock_tenant")
    return Approval(user, tenant_id)


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
    redirection = empty_answer(302)
    redirection.location = f"{asked.redirect_uri}{joint}{urlencode(answer, quote_via=quote)}"
    return redirection
