"""Go, with golang.org/x/oauth2."""

import subprocess
from pathlib import Path

from tests.clients.clients import BROWSER, Client, Missing

PACKAGES = Path("/usr/share/gocode")
"""Where Debian puts what is written in Go."""


def packaged() -> str:
    """The version that Debian has."""
    if not (PACKAGES / "src" / "golang.org" / "x" / "oauth2").is_dir():
        raise Missing("there is no golang-golang-x-oauth2-dev here")
    asked = ["dpkg-query", "--show", "--showformat=${Version}", "golang-golang-x-oauth2-dev"]
    told = subprocess.run(asked, check=True, capture_output=True, text=True)
    return told.stdout.partition("-")[0]


CLIENTS = (
    Client(
        "x/oauth2 of Go",
        Path(__file__).parent,
        "go run story.go",
        version=packaged,
        needs=(*BROWSER, "go"),
        variables=(("GO111MODULE", "off"), ("GOPATH", str(PACKAGES)), ("GOFLAGS", "")),
    ),
)
