"""What a story makes of an answer."""

import pytest

from contracts.clients import Reply, Session
from contracts.faults import Fault
from contracts.story import Story


class Unchanged:
    """A server where nothing is as new as anybody asks for."""

    def call(self, operation_id, /, **arguments):
        return Reply(304, {})


@pytest.fixture
def story():
    return Story(lambda session: Unchanged(), Session("http://nowhere", None), claim="a claim")


def test_nothing_newer_is_no_record(story):
    since = {"If-Modified-Since": "2026-09-14T00:00:00"}

    assert story.records("getJournals", **since) == []
    assert story.faults == []


def test_whoever_did_not_ask_for_news_gets_all(story):
    with pytest.raises(Fault, match="getJournals status expected 200, got 304"):
        story.records("getJournals")
