"""The bearer of a request (RFC 6750, 2.1)."""

from flask import request

from mockxero.books.parties import BadToken, Pass
from mockxero.identity.passes import Passes


def bearer(passes: Passes) -> Pass:
    """Whoever holds the access token that came with the request, or ``BadToken``."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise BadToken("AuthenticationUnsuccessful")
    return passes.read(text.strip())
