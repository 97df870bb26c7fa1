"""Access tokens and id tokens: minted with Xero's claims in Xero's order, and read at the gate."""

import hashlib
import re
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from mockxero.books.parties import App, AppKind, BadToken, Pass, User
from mockxero.books.world import World
from mockxero.identity import claims, scopes
from mockxero.identity.consents import Consent, Consents
from mockxero.identity.keys import Key, KeyRing, base64url
from mockxero.identity.sessions import Sessions

ISSUER = "https://identity.xero.com"
"""Xero's own, wherever the mock is served: the .NET and Java SDKs insist on it."""
AUDIENCE = "https://identity.xero.com/resources"

ACCESS_TOKEN_LIFETIME = timedelta(minutes=30)
ID_TOKEN_LIFETIME = timedelta(minutes=5)
CLOCK_SKEW = timedelta(minutes=5)
"""By how much a token may be ahead of its time; so .NET has it, by default. # guess"""
LONGEST_TOKEN = 16 * 1024
"""Characters: several times what Xero's longest has. Others are refused unread."""
_SHAPE = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*", re.ASCII)
"""JWS, compact: what decoders forgive beyond it, such as padding, is not what was signed."""
_EPOCH = datetime(1970, 1, 1)
_WITHOUT_BROAD = datetime.combine(scopes.LAST_OF_BROAD, time())


