"""How a run is reported: one line for each fault, and all of them together at the end."""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from .faults import first_line
from .story import Story


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """Fail a story with its fault lines and no traceback: the fault is not in this code."""
    story = pyfuncitem.funcargs.get("xero")
    if not isinstance(story, Story):
        return (yield)
    outcome = None
    try:
        outcome = yield
    except AssertionError as error:
        story.faults.append(first_line(error))
    except (LookupError, TypeError, ValueError) as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        if Path(place.filename).parent != pyfuncitem.path.parent:
            raise
        story.faults.append(f"{story.claim}: {type(error).__name__} {error}, at {place.line}")
    faults = list(dict.fromkeys(story.faults))
    client = pyfuncitem.callspec.id
    pyfuncitem.user_properties.extend(("fault", (client, line)) for line in faults)
    if faults:
        pytest.fail("\n".join(f"FAULT {line}" for line in faults), pytrace=False)
    return outcome


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """List every fault once, in the order of the stories, with the clients that met it."""
    met: dict[str, tuple[str, Counter[str]]] = {}
    for client, line in _faults(terminalreporter.stats.get("failed", [])):
        _, clients = met.setdefault(_kind(line), (line, Counter()))
        clients[client] += 1
    if met:
        terminalreporter.section("contract faults")
    for line, clients in met.values():
        terminalreporter.write_line(f"FAULT {line} [{_met_by(clients)}]")


def _kind(line: str) -> str:
    """A fault is the same fault whatever came instead, and whoever it came to."""
    return re.sub(r"\b[0-9a-f]{8}\b(-[0-9a-f-]{27})?", "", line.partition(", got ")[0])


def _met_by(clients: Counter[str]) -> str:
    stories = max(clients.values())
    return " and ".join(clients) + (f", in {stories} stories" if stories > 1 else "")


def _faults(reports: list[pytest.TestReport]) -> Iterator[tuple[str, str]]:
    for report in reports:
        properties: list[tuple[str, Any]] = report.user_properties
        yield from (value for name, value in properties if name == "fault")
