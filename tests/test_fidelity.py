"""The mock's answers have the shape of what Xero was recorded to say: see ``make fidelity``."""

import pytest

from tests.fidelity.__main__ import GOAL, agreement, riddles, table
from tests.fidelity.comparing import compared
from tests.fidelity.reasons import REASONS, reason
from tests.fidelity.recordings import RECORDED, recordings
from tests.fidelity.shape import EXTRA, KIND, MISSING, ORDER, Shape


def shape(real, mine):
    found = Shape()
    found.compare(real, mine)
    return found


@pytest.fixture(scope="module")
def found():
    if not RECORDED.is_dir():
        pytest.skip("the recordings are not here")
    return compared()


def test_all_recordings_are_compared(found):
    """None is left out because nothing could hold it."""
    assert len(found) == len(recordings()) > 200


def test_nearly_all_members_agree(found):
    """They are there, in their place, and of their kind."""
    share = agreement(found)

    assert share >= GOAL, f"{share:.2%}\n{table(found)}"


def test_every_difference_is_explained(found):
    """In one line, or it is a mistake of ours."""
    assert riddles(found) == []


def test_every_reason_explains_something(found):
    """One that does not any longer must go."""
    used = {
        reason(one.recording, path, sort, what)
        for one in found
        for (path, sort), what in one.shape.differences.items()
    }

    assert [one for one in REASONS if one not in used] == []


class TestShapes:
    """What counts as a difference."""

    def test_the_same_members_agree_whatever_their_values(self):
        found = shape({"A": 1, "B": "x"}, {"A": 2, "B": "y"})

        assert (found.members, found.agreeing, found.differences) == (2, 2, {})

    def test_a_member_that_one_side_lacks(self):
        """On either side it counts once."""
        found = shape({"A": 1, "B": 1}, {"A": 1, "C": 1})

        assert (found.members, found.agreeing) == (3, 1)
        assert found.differences.keys() == {("B", MISSING), ("C", EXTRA)}

    def test_a_member_in_another_place(self):
        """Only the one that was moved is out of order."""
        found = shape({"A": 1, "B": 1, "C": 1}, {"C": 1, "A": 1, "B": 1})

        assert found.differences.keys() == {("C", ORDER)}

    @pytest.mark.parametrize(
        ("real", "mine"),
        [("x", ""), (1, "1"), ("/Date(1)/", "/Date(1+0000)/"), ([], [1]), (True, "true")],
    )
    def test_another_kind_of_text(self, real, mine):
        found = shape({"A": real}, {"A": mine})

        assert found.differences.keys() == {("A", KIND)}

    def test_inside_lists_too(self):
        found = shape({"L": [{"A": 1}, {"A": 1}]}, {"L": [{"A": 1}, {}]})

        assert found.counts == {("L[*].A", MISSING): 1}
