from dataclasses import replace
from time import sleep

import pytest

from mockxero.webhooks.delivery import HttpDelivery
from mockxero.webhooks.outbox import Outbox, subscribe
from mockxero.webhooks.subscription import Subscription
from tests.webhooks.builders import APP, KEY, created, names, updated
from tests.webhooks.receiver import Receiver


@pytest.fixture
def open_outbox(world):
    """Make an outbox that listens to the world and loses no time between tries."""
    opened = []

    def make(*subscriptions: Subscription) -> Outbox:
        outbox = Outbox(world, subscriptions, HttpDelivery(), pauses=(0, 0.01))
        world.listen(outbox.receive)
        world.watch(outbox.follow)
        opened.append(outbox)
        return outbox

    yield make
    for outbox in opened:
        outbox.close()


@pytest.fixture
def outbox(open_outbox, receiver):
    return open_outbox(Subscription(receiver.url, KEY, APP))


def test_a_change_reaches_the_app(world, outbox, receiver):
    """What was announced arrives, signed, numbered 1."""
    world.announce([created("Invoices", *names(1, 1))])

    assert outbox.flush(5)
    told = receiver.letters[0].told
    assert receiver.ids == names(1, 1)
    assert (told["firstEventSequence"], told["lastEventSequence"]) == (1, 1)


def test_events_keep_their_order_and_their_numbers(world, outbox, receiver):
    """However many there are, they arrive in the order of their changes, numbered without gaps."""
    for name in names(1, 300):
        world.announce([created("Contacts", name)])

    assert outbox.flush(10)
    assert receiver.ids == names(1, 300)
    expected = 1
    for letter in receiver.letters:
        assert letter.told["firstEventSequence"] == expected
        expected += len(letter.ids)
        assert letter.told["lastEventSequence"] == expected - 1


def test_the_events_of_one_transaction_come_in_one_request(world, outbox, receiver):
    """A transaction is told in one piece."""
    world.announce([created("Contacts", name) for name in names(1, 5)])

    assert outbox.flush(5)
    assert [letter.ids for letter in receiver.letters] == [names(1, 5)]


def test_a_failed_delivery_is_repeated_with_other_entropy(world, outbox, receiver):
    """A receiver that fails twice is sent the same events a third time; only the entropy is new."""
    receiver.answers.extend([500, 500])
    world.announce([created("Contacts", name) for name in names(1, 2)])
    assert receiver.knocked.wait(5)
    world.announce([updated("Contacts", *names(3, 3))])

    assert outbox.flush(5)
    first, second, third, last = [letter.told for letter in receiver.letters]
    assert first["events"] == second["events"] == third["events"]
    assert len({one["entropy"] for one in (first, second, third)}) == 3
    assert [event["resourceId"] for event in last["events"]] == names(3, 3)


def test_a_slow_receiver_delays_nobody(world, outbox, receiver):
    """Changes can be announced while a receiver is still thinking about the first."""
    receiver.awake.clear()

    for name in names(1, 50):
        world.announce([created("Contacts", name)])

    assert receiver.knocked.wait(5)
    assert not outbox.flush(0)
    receiver.awake.set()
    assert outbox.flush(5)
    assert receiver.ids == names(1, 50)


def test_a_receiver_that_comes_up_late_misses_nothing(world, open_outbox):
    """What happened while nobody listened at the URL is delivered once somebody does."""
    gone = Receiver(KEY)
    gone.close()
    outbox = open_outbox(Subscription(gone.url, KEY, APP))
    for name in names(1, 3):
        world.announce([created("Contacts", name)])
    assert not outbox.flush(0.1)

    back = Receiver(KEY, gone.port)

    assert outbox.flush(5)
    assert back.ids == names(1, 3)
    back.close()


def test_a_wrong_key_is_not_accepted(world, open_outbox, receiver):
    """Signed with another key, the events are refused and stay in the outbox."""
    outbox = open_outbox(Subscription(receiver.url, "another key", APP))
    world.announce([created("Contacts", *names(1, 1))])

    assert not outbox.flush(0.1)


def test_a_new_key_signs_from_then_on(world, app, open_outbox, receiver):
    """Also what could not be delivered before."""
    outbox = open_outbox(Subscription(receiver.url, "old", APP))
    world.announce([created("Contacts", *names(1, 1))])
    assert not outbox.flush(0.1)

    world.register(app)

    assert outbox.flush(5)


def test_a_reset_brings_the_first_key_back(world, app, open_outbox, receiver):
    """The apps are then as on the first day, whatever has become of them."""
    outbox = open_outbox(Subscription(receiver.url, KEY, APP))
    world.register(replace(app, webhook_key="new"))
    world.apps[APP] = app

    outbox.reset()
    world.announce([created("Contacts", *names(1, 1))])

    assert outbox.flush(5)


