"""A person at a browser: headless Chromium that signs in, chooses an organisation, says yes or no.

From a test:

    with Browser() as browser:
        landed = browser.consent(url, user="Demo User", organisation="Demo Company (NZ)")

and as a program, which ``BROWSER`` may point at, for it takes an address and clicks:

    python tests/browser.py URL [--user NAME] [--organisation NAME] [--cancel]

It needs Chromium and its chromedriver on this machine, and nothing beyond: no other host is found.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.chrome.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
DRIVER = shutil.which("chromedriver")
MISSING = None if CHROMIUM and DRIVER else "needs chromium and chromedriver on this machine"
"""Why there is no browser here; None where there is one."""

LOGIN = "/identity/user/login"
AUTHORIZE = "/identity/connect/authorize"
CONSENT = "/identity/user/consent"

QUIET = (
    "--headless=new",
    "--no-sandbox",  # as root in a container there is none
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
PATIENCE = 30
"""Seconds; on a machine with much else to do a page may take some."""
DESKTOP, PHONE = (1280, 900), (390, 844)


class Stuck(Exception):
    """A page on which the person does not know how to go on; the words are the page's."""


class Browser:
    """One Chromium with a fresh profile. It is closed when the ``with`` block ends."""

    def __init__(
        self, size: tuple[int, int] = DESKTOP, *, scripts: bool = True, dark: bool = False
    ) -> None:
        """With a window of this size; ``scripts=False`` turns JavaScript off."""
        self._size, self._scripts, self._dark = size, scripts, dark
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver, self._service = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        group = self._service.process.pid
        try:
            self.driver.quit()
        finally:  # a Chromium that hangs hears nobody
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
            self._profile.cleanup()

    def consent(
        self,
        url: str,
        user: str | None = None,
        organisation: str | None = None,
        *,
        allow: bool = True,
    ) -> str:
        """Click through the pages that begin at ``url``; the address that they end at.

        ``user`` is a name or an e-mail address, ``organisation`` a name; by default the first that
        can be chosen. Whoever is signed in already is not asked again. Raises Stuck.
        """
        self.driver.get(url)
        if self._path() == LOGIN:
            self.choose(user)
            self.press("Sign in")
        if self._path() == AUTHORIZE:
            if allow:
                self.choose(organisation)
            self.press("Allow access" if allow else "Cancel")
        return self.landed()

    def landed(self) -> str:
        """The address that the browser was sent to. Raises Stuck while it is a page of the mock."""
        if self._path() in (LOGIN, AUTHORIZE, CONSENT):
            raise Stuck(self.words())
        return self.driver.current_url

    def choose(self, wanted: str | None) -> None:
        """Click the choice that says this; the first that can be clicked, where nothing is said."""
        labels = self._all("label.choice")
        for label in labels:
            radio = label.find_element("css selector", "input")
            if radio.is_enabled() and (wanted is None or wanted in label.text.splitlines()):
                label.click()
                return
        raise Stuck(f"{wanted!r} cannot be chosen. {self.words()}")

    def press(self, name: str) -> None:
        """Press the button of this name, and wait for the next page."""
        for button in self._all("button"):
            if button.text == name:
                return self.leave(button.click)
        raise Stuck(f"there is no button {name!r}. {self.words()}")

    def leave(self, act: Callable[[], object]) -> None:
        """Do what leads to another page, and wait for it. Raises Stuck."""
        from selenium.common.exceptions import TimeoutException
        from selenium.webdriver.support.expected_conditions import staleness_of
        from selenium.webdriver.support.wait import WebDriverWait

        (body,) = self._all("body")
        act()
        try:
            WebDriverWait(self.driver, PATIENCE, 0.05).until(staleness_of(body))
        except TimeoutException as still_here:
            raise Stuck(self.words()) from still_here

    def words(self) -> str:
        """What the page says."""
        return self._all("body")[0].text

    def picture(self, path: Path) -> None:
        """A picture of the window."""
        self.driver.save_screenshot(str(path))

    def _all(self, selector: str) -> "list[WebElement]":
        return self.driver.find_elements("css selector", selector)

    def _path(self) -> str:
        return urlsplit(self.driver.current_url).path

    def _start(self) -> "tuple[WebDriver, Service]":
        from selenium.webdriver.chrome.service import Service
        from selenium.webdriver.chrome.webdriver import WebDriver

        if CHROMIUM is None or DRIVER is None:
            raise RuntimeError(MISSING)
        service = Service(DRIVER, popen_kw={"start_new_session": True})
        driver = WebDriver(self._options(), service)
        told: Any = driver.command_executor  # typed as an address, too
        told.client_config.timeout = PATIENCE
        driver.set_page_load_timeout(PATIENCE)
        return driver, service

    def _options(self) -> "Options":
        from selenium.webdriver.chrome.options import Options

        options = Options()
        options.binary_location = CHROMIUM or ""
        for argument in QUIET:
            options.add_argument(argument)
        options.add_argument(f"--user-data-dir={self._profile.name}")
        options.add_argument(f"--window-size={self._size[0]},{self._size[1]}")
        options.add_argument(f"--blink-settings=preferredColorScheme={0 if self._dark else 1}")
        if self._size == PHONE:  # no window is as narrow
            width, height = PHONE
            # With touch, chromedriver sets timers, which never ring where scripts are off.
            metrics = {"width": width, "height": height, "pixelRatio": 1.0, "touch": False}
            options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
        settings: dict[str, Any] = {} if self._scripts else {"javascript": 2}
        blocked = {"profile.managed_default_content_settings": settings}
        options.add_experimental_option("prefs", blocked)
        return options


@click.command()
@click.argument("url")
@click.option("--user", help="A name or an e-mail address; by default the first.")
@click.option("--organisation", help="A name; by default the first.")
@click.option("--cancel", is_flag=True, help="Say no.")
def main(url: str, user: str | None, organisation: str | None, cancel: bool) -> None:
    """Click through, and print the address that the browser was sent to."""
    from selenium.common.exceptions import WebDriverException

    if MISSING:
        raise click.ClickException(MISSING)

    def click_through() -> str:
        with Browser() as browser:
            return browser.consent(url, user, organisation, allow=not cancel)

    try:
        try:
            landed = click_through()
        except WebDriverException as crash:  # Chromium has, as it does on a busy machine
            click.echo(f"Once more, after: {crash}", err=True)
            landed = click_through()
    except (Stuck, WebDriverException) as stuck:
        raise click.ClickException(str(stuck)) from stuck
    click.echo(landed)


if __name__ == "__main__":
    main()
