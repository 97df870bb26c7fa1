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
