"""``/_mockxero/keys``: what signs the tokens, and its rotation."""

import shutil

import jwt
import pytest

from mockxero.identity.keys import KeyRing
from mockxero.primitives.clock import FrozenClock
from tests.api.client import Xero
from tests.api.conftest import NOON

JWKS = ".well-known/openid-configuration/jwks"


@pytest.fixture
def mock(open_mock, tmp_path):
    """A mock with keys of its own."""
    mock = open_mock(FrozenClock(NOON))
    mock.passes.keys = KeyRing(tmp_path / "signing-key.pem")
    return mock


@pytest.fixture
def xero(mock):
    return Xero(mock)


def listed(xero):
    return xero.get("keys", root="/_mockxero/").json


def rotated(xero, body=None):
    return xero.call("POST", "keys", body, root="/_mockxero/")


def published(xero):
    return [shown["kid"] for shown in xero.get(JWKS, root="/").json["keys"]]


def kid_of(token):
    return jwt.get_unverified_header(token)["kid"]


def test_the_first_key_signs_from_the_first_day_on(xero):
    (key,) = listed(xero)

    assert key == {"kid": kid_of(xero.token), "signs": True, "since": None, "until": None}


def test_a_rotation_adds_a_key_in_front(xero, mock):
    """The older one verifies for six months more; the key set says the same."""
    answer = rotated(xero)
    new, old = answer.json
    token = mock.mint(xero.app, None)

    assert answer.status == 201
    assert listed(xero) == answer.json
    assert (new["signs"], new["since"], new["until"]) == (True, "2026-09-14T09:30:00Z", None)
    assert (old["signs"], old["since"], old["until"]) == (False, None, "2027-03-17T09:30:00Z")
    assert published(xero) == [new["kid"], old["kid"]] == [kid_of(token), kid_of(xero.token)]


def test_tokens_of_before_and_of_after_are_good(xero, mock):
    """A client that fetches the key set anew notices nothing else."""
    before = xero.token
    rotated(xero)

    for token in (before, mock.mint(xero.app, None)):
        xero.token = token
        assert xero.get("Organisation").status == 200


@pytest.mark.parametrize("read_before", [True, False])
def test_forgotten_keys_end_their_tokens(xero, mock, read_before):
    """As after a theft: refused in Xero's words for a signature that does not fit."""
    if read_before:
        assert xero.get("Organisation").status == 200
    assert [key["signs"] for key in rotated(xero, {"forget": True}).json] == [True]

    refused = xero.get("Organisation")

    assert (refused.status, refused.json["Detail"]) == (401, "TokenInvalidSignature")
    xero.token = mock.mint(xero.app, None)
    assert xero.get("Organisation").status == 200


def test_a_reset_keeps_the_keys(xero, mock):
    rotated(xero)
    before = listed(xero)
    mock.reset()

    assert listed(xero) == before


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{", "the body is not JSON"),
        ("[]", "the body is a JSON object"),
        ({"forget": "yes"}, "forget is true or false"),
        ({"forget": 1}, "forget is true or false"),
        ({"kid": "x"}, "a rotation has no 'kid'; it has: forget"),
    ],
)
def test_what_makes_no_sense_rotates_nothing(xero, body, words):
    """400 and a sentence."""
    before = listed(xero)
    answer = rotated(xero, body)

    assert answer.status == 400
    assert words in answer.text
    assert listed(xero) == before


def test_where_nothing_can_be_written_nothing_is_rotated(xero, tmp_path):
    """What signs goes on signing."""
    before = listed(xero)
    shutil.rmtree(tmp_path)
    tmp_path.write_text("no folder any more")

    answer = rotated(xero)

    assert (answer.status, answer.text) == (400, "no key can be written: File exists\n")
    assert listed(xero) == before
    assert xero.get("Organisation").status == 200


def test_no_key_is_shown(xero, mock):
    """Neither here nor in the key set."""
    rotated(xero)
    numbers = mock.passes.keys.active.private.private_numbers()

    told = xero.get("keys", root="/_mockxero/").text + xero.get(JWKS, root="/").text

    assert "PRIVATE" not in told
    assert '"d"' not in told
    assert str(numbers.d) not in told
