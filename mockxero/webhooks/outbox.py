"""The outbox: hears of every change in the books and gives each subscription what it asked for."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from time import monotonic

from mockxero.books.changes import Change
from mockxero.books.parties import App
from mockxero.books.world import World
from mockxero.primitives.ids import Ids
from mockxero.webhooks.delivery import Deliver, HttpDelivery
from mockxero.webhooks.payload import Event, events
from mockxero.webhooks.postman import PAUSES, Postman
from mockxero.webhooks.subscription import Subscription

log = logging.getLogger(__name__)


class Outbox:
    """Tells the subscriptions what changes in the books, each in order and at its own pace."""

    def __init__(
        self,
        world: World,
        subscriptions: Iterable[Subscription],
        deliver: Deliver,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """``pauses`` are the seconds before each retry; the last one repeats."""
        self._world = world
        self._postmen = [
            # Ids of their own: how often a request is retried must not show in the ids of records.
            Postman(
                one, world.clock, Ids(f"{world.seed}/webhooks/{one.client_id}"), deliver, pauses
            )
            for one in subscriptions
        ]

    def receive(self, changes: Sequence[Change]) -> None:
        """Take in the changes of one transaction; returns at once. Made for ``World.listen``."""
        news = events(changes)
        for postman in self._postmen:
            postman.take([event for event in news if self._concerns(postman.subscription, event)])

    def follow(self, client_id: str, app: App | None) -> None:
        """Sign with the app's key of today; tell one that is gone nothing more.

        Made for ``World.watch``.
        """
        for postman in self._postmen:
            if postman.subscription.client_id != client_id:
                continue
            if app is None:
                postman.reset()
            else:
                postman.subscription = replace(postman.subscription, key=app.webhook_key)

    def flush(self, timeout: float) -> bool:
        """Wait for this many seconds at most; whether everything so far has been delivered.

        Does not wait for a webhook that was disabled.
        """
        deadline = monotonic() + timeout
        return all(postman.flush(deadline - monotonic()) for postman in self._postmen)

    def reset(self) -> None:
        """Forget what was not delivered, count from 1 again, enable what was disabled."""
        for postman in self._postmen:
            postman.reset()
            client_id = postman.subscription.client_id
            self.follow(client_id, self._world.apps.get(client_id))

    def close(self, drain: float = 0.0) -> None:
        """Stop for good, after up to ``drain`` seconds for what is still to be delivered."""
        if drain:
            self.flush(drain)
        for postman in self._postmen:
            postman.close()

    def _concerns(self, subscription: Subscription, event: Event) -> bool:
        """Whether the app asked for such events and is connected to where it happened.

        "We will send you events for every Xero organisation connected to the app", Xero writes.
        """
        if event["eventCategory"] not in subscription.categories:
            return False
        app, tenant = subscription.client_id, event["tenantId"]
        connected = self._world.connections.is_open(tenant, app)
        if not connected:
            url = event["resourceUrl"]
            log.info("No webhook for %s: app %s is not connected to tenant %s", url, app, tenant)
        return connected


def subscribe(world: World, url: str, app: App) -> Outbox:
    """From now on, tell the app at this URL what changes in the organisations connected to it.

    Raises ValueError for a URL to which nothing could be posted.
    """
    subscription = Subscription(url, app.webhook_key, app.client_id)
    outbox = Outbox(world, [subscription], HttpDelivery())
    world.listen(outbox.receive)
    world.watch(outbox.follow)
    return outbox
