"""Programs as anybody would write them, in every language that is here: none knows of the mock."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import told
from tests.guest.conftest import skipped_without

PROGRAMS = Path(__file__).parent / "programs"
STANDARD = ["urllib", "http_client", "socket"]
LIBRARIES = [*STANDARD, "requests", "urllib3", "httpx", "httpx_alone", "aiohttp", "uvloop"]
IN_PYTHON = [sys.executable, PROGRAMS / "sign_in.py"]
COMMANDS = {
    **{f"python {library}": [*IN_PYTHON, library] for library in LIBRARIES},
    **{
        f"node {way}": ["node", PROGRAMS / "sign_in.mjs", way]
        for way in ("fetch", "https", "worker")
    },
    **{
        f"python by node {way}": ["node", PROGRAMS / "sign_in.cjs", way, *IN_PYTHON, "requests"]
        for way in ("sync", "async", "twice")
    },
    "curl": ["sh", PROGRAMS / "sign_in.sh", "curl"],
    "wget": ["sh", PROGRAMS / "sign_in.sh", "wget"],
    "php": ["php", PROGRAMS / "sign_in.php"],
    "ruby": ["ruby", PROGRAMS / "sign_in.rb"],
    "java": ["java", PROGRAMS / "SignIn.java"],
}
NEEDED = {"curl": "curl", "wget": "wget"}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unmodified_program_reaches_the_mock(name):
    command = COMMANDS[name]
    needed = NEEDED.get(name, str(command[0]))
    library = name.removeprefix("python ")
    skipped_without(needed)
    if library in LIBRARIES and library not in STANDARD:
        pytest.importorskip(library.removesuffix("_alone"))

    signs_in(command)


def test_so_does_one_in_go(tmp_path):
    """Which is built first, as anywhere else."""
    skipped_without("go")
    program = tmp_path / "program"
    subprocess.run(["go", "build", "-o", program, PROGRAMS / "sign_in.go"], check=True, timeout=120)

    signs_in([program])


def signs_in(command):
    said = told("run", "--", *map(str, command))

    assert said.returncode == 0, said.stderr
    assert said.stdout == "Demo Company (NZ)\n", said.stderr
    assert "POST   identity.xero.com/connect/token" in said.stderr
    assert "GET    api.xero.com/connections" in said.stderr
