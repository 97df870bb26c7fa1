import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.webhooks.signing import sign, verify

LONG_KEY = (
    "LR+QgKlbRciIPYpi65tTKLaZ3FzLLofCNEQWrRXqWXJeDFrfexzfVI9SmnVuCWDJ4jnjHB9ECtOyxZSofRxwWw=="
)
CAPTURED = (
    b'{"events":[],"firstEventSequence": 0,"lastEventSequence": 0, '
    b'"entropy": "LUWDSUDGSWNZVALZXBEV"}'
)
TESTED = (
    b'{"events":[],"firstEventSequence": 0,"lastEventSequence": 0, '
    b'"entropy": "NLDZEGWUXNHESAQVGLYF"}'
)


@pytest.mark.parametrize(
    ("key", "body", "signature"),
    [
        ("test_key", TESTED, "ixznmr+Pdl6QymsWZM+9UkY4lu97q04sJyejmSOp25U="),
        (LONG_KEY, CAPTURED, "BjzNbYUfrzg4g8wxm+dKHaZVrKxr2m75E296fUbD1E4="),
    ],
)
def test_signatures_are_those_that_were_seen(key, body, signature):
    """Known bodies get their known signatures, the key taken as text."""
    assert sign(key, body) == signature
    assert verify(key, body, signature)


def test_the_bad_signature_of_a_handshake_is_refused():
    """A signature with one character replaced, as Xero once sent it, does not pass."""
    assert not verify(LONG_KEY, CAPTURED, "/jzNbYUfrzg4g8wxm+dKHaZVrKxr2m75E296fUbD1E4=")


@pytest.mark.parametrize("sent", ["", "\ud800", "ü", "Bj" * 4000])
def test_whatever_a_header_holds_is_only_wrong(sent):
    """A decoded header may hold half a character; it is no signature, and no accident either."""
    assert not verify(LONG_KEY, CAPTURED, sent)


@given(st.text(), st.binary(), st.data())
def test_one_other_character_spoils_a_signature(key, body, data):
    """A signature verifies; with any one character changed it does not."""
    good = sign(key, body)
    place = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.characters().filter(lambda letter: letter != good[place]))

    assert verify(key, body, good)
    assert not verify(key, body, good[:place] + other + good[place + 1 :])


@given(st.text(), st.binary(min_size=1), st.data())
def test_one_other_byte_spoils_a_body(key, body, data):
    """A signature does not fit a body in which one byte is different."""
    place = data.draw(st.integers(0, len(body) - 1))
    other = bytearray(body)
    other[place] ^= data.draw(st.integers(1, 255))

    assert not verify(key, bytes(other), sign(key, body))
