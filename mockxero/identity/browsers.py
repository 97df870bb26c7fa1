"""The cookie by which a browser is known again."""

from urllib.parse import urlsplit

from flask import Response, request

from mockxero.identity.sessions import Session, Sessions

COOKIE = "mockxero_session"


def session(sessions: Sessions) -> Session | None:
    """The session of the browser that asks."""
    return sessions.at(request.cookies.get(COOKIE))


def remember(answer: Response, session: Session) -> Response:
    """Give the browser the cookie of its session."""
    answer.set_cookie(
        COOKIE,
        session.session_id,
        path="/identity",
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


def is_from_elsewhere() -> bool:
    """Whether a form comes from another site; on one machine, ports make no site of their own."""
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host
