"""The signature of a webhook, made and checked."""

import hmac
from base64 import b64encode


def sign(key: str, body: bytes) -> str:
    """What Xero sends as ``x-xero-signature`` with exactly these bytes.

    The key looks like base64, but Xero hashes with its text, not with what it decodes to.
    """
    return b64encode(hmac.digest(key.encode(), body, "sha256")).decode()


def verify(key: str, body: bytes, signature: str) -> bool:
    """Whether the signature belongs to these bytes, found out in constant time."""
    return hmac.compare_digest(sign(key, body).encode(), signature.encode(errors="replace"))
