"""The browser: a consent page that a program opens is the mock's."""

import sys

import pytest

from tests.cli.running import told
from tests.guest.conftest import skipped_without

CONSENT = "https://login.xero.com/identity/connect/authorize?client_id=1&state=a%20b"
SPAWN = """
const { spawn } = require('child_process');
spawn(process.env.BROWSER, [process.argv[1]], { stdio: 'inherit' });
"""
WAYS = {
    "python": [sys.executable, "-c", "import sys, webbrowser; webbrowser.open(sys.argv[1])"],
    "shell": ["sh", "-c", '"$BROWSER" "$0"'],
    "node": ["node", "-e", SPAWN],
}


@pytest.fixture
def browser(tmp_path):
    """The user's own, which notes what it opens, and its proxies."""
    program = tmp_path / "browser"
    program.write_text('#!/bin/sh\necho "$1 [$https_proxy] [$BROWSER]"\n')
    program.chmod(0o700)
    return str(program)


@pytest.mark.parametrize("way", WAYS)
def test_the_consent_page_is_the_mocks(way, browser):
    """In plain HTTP, in the user's own browser, which knows nothing of us."""
    skipped_without(WAYS[way][0])
    script = ["sh", "-c", 'echo "$MOCKXERO_URL"; exec "$@"', "sh", *WAYS[way], CONSENT]

    url, opened = told("run", "--", *script, BROWSER=browser, https_proxy="").stdout.splitlines()

    page = CONSENT.removeprefix("https://login.xero.com")
    assert opened == f"{url}{page} [] [{browser}]"


def test_other_pages_are_opened_as_they_are(browser):
    page = "https://example.com/?a=b"

    said = told("run", "--", *WAYS["python"], page, BROWSER=browser, https_proxy="")

    assert said.stdout == f"{page} [] [{browser}]\n"


def test_a_page_that_cannot_be_opened_is_not_passed_off_as_open(browser):
    said = told("run", "--", "sh", "-c", '"$BROWSER" https://example.com', BROWSER="/bin/false")

    assert said.returncode == 1
