"""GET /identity/connect/authorize: a user lets an app in, and the browser carries the code back."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Response, request

from mockxero.books.parties import App, User
from mockxero.books.world import World
from mockxero.identity.authorization_request import (
    Approval,
    create_authorization_response,
    send_back,
    validate_authorization_request,
)
from mockxero.identity.clients import LONGEST_QUERY, parameters
from mockxero.identity.connection_limits import OverLimit
from mockxero.identity.consent_page import ask_for_consent
from mockxero.identity.pages import sorry
from mockxero.identity.passes import Passes
from mockxero.identity.problems import OAuthError, error_page

DECISION, TENANT, USER = "mock_decision", "mock_tenant", "mock_user"
"""What the query may decide in the place of a user who clicks; Xero knows none of them."""


def authorize(passes: Passes) -> Response:
    """Answer an authorization request, at once or by way of the consent page."""
    try:
        sent = parameters(request.args)
        if len(urlencode(sent)) > LONGEST_QUERY:
            raise OAuthError("invalid_request", "the request is too long")
        asked = validate_authorization_request(passes.world, sent)
        if not is_decided(passes.world, asked.app, sent):
            return ask_for_consent(passes, asked, sent)
        approval = decide(passes.world, sent)
        if approval is None:
            return send_back(asked, error="access_denied")
        return create_authorization_response(passes, asked, approval)
    except OAuthError as refused:
        return error_page(refused, request.args.to_dict())
    except OverLimit as over:
        return sorry(403, "There is no room for this connection", over.words)


def is_decided(world: World, app: App, sent: Mapping[str, str]) -> bool:
    """Whether nobody need click."""
    told = any(name in sent for name in (DECISION, TENANT, USER))
    return world.auto_approve or app.auto_approve or told


def decide(world: World, sent: Mapping[str, str]) -> Approval | None:
    """What the user says: yes, or None, a no, where ``mock_decision`` is ``deny``.

    ``mock_user`` is an e-mail address or an id, ``mock_tenant`` the id or the name of an
    organisation; by default the first user speaks, for the first organisation they work in.
    """
    decision = sent.get(DECISION, "approve")
    if decision not in ("approve", "deny"):
        raise OAuthError("invalid_request", f"{DECISION} is approve or deny")
    if decision == "deny":
        return None
    wanted = sent.get(TENANT)
    for user in _users(world, sent.get(USER)):
        for organisation in world.organisations_of(user):
            named = (organisation.tenant_id, organisation.name.casefold())
            if wanted is None or wanted.casefold() in named:
                return Approval(user, organisation.tenant_id)
    raise OAuthError("invalid_request", f"no user {USER} works in an organisation {TENANT}")


def _users(world: World, wanted: str | None) -> list[User]:
    everybody = list(world.users.values())
    if wanted is None:
        return everybody
    return [u for u in everybody if wanted.casefold() in (u.user_id, u.email.casefold())]
