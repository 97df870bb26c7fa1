"""POST /connect/token: a grant for tokens."""

from collections.abc import Callable, Mapping

from flask import Response

from mockxero.books.parties import App
from mockxero.identity.answers import token_answer
from mockxero.identity.clients import authenticate, read_form
from mockxero.identity.grants.authorization_code import authorization_code
from mockxero.identity.grants.client_credentials import client_credentials
from mockxero.identity.grants.refresh_token import refresh_token
from mockxero.identity.passes import Passes
from mockxero.identity.problems import OAuthError
from mockxero.identity.token_response import TokenResponse

Grant = Callable[[Passes, App, Mapping[str, str]], TokenResponse]

GRANTS: dict[str, Grant] = {
    "authorization_code": authorization_code,
    "refresh_token": refresh_token,
    "client_credentials": client_credentials,
}


def token(passes: Passes) -> Response:
    """Answer a token request."""
    form = read_form()
    app = authenticate(passes.world, form)
    grant = GRANTS.get(form.get("grant_type", ""))
    if grant is None:
        raise OAuthError("unsupported_grant_type", f"grant_type is none of {', '.join(GRANTS)}")
    return token_answer(grant(passes, app, form))
