"""The options and markers of the kit; named with `-p` where pytest meets `conftest.py` late."""

import pytest

MARKERS = {
    "recorded(file)": "the Demo Company was seen to do this",
    "documented(source)": "Xero, or somebody quoting Xero, says so",
    "inferred(reason)": "follows from what is known, and waits for a recording",
    "guessed(question)": "is not known: the mock chose, and the next recording shall settle it",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--target` and `--client`."""
    group = parser.getgroup("contracts", "contracts of the Xero Accounting API")
    group.addoption(
        "--target",
        default="mock",
        help="mock (started for you, the default), xero (the real Demo Company) or a URL",
    )
    group.addoption(
        "--client",
        default="both",
        help="raw, sdk, both (the default) or package.module:Class of your own",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers that say where a contract comes from."""
    for marker, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{marker}: {meaning}")
