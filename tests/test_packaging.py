"""An installed copy is whole."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

TREE = Path(__file__).parents[1]
SHIPPED = {
    "mockxero": "mockxero",
    "fixtures": "mockxero/fixtures",
    "contracts": "mockxero/contracts",
}
PROJECT = tomllib.loads((TREE / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built without a network from a copy of the tree."""
    copy, built = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("built")
    for path in TREE.iterdir():
        if path.name in SHIPPED:
            shutil.copytree(path, copy / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif path.is_file():
            shutil.copy(path, copy)
    offline = ["--no-deps", "--no-build-isolation", "--quiet"]
    build = [sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", built, copy]
    told = subprocess.run(build, check=False, text=True, capture_output=True)
    assert told.returncode == 0, told.stderr
    (path,) = built.iterdir()
    with ZipFile(path) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", SHIPPED)
def test_wheel_carries_every_file_of(wheel, folder):
    """Code, JSON, grammars, py.typed: what lies in the folder ships."""
    lying = {
        f"{SHIPPED[folder]}/{path.relative_to(TREE / folder).as_posix()}"
        for path in (TREE / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert lying <= wheel


def test_wheel_carries_nothing_else(wheel):
    """Neither tests nor caches slip in."""
    assert {name.partition("/")[0] for name in wheel} == {
        "mockxero",
        f"mockxero-{PROJECT['version']}.dist-info",
    }
    assert not [name for name in wheel if "__pycache__" in name]


def test_changelog_opens_with_this_version():
    """Whoever raises the version tells the users why."""
    heads = re.findall(r"^## (\S+)", (TREE / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert heads[0] == PROJECT["version"]
