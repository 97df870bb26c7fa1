"""What tokens and userinfo say of a user."""

import hashlib
from collections.abc import Collection

from mockxero.books.parties import User


def subject(user: User) -> str:
    """Thirty-two hexadecimal digits, the same for a user each time, and not the user's GUID."""
    return _digest(f"sub/{user.user_id}")


def session(authentication_event_id: str) -> str:
    """The id of the browser session in which the user signed in."""
    return _digest(f"session/{authentication_event_id}")


def profile(user: User, scopes: Collection[str]) -> dict[str, str]:
    """Names and e-mail address, as far as the scopes reach."""
    claims = {
        ("preferred_username", "profile"): user.email,
        ("email", "email"): user.email,
        ("given_name", "profile"): user.given_name,
        ("family_name", "profile"): user.family_name,
        ("name", "profile"): user.name,
    }
    return {claim: text for (claim, scope), text in claims.items() if scope in scopes}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
