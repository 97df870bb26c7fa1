"""The picture of the consent page in the README, drawn by Chromium.

python -m tests.picture
"""

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from mockxero.books.parties import App, AppKind
from mockxero.primitives.clock import FrozenClock
from mockxero.server import Mock, Settings
from tests.browser import Browser
from tests.identity.person import asking
from tests.serving import served

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
    for client_id, tenant_id in [("SHOP", nz), ("A", uk), ("B", uk)]:
        app = App(client_id, "", client_id, AppKind.WEB, "key")
        mock.world.connect(mock.world.apps.setdefault(client_id, app), user, tenant_id, "event")
    with served(mock) as server:
        yield server


if __name__ == "__main__":
    draw(PICTURE)
