"""The consent page: what an app asks for, one organisation to choose, and yes or no."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Response

from mockxero.books.parties import App, User
from mockxero.identity import browsers, pages
from mockxero.identity.authorization_request import (
    Approval,
    AuthorizationRequest,
    create_authorization_response,
    send_back,
    validate_authorization_request,
)
from mockxero.identity.clients import read_form
from mockxero.identity.connection_limits import OverLimit, over_limit
from mockxero.identity.login_page import login_address
from mockxero.identity.passes import Passes
from mockxero.identity.problems import OAuthError, error_page
from mockxero.identity.scope_meanings import meaning
from mockxero.identity.sessions import Session, StalePage

CONSENT = "/identity/user/consent"


class Choice(NamedTuple):
    """An organisation that the user works in."""

    tenant_id: str
    name: str
    connected: bool
    refusal: str | None


def ask_for_consent(
    passes: Passes, asked: AuthorizationRequest, sent: Mapping[str, str]
) -> Response:
    """Show the page to the user who is signed in with this browser; let others sign in first."""
    session = browsers.session(passes.sessions)
    user = passes.sessions.user_of(session)
    prompts = sent.get("prompt", "").split()
    if session is None or user is None or "login" in prompts:
        later = {"prompt": " ".join(prompt for prompt in prompts if prompt != "login")}
        return pages.redirection(login_address(_query({**sent, **later})))
    return _show(passes, asked, _query(sent), session, user)


def consent_again(passes: Passes) -> Response:
    """Where a form was sent there is nothing to see, though a browser may ask for it again."""
    raise StalePage


def consent(passes: Passes) -> Response:
    """Do what the user decided."""
    form = read_form()
    session = browsers.session(passes.sessions)
    ticket = passes.sessions.redeem_ticket(form.get("ticket", ""), CONSENT, session)
    user = passes.sessions.user_of(session)
    if session is None or user is None:
        return pages.redirection(login_address(ticket.query))
    sent = dict(parse_qsl(ticket.query))
    try:  # anew: the app may be another one by now, or gone
        asked = validate_authorization_request(passes.world, sent)
    except OAuthError as refused:
        return error_page(refused, sent)
    decision, tenant_id = form.get("decision"), form.get("organisation", "")
    if decision == "cancel":
        return send_back(asked, error="access_denied")
    if decision != "allow":
        return _show(passes, asked, ticket.query, session, user, "Allow access, or cancel.")
    if tenant_id not in {one.tenant_id for one in passes.world.organisations_of(user)}:
        return _show(passes, asked, ticket.query, session, user, "Choose one of the organisations.")
    try:
        return create_authorization_response(passes, asked, Approval(user, tenant_id))
    except OverLimit as over:
        return _show(passes, asked, ticket.query, session, user, over.words, 403)


def _show(
    passes: Passes,
    asked: AuthorizationRequest,
    query: str,
    session: Session,
    user: User,
    complaint: str = "",
    status: int = 400,
) -> Response:
    choices = _choices(passes, asked.app, user)
    possible = [choice for choice in choices if choice.refusal is None]
    before = passes.consents.allowed(asked.app, user)
    return pages.page(
        "consent.html",
        status if complaint else 200,
        action=CONSENT,
        ticket=passes.sessions.issue_ticket(CONSENT, session, query),
        app=asked.app,
        user=user,
        elsewhere=login_address(query),
        complaint=complaint,
        choices=choices,
        possible=possible,
        chosen=possible[0] if len(possible) == 1 else None,
        fresh=[meaning(scope) for scope in asked.scopes if scope not in before],
        allowed=[meaning(scope) for scope in before],
        back=_whereto(asked.redirect_uri),
    )


def _choices(passes: Passes, app: App, user: User) -> list[Choice]:
    connected = {c.tenant_id for c in passes.world.connections.of(app.client_id, user.user_id)}
    return [
        Choice(
            one.tenant_id,
            one.name,
            one.tenant_id in connected,
            over_limit(passes.world, app, user, one.tenant_id),
        )
        for one in passes.world.organisations_of(user)
    ]


def _query(sent: Mapping[str, str]) -> str:
    return urlencode({name: text for name, text in sent.items() if text})


def _whereto(redirect_uri: str) -> str:
    """As much of an address as tells who it belongs to."""
    parts = urlsplit(redirect_uri)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else f"{parts.scheme}:"
