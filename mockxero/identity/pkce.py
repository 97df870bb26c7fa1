"""Proof Key for Code Exchange (RFC 7636): first the challenge, later the verifier behind it."""

import hashlib
import re
from collections.abc import Mapping
from hmac import compare_digest
from typing import NamedTuple

from mockxero.identity.keys import base64url
from mockxero.identity.problems import OAuthError

_WELL_FORMED = re.compile(r"[A-Za-z0-9\-._~]{43,128}")
_METHODS = ("plain", "S256")


class Challenge(NamedTuple):
    """What an app showed at authorization of the secret it will prove later."""

    method: str
    text: str

    def met_by(self, verifier: str) -> bool:
        """Whether this is the secret behind the challenge."""
        if not _WELL_FORMED.fullmatch(verifier):
            return False
        shown = _s256(verifier) if self.method == "S256" else verifier
        return compare_digest(shown, self.text)


def read_challenge(sent: Mapping[str, str]) -> Challenge | None:
    """The challenge of an authorization request, if it carries one."""
    text = sent.get("code_challenge")
    if text is None:
        return None
    method = sent.get("code_challenge_method", "plain")
    if method not in _METHODS:
        raise OAuthError("invalid_request", "Transform algorithm not supported")
    if not _WELL_FORMED.fullmatch(text):
        raise OAuthError("invalid_request", "Invalid code_challenge")
    return Challenge(method, text)


def _s256(verifier: str) -> str:
    return base64url(hashlib.sha256(verifier.encode("ascii")).digest())
