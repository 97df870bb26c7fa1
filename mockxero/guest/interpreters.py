"""Python and Node, which run a file of ours before the program."""

import os
from collections.abc import Mapping
from pathlib import Path

from mockxero.guest.ground import Ground

HERE = Path(__file__).parent
PYTHON = HERE / "python"
"""A folder with nothing but sitecustomize.py."""
PRELOAD = HERE / "node" / "preload.cjs"


def python(ground: Ground) -> Mapping[str, str]:
    """Python runs the first ``sitecustomize`` on its path; ours runs the next one in turn."""
    told, ours = ground.theirs.get("PYTHONPATH", ""), str(PYTHON)
    first = told.partition(os.pathsep)[0] == ours
    return {"PYTHONPATH": told if first else os.pathsep.join(filter(None, [ours, told]))}


def node(ground: Ground) -> Mapping[str, str]:
    """Node requires a file before the program."""
    told = ground.theirs.get("NODE_OPTIONS", "")
    escaped = str(PRELOAD).replace("\\", "\\\\").replace('"', '\\"')
    ours = f'--require "{escaped}"'
    return {"NODE_OPTIONS": told if ours in told else f"{told} {ours}".strip()}
