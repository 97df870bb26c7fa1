"""The documents under /.well-known: where everything is, and the keys that verify tokens.

No capture of Xero's is known: this is what the clients that read it need. ``iss`` on the redirect
is not promised, for openid-client would then insist on it.
"""

from flask import Response, request

from mockxero.identity.answers import json_answer
from mockxero.identity.passes import Passes
from mockxero.identity.scopes import OPENID_CONNECT

_XERO_HOSTS = {"api.xero.com", "identity.xero.com", "login.xero.com"}


def discovery(passes: Passes) -> Response:
    """The OpenID Connect configuration, with addresses that lead back to this mock."""
    login, identity = _origins()
    return json_answer(
        {
            "issuer": passes.issuer,
            "jwks_uri": f"{identity}/.well-known/openid-configuration/jwks",
            "authorization_endpoint": f"{login}/identity/connect/authorize",
            "token_endpoint": f"{identity}/connect/token",
            "userinfo_endpoint": f"{identity}/connect/userinfo",
            "revocation_endpoint": f"{identity}/connect/revocation",
            "scopes_supported": OPENID_CONNECT,
            "claims_supported": [
                "sub",
                "email",
                "given_name",
                "family_name",
                "name",
                "preferred_username",
                "xero_userid",
            ],
            "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token"],
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "subject_types_supported": ["public"],
            "code_challenge_methods_supported": ["plain", "S256"],
        }
    )


def jwks(passes: Passes) -> Response:
    """The key set."""
    return json_answer(passes.keys.jwks(passes.world.clock.now()))


def _origins() -> tuple[str, str]:
    """Where a browser and where an app go: here, by the name under which we were reached."""
    host, colon, port = request.host.lower().partition(":")
    if host in _XERO_HOSTS:
        scheme = request.scheme if port else "https"
        return (
            f"{scheme}://login.xero.com{colon}{port}",
            f"{scheme}://identity.xero.com{colon}{port}",
        )
    origin = request.host_url.rstrip("/")
    return origin, origin
