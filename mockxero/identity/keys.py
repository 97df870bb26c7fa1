"""The key that signs tokens: made once, kept for the next run, its public half shown as a JWKS."""

import hashlib
import logging
import os
import tempfile
from base64 import urlsafe_b64encode
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

log = logging.getLogger(__name__)


class SigningKey:
    """An RS256 signing key, read or made when it is first used.

    It is kept at ``path``, else in the user's state folder, else (no disk to write on) in memory
    only, and then the tokens it signed end with the process.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = Lock()
        self._private: RSAPrivateKey | None = None

    @property
    def private(self) -> "RSAPrivateKey":
        """The key itself; the first call may take a moment, and only one thread makes it."""
        with self._lock:
            if self._private is None:
                self._private = _kept_or_passing(self._path)
            return self._private

    @property
    def kid(self) -> str:
        """The key's id: its SHA-1 thumbprint in upper-case hexadecimal digits."""
        return self._thumbprint.hex().upper()

    @property
    def x5t(self) -> str:
        """The same thumbprint in base64url."""
        return base64url(self._thumbprint)

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The JSON Web Key Set with which anyone can verify a token."""
        from jwt.algorithms import RSAAlgorithm

        public = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        # php-jwt needs `alg` in every key; Java and Ruby choose by `kid`.
        key = {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.x5t,
            "e": public["e"],
            "n": public["n"],
            "alg": "RS256",
        }
        return {"keys": [key]}

    @cached_property
    def _thumbprint(self) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        der = self.private.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )
        return hashlib.sha1(der, usedforsecurity=False).digest()


def base64url(octets: bytes) -> str:
    """Base64 for URLs, without padding, as all of JOSE writes it."""
    return urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")


def default_path() -> Path:
    """Where the key of this user lies, whichever mock it signs for."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "mockxero" / "signing-key.pem"


def _kept_or_passing(path: Path | None) -> "RSAPrivateKey":
    try:
        return _kept(path or default_path())
    except (OSError, RuntimeError, TypeError, ValueError) as trouble:
        # RuntimeError: this user has no home. TypeError, ValueError: the file holds no such key.
        log.warning("The signing key is not kept, it ends with this process: %s", trouble)
        return _generate()


def _kept(path: Path) -> "RSAPrivateKey":
    if not path.exists():
        _create(path)
    return _read(path)


def _read(path: Path) -> "RSAPrivateKey":
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError(f"{path} holds no RSA key")
    return key


def _create(path: Path) -> None:
    """Write a new key where there is none; of two processes that try, the first one wins."""
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    pem = _generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()


def _generate() -> "RSAPrivateKey":
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

    return generate_private_key(public_exponent=65537, key_size=2048)
