"""The pages of signing in and consent, clicked through in Chromium as it is."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import requests

from mockxero.books.parties import AppKind
from mockxero.identity.scopes import KNOWN
from tests import browser as module
from tests import picture
from tests.browser import DESKTOP, MISSING, PHONE, Browser, Stuck
from tests.identity.builders import CHALLENGE, VERIFIER, query_of
from tests.identity.person import asking

pytestmark = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))

NZ, GLOBAL = "Demo Company (NZ)", "Demo Company (Global)"
DEMO_USER, ORLENA = "demo.user@example.com", "orlena.greenville@example.com"
ALL = " ".join(scope for scope in KNOWN if "transactions" not in scope)


@contextmanager
def listening(answer: tuple[int, dict[str, str]]) -> Iterator[str]:
    """An app that is called back, at this address; it says only this."""

    class Callback(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers = answer
            self.send_response(status)
            for name, text in {"Content-Length": "0", **headers}.items():
                self.send_header(name, text)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Callback)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/callback"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def callback():
    with listening((200, {})) as address:
        yield address


@pytest.fixture
def xero(serve, callback):
    """A mock on its first day, whose apps are called back at our address."""
    server = serve(fixtures=("nz", "global"))
    for client_id, app in list(server.mock.world.apps.items()):
        server.mock.world.apps[client_id] = replace(app, redirect_uris=(callback,))
    return server


@pytest.fixture
def url(xero, callback):
    """Where an app sends its users."""

    def url(kind=AppKind.WEB, **asked):
        app = next(app for app in xero.mock.world.apps.values() if app.kind is kind)
        return xero.url + asking(app, redirect_uri=callback, **asked)

    return url


@pytest.fixture(scope="module")
def started():
    """Starting Chromium takes longer than clicking, so tests share them."""
    running: dict[tuple[object, ...], Browser] = {}

    def started(size=DESKTOP, **how):
        key = (size, *how.items())
        if key not in running:
            running[key] = Browser(size, **how)
        browser = running[key]
        browser.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        return browser

    yield started
    for browser in running.values():
        with browser:
            pass


def connected(xero):
    """Who has connected what to which app since the first day, when Demo User had it all."""
    return {
        (
            xero.mock.world.apps[c.client_id].kind,
            xero.mock.world.users[c.user_id].email,
            c.tenant_name,
        )
        for user_id in xero.mock.world.users
        for app in xero.mock.world.apps.values()
        for c in xero.mock.world.connections.of(app.client_id, user_id)
        if c.created != c.updated or user_id != next(iter(xero.mock.world.users))
    }


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def size(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def browser(request, started, size):
    return started(size, scripts=request.param)


class TestConsent:
    def test_choose_and_allow(self, browser, url, xero, callback):
        """The code that comes back is good for tokens for that organisation."""
        landed = browser.consent(url(state="ü &=#"), user=DEMO_USER, organisation=GLOBAL)

        assert landed.startswith(f"{callback}?")
        told = query_of(landed)
        assert list(told) == ["code", "scope", "session_state", "state"]
        assert told["state"] == "ü &=#"
        app = next(app for app in xero.mock.world.apps.values() if app.kind is AppKind.WEB)
        form = {"grant_type": "authorization_code", "code": told["code"], "redirect_uri": callback}
        who = (app.client_id, app.client_secret)
        answer = requests.post(f"{xero.url}/connect/token", data=form, auth=who, timeout=10)
        assert answer.status_code == 200
        assert connected(xero) == {(AppKind.WEB, DEMO_USER, GLOBAL)}

    def test_cancel(self, browser, url, xero, callback):
        """The app hears of it, and nothing is connected."""
        landed = browser.consent(url(), allow=False)

        assert landed.startswith(f"{callback}?")
        assert query_of(landed) == {"error": "access_denied", "state": "a state"}
        assert connected(xero) == set()

    def test_as_somebody_else(self, browser, url, xero):
        """By the link; and the page offers what they work in."""
        browser.driver.get(url())
        browser.choose(DEMO_USER)
        browser.press("Sign in")
        browser.leave(browser.driver.find_element("link text", "Sign in as somebody else").click)

        landed = browser.consent(browser.driver.current_url, user=ORLENA)

        assert "code" in query_of(landed)
        assert connected(xero) == {(AppKind.WEB, ORLENA, GLOBAL)}

    def test_a_pkce_app(self, browser, url, xero, callback):
        """On the same page; it proves itself with the verifier."""
        landed = browser.consent(
            url(AppKind.PKCE, code_challenge=CHALLENGE), user=DEMO_USER, organisation=NZ
        )

        app = next(app for app in xero.mock.world.apps.values() if app.kind is AppKind.PKCE)
        form = {
            "grant_type": "authorization_code",
            "code": query_of(landed)["code"],
            "redirect_uri": callback,
            "client_id": app.client_id,
            "code_verifier": VERIFIER,
        }
        answer = requests.post(f"{xero.url}/connect/token", data=form, timeout=10)
        assert answer.status_code == 200

    def test_the_way_back(self, browser, url):
        """The old page is not good any more, and leads to a new one that is."""
        browser.consent(url(), user=DEMO_USER, organisation=NZ)
        browser.leave(browser.driver.back)
        browser.choose(NZ)
        browser.press("Allow access")
        for link in browser.driver.find_elements("link text", "Start again"):
            assert "This page is not good any more" in browser.words()
            browser.leave(link.click)
            browser.choose(NZ)
            browser.press("Allow access")
            break  # where a browser does not show what it has kept, there is no such link

        assert "code" in query_of(browser.landed())

    def test_a_page_that_is_not_good_any_more(self, browser, url, xero):
        """After a reset; it says so, and offers no code."""
        browser.driver.get(url())
        browser.choose(DEMO_USER)
        xero.mock.reset()

        browser.press("Sign in")

        assert "This page is not good any more" in browser.words()
        assert browser.driver.execute_script("return document.forms.length") == 0

    def test_the_error_page(self, browser, url):
        """In the words of Xero's; there is nothing to click."""
        browser.driver.get(url(scope="nonsense"))

        assert browser.driver.title == "Xero | Error 500"
        assert "Error: invalid_scope : Invalid scope" in browser.words()

    def test_everything_is_in_sight(self, browser, url):
        """Nothing is wider than the screen, and the buttons are there with ever so many scopes."""
        browser.driver.get(url(scope=ALL))
        browser.choose(DEMO_USER)
        browser.press("Sign in")

        width, inner = browser.driver.execute_script(
            "return [document.documentElement.scrollWidth, window.innerWidth]"
        )
        assert width <= inner
        for button in browser.driver.find_elements("css selector", "button"):
            top, bottom, high = browser.driver.execute_script(
                "const box = arguments[0].getBoundingClientRect();"
                "return [box.top, box.bottom, window.innerHeight]",
                button,
            )
            assert 0 <= top < bottom <= high
            assert bottom - top >= 44  # as large as a thumb