def test_an_app_that_is_gone_hears_nothing_more(world, outbox, receiver):
    """Not even what it has missed."""
    receiver.answers.extend([500] * 1_000)
    world.announce([created("Contacts", *names(1, 1))])
    assert receiver.knocked.wait(5)
    assert not outbox.flush(0)

    world.unregister(APP)

    assert outbox.flush(0)
    heard = len(receiver.letters)
    sleep(0.1)
    assert len(receiver.letters) <= heard + 1  # one may have been under way


def test_only_the_categories_that_were_asked_for_are_told(world, open_outbox, receiver):
    """Others are neither sent nor counted."""
    outbox = open_outbox(Subscription(receiver.url, KEY, APP, frozenset({"INVOICE"})))
    contact, invoice = names(1, 2)
    world.announce([created("Contacts", contact), created("Invoices", invoice)])

    assert outbox.flush(5)
    assert receiver.ids == [invoice]
    assert receiver.letters[0].told["lastEventSequence"] == 1


def test_an_app_hears_only_of_its_own_organisations(world, outbox, receiver):
    """What changes in an organisation to which the app is not connected is not told."""
    elsewhere, here = names(1, 2)
    world.announce([created("Contacts", elsewhere, tenant_id="another")])
    world.announce([created("Contacts", here)])

    assert outbox.flush(5)
    assert receiver.ids == [here]


def test_an_app_hears_nothing_of_an_organisation_that_was_disconnected(world, outbox, receiver):
    """From the next change on, until somebody connects it again."""
    before, meanwhile, after = names(1, 3)
    world.announce([created("Contacts", before)])
    assert outbox.flush(5)
    (connection,) = world.connections.of_app(APP)

    world.connections.close(connection.connection_id)
    world.announce([created("Contacts", meanwhile)])
    world.connections.open(connection)
    world.announce([created("Contacts", after)])

    assert outbox.flush(5)
    assert receiver.ids == [before, after]


def test_one_user_who_disconnects_leaves_the_connections_of_the_others(world, outbox, receiver):
    """The organisation is still open to the app."""
    (connection,) = world.connections.of_app(APP)
    world.connections.open(connection._replace(connection_id="second", user_id="another"))
    world.connections.close(connection.connection_id)

    world.announce([created("Contacts", *names(1, 1))])

    assert outbox.flush(5)
    assert receiver.ids == names(1, 1)


def test_each_subscription_goes_at_its_own_pace(world, open_outbox, receiver):
    """One receiver that does not answer leaves the other undisturbed."""
    stuck = Receiver(KEY)
    stuck.awake.clear()
    outbox = open_outbox(Subscription(stuck.url, KEY, APP), Subscription(receiver.url, KEY, APP))
    world.announce([created("Contacts", *names(1, 1))])

    assert receiver.knocked.wait(5)
    assert not outbox.flush(0)
    stuck.close()
    assert receiver.ids == names(1, 1)


def test_numbers_begin_anew_after_a_reset(world, outbox, receiver):
    """A reset counts from 1 again."""
    for name in names(1, 2):
        world.announce([created("Contacts", name)])
        assert outbox.flush(5)
        outbox.reset()

    assert [letter.told["firstEventSequence"] for letter in receiver.letters] == [1, 1]


def test_closing_delivers_first_where_asked(world, outbox, receiver):
    """With time to drain, nothing is lost; afterwards nothing is sent."""
    world.announce([created("Contacts", name) for name in names(1, 3)])
    outbox.close(drain=5)
    world.announce([created("Contacts", *names(4, 4))])

    assert receiver.ids == names(1, 3)


def test_the_same_changes_are_told_in_the_same_bytes(world, app, receiver):
    """Two runs with one seed give one and the same request, entropy and signature included."""
    for _ in range(2):
        outbox = Outbox(
            world, [Subscription(receiver.url, app.webhook_key, app.client_id)], HttpDelivery()
        )
        outbox.receive([created("Contacts", *names(1, 1))])
        outbox.close(drain=5)

    one, other = receiver.letters
    assert (one.raw, one.headers) == (other.raw, other.headers)


def test_to_subscribe_is_one_call(world, app, receiver):
    """From then on the app hears of changes, signed with its own key."""
    outbox = subscribe(world, receiver.url, app)
    world.announce([created("Contacts", *names(1, 1))])
    outbox.close(drain=5)

    assert receiver.ids == names(1, 1)


def test_a_url_that_is_none_is_refused_before_anything_is_joined(world, app):
    """Subscribing fails at once, in a sentence, and nobody listens."""
    with pytest.raises(ValueError, match="A webhook URL begins with http:// or https://"):
        subscribe(world, "localhost:5000", app)

    assert world._listeners == []
