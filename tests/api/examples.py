"""The bodies that Xero publishes, where they lie beside the repository: whose members, in order."""

import json
from pathlib import Path
from typing import Any

import pytest

RECORDED = Path(__file__).parents[3] / "shared" / "xero" / "recorded"


def example(name: str) -> Any:
    """A published body; without them there is nothing to compare."""
    path = RECORDED / f"{name}.json"
    if not path.is_file():
        pytest.skip("the published bodies are not here")
    return json.loads(path.read_text("utf-8"))


def differences(published: Any, mine: Any, path: str = "") -> set[str]:
    """Members that one has and the other has not, and objects whose members go another way."""
    if isinstance(published, list) and isinstance(mine, list):
        pairs = zip(published, mine, strict=False)
        return set().union(*(differences(*pair, path) for pair in pairs))
    if not isinstance(published, dict) or not isinstance(mine, dict):
        return set() if kind(published) == kind(mine) else {f"{path} is another kind of value"}
    found = {f"no {path}.{name}" for name in published.keys() - mine.keys()}
    found |= {f"also {path}.{name}" for name in mine.keys() - published.keys()}
    if [one for one in published if one in mine] != [one for one in mine if one in published]:
        found.add(f"{path} goes another way")
    for name in published.keys() & mine.keys():
        found |= differences(published[name], mine[name], f"{path}.{name}")
    return found


def kind(value: Any) -> str:
    """What sort of JSON value it is; whole numbers and others are told apart."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "Decimal" if type(value).__name__ == "Decimal" else type(value).__name__
    return "int" if isinstance(value, int) else "Decimal"