def test_scripts_are_off_where_that_is_said(started):
    """Or the tests without them would show nothing."""
    page = "data:text/html,<title>off</title><script>document.title = 'on'</script>"
    titles = {}
    for scripts in (True, False):
        driver = started(scripts=scripts).driver
        driver.get(page)
        titles[scripts] = driver.title

    assert titles == {True: "on", False: "off"}


def test_the_style_is_followed(started, url):
    """The policy lets our own style through; dark where people like it dark."""
    papers = set()
    for dark in (True, False):
        browser = started(dark=dark)
        browser.driver.get(url())
        paper, matches = browser.driver.execute_script(
            "return [getComputedStyle(document.body).backgroundColor,"
            "matchMedia('(prefers-color-scheme: dark)').matches]"
        )
        assert matches is dark
        papers.add(paper)

    assert papers == {"rgb(20, 25, 26)", "rgb(243, 241, 236)"}


def test_with_the_keyboard_alone(started, url, xero):
    """Tab, space and return are enough, and one sees where one is."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser = started()

    def types(*keys):
        ActionChains(browser.driver).send_keys(*keys).perform()

    browser.driver.get(url())
    types(Keys.TAB, Keys.SPACE, Keys.TAB)
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert browser.driver.execute_script(outline) == "solid"
    browser.leave(lambda: types(Keys.RETURN))
    types(Keys.TAB, Keys.TAB, Keys.SPACE, Keys.ARROW_DOWN, Keys.TAB)
    browser.leave(lambda: types(Keys.RETURN))

    assert "code" in query_of(browser.landed())
    assert connected(xero) == {(AppKind.WEB, DEMO_USER, GLOBAL)}


def test_an_app_that_redirects_further(started, serve):
    """Chromium holds a policy on forms against each redirect that follows; ours has none."""
    with (
        listening((200, {})) as home,
        listening((302, {"Location": home.replace("localhost", "127.0.0.1")})) as address,
    ):
        server = serve()
        app = next(app for app in server.mock.world.apps.values() if app.kind is AppKind.WEB)
        server.mock.world.apps[app.client_id] = replace(app, redirect_uris=(address,))

        browser = started()
        browser.driver.get(server.url + asking(app, redirect_uri=address))
        browser.choose(None)
        browser.press("Sign in")
        browser.press("Allow access")

        assert browser.landed() == home.replace("localhost", "127.0.0.1")


class TestTheDriver:
    """As ``BROWSER`` runs it."""

    def run(self, *arguments):
        command = [sys.executable, module.__file__, *arguments]
        return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)

    def test_it_prints_where_it_was_sent(self, url, callback):
        """And takes a name for the user and the organisation."""
        done = self.run(url(), "--user", "Orlena Greenville", "--organisation", GLOBAL)

        assert (done.returncode, done.stderr) == (0, "")
        assert "code" in query_of(done.stdout.strip())

    def test_it_cancels(self, url):
        """If told to."""
        assert "access_denied" in self.run(url(), "--cancel").stdout

    def test_it_gives_up_in_words(self, url):
        """Where the page has no such choice."""
        done = self.run(url(), "--user", "Nobody")

        assert done.returncode == 1
        assert done.stderr.startswith("Error: 'Nobody' cannot be chosen.")

    def test_it_gets_stuck_on_an_error(self, started, url):
        """There is nothing to click on it."""
        with pytest.raises(Stuck, match="Error code: 500"):
            started().consent(url(scope="nonsense"))


class TestThePictureInTheReadme:
    def test_it_can_be_drawn(self, tmp_path):
        """By ``python -m tests.picture``; it is small."""
        picture.draw(tmp_path / "consent.png")

        drawn = (tmp_path / "consent.png").read_bytes()
        assert drawn.startswith(b"\x89PNG")
        assert len(drawn) < 100_000

    def test_it_is_there(self):
        """And the README shows it."""
        readme = Path(__file__).parents[1] / "README.md"

        assert picture.PICTURE.stat().st_size < 100_000
        assert "(.github/consent.png)" in readme.read_text("utf-8")
