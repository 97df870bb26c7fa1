from datetime import datetime

import pytest

from mockxero.primitives.clock import FrozenClock
from tests.control.portal import Portal

NOON = datetime(2026, 11, 20, 12)


@pytest.fixture
def clock():
    return FrozenClock(NOON)


@pytest.fixture
def portal(open_mock, clock):
    """Of a mock with two organisations, in both of which Demo User works."""
    return Portal(open_mock(clock, "nz", "empty"))
