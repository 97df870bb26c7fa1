"""The pages that people see: HTML without scripts, and with everything that keeps others out."""

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path

from flask import Response, request
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mockxero.identity.answers import empty_answer

TEMPLATES = Path(__file__).parent / "templates"


def page(template: str, status: int = 200, **shown: object) -> Response:
    """A page; whatever is shown on it is escaped."""
    text = _templates().get_template(template).render(host=request.host, **shown)
    answer = Response(text, status, content_type="text/html; charset=utf-8")
    # No form-action: Chromium holds it against every address that the app redirects to later.
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
        f"style-src '{_style_hash()}'"
    )
    answer.headers["X-Frame-Options"] = "DENY"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    # Not no-referrer, with which browsers hide where a form comes from.
    answer.headers["Referrer-Policy"] = "same-origin"
    return unstored(answer)


def sorry(status: int, title: str, words: str, again: str | None = None) -> Response:
    """A page for what does not go on, with a way to start again where there is one."""
    return page("sorry.html", status, title=title, words=words, again=again)


def redirection(address: str) -> Response:
    """Send the browser on."""
    answer = empty_answer(302)
    answer.location = address
    return unstored(answer)


def unstored(answer: Response) -> Response:
    """An answer that no cache and no back button may show again."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style_hash() -> str:
    """By which a browser knows the one style that it may follow."""
    style = _templates().get_template("style.css").render()
    return "sha256-" + b64encode(hashlib.sha256(style.encode()).digest()).decode()
