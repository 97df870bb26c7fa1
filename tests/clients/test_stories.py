"""Every client, unmodified, from the consent to the revocation."""

import pytest

from tests.clients.clients import Client, clients

CLIENTS = clients()
STEPS = [(client, step) for client in CLIENTS for step in client.steps]


def titled(value: Client | str) -> str:
    return value.title if isinstance(value, Client) else value


@pytest.mark.parametrize(("client", "step"), STEPS, ids=titled)
def test_step(story, client, step):
    """The program has come through it, and the mock agrees."""
    told = story(client)

    assert step in told.steps, f"it did not get there:\n{told.output}"
    assert told.steps[step].wrong is None, told.steps[step]


@pytest.mark.parametrize("client", CLIENTS, ids=titled)
def test_end(story, client):
    """The program ends well, having told its steps in order and no others."""
    told = story(client)

    assert told.status == 0, told.output
    assert tuple(told.steps) == client.steps
