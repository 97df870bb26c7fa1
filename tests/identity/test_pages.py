import hashlib
import re
from base64 import b64encode

import pytest

from tests.identity.builders import ADA, DEMO
from tests.identity.person import CONSENT, LOGIN, asking

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "Content-Type": "text/html; charset=utf-8",
}


@pytest.fixture
def pages(person, clicked, world):
    """Every page there is."""
    login = person.asked()
    consent = person.sign_in(login, ADA.user_id)
    allowed = person.allow(consent, DEMO)
    assert allowed.status == 302
    found = {
        "login": login,
        "login, with a complaint": person.sign_in(person.open(f"{consent.links[0]}"), "nobody"),
        "consent": consent,
        "consent, again": person.asked(),
        "consent, with a complaint": person.allow(person.asked(), "nowhere"),
        "stale": person.allow(consent, DEMO),
        "nowhere": person.open(LOGIN),
        "form": person.open(CONSENT),
        "error": person.asked(scope="nonsense"),
    }
    world.members.clear()
    return found | {"no organisation": person.asked()}


def test_no_other_site_can_frame_or_keep_them(pages):
    """Each page says so to the browser."""
    for name, page in pages.items():
        sent = {header: page.answer.headers.get(header) for header in HEADERS}
        assert sent == HEADERS, name


def test_only_our_own_style_runs(pages):
    """By its hash; there is no script and nothing from elsewhere."""
    for name, page in pages.items():
        (style,) = re.findall("<style>(.*?)</style>", page.text, re.DOTALL)
        digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = page.answer.headers["Content-Security-Policy"]

        assert f"style-src 'sha256-{digest}'" in policy, name
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "<script" not in page.text
        assert not re.search(r"(src|href|action)=\"(https?:)?//", page.text), name
        assert "@import" not in style
        assert "url(" not in style


def test_they_say_whose_they_are(pages):
    """Nobody should take them for Xero's."""
    for name, page in pages.items():
        assert "<strong>mockxero</strong> a mock of Xero" in page.text, name
        assert "Nothing here reaches Xero" in page.text, name


def test_they_can_be_read_aloud(pages):
    """A language, a title, one heading; every choice has a label, every group a legend."""
    for name, page in pages.items():
        assert '<html lang="en">' in page.text, name
        assert page.title, name
        assert page.text.count("<h1>") == 1, name
        assert page.text.count('type="radio"') == page.text.count('<label class="choice">'), name
        assert page.text.count("<fieldset>") == page.text.count("<legend>"), name


def test_complaints_are_announced(pages):
    """To those who do not see that they are red."""
    for name in ("login, with a complaint", "consent, with a complaint", "no organisation"):
        assert 'role="alert"' in pages[name].text, name


def test_the_way_to_the_app_is_kept_by_nobody(person, clicked, world):
    """There is a code in it."""
    world.auto_approve = True

    assert person.open(asking()).answer.headers["Cache-Control"] == "no-store"
