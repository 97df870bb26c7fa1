"""A mock without a socket, as a developer finds it: the portal, the API and identity."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from werkzeug.test import Client, TestResponse

from mockxero.server import Mock

CALLBACK = "https://shop.example/callback"
SHOP = {"name": "Shop", "kind": "web", "redirect_uris": [CALLBACK]}
EMPTY = "Empty Organisation"


class Portal:
    """Asks one mock; ``told`` are bodies in JSON."""

    def __init__(self, mock: Mock) -> None:
        self.mock = mock
        self.world = mock.world
        self.client = Client(mock.wsgi)

    def ask(self, method: str, path: str, told: Any = None, **more: Any) -> TestResponse:
        """One call below ``/_mockxero``."""
        sent = {"json": told} if told is not None else {}
        return self.client.open(f"/_mockxero/{path}", method=method, **sent, **more)

    def made(self, path: str, told: Any) -> dict[str, Any]:
        """What a POST has made."""
        answer = self.ask("POST", path, told)
        assert answer.status_code == 201, answer.text
        return dict(answer.json or {})

    def listed(self, path: str) -> list[dict[str, Any]]:
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return list(answer.json or [])

    def app(self, **members: Any) -> dict[str, Any]:
        """A web app, unless the members say otherwise; registered."""
        return self.made("apps", SHOP | members)

    def call(self, path: str, token: str, tenant: str = "", method: str = "GET") -> TestResponse:
        """One call of Xero's API, as ``/connections`` and ``/api.xro/2.0/…``."""
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        if tenant:
            headers["Xero-Tenant-Id"] = tenant
        return self.client.open(path, method=method, headers=headers)

    def code(self, app: dict[str, Any], user: str = "", **asked: str) -> str:
        """A code from the consent of a user who said yes."""
        query = {
            "response_type": "code",
            "client_id": app["client_id"],
            "redirect_uri": app["redirect_uris"][0],
            "scope": "openid offline_access accounting.contacts",
            "mock_decision": "approve",
            **({"mock_user": user} if user else {}),
            **asked,
        }
        answer = self.client.get("/identity/connect/authorize", query_string=query)
        assert answer.status_code == 302, answer.text
        return parse_qs(urlsplit(answer.location).query)["code"][0]

    def tokens(self, app: dict[str, Any], **form: str) -> TestResponse:
        """The answer of the token endpoint to an app with its secret."""
        credentials = (app["client_id"], app["client_secret"])
        return self.client.post("/connect/token", data=form, auth=credentials)

    def signed_in(self, app: dict[str, Any], user: str = "") -> dict[str, Any]:
        """All that a consent brings."""
        code = self.code(app, user)
        redirect_uri = app["redirect_uris"][0]
        answer = self.tokens(
            app, grant_type="authorization_code", code=code, redirect_uri=redirect_uri
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json or {})


Open = Callable[..., Portal]
