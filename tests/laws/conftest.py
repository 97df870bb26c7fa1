"""The sequences come in parts, so that several cores can share them."""

import pytest

PART = 125


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """As many parts as make up the sequences that are wanted."""
    if "part" in metafunc.fixturenames:
        wanted: int = metafunc.config.getoption("--sequences")
        metafunc.parametrize("part", range(-(-wanted // PART)))


@pytest.fixture
def sequences(part, pytestconfig):
    """How many there are in a part."""
    wanted = pytestconfig.getoption("--sequences")
    return min(PART, wanted - part * PART)
