"""Lint, formatting and types are part of the tests."""

import subprocess
import sys
from pathlib import Path

import pytest

TREE = Path(__file__).parents[1]


@pytest.mark.parametrize("habit", ["ruff check .", "ruff format --check --diff .", "mypy"])
def test_the_whole_tree_passes(habit):
    """``make check`` finds nothing."""
    command = [sys.executable, "-m", *habit.split()]
    told = subprocess.run(command, check=False, cwd=TREE, text=True, capture_output=True)

    assert told.returncode == 0, f"{habit}:\n{told.stdout}{told.stderr}"
