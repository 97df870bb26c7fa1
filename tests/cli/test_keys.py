"""``mockxero keys``: what users type, and what they are told."""

import json
from pathlib import Path

import pytest
import requests

from tests.cli.running import running, said, told


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A state folder of its own: the developer's keys are none of a test's business."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def mock(state):
    with running("--port", "0", XDG_STATE_HOME=str(state)) as mock:
        yield mock


def keys(mock, *arguments):
    return said(told("keys", *arguments, "--url", mock.url))


def test_they_are_listed_and_rotated(mock, state):
    """The new one first; the files lie beside each other, for the user alone."""
    before = keys(mock).splitlines()
    after = keys(mock, "rotate").splitlines()

    assert before[0].split() == after[0].split() == ["KEY", "USE", "SINCE", "UNTIL"]
    assert before[1].split()[1:] == ["signs", "the", "first", "day"]
    assert [line.split()[1] for line in after[1:]] == ["signs", "verifies"]
    assert after[2].split()[0] == before[1].split()[0]
    assert after == keys(mock).splitlines()
    files = sorted(Path(state, "mockxero").glob("signing-key*"))
    assert [file.name for file in files] == ["signing-key.1.pem", "signing-key.pem"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_older_ones_can_be_forgotten(mock):
    """And the tokens that they signed with them."""
    token = mock.env()["XERO_ACCESS_TOKEN"]
    (key,) = json.loads(keys(mock, "rotate", "--forget", "--json"))

    refused = requests.get(
        f"{mock.url}/connections", headers={"Authorization": f"Bearer {token}"}, timeout=10
    )

    assert key["signs"] is True
    assert (refused.status_code, refused.json()["Detail"]) == (401, "TokenInvalidSignature")


def test_another_mock_of_the_same_user_follows(mock, state):
    """Its tokens are good there, and the other way round, whoever rotated."""
    with running("--port", "0", XDG_STATE_HOME=str(state)) as other:
        keys(other, "rotate")
        for here, there in ((mock, other), (other, mock)):
            bearer = {"Authorization": f"Bearer {here.env()['XERO_ACCESS_TOKEN']}"}
            answer = requests.get(f"{there.url}/connections", headers=bearer, timeout=10)
            assert answer.status_code == 200
        assert keys(mock) == keys(other)


def test_nobody_is_there():
    """One sentence."""
    answer = told("keys", "rotate", "--url", "http://127.0.0.1:9")

    assert answer.returncode == 1
    assert "no mock answers at http://127.0.0.1:9" in answer.stderr
