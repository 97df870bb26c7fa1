"""``/identity/user/login``: who is it that sits at this browser?"""

from urllib.parse import parse_qsl, urlencode

from flask import Response, request

from mockxero.books.parties import User
from mockxero.identity import browsers, pages
from mockxero.identity.clients import LONGEST_QUERY, read_form
from mockxero.identity.passes import Passes

LOGIN = "/identity/user/login"
AUTHORIZE = "/identity/connect/authorize"


def login_address(query: str) -> str:
    """Where a user signs in who is then asked for consent."""
    return f"{LOGIN}?{urlencode({'ReturnUrl': f'{AUTHORIZE}?{query}'})}"


def login(passes: Passes) -> Response:
    """Show the users to choose from."""
    query = return_query(request.args.get("ReturnUrl", ""))
    if query is None:
        return pages.sorry(
            400, "Where to?", "Signing in begins in the app that you want to connect."
        )
    return _ask(passes, query)


def sign_in(passes: Passes) -> Response:
    """Sign the chosen user in, and go on to what the app asked for."""
    form = read_form()
    session = browsers.session(passes.sessions)
    ticket = passes.sessions.redeem_ticket(form.get("ticket", ""), LOGIN, session)
    user = passes.world.users.get(form.get("user", ""))
    if user is None:
        return _ask(passes, ticket.query, "Choose one of the users.")
    answer = pages.redirection(f"{AUTHORIZE}?{ticket.query}")
    return browsers.remember(answer, passes.sessions.open(user, instead=session))


def return_query(address: str) -> str | None:
    """The query of a ``ReturnUrl``; None where it leads anywhere but to our own authorize page."""
    path, _, told = address.partition("?")
    query = urlencode(parse_qsl(told, keep_blank_values=True))
    return query if path == AUTHORIZE and len(query) <= LONGEST_QUERY else None


def _ask(passes: Passes, query: str, complaint: str = "") -> Response:
    session = browsers.session(passes.sessions) or passes.sessions.open()
    users = list(passes.world.users.values())
    answer = pages.page(
        "login.html",
        400 if complaint else 200,
        action=LOGIN,
        ticket=passes.sessions.issue_ticket(LOGIN, session, query),
        users=users,
        chosen=_hinted(users, query) or passes.sessions.user_of(session) or _only(users),
        complaint=complaint,
    )
    return browsers.remember(answer, session)


def _hinted(users: list[User], query: str) -> User | None:
    """The user whom the app expects: ``login_hint`` is an e-mail address."""
    hint = dict(parse_qsl(query)).get("login_hint", "").casefold()
    return next((user for user in users if user.email.casefold() == hint), None)


def _only(users: list[User]) -> User | None:
    return users[0] if len(users) == 1 else None
