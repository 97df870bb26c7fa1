"""The three contestants: us, bare Flask on the same server, and localstack-xero from PyPI.

The rival lives in a virtual environment of its own, made once under `.bench/` with the interpreter
that runs the bench, so that all three run on the same Python.
"""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.bench.client import Call, Client
from tests.bench.servers import ROOT, Recipe

PINS = ("localstack-xero==0.1.2", "rolo==0.8.9", "werkzeug==3.1.9")


def us(*options: str) -> Recipe:
    """The mock, as a user starts it: the Demo Company inside, tokens checked."""
    return Recipe(
        name="mockxero",
        command=lambda port: [
            *(sys.executable, "-m", "mockxero", "serve"),
            *("--port", str(port), "--seed", "bench", *options),
        ],
        health="/_mockxero/health",
        headers=passport,
    )


def bare_flask() -> Recipe:
    """One Flask route on waitress."""
    return Recipe(
        name="bare Flask",
        command=lambda port: [sys.executable, "-m", "tests.bench.bare", str(port)],
        health="/",
        headers=lambda _: {},
    )


def localstack_xero() -> Recipe:
    """The rival, which takes any bearer token and any tenant."""
    program = str(rival_home() / "bin" / "xero-local")
    return Recipe(
        name="localstack-xero",
        command=lambda _: [program],
        health="/_xero/health",
        headers=lambda _: {"Authorization": "Bearer any", "Xero-Tenant-Id": "any"},
        environment=lambda port: {"XERO_HOST": "127.0.0.1", "XERO_PORT": str(port)},
    )


def passport(port: int) -> dict[str, str]:
    """A valid token and a tenant, from the page that prints what an integration needs."""
    with closing(Client(port, {})) as client:
        names = client.read(Call("/_mockxero/env"))
    return {
        "Authorization": f"Bearer {names['XERO_ACCESS_TOKEN']}",
        "Xero-Tenant-Id": names["XERO_TENANT_ID"],
    }


def rival_home() -> Path:
    """The rival's virtual environment, made at the first call and kept."""
    home = ROOT / ".bench" / f"{PINS[0].replace('==', '-')}-py{sys.version_info.minor}"
    receipt = home / "installed.txt"
    if not receipt.exists() or receipt.read_text().split() != list(PINS):
        install(home)
        receipt.write_text("\n".join(PINS))
    return home


def install(home: Path) -> None:
    """A fresh virtual environment with the pinned packages in it."""
    print(f"Installing {' '.join(PINS)} under {os.path.relpath(home)}", flush=True)
    shutil.rmtree(home, ignore_errors=True)
    home.parent.mkdir(exist_ok=True)
    (home.parent / ".gitignore").write_text("*\n")
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", *PINS], check=True)
