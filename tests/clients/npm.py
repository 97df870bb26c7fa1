"""What comes from npm: installed into a client's own folder, as its lock file says, and kept."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.clients.clients import Missing

PATIENCE = 240.0
QUIET = ("--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


def npm(folder: Path, package: str) -> Callable[[], str]:
    """The version of a package that a folder's ``package.json`` names, once it is installed."""

    def version() -> str:
        install(folder)
        return version_of(folder / "node_modules" / package)

    return version


def version_of(package: Path) -> str:
    """What an installed package says of itself."""
    return str(json.loads((package / "package.json").read_text("utf-8"))["version"])


@cache
def install(folder: Path) -> None:
    """Install what the lock file says, unless just that is there. Raises Missing."""
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    mark = folder / "node_modules" / ".installed"
    if mark.is_file() and mark.read_text("utf-8") == lock:
        return
    if shutil.which("npm") is None:
        raise Missing("there is no npm here")
    told = subprocess.run(
        ["npm", "ci", "--ignore-scripts", *QUIET],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    if told.returncode != 0:
        raise Missing(f"npm could not install it: {_reason(told.stderr)}")
    mark.write_text(lock, "utf-8")


def _reason(errors: str) -> str:
    """The first line that says what went wrong."""
    lines = [line.removeprefix("npm error").strip() for line in errors.splitlines()]
    return next((line for line in lines if line), "it does not say why")[:100]
