"""``NAME:empty``: a fixture without its books."""

import pytest

from mockxero.control.fixture import LAID, SETTINGS, UnknownFixture, lay_down, names, users
from mockxero.primitives.clock import FrozenClock
from mockxero.primitives.ids import Ids
from mockxero.resources.accounts import Account
from mockxero.resources.setup import Conversion
from mockxero.resources.tax_rates import TaxRate
from mockxero.resources.tracking import TrackingOption
from tests.builders import NOON


def laid(name):
    return lay_down(name, FrozenClock(NOON), Ids("bare"))


@pytest.mark.parametrize("name", names())
def test_it_has_the_settings_of_the_fixture_and_nobody_to_trade_with(name):
    """The very same ones; numbers begin anew, and the ledger is empty."""
    whole, bare = laid(name), laid(f"{name}:empty")

    for resource in (*SETTINGS, TrackingOption):
        assert [*bare.every(resource)] == [*whole.every(resource)]
    for other in set(LAID) - set(SETTINGS):
        assert [*bare.every(other)] == []
    assert {one.next for one in bare.series.values()} == {1}
    assert bare.ledger.entries == []
    assert users(f"{name}:empty") == users(name)


def test_it_is_the_same_organisation():
    """Both at once, the second has an id of its own, like two of one fixture."""
    whole, bare = laid("global"), laid("global:empty")

    assert bare.tenant_id == whole.tenant_id
    assert [*bare.every(Conversion)] == []
    assert bare.one(Account, "system", "HISTORICAL") is not None
    assert any(one.tax_type == "OUTPUT" for one in bare.every(TaxRate))


@pytest.mark.parametrize("name", ["nowhere:empty", ":empty", "global:bare", "global:empty:empty"])
def test_there_is_none_of_a_fixture_that_is_not_there(name):
    with pytest.raises(UnknownFixture, match=f"there is no fixture '{name}'"):
        laid(name)
