"""Identifiers out of a seeded source: the same seed draws the same ids in the same order."""

import re
from base64 import b64encode
from hashlib import sha256
from random import Random
from uuid import UUID

NOBODY = "00000000-0000-0000-0000-000000000000"
"""The id that Xero prints on a record which was refused before it had one."""

_DASHED = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_UNDASHED = re.compile(r"[0-9a-fA-F]{32}")


class Ids:
    """A stream of version-4 GUIDs and other random-looking marks."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def guid(self) -> str:
        """A new GUID, lower case with dashes."""
        return _version_4(f"{self._random.getrandbits(128):032x}")

    def hex(self) -> str:
        """Thirty-two lower-case hexadecimal digits."""
        return f"{self._random.getrandbits(128):032x}"

    def letters(self, how_many: int) -> str:
        """Upper-case letters, as in the entropy of a webhook."""
        return "".join(self._random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=how_many))

    def secret(self, how_many: int = 43) -> str:
        """URL-safe characters for a code, a secret or a refresh token."""
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        return "".join(self._random.choices(alphabet, k=how_many))

    def webhook_key(self) -> str:
        """Base64 of 64 bytes, as Xero's portal shows the signing key of a webhook."""
        return b64encode(self._random.randbytes(64)).decode()


def derived_guid(name: str) -> str:
    """A GUID that follows from a name: the same name has the same, in whichever order."""
    return _version_4(sha256(name.encode()).hexdigest()[:32])


def _version_4(digits: str) -> str:
    """Thirty-two hexadecimal digits, as a random GUID."""
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def as_guid(text: str) -> str | None:
    """The canonical spelling of a GUID written with or without dashes, else None."""
    if _DASHED.fullmatch(text):
        return text.lower()
    return str(UUID(text)) if _UNDASHED.fullmatch(text) else None
