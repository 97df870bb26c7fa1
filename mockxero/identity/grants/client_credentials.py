"""An app's own credentials for a token without a user: custom connections (RFC 6749, 4.4)."""

from collections.abc import Mapping
from datetime import date

from mockxero.books.parties import App, AppKind
from mockxero.identity import scopes
from mockxero.identity.passes import Passes
from mockxero.identity.problems import OAuthError
from mockxero.identity.token_response import TokenResponse, for_app


def client_credentials(passes: Passes, app: App, form: Mapping[str, str]) -> TokenResponse:
    """Exchange client credentials."""
    today = passes.world.clock.now().date()
    return for_app(passes, app, validate_token_request(app, form, today))


def validate_token_request(app: App, form: Mapping[str, str], today: date) -> tuple[str, ...]:
    """The scopes to grant: those asked for, or (the Python and Node SDKs ask for none) all."""
    asked = scopes.split(form.get("scope", ""))
    if app.kind is AppKind.CUSTOM:
        if granted := validate_scopes(app, asked, today) or scopes.may_have(app, today):
            return granted
        raise OAuthError("invalid_scope", f"none is left of the scopes of {app.name!r}")
    if app.kind is AppKind.WEB and asked and scopes.APP_LEVEL.issuperset(asked):
        return asked
    raise OAuthError("unauthorized_client", f"{app.name!r} is no custom connection")


def validate_scopes(app: App, asked: tuple[str, ...], today: date) -> tuple[str, ...]:
    """All of them or none: MCP falls back to the granular names on ``invalid_scope``."""
    if refused := scopes.refused(app, asked, today):
        raise OAuthError("invalid_scope", f"{app.name!r} may not have {' '.join(refused)[:200]!r}")
    return asked
