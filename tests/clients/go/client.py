"""Go, with golang.org/x/oauth2."""

from pathlib import Path

from tests.clients.clients import BROWSER, Client, of_debian

PACKAGES = Path("/usr/share/gocode")
"""Where Debian puts what is written in Go."""


CLIENTS = (
    Client(
        "x/oauth2 of Go",
        Path(__file__).parent,
        "go run story.go",
        version=of_debian("golang-golang-x-oauth2-dev"),
        needs=(*BROWSER, "go"),
        variables=(("GO111MODULE", "off"), ("GOPATH", str(PACKAGES)), ("GOFLAGS", "")),
    ),
)
