"""GET /connect/userinfo: who the bearer acts for."""

from flask import Response

from mockxero.books.parties import BadToken
from mockxero.identity import claims
from mockxero.identity.answers import empty_answer, json_answer
from mockxero.identity.bearer import bearer
from mockxero.identity.passes import Passes

_ORDER = ("name", "preferred_username", "email", "given_name", "family_name")


def userinfo(passes: Passes) -> Response:
    """Answer with the claims that the token's scopes allow."""
    try:
        holder = bearer(passes)
    except BadToken:
        return _challenge("invalid_token")
    user = passes.world.users.get(holder.user_id or "")
    if user is None or "openid" not in holder.scopes:
        return _challenge("insufficient_scope")
    profile = claims.profile(user, holder.scopes)
    body = {"sub": claims.subject(user), "xero_userid": user.user_id}
    return json_answer(body | {claim: profile[claim] for claim in _ORDER if claim in profile})


def _challenge(error: str) -> Response:
    answer = empty_answer(401)
    answer.headers["WWW-Authenticate"] = f'Bearer error="{error}"'
    return answer
