"""The answer that carries tokens: RFC 6749, 5.1, with Xero's keys in Xero's order.

No key may be added: the Python SDK hands them all to a function that knows no other.
"""

from mockxero.books.parties import App
from mockxero.identity import scopes
from mockxero.identity.consents import Consent
from mockxero.identity.passes import ACCESS_TOKEN_LIFETIME, Passes

TokenResponse = dict[str, str | int]


def for_user(passes: Passes, consent: Consent, nonce: str | None = None) -> TokenResponse:
    """Tokens for an app that acts for the user who consented."""
    granted = scopes.alive(consent.scopes, passes.world.clock.now().date())
    access_token = passes.mint(
        consent.app,
        consent.user,
        granted,
        consent.authentication_event_id,
        signed_in=consent.signed_in,
    )
    response: TokenResponse = {}
    # openid-client throws at an id token that nobody asked for.
    if "openid" in granted:
        response["id_token"] = passes.id_token(consent, access_token, nonce)
    response |= _bearer(access_token)
    if "offline_access" in granted:
        response["refresh_token"] = passes.consents.issue_refresh_token(consent)
    response["scope"] = " ".join(granted)
    return response


def for_app(passes: Passes, app: App, granted: tuple[str, ...]) -> TokenResponse:
    """A token for an app that acts for itself: no user, and no need of a refresh."""
    return _bearer(passes.mint(app, None, granted)) | {"scope": " ".join(granted)}


def _bearer(access_token: str) -> TokenResponse:
    return {
        "access_token": access_token,
        "expires_in": int(ACCESS_TOKEN_LIFETIME.total_seconds()),
        "token_type": "Bearer",
    }
