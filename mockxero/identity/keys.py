"""The keys that sign tokens: the newest is in use, and those before it verify what they signed.

They lie in files, so that the next run, and other mocks of the same user, know them too. A rotation
adds a file and takes the private half out of the others. No file is ever written twice under one
name by two processes: of those that try, the first wins, and the others take what they find.
"""

import hashlib
import logging
import os
import re
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

log = logging.getLogger(__name__)

LONGEST_LIFE = timedelta(days=184)
"""How long a token may live, six months; an older key is kept until none of its tokens does."""

_SINCE = "Signs from "
"""How the line before a key begins, in the file of one that took over from another."""


@dataclass(frozen=True)
class Key:
    """An RS256 key: it signs while it is the newest, and then verifies what it signed."""

    place: int
    """How many there were before it."""
    since: datetime | None
    """When it took over, by the clock of the mock where that happened; None for the first."""
    public: "RSAPublicKey"
    private: "RSAPrivateKey | None" = field(repr=False)
    """None for a key that took its leave."""

    @property
    def kid(self) -> str:
        """The key's id: its SHA-1 thumbprint in upper-case hexadecimal digits."""
        return self._thumbprint.hex().upper()

    @property
    def x5t(self) -> str:
        """The same thumbprint in base64url."""
        return base64url(self._thumbprint)

    @cached_property
    def jwk(self) -> dict[str, str]:
        """The key as a JSON Web Key; php-jwt needs ``alg``, Java and Ruby choose by ``kid``."""
        from jwt.algorithms import RSAAlgorithm

        public = RSAAlgorithm.to_jwk(self.public, as_dict=True)
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.x5t,
            "e": public["e"],
            "n": public["n"],
            "alg": "RS256",
        }

    def sign(self, said: dict[str, object]) -> str:
        """A JSON Web Token that says so. Raises ValueError where this key only verifies."""
        import jwt

        if self.private is None:
            raise ValueError(f"{self.kid} signs no more")
        # Sorted, the header reads alg, kid, typ, x5t: Xero's order.
        header = {"kid": self.kid, "x5t": self.x5t}
        return jwt.encode(said, self.private, "RS256", header, sort_headers=True)

    @cached_property
    def _thumbprint(self) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        der = self.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha1(der, usedforsecurity=False).digest()


class Listed(NamedTuple):
    """A key of the ring, and until when its tokens are good; None for the one in use."""

    key: Key
    until: datetime | None


