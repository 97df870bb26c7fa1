"""What one mock holds, and who is told of changes."""

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any

import pytest

from mockxero.books.parties import (
    App,
    AppKind,
    BadToken,
    Connection,
    Connections,
    Tier,
    User,
)
from mockxero.books.world import World
from mockxero.primitives.clock import FrozenClock
from mockxero.resources.contacts import Contact
from tests.builders import NOON, accepted, guid, record, sent, small_books

TENANT, OTHER = guid(1), guid(2)


@pytest.fixture
def world():
    return World(FrozenClock(NOON))


def test_listeners_are_told_of_every_transaction(world):
    """All of them, once it has happened, whatever the organisation."""
    one, other, heard = small_books(), small_books(organisation_id=OTHER), []
    world.add(one)
    world.add(other)
    world.listen(lambda changes: heard.append(("first", changes[0].tenant_id)))
    world.listen(lambda changes: heard.append(("second", changes[0].tenant_id)))

    for books in (one, other):
        accepted(record(books, sent(Contact, name="Zoe")))

    assert heard == [
        ("first", TENANT), ("second", TENANT), ("first", OTHER), ("second", OTHER)
    ]  # fmt: skip


def test_an_organisation_is_found_by_its_tenant_id(world):
    books = small_books()

    world.add(books)

    assert world.organisations == {TENANT: books}


def test_a_world_can_take_over_what_another_holds(world):
    """From one moment to the next; its listeners stay, and hear of the new books."""
    heard = []
    world.listen(lambda changes: heard.append(changes[0].tenant_id))
    world.add(small_books())
    world.connections.open(connection())
    other = World(FrozenClock(NOON), seed="other")
    books = small_books(organisation_id=OTHER)
    other.add(books)
    other.apps["APP"] = App("APP", None, "Shop", AppKind.PKCE, "key")
    other.users["me"] = User("me", "ada@example.com", "Ada", "Lovelace")

    world.take_over(other)

    assert world.organisations == {OTHER: books}
    assert ([*world.apps], [*world.users]) == (["APP"], ["me"])
    assert len(world.connections) == 0
    assert world.ids.guid() == World(FrozenClock(NOON), seed="other").ids.guid()
    accepted(record(books, sent(Contact, name="Zoe")))
    assert heard == [OTHER]


def test_a_user_has_a_name():
    assert User("me", "ada@example.com", "Ada", "Lovelace").name == "Ada Lovelace"


def test_a_bad_token_says_why():
    assert BadToken("TokenExpired").detail == str(BadToken("TokenExpired")) == "TokenExpired"


# --- connections ----------------------------------------------------------------------------------


def connection(number=1, **members):
    known: dict[str, Any] = {
        "connection_id": guid(number),
        "client_id": "APP",
        "user_id": "me",
        "tenant_id": TENANT,
        "tenant_name": "Small Books",
        "authentication_event_id": guid(100 + number),
        "created": NOON,
        "updated": NOON,
    }
    return Connection(**(known | members))


def holder(client_id="APP", user_id="me"):
    return client_id, user_id


@pytest.fixture
def connections():
    return Connections()


def test_a_connection_opens_one_organisation_to_one_app_of_one_user(connections):
    mine = connections.open(connection())
    theirs = connections.open(connection(2, user_id="you"))
    connections.open(connection(3, client_id="OTHER"))

    assert connections.of("APP", "me") == [mine]
    assert connections.to(TENANT, *holder()) == mine
    assert connections.to(TENANT, *holder(user_id="you")) == theirs
    assert connections.to(OTHER, *holder()) is None
    assert connections.to(TENANT, *holder(user_id=None)) is None


def test_a_custom_connection_belongs_to_nobody(connections):
    known = connections.open(connection(user_id=None))

    assert connections.of("APP", None) == [known]


def test_connecting_again_renews_a_connection(connections):
    """Its id and creation stay, the event is new."""
    first = connections.open(connection())

    again = connections.open(
        connection(2, created=NOON.replace(hour=13), updated=NOON.replace(hour=13))
    )

    assert connections.of("APP", "me") == [again]
    assert (again.connection_id, again.created) == (first.connection_id, NOON)
    assert (again.authentication_event_id, again.updated.hour) == (guid(102), 13)


def test_a_closed_connection_opens_nothing(connections):
    known = connections.open(connection())

    assert connections.close(known.connection_id) == known
    assert connections.close(known.connection_id) is None
    assert connections.to(TENANT, *holder()) is None


def test_an_app_knows_what_anybody_has_opened_to_it(connections):
    """And an organisation knows to which apps it is open, each once."""
    mine = connections.open(connection())
    theirs = connections.open(connection(2, user_id="you"))
    connections.open(connection(3, client_id="OTHER"))
    connections.open(connection(4, tenant_id=OTHER, client_id="OTHER"))

    assert connections.of_app("APP") == [mine, theirs]
    assert connections.apps_in(TENANT) == ["APP", "OTHER"]
    assert connections.apps_in(OTHER) == ["OTHER"]


def test_an_organisation_is_open_to_an_app_until_the_last_of_its_users_has_gone(connections):
    known = [connections.open(connection(n, user_id=f"user {n}")) for n in (1, 2)]

    told = []
    for one in known:
        connections.close(one.connection_id)
        told.append((connections.is_open(TENANT, "APP"), connections.apps_in(TENANT)))

    assert told == [(True, ["APP"]), (False, [])]


def test_whoever_looks_for_a_connection_does_not_read_the_others(connections):
    """An app of Xero's largest tier has ten thousand of them."""
    for number in range(10_000):
        connections.open(connection(number, tenant_id=f"tenant {number}"))

    began = perf_counter()
    for _ in range(1_000):
        assert connections.to("tenant 9999", *holder()) is not None
        assert connections.is_open("tenant 9999", "APP")

    assert perf_counter() - began < 0.1


def test_many_may_connect_and_disconnect_at_once(connections):
    """In the end all indexes agree."""

    def come_and_go(number):
        for round_ in range(50):
            known = connections.open(connection(1000 * number + round_, user_id=f"user {number}"))
            assert connections.to(TENANT, *holder(user_id=f"user {number}")) == known
            connections.close(known.connection_id)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(come_and_go, range(8)))

    assert len(connections) == 0
    assert not connections.is_open(TENANT, "APP")
    assert connections.of_app("APP") == []


@pytest.mark.parametrize(
    ("tier", "connected", "calls", "journals"),
    [
        (Tier.STARTER, 5, 1_000, False),
        (Tier.CORE, 50, 5_000, False),
        (Tier.PLUS, 1_000, 5_000, False),
        (Tier.ADVANCED, 10_000, 5_000, True),
        (Tier.ENTERPRISE, None, 5_000, True),
    ],
)
def test_what_a_tier_buys(tier, connected, calls, journals):
    """Connections, calls a day, and the journals."""
    assert (tier.connections, tier.calls, tier.journals) == (connected, calls, journals)
