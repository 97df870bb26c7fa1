"""The picture of the consent page in the README, drawn by Chromium.

python -m tests.picture
"""

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread

from mockxero.books.parties import App, AppKind, Connection
from mockxero.primitives.clock import FrozenClock
from mockxero.server import Mock, Settings
from mockxero.serving import Server
from tests.browser import Browser
from tests.identity.person import asking

PICTURE = Path(__file__).parents[1] / ".github" / "consent.png"
WIDE, HIGH = 640, 1000
CALLBACK = "https://shop.example/callback"
SHOP = App("SHOP", "secret", "Corner Shop", AppKind.WEB, "key", redirect_uris=(CALLBACK,))
SCOPES = "openid email offline_access accounting.contacts accounting.invoices"


def draw(path: Path) -> None:
    """Sign in and take the picture."""
    with _shop() as server, Browser((WIDE, HIGH)) as browser:
        browser.driver.get(server.url + asking(SHOP, redirect_uri=CALLBACK, scope=SCOPES))
        browser.choose("Demo User")
        browser.press("Sign in")
        browser.choose("Demo Company (Global)")
        browser.picture(path)


@contextmanager
def _shop():
    """A mock with three organisations, one of which has its two uncertified apps already."""
    mock = Mock(Settings(fixtures=("nz", "global", "uk")), FrozenClock(datetime(2026, 3, 4, 12)))
    nz, _, uk = mock.world.organisations
    user = next(iter(mock.world.users))
    mock.world.apps[SHOP.client_id] = SHOP
    for place, (client_id, tenant_id) in enumerate([("SHOP", nz), ("A", uk), ("B", uk)]):
        mock.world.apps.setdefault(client_id, App(client_id, "", client_id, AppKind.WEB, "key"))
        now, name = mock.world.clock.now(), mock.world.organisations[tenant_id].name
        one = Connection(f"{place}", client_id, user, tenant_id, name, "event", now, now)
        mock.world.connections.open(one)
    server = Server(mock, port=0)
    thread = Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join()


if __name__ == "__main__":
    draw(PICTURE)
