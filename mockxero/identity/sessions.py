"""Who is signed in with which browser, and the tickets of the pages that a browser was shown."""

from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple, TypeVar

from mockxero.books.parties import User
from mockxero.books.world import World
from mockxero.primitives.ids import Ids

SESSION_LIFETIME = timedelta(hours=12)
"""# guess"""
TICKET_LIFETIME = timedelta(minutes=15)
Kept = TypeVar("Kept")

MOST = 1_000
"""How many sessions and how many tickets are remembered; the oldest are forgotten first."""


class Session(NamedTuple):
    """One browser, and the user who is signed in with it, if there is one."""

    session_id: str
    user_id: str | None
    expires: datetime


class Ticket(NamedTuple):
    """One page as it was shown to one browser; its form can be sent once.

    It keeps what the app asked for, so that no form has to carry it and nobody can change it.
    """

    page: str
    session: Session
    query: str
    """The authorization request, as a query."""
    expires: datetime


class StalePage(Exception):
    """A form of a page that is not good any more: used, expired, or shown to another browser."""

    def __init__(self, query: str | None = None) -> None:
        super().__init__("the page is not good any more")
        self.query = query
        """The authorization request to begin again with, where that is known."""


class Sessions:
    """Every session and every page that is open in one world. Safe under threads."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = Lock()
        self._first_days = 0
        self.reset()

    def reset(self) -> None:
        """Sign everybody out, and forget every page."""
        with self._lock:
            # A source of their own: cookies of an earlier first day must not fit sessions of this
            # one, nor the ids of all else depend on how often somebody looked at a page.
            self._first_days += 1
            self._ids = Ids(f"{self._world.seed}/sessions/{self._first_days}")
            self._sessions: dict[str, Session] = {}
            self._tickets: dict[str, Ticket] = {}
            self._used: dict[str, Ticket] = {}

    def open(self, user: User | None = None, instead: Session | None = None) -> Session:
        """A new session; signing in ends the one before it, whose id others may have planted."""
        with self._lock:
            if instead is not None:
                self._sessions.pop(instead.session_id, None)
            session = Session(
                session_id=self._ids.secret(),
                user_id=user.user_id if user else None,
                expires=self._world.clock.now() + SESSION_LIFETIME,
            )
            _keep(self._sessions, session.session_id, session)
            return session

    def at(self, session_id: str | None) -> Session | None:
        """The session of this id, while it lasts."""
        session = self._sessions.get(session_id or "")
        if session is None or self._world.clock.now() >= session.expires:
            return None
        return session

    def user_of(self, session: Session | None) -> User | None:
        """Who is signed in."""
        if session is None or session.user_id is None:
            return None
        return self._world.users.get(session.user_id)

    def issue_ticket(self, page: str, session: Session, query: str) -> str:
        """A ticket for the form of a page."""
        expires = self._world.clock.now() + TICKET_LIFETIME
        with self._lock:
            text = self._ids.secret()
            _keep(self._tickets, text, Ticket(page, session, query, expires))
            return text

    def redeem_ticket(self, text: str, page: str, session: Session | None) -> Ticket:
        """The page to which a form belongs, once. Raises StalePage."""
        with self._lock:
            ticket = self._tickets.get(text)
            if ticket is None:
                used = self._used.get(text)
                raise StalePage(used.query if used and used.session == session else None)
            if ticket.page != page or ticket.session != session:
                raise StalePage
            del self._tickets[text]
            _keep(self._used, text, ticket)
        if self._world.clock.now() >= ticket.expires:
            raise StalePage(ticket.query)
        return ticket


def _keep(kept: dict[str, Kept], name: str, one: Kept) -> None:
    kept[name] = one
    if len(kept) > MOST:
        del kept[next(iter(kept))]
