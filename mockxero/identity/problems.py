"""How this service refuses: a word for the app, a page for a person, the reason for the log."""

import logging
from collections.abc import Mapping

from flask import Response

from mockxero.identity.answers import json_answer, token_answer
from mockxero.identity.pages import page
from mockxero.primitives.ids import Ids

log = logging.getLogger(__name__)


class OAuthError(Exception):
    """A request refused with an error code of RFC 6749.

    ``reason`` goes to the log and the error page, so it never holds a secret or a token.
    """

    def __init__(self, error: str, reason: str) -> None:
        super().__init__(f"{error}: {reason}")
        self.error = error
        self.reason = reason


def refusal(refused: OAuthError) -> Response:
    """The refusal of a token or revocation request; Xero sends no ``error_description``."""
    log.warning("Refused with %s: %s", refused.error, refused.reason)
    return token_answer({"error": refused.error}, 400)


def error_page(refused: OAuthError, sent: Mapping[str, str]) -> Response:
    """The refusal of an authorization request: a 500, though nothing broke, and no redirect."""
    shown = {name: sent.get(name, "")[:200] for name in ("client_id", "redirect_uri", "scope")}
    log.warning("Refused to authorize, %s: %s: %s", refused.error, refused.reason, shown)
    # In Xero's words: XeroAPI/xero-python-oauth2-starter#13.
    return page("error.html", 500, error=refused.error, reason=refused.reason)


def unauthorized(detail: str, ids: Ids) -> Response:
    """The 401 of api.xero.com: JSON, whatever the caller accepts."""
    instance = ids.guid()
    body: dict[str, object] = {
        "Type": None,
        "Title": "Unauthorized",
        "Status": 401,
        "Detail": detail,
        "Instance": instance,
        "Extensions": {},
    }
    answer = json_answer(body, 401, "application/json; charset=utf-8")
    answer.headers["Xero-Correlation-Id"] = instance
    return answer
