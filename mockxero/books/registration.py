"""What an app can be registered with: its client id, and where users are sent back to."""

import re
from urllib.parse import urlsplit

CLIENT_ID = re.compile(r"[A-Za-z0-9._~-]{1,100}")
"""Xero's have 32 hexadecimal digits; whatever needs no quoting will do here."""
MOST_REDIRECT_URIS = 50
LONGEST_REDIRECT_URI = 2_000
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def redirect_uri_fault(uri: str) -> str | None:
    """Why users cannot be sent back to this address; None where they can.

    Xero's portal takes ``https``, and ``http`` on localhost only; the address 127.0.0.1, which it
    refuses, is as good here.
    """
    if not uri.isascii() or not uri.isprintable() or " " in uri or len(uri) > LONGEST_REDIRECT_URI:
        return f"has only printable ASCII, without blanks, {LONGEST_REDIRECT_URI} at most"
    if any(sign in uri for sign in "#*\\"):
        return "has no fragment, no wildcard and no backslash"
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "is an absolute URI"
    if not host or port == 0 or parts.username is not None:
        return "names a host, and no user"
    if parts.scheme == "https" or (parts.scheme == "http" and host in _THIS_MACHINE):
        return None
    return "begins with https://, or on this machine with http://localhost"
