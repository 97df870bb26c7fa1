"""Identifiers."""

from base64 import b64decode
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.primitives.ids import NOBODY, Ids, as_guid

GUID = "5b96e86b-418e-48e8-8949-308c14aec278"


def drawn(seed):
    ids = Ids(seed)
    return [ids.guid(), ids.hex(), ids.letters(5), ids.secret(), ids.webhook_key(), ids.guid()]


def test_one_seed_draws_the_same_ids():
    assert drawn("one") == drawn("one")
    assert set(drawn("one")).isdisjoint(drawn("another"))


@given(st.text(max_size=8))
def test_guids_are_random_ones(seed):
    """Of version 4, in the spelling of RFC 9562."""
    ids = Ids(seed)
    for text in (ids.guid(), ids.guid()):
        assert (UUID(text).version, UUID(text).variant) == (4, "specified in RFC 4122")
        assert str(UUID(text)) == text == as_guid(text)


def test_other_marks_have_their_shapes():
    ids = Ids("shapes")

    assert len(ids.hex()) == 32
    assert len(ids.letters(12)) == 12
    assert len(ids.secret(48)) == 48
    assert len(b64decode(ids.webhook_key())) == 64


@pytest.mark.parametrize("text", [GUID, GUID.upper(), GUID.replace("-", ""), GUID.title()])
def test_a_guid_has_one_canonical_spelling(text):
    assert as_guid(text) == GUID


@pytest.mark.parametrize(
    "text", ["", "1", GUID[:-1], GUID + "a", f"{{{GUID}}}", GUID.replace("5", "g"), f" {GUID}",
             "-" * 36, GUID[:8] + GUID[9:]],
)  # fmt: skip
def test_what_is_no_guid(text):
    assert as_guid(text) is None


def test_nobody_is_a_guid():
    assert as_guid(NOBODY) == NOBODY
