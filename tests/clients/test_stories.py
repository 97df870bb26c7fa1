"""Every client, unmodified, from the consent to the revocation."""

import pytest

from tests.clients.clients import Client, clients

STEPS = [(client, step) for client in clients() for step in client.steps]


def titled(value: Client | str) -> str:
    return value.title if isinstance(value, Client) else value


@pytest.mark.parametrize(("story", "step"), STEPS, indirect=["story"], ids=titled)
def test_step(story, step):
    """The program has come through it, and the mock agrees."""
    assert step in story.steps, f"it did not get there:\n{story.output}"
    assert story.steps[step].wrong is None, story.steps[step]


@pytest.mark.parametrize("story", clients(), indirect=True, ids=titled)
def test_end(story):
    """The program ends well, having told its steps in order and no others."""
    assert story.status == 0, story.output
    assert tuple(story.steps) == story.client.steps