class Passes:
    """Mints tokens and tells who bears one. Safe under threads."""

    def __init__(self, world: World, keys: KeyRing, issuer: str = ISSUER) -> None:
        """Raises ValueError for an issuer that is no URL."""
        if not issuer.startswith(("http://", "https://")) or issuer.split() != [issuer]:
            raise ValueError(f"an issuer is a URL, such as {ISSUER}, and {issuer!r} is none")
        self.world = world
        self.keys = keys
        self.issuer = issuer
        self.consents = Consents(world)
        self.sessions = Sessions(world)
        self._verified = lru_cache(maxsize=4096)(self._verify)

    def reset(self) -> None:
        """Forget every consent, code, refresh token and revocation, and who is signed in."""
        self.consents.reset()
        self.sessions.reset()

    def rotate_keys(self, *, forget: bool = False) -> None:
        """Sign with a new key from now on; ``forget`` ends every token that was signed before."""
        self.keys.rotate(self.world.clock.now(), forget=forget)
        if forget:
            self._verified.cache_clear()

    def mint(
        self,
        app: App,
        user: User | None,
        granted: tuple[str, ...],
        authentication_event_id: str | None = None,
        lifetime: timedelta = ACCESS_TOKEN_LIFETIME,
        token_id: str | None = None,
        signed_in: datetime | None = None,
    ) -> str:
        """An access token; without a user it is one of an app that acts for itself.

        A custom connection brings its own authentication event: its first token connects it.
        Whoever signed in did so just now, unless it is said when.
        """
        if app.kind is AppKind.CUSTOM:
            authentication_event_id = self.consents.connect_custom(app)
        now = self.world.clock.now()
        said: dict[str, object] = {
            "nbf": _seconds(now),
            "exp": _seconds(now + lifetime),
            "iss": self.issuer,
            "aud": AUDIENCE,
            "client_id": app.client_id,
        }
        if user is not None:
            said |= _sign_in(user, authentication_event_id, signed_in or now)
        said["jti"] = token_id or self.world.ids.hex()
        if authentication_event_id is not None:
            said["authentication_event_id"] = authentication_event_id
        said["scope"] = list(granted)
        return self.keys.active.sign(said)

    def id_token(self, consent: Consent, access_token: str, nonce: str | None = None) -> str:
        """An OpenID Connect id token that vouches for the access token beside it."""
        now = self.world.clock.now()
        event = consent.authentication_event_id
        said: dict[str, object] = {
            "nbf": _seconds(now),
            "exp": _seconds(now + ID_TOKEN_LIFETIME),
            "iss": self.issuer,
            "aud": consent.app.client_id,
        }
        if nonce is not None:
            said["nonce"] = nonce
        said["iat"] = _seconds(now)
        said["at_hash"] = _half_hash(access_token)
        said["sid"] = claims.session(event)
        said |= _sign_in(consent.user, event, consent.signed_in)
        said |= claims.profile(consent.user, consent.scopes)
        return self.keys.active.sign(said)

    def bearer(self, authorization: str) -> Pass:
        """Who comes with this ``Authorization`` header (RFC 6750, 2.1); raises ``BadToken``."""
        scheme, _, text = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise BadToken("AuthenticationUnsuccessful")
        return self.read(text.strip())

    def read(self, text: str) -> Pass:
        """Whose access token this is, and what for; raises ``BadToken`` in Xero's words."""
        bearer = self._verified(text)
        now = self.world.clock.now()
        if now >= bearer.expires:
            raise BadToken(f"TokenExpired: token expired at {bearer.expires:%m/%d/%Y %H:%M:%S}")
        if now + CLOCK_SKEW < bearer.begins or self._ended(bearer):
            raise BadToken("AuthenticationUnsuccessful")
        if now >= _WITHOUT_BROAD:
            return bearer._replace(scopes=bearer.scopes - scopes.BROAD)
        return bearer

    def _ended(self, bearer: Pass) -> bool:
        """Whether what it stands on is gone: app, user, consent, or the token itself."""
        return (
            bearer.client_id not in self.world.apps
            or (bearer.user_id is not None and bearer.user_id not in self.world.users)
            or bearer.token_id in self.world.minted.revoked
            or self.consents.is_revoked(bearer.authentication_event_id)
        )

    def _key_of(self, text: str) -> Key:
        """The key that a token says it was signed with."""
        import jwt

        header = jwt.get_unverified_header(text)
        if header.get("alg") != "RS256":
            raise jwt.InvalidAlgorithmError
        key = self.keys.verifying(header.get("kid"), self.world.clock.now())
        if key is None:
            raise jwt.InvalidSignatureError
        return key

    def _verify(self, text: str) -> Pass:
        """Check all that time cannot change."""
        import jwt

        if len(text) > LONGEST_TOKEN or _SHAPE.fullmatch(text) is None:
            raise BadToken("AuthenticationUnsuccessful")
        try:
            said = jwt.decode(
                text,
                self._key_of(text).public,
                algorithms=["RS256"],
                audience=AUDIENCE,
                issuer=self.issuer,
                options={
                    "require": ["nbf", "exp", "client_id", "jti", "scope"],
                    # PyJWT would ask the machine's clock.
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
            return _pass(said)
        except jwt.InvalidSignatureError as forged:
            raise BadToken("TokenInvalidSignature") from forged
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as malformed:
            raise BadToken("AuthenticationUnsuccessful") from malformed


def _pass(said: dict[str, Any]) -> Pass:
    """What a token says. Raises TypeError, ValueError where it says nonsense."""
    told = [said["client_id"], said["jti"], *said["scope"]]
    told += [said[claim] for claim in ("xero_userid", "authentication_event_id") if claim in said]
    if not isinstance(said["scope"], list) or not all(isinstance(one, str) for one in told):
        raise TypeError
    return Pass(
        client_id=said["client_id"],
        user_id=said.get("xero_userid"),
        scopes=frozenset(said["scope"]),
        authentication_event_id=said.get("authentication_event_id"),
        expires=_moment(said["exp"]),
        begins=_moment(said["nbf"]),
        token_id=said["jti"],
    )


def _moment(seconds: object) -> datetime:
    if type(seconds) is not int:  # IdentityServer writes no other number, and True is none
        raise TypeError
    return _EPOCH + timedelta(seconds=seconds)


def _sign_in(user: User, event: str | None, when: datetime) -> dict[str, object]:
    return {
        "sub": claims.subject(user),
        "auth_time": _seconds(when),
        "xero_userid": user.user_id,
        "global_session_id": claims.session(event or user.user_id),
    }


def _seconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp())


def _half_hash(access_token: str) -> str:
    """The ``at_hash`` of OpenID Connect Core 3.1.3.6."""
    return base64url(hashlib.sha256(access_token.encode("ascii")).digest()[:16])
