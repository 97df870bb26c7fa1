"""Whatever happens to books, in whatever order: the laws of bookkeeping hold."""

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from mockxero.primitives.clock import FrozenClock
from tests.api.conftest import NOON
from tests.laws.machine import Books

STEPS = 12


def test_the_laws_hold(open_mock, part, sequences, record_property):
    """Over so many sequences of calls to the API; the parts are to share the cores."""
    clock = FrozenClock(NOON)

    class Here(Books):
        mocks = (open_mock(clock, "empty"), open_mock(clock, "empty"))

    Here.clock = clock
    # Hypothesis would begin every part alike where it is told to leave nothing to chance.
    machine = seed(part)(Here) if settings().derandomize else Here
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            suppress_health_check=[*HealthCheck],
        ),
    )
    record_property("sequences", Here.held)

    assert Here.held >= sequences
