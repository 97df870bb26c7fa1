"""The forms of the pages: what is wrong with one is told on a page, too."""

from collections.abc import Callable
from functools import wraps

from flask import Response
from werkzeug.exceptions import RequestEntityTooLarge

from mockxero.identity.browsers import is_from_elsewhere
from mockxero.identity.login_page import AUTHORIZE
from mockxero.identity.pages import sorry
from mockxero.identity.passes import Passes
from mockxero.identity.problems import OAuthError
from mockxero.identity.sessions import StalePage

View = Callable[[Passes], Response]


def on_a_page(view: View) -> View:
    """A view of a form that was sent from a page of ours, whatever comes."""

    @wraps(view)
    def answered(passes: Passes) -> Response:
        if is_from_elsewhere():
            return sorry(403, "This form is not ours", "It was sent from another site.")
        try:
            return view(passes)
        except StalePage as stale:
            again = None if stale.query is None else f"{AUTHORIZE}?{stale.query}"
            words = (
                "It has been answered, or was open for too long, or is another browser's. Nothing "
                "was changed just now: go back to the app that sent you, and begin again."
            )
            return sorry(400, "This page is not good any more", words, again)
        except OAuthError as wrong:
            return sorry(400, "This form cannot be read", wrong.reason)
        except RequestEntityTooLarge:
            return sorry(413, "This form cannot be read", "It is too large.")

    return answered
