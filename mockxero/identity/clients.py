"""Which app is calling: client authentication by Basic header or body, with a secret or without."""

from collections.abc import Mapping
from hmac import compare_digest
from urllib.parse import unquote

from flask import request
from werkzeug.datastructures import MultiDict

from mockxero.books.parties import App, AppKind
from mockxero.books.world import World
from mockxero.identity import strangers
from mockxero.identity.problems import OAuthError

LARGEST_FORM = 64 * 1024
LONGEST_QUERY = 16 * 1024
"""Of an authorization request, which is kept while its pages are open; so IIS has it. # guess"""


def read_form() -> dict[str, str]:
    """The parameters of the form that was posted, none where nothing was."""
    request.max_content_length = LARGEST_FORM
    if request.method != "POST":  # IdentityServer says no more about it than about a body of JSON
        raise OAuthError("invalid_request", f"a form is posted, this was a {request.method}")
    if request.mimetype not in ("", "application/x-www-form-urlencoded"):
        raise OAuthError("invalid_request", f"the body is {request.mimetype!r}, not a form")
    return parameters(request.form)


def parameters(sent: MultiDict[str, str]) -> dict[str, str]:
    """Each parameter that has a value; one sent twice is an error (RFC 6749, 3.1 and 3.2)."""
    for name, values in sent.lists():
        if len(values) > 1:
            raise OAuthError("invalid_request", f"{name[:64]!r} was sent {len(values)} times")
    return {name: value for name, value in sent.items() if value}


def required(sent: Mapping[str, str], name: str) -> str:
    """A parameter that must be there."""
    if name not in sent:
        raise OAuthError("invalid_request", f"{name!r} is missing")
    return sent[name]


def authenticate(world: World, form: Mapping[str, str]) -> App:
    """The app that proves to be who it says, or a refusal in Xero's words."""
    client_id, readings = _credentials(form)
    secret = readings[0]
    if not client_id:
        raise OAuthError("unauthorized_client", "no client id was sent")
    app = strangers.asks_for_tokens(world, client_id, secret, form)
    if app is None:
        raise OAuthError("invalid_client", strangers.unknown(client_id))
    if app.kind is AppKind.PKCE:
        if secret:
            raise OAuthError("unauthorized_client", f"{app.name!r} is a PKCE app: it has no secret")
        return app
    known = (app.client_secret or "").encode()
    if not secret or not any(compare_digest(known, one.encode()) for one in readings):
        raise OAuthError("invalid_client", f"the secret is not the one of {app.name!r}")
    return app


def _credentials(form: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The client id, and the secret in each way in which it can be read."""
    try:
        basic = request.authorization
    except ValueError:  # werkzeug 3.1 trips over Basic credentials that are not ASCII
        basic = None
    if basic is None or basic.type != "basic":
        return form.get("client_id", ""), (form.get("client_secret", ""),)
    # Percent-encoded as RFC 6749, 2.3.1 has it (openid-client), or raw, as most clients send it.
    raw = basic.get("password") or ""
    return unquote(basic.get("username") or ""), (unquote(raw), raw)
