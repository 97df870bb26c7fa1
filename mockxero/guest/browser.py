"""The browser: a page of Xero's that a program opens is the mock's page."""

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from mockxero.guest.ground import Ground

_OPENER = Path(__file__).with_name("opener.py")


def browser(ground: Ground) -> Mapping[str, str]:
    """A program that opens pages, with the user's own behind it."""
    program = ground.folder / "browser"
    command = shlex.join([sys.executable, "-I", str(_OPENER)])
    program.write_text(f'#!/bin/sh\nexec {command} "$@"\n', "utf-8")
    program.chmod(0o700)
    return {"BROWSER": str(program)}
