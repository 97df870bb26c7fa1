"""Small books to try the rules on, and two short ways to ask them."""

import pytest

from tests.builders import accepted, record, sent, small_books, stored


@pytest.fixture
def books():
    return small_books()


@pytest.fixture
def complaints(books):
    """What is said against a new record, or (``before``) against a change."""

    def ask(resource, before=None, create=False, **members):
        return record(books, sent(resource, **members), before, create=create).errors

    return ask


@pytest.fixture
def made(books):
    """A record that nothing is said against, as it is stored afterwards."""

    def ask(resource, before=None, unitdp=2, **members):
        draft = sent(resource, **members)
        return stored(books, accepted(record(books, draft, before, unitdp=unitdp)))

    return ask
