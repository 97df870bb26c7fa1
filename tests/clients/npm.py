"""What comes from npm: installed into a client's own folder, as its lock file says, and kept."""

import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.clients.clients import Missing, need

PATIENCE = 240.0
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


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
    locked = (folder / "package-lock.json").exists()
    wanted = folder / ("package-lock.json" if locked else "package.json")
    lock = hashlib.sha256(wanted.read_bytes()).hexdigest()
    mark = folder / "node_modules" / ".installed"
    if mark.is_file() and mark.read_text("utf-8") == lock:
        return
    need("npm")
    told = subprocess.run(
        ["npm", *(["ci"] if locked else ["install", "--no-package-lock"]), *QUIET],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    if told.returncode != 0:
        raise Missing(_reason(told.stderr))
    mark.write_text(lock, "utf-8")


def _reason(errors: str) -> str:
    """Why it could not be installed, in a few words."""
    unknown = re.search(
        r"404\s+(?:The requested resource )?'(.+?)@\S*' (?:could not|is not)", errors
    )
    if unknown is not None:
        return f"npm has no {unknown[1]}"
    lines = [line.removeprefix("npm error").strip() for line in errors.splitlines()]
    first = next((line for line in lines if line), "it does not say why")
    return f"npm could not install it: {first[:100]}"
