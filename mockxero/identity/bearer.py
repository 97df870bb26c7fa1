"""The bearer of a request (RFC 6750, 2.1)."""

from flask import request

from mockxero.books.parties import Pass
from mockxero.identity.passes import Passes


def bearer(passes: Passes) -> Pass:
    """Whoever holds the access token that came with the request, or ``BadToken``."""
    return passes.bearer(request.headers.get("Authorization", ""))
