"""``mockxero`` as a process of its own, the way a user starts it."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import requests

MOCKXERO = [sys.executable, "-m", "mockxero"]
LAST_LINE = "Stop with Ctrl-C.\n"
PATIENCE = 20.0


def environment(**variables: str) -> dict[str, str]:
    """The environment of these tests, without what would configure a mock, and with this."""
    mine = {name: told for name, told in os.environ.items() if not name.startswith("MOCKXERO_")}
    return mine | variables


def told(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What a command that comes to an end has said."""
    return subprocess.run(
        [*MOCKXERO, *arguments],
        env=environment(**variables),
        text=True,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


def said(answer: subprocess.CompletedProcess[str]) -> str:
    """What a command has said that went well."""
    assert (answer.returncode, answer.stderr) == (0, "")
    return answer.stdout


def assert_one_sentence(answer: subprocess.CompletedProcess[str], *words: str) -> None:
    """It fails, and says why in one line."""
    assert answer.returncode != 0
    assert answer.stdout == ""
    assert answer.stderr.startswith("Error: ")
    assert answer.stderr.count("\n") == 1
    assert all(word in answer.stderr for word in words), answer.stderr


@dataclass
class Running:
    """A mock that is up."""

    process: "subprocess.Popen[str]"
    screen: str
    """All that it has printed."""

    @cached_property
    def url(self) -> str:
        found = re.search(r"http://\S+", self.screen)
        assert found is not None, self.screen
        return found[0]

    @cached_property
    def shown(self) -> dict[str, str]:
        """The names and values on the screen."""
        return dict(re.findall(r"^  (XERO_\w+) +(\S*)$", self.screen, re.MULTILINE))

    def env(self, *arguments: str, **variables: str) -> dict[str, str]:
        """What ``mockxero env`` prints about it."""
        said = told("env", "--url", self.url, *arguments, **variables)
        assert said.returncode == 0, said.stderr
        lines = [shlex.split(line) for line in said.stdout.splitlines()]
        assert {first for first, *_ in lines} == {"export"}
        return dict(pair.split("=", 1) for _, pair in lines)

    def token(self, client_id: str | None = None, secret: str | None = None) -> requests.Response:
        """The answer to client credentials: those on the screen, or others."""
        return requests.post(
            f"{self.url}/connect/token",
            data={"grant_type": "client_credentials"},
            auth=(client_id or self.shown["XERO_CLIENT_ID"], secret or self.secret),
            timeout=10,
        )

    @property
    def secret(self) -> str:
        return self.shown["XERO_CLIENT_SECRET"]

    def call(self, method: str, path: str, token: str, **arguments: Any) -> requests.Response:
        """One call to the Accounting API."""
        return requests.request(
            method,
            f"{self.url}/api.xro/2.0/{path}",
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": "application/json",
                **arguments.pop("headers", {}),
            },
            timeout=10,
            **arguments,
        )

    def stop(self, signal: int) -> tuple[int, str]:
        """The exit status after a signal, and what was said on the way out."""
        self.process.send_signal(signal)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors


@contextmanager
def running(*arguments: str, **variables: str) -> Iterator[Running]:
    """A mock, from its last word on the screen until the end of the block."""
    with subprocess.Popen(
        [*MOCKXERO, "serve", *arguments],
        env=environment(**variables),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout is not None
            screen = ""
            for line in process.stdout:
                screen += line
                if line == LAST_LINE:
                    break
            else:
                raise AssertionError(f"it did not start: {process.communicate()[1]}")
            yield Running(process, screen)
        finally:
            process.kill()


@contextmanager
def stranger(body: str, status: int = 200, mark: str | None = None) -> Iterator[str]:
    """The URL of a server that is no mock and gives everybody the same answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            if mark is not None:
                self.send_header(mark, "1")
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the names are http.server's

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
