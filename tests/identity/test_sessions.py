import pytest

from mockxero.identity import sessions
from mockxero.identity.sessions import Sessions, StalePage


@pytest.fixture
def kept(world):
    return Sessions(world)


def test_what_is_remembered_is_bounded(kept, monkeypatch):
    """Whoever opens pages without end fills no memory: the oldest are forgotten."""
    monkeypatch.setattr(sessions, "MOST", 3)
    many = [kept.open() for _ in range(5)]
    tickets = [kept.issue_ticket("page", many[-1], "query") for _ in range(5)]

    assert [kept.at(one.session_id) for one in many] == [None, None, *many[2:]]
    with pytest.raises(StalePage):
        kept.redeem_ticket(tickets[0], "page", many[-1])
    assert kept.redeem_ticket(tickets[-1], "page", many[-1]).query == "query"


def test_nothing_told_is_nobody(kept):
    """No cookie, no session."""
    assert kept.at(None) is None
    assert kept.user_of(None) is None
    assert kept.user_of(kept.open()) is None


def test_no_cookie_outlives_a_reset(kept, world):
    """Or one of yesterday's browsers would be signed in as whoever comes first today."""
    before = [kept.open() for _ in range(3)]
    kept.reset()
    after = [kept.open(next(iter(world.users.values()))) for _ in range(3)]

    assert {one.session_id for one in before}.isdisjoint(one.session_id for one in after)


def test_looking_at_pages_draws_no_other_ids(kept, world):
    """The same calls give the same ids, whether somebody clicked in between or not."""
    untouched = type(world)(world.clock, world.seed)
    kept.issue_ticket("page", kept.open(), "query")

    assert world.ids.guid() == untouched.ids.guid()
