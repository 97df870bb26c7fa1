"""A person before a browser without scripts: opens an address, reads the page, sends its form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mockxero.books.parties import App
from tests.identity.builders import CHALLENGE, WEB, asked

AUTHORIZE = "/identity/connect/authorize"
LOGIN = "/identity/user/login"
CONSENT = "/identity/user/consent"


@dataclass
class Page:
    """What came back, and what stands on it."""

    answer: TestResponse
    address: str
    """Under which it stands: where redirects of the mock's own led to."""
    title: str = ""
    action: str = ""
    ticket: str = ""
    choices: dict[str, dict[str, str | None]] = field(default_factory=dict)
    """The attributes of the radio buttons, by their values."""
    buttons: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def text(self) -> str:
        return self.answer.text

    @property
    def sent_to(self) -> str | None:
        """Where the browser is sent that has no page to show."""
        return self.answer.headers.get("Location")

    @property
    def chosen(self) -> list[str]:
        return [value for value, told in self.choices.items() if "checked" in told]

    @property
    def open_choices(self) -> list[str]:
        """Those that can be chosen."""
        return [value for value, told in self.choices.items() if "disabled" not in told]


class Person:
    """Follows where the mock's own pages lead, and stops where another site begins."""

    def __init__(self, client: FlaskClient, base: str = "http://localhost") -> None:
        self.client, self.base = client, base

    def open(self, address: str) -> Page:
        """Go there."""
        return self._arrive(self.client.get(address, base_url=self.base), address)

    def asked(self, app: App = WEB, **changed: str | None) -> Page:
        """Come from an app that wants to be let in."""
        return self.open(asking(app, **changed))

    def send(self, page: Page, headers: Mapping[str, str] | None = None, **form: Any) -> Page:
        """Send the form of a page; what is not said otherwise, as it stands there."""
        sent = {"ticket": page.ticket} | form
        answer = self.client.post(page.action, data=sent, headers=headers, base_url=self.base)
        return self._arrive(answer, page.action)

    def sign_in(self, page: Page, user_id: str) -> Page:
        """Choose oneself."""
        return self.send(page, user=user_id)

    def allow(self, page: Page, tenant_id: str) -> Page:
        return self.send(page, organisation=tenant_id, decision="allow")

    def cancel(self, page: Page) -> Page:
        return self.send(page, decision="cancel")

    def _arrive(self, answer: TestResponse, address: str) -> Page:
        where = answer.headers.get("Location", "")
        if where.startswith("/"):
            return self.open(where)
        page = Page(answer, address)
        if answer.mimetype == "text/html":
            _Reader(page).feed(answer.text)
        return page


def asking(app: App = WEB, **changed: str | None) -> str:
    """The address to which an app sends its users; None leaves a parameter out."""
    told = asked(app)
    if app.client_secret is None:
        told |= {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    sent = {name: text for name, text in (told | changed).items() if text is not None}
    return f"{AUTHORIZE}?{urlencode(sent)}"


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page, self.inside = page, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.inside = tag
        if tag == "form":
            self.page.action = told["action"] or ""
        if tag == "a":
            self.page.links.append(told["href"] or "")
        if told.get("name") == "ticket":
            self.page.ticket = told["value"] or ""
        if told.get("type") == "radio":
            self.page.choices[told["value"] or ""] = told

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "title":
            self.page.title += data
        if self.inside == "button":
            self.page.buttons.append(data)
