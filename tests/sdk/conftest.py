"""A mock of the Demo Company, and the webhook endpoint of an integration with it."""

from collections.abc import Callable, Iterator

import pytest

from mockxero.serving import Server
from tests.sdk.integration import needs
from tests.webhooks.receiver import Receiver

Told = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    """The endpoint: it answers 401 to whatever is not signed with its key."""
    receiver = Receiver(key="")
    yield receiver
    receiver.close()


@pytest.fixture(scope="module")
def xero(serve: Callable[..., Server], receiver: Receiver) -> Server:
    """The mock, which delivers webhooks to the endpoint."""
    server = serve(webhook_url=receiver.url, auto_approve=True)
    receiver.key = needs(server)["XERO_WEBHOOK_KEY"]
    return server


@pytest.fixture(scope="module")
def told(xero: Server, receiver: Receiver) -> Told:
    """Waits until every webhook is out, and says what was told of these records, in order."""

    def told(*ids: str) -> list[tuple[str, str, str]]:
        assert xero.mock._outbox is not None
        assert xero.mock._outbox.flush(10), "some webhooks were not accepted"
        assert {receiver.status_for(letter) for letter in receiver.letters} == {200}
        return [
            (event["eventCategory"], event["eventType"], event["resourceId"])
            for letter in receiver.letters
            for event in letter.told["events"]
            if event["resourceId"] in ids
        ]

    return told
