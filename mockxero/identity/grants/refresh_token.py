"""A refresh token for new tokens of the same scopes, and a new refresh token (RFC 6749, 6)."""

from collections.abc import Mapping

from mockxero.books.parties import App, AppKind
from mockxero.identity.clients import required
from mockxero.identity.consents import Consent, Consents
from mockxero.identity.passes import Passes
from mockxero.identity.problems import OAuthError
from mockxero.identity.token_response import TokenResponse, for_user


def refresh_token(passes: Passes, app: App, form: Mapping[str, str]) -> TokenResponse:
    """Refresh.

    A ``scope`` that is sent along (the Python SDK does) changes nothing: never wider, and
    IdentityServer reads no narrower one either.
    """
    return for_user(passes, validate_token_request(passes.consents, app, form))


def validate_token_request(consents: Consents, app: App, form: Mapping[str, str]) -> Consent:
    """The consent that the refresh token stands for, if it is this app's and alive."""
    if app.kind is AppKind.CUSTOM:
        raise OAuthError("unauthorized_client", f"{app.name!r} is a custom connection: no refresh")
    consent = consents.use_refresh_token(required(form, "refresh_token"), app)
    if consent is None:
        raise OAuthError("invalid_grant", "the refresh token is unknown, dead or another app's")
    return consent
