"""A code from the redirect, once, for tokens (RFC 6749, 4.1.3, and RFC 7636, 4.6)."""

from collections.abc import Mapping

from mockxero.books.parties import App, AppKind
from mockxero.identity.clients import required
from mockxero.identity.consents import Code, Consents
from mockxero.identity.passes import Passes
from mockxero.identity.problems import OAuthError
from mockxero.identity.token_response import TokenResponse, for_user


def authorization_code(passes: Passes, app: App, form: Mapping[str, str]) -> TokenResponse:
    """Exchange an authorization code."""
    code = validate_token_request(passes.consents, app, form)
    return for_user(passes, code.consent, code.nonce)


def validate_token_request(consents: Consents, app: App, form: Mapping[str, str]) -> Code:
    """The code, if it is this app's, unused, in time, and its other half fits."""
    if app.kind is AppKind.CUSTOM:
        raise OAuthError("unauthorized_client", f"{app.name!r} is a custom connection: no codes")
    text, redirect_uri = required(form, "code"), required(form, "redirect_uri")
    code = consents.redeem_code(text, app)
    if code is None:
        raise OAuthError("invalid_grant", "the code is unknown, used, expired or another app's")
    if redirect_uri != code.redirect_uri:
        raise OAuthError("invalid_grant", f"the code was sent to {code.redirect_uri!r}")
    validate_code_verifier(code, form.get("code_verifier"))
    return code


def validate_code_verifier(code: Code, verifier: str | None) -> None:
    """A verifier answers a challenge: neither may come without the other."""
    if code.challenge is None and verifier is None:
        return
    if code.challenge is None or verifier is None or not code.challenge.met_by(verifier):
        raise OAuthError("invalid_grant", "code_verifier and code_challenge do not fit")
