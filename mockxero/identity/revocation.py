"""POST /connect/revocation: the end of all that a user allowed an app (RFC 7009)."""

from flask import Response

from mockxero.identity.answers import empty_answer
from mockxero.identity.clients import authenticate, read_form, required
from mockxero.identity.passes import Passes


def revocation(passes: Passes) -> Response:
    """Revoke a refresh token; one that is unknown is as good as revoked."""
    form = read_form()
    app = authenticate(passes.world, form)
    passes.consents.revoke(required(form, "token"), app)
    return empty_answer(200)
