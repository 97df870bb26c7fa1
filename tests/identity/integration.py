"""An integration as its developer wrote it: plain HTTP, one method for each thing to ask."""

from typing import Any, Self

import requests

from mockxero.books.parties import App
from tests.identity.builders import CALLBACK, WEB, asked, basic, query_of


class Integration:
    """Talks to the service at an origin; what it sends can be changed call by call."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.session = requests.Session()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def get(self, path: str, token: str | None = None, **more: Any) -> requests.Response:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        return self.session.get(self.origin + path, headers=headers, allow_redirects=False, **more)

    def delete(self, path: str, token: str) -> requests.Response:
        return self.session.delete(self.origin + path, headers={"Authorization": f"Bearer {token}"})

    def authorize(self, app: App = WEB, **changed: str | list[str] | None) -> requests.Response:
        """Send a user to the consent page; None leaves a parameter out."""
        return self.get("/identity/connect/authorize", params=asked(app) | changed)

    def code(self, app: App = WEB, **changed: str | list[str] | None) -> str:
        """A fresh authorization code."""
        return query_of(self.authorize(app, **changed).headers["Location"])["code"]

    def token(self, app: App | None = WEB, **form: str | list[str] | None) -> requests.Response:
        """Ask for tokens, with a Basic header if the app has a secret."""
        return self.post("/connect/token", app, **form)

    def revoke(self, app: App | None = WEB, **form: str) -> requests.Response:
        return self.post("/connect/revocation", app, **form)

    def post(self, path: str, app: App | None, **form: str | list[str] | None) -> requests.Response:
        auth = basic(app) if app is not None and app.client_secret else None
        if app is not None and auth is None:
            form = {"client_id": app.client_id, **form}
        return self.session.post(self.origin + path, data=form, auth=auth)

    def exchange(self, code: str, app: App = WEB, **changed: str | None) -> requests.Response:
        """Ask for tokens with a code."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        return self.token(app, **(form | changed))

    def tokens(self, app: App = WEB, **asked: str) -> dict[str, Any]:
        """Everything that a consent brings."""
        return dict(self.exchange(self.code(app, **asked), app).json())

    def refresh(self, token: str, app: App = WEB, **more: str) -> requests.Response:
        """Ask for tokens with a refresh token."""
        return self.token(app, grant_type="refresh_token", refresh_token=token, **more)