class KeyRing:
    """The keys that count by now. The first is made when somebody needs it. Safe under threads.

    They are kept at ``path`` and beside it, else in the user's state folder, else (no disk to write
    on) in memory only, and then the tokens they signed end with the process.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = RLock()
        self._kept: _Store | None = None

    @property
    def active(self) -> Key:
        """The key to sign with; the first call may take a moment, and only one thread makes it."""
        return self._known()[0]

    def listed(self, now: datetime) -> list[Listed]:
        """The keys that count at this moment, the one in use first."""
        return _listed(self._known(), now)

    def verifying(self, kid: str | None, now: datetime) -> Key | None:
        """The key of a token by its ``kid``; a token that names none is one of the key in use."""
        listed = self.listed(now)
        if kid is None:
            return listed[0].key
        return next((one.key for one in listed if one.key.kid == kid), None)

    def jwks(self, now: datetime) -> dict[str, list[dict[str, str]]]:
        """The JSON Web Key Set with which anyone can verify a token.

        The key in use comes first, for the .NET SDK looks at no other.
        """
        return {"keys": [one.key.jwk for one in self.listed(now)]}

    def rotate(self, now: datetime, *, forget: bool = False) -> None:
        """Sign with a new key from now on; ``forget`` ends whatever was signed before."""
        with self._lock:
            store = self._store()
            before = store.keys()[0].place
            store.add(before + 1, _generate(), now)
            keys = store.keys()  # once: other mocks may add more meanwhile
            counting = {one.key.place for one in _listed(keys, now)}
            for key in keys[1:]:
                if key.place not in counting or (forget and key.place <= before):
                    store.remove(key)
                else:
                    store.retire(key)

    def _known(self) -> "list[Key]":
        with self._lock:
            return self._store().keys()

    def _store(self) -> "_Store":
        if self._kept is None:
            try:
                self._kept = _Files(self._path or default_path())
                self._kept.keys()
            except (OSError, RuntimeError, TypeError, ValueError) as trouble:
                # RuntimeError: this user has no home. TypeError, ValueError: there lies no such key
                log.warning("The signing key is not kept, it ends with this process: %s", trouble)
                self._kept = _Store()
        return self._kept


def _listed(keys: list[Key], now: datetime) -> list[Listed]:
    """Which of these keys count at a moment."""
    newest, *older = keys
    ends = (newer.since + LONGEST_LIFE for newer in keys if newer.since is not None)
    past = zip(older, ends, strict=False)  # of the oldest, what was before it may be gone
    return [Listed(newest, None), *(Listed(key, end) for key, end in past if now < end)]


class _Store:
    """Where keys are kept: here in memory, by their places."""

    def __init__(self) -> None:
        self._by_place: dict[int, Key] = {}
        self.add(0, _generate(), None)

    def keys(self) -> list[Key]:
        """All of them, newest first."""
        return [key for _, key in sorted(self._by_place.items(), reverse=True)]

    def add(self, place: int, private: "RSAPrivateKey", since: datetime | None) -> None:
        """Put a key in its place."""
        self._by_place[place] = Key(place, since, private.public_key(), private)

    def retire(self, key: Key) -> None:
        """Leave no more of a key than it takes to verify."""
        self._by_place[key.place] = replace(key, private=None)

    def remove(self, key: Key) -> None:
        """Leave nothing of a key."""
        self._by_place.pop(key.place, None)


class _Files(_Store):
    """The same on disk: ``signing-key.pem``, then ``signing-key.1.pem``, and so on."""

    def __init__(self, first: Path) -> None:
        self._by_place = {}
        self._first = first
        self._name = re.compile(rf"{re.escape(first.stem)}(\.[1-9]\d*)?{re.escape(first.suffix)}")
        if not self._places():
            self.add(0, _generate(), None)

    def keys(self) -> list[Key]:
        """All that lie there by now. Raises ValueError where the newest is none to sign with."""
        places = self._places()
        if places and places != set(self._by_place):
            for _ in range(2):  # what is the newest may take its leave while we look
                known = {place: self._by_place.get(place) for place in self._places()}
                found = {place: key or self._read(place) for place, key in known.items()}
                self._by_place = {place: key for place, key in found.items() if key is not None}
                if self._signs():
                    break
        if not self._signs():
            raise ValueError(f"{self._first} and the files beside it hold no key to sign with")
        return super().keys()

    def add(self, place: int, private: "RSAPrivateKey", since: datetime | None) -> None:
        """Put a key in its place, unless somebody else was faster."""
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._first.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._draft(since, pem) as draft, suppress(FileExistsError):
            os.link(draft, self._file(place))

    def retire(self, key: Key) -> None:
        """Leave no more of a key than it takes to verify."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        super().retire(key)
        pem = key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        with self._draft(key.since, pem) as draft:
            draft.replace(self._file(key.place))

    def remove(self, key: Key) -> None:
        """Leave nothing of a key."""
        super().remove(key)
        self._file(key.place).unlink(missing_ok=True)

    def _signs(self) -> bool:
        """Whether the newest of the keys can sign."""
        return bool(self._by_place) and self._by_place[max(self._by_place)].private is not None

    def _places(self) -> set[int]:
        """Which places are taken on disk."""
        folder = self._first.parent
        files = folder.iterdir() if folder.is_dir() else ()
        found = (self._name.fullmatch(file.name) for file in files)
        return {int((one[1] or ".0")[1:]) for one in found if one is not None}

    def _file(self, place: int) -> Path:
        number = f".{place}" if place else ""
        return self._first.with_name(f"{self._first.stem}{number}{self._first.suffix}")

    @contextmanager
    def _draft(self, since: datetime | None, pem: bytes) -> Iterator[Path]:
        """A file of its own, for this user alone, with all that shall be in its place."""
        line = f"{_SINCE}{since.isoformat()}\n".encode() if since is not None else b""
        handle, name = tempfile.mkstemp(dir=self._first.parent)  # mode 0600
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(line + pem)
            yield draft
        finally:
            draft.unlink(missing_ok=True)

    def _read(self, place: int) -> Key | None:
        """The key in this place; None for one that is gone, or is no key."""
        path = self._file(place)
        try:
            return _parsed(place, path.read_bytes())
        except FileNotFoundError:
            return None
        except (TypeError, ValueError) as trouble:
            log.warning("%s holds no RSA key: %s", path, trouble)
            return None


def _parsed(place: int, content: bytes) -> Key:
    """What a file says. Raises TypeError, ValueError."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
    from cryptography.hazmat.primitives.serialization import (
        load_pem_private_key,
        load_pem_public_key,
    )

    line, _, _ = content.partition(b"\n")
    told = line.decode("ascii", "replace").partition(_SINCE)
    since = datetime.fromisoformat(told[2]) if told[1] and not told[0] else None
    if place and since is None:
        raise ValueError("it does not say since when it signs")
    if b"-----BEGIN PUBLIC KEY-----" in content:
        public, private = load_pem_public_key(content), None
    else:
        private = load_pem_private_key(content, password=None)
        public = private.public_key()
    if not isinstance(public, RSAPublicKey) or not isinstance(private, RSAPrivateKey | None):
        raise TypeError("a key of another kind")
    return Key(place, since, public, private)


def base64url(octets: bytes) -> str:
    """Base64 for URLs, without padding, as all of JOSE writes it."""
    return urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")


def default_path() -> Path:
    """Where the key of this user lies, whichever mock it signs for."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "mockxero" / "signing-key.pem"


def _generate() -> "RSAPrivateKey":
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

    return generate_private_key(public_exponent=65537, key_size=2048)
