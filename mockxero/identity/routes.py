"""Every address of the identity service and of /connections, on one screen."""

from functools import partial

from flask import Blueprint, Response
from werkzeug.exceptions import RequestEntityTooLarge

from mockxero.books.parties import BadToken
from mockxero.books.world import World
from mockxero.identity.authorize import authorize
from mockxero.identity.connections import connections, delete_connection
from mockxero.identity.consent_page import CONSENT, consent, consent_again
from mockxero.identity.discovery import discovery, jwks
from mockxero.identity.forms import on_a_page
from mockxero.identity.login_page import AUTHORIZE, LOGIN, login, sign_in
from mockxero.identity.passes import Passes
from mockxero.identity.problems import OAuthError, refusal, unauthorized
from mockxero.identity.revocation import revocation
from mockxero.identity.token import token
from mockxero.identity.userinfo import userinfo

ROUTES = (
    ("GET", AUTHORIZE, authorize),
    ("GET", LOGIN, login),
    ("POST", LOGIN, on_a_page(sign_in)),
    ("GET", CONSENT, on_a_page(consent_again)),
    ("POST", CONSENT, on_a_page(consent)),
    ("GET POST", "/connect/token", token),
    ("POST", "/connect/revocation", revocation),
    ("GET POST", "/connect/userinfo", userinfo),
    ("GET", "/connections", connections),
    ("DELETE", "/connections/<connection_id>", delete_connection),
    ("GET", "/.well-known/openid-configuration", discovery),
    ("GET", "/.well-known/openid-configuration/jwks", jwks),
)


def identity_api(world: World, passes: Passes) -> Blueprint:
    """The routes of login, identity and /connections, to be registered without a prefix."""
    api = Blueprint("identity", __name__)
    for verbs, path, view in ROUTES:
        api.add_url_rule(path, view.__name__, partial(view, passes), methods=verbs.split())

    def unauthorized_bearer(bad: BadToken) -> Response:
        return unauthorized(bad.detail, world.ids)

    def too_large(_: RequestEntityTooLarge) -> Response:
        return refusal(OAuthError("invalid_request", "the form is too large"))

    api.register_error_handler(BadToken, unauthorized_bearer)
    api.register_error_handler(OAuthError, refusal)
    api.register_error_handler(RequestEntityTooLarge, too_large)
    return api
