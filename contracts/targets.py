"""Where the stories are told: the mock, any URL, or the real Demo Company."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import requests

from .clients import Session
from .clients.raw import RawClient
from .story import at_once

XERO = "https://api.xero.com"
XERO_TOKEN_URL = "https://identity.xero.com/connect/token"  # noqa: S105
CALLS_A_MINUTE = 55  # Xero allows 60
START_UP = 20.0
TIMEOUT = 30


class TargetError(Exception):
    """The stories cannot be told here, and this is why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An API to talk to, and what to wait for before each call."""

    session: Session
    pace: Callable[[], None] = at_once


@dataclass(slots=True)
class Pace:
    """Waits, so that no window of a minute ever holds more calls than allowed."""

    calls: int = CALLS_A_MINUTE
    window: float = 60.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _made: deque[float] = field(default_factory=deque)

    def __call__(self) -> None:
        """Wait if need be, and count one more call."""
        if len(self._made) == self.calls:
            self.sleep(max(0.0, self._made.popleft() + self.window - self.clock()))
        self._made.append(self.clock())


@contextmanager
def opened(name: str, environ: Mapping[str, str] = os.environ) -> Iterator[Target]:
    """The target that `--target` names: `mock` (started for you), `xero`, or a URL."""
    if name == "mock":
        with started_mock() as url:
            yield Target(session_at(url, mock_environment(url)))
    elif name == "xero":
        yield real_xero(environ)
    elif urlsplit(name).scheme in {"http", "https"}:
        yield somewhere(name, environ)
    else:
        raise TargetError(f"--target is mock, xero or a URL, not {name!r}")


def somewhere(url: str, environ: Mapping[str, str]) -> Target:
    """Any server; one of Xero's own hosts is handled with care whatever way it was named."""
    if (urlsplit(url).hostname or "").endswith("xero.com"):
        return real_xero(environ)
    return Target(session_at(url, environ))


def real_xero(environ: Mapping[str, str]) -> Target:
    """The Demo Company behind a custom connection, and no organisation but a Demo Company (NZ)."""
    credentials = ("XERO_CLIENT_ID", "XERO_CLIENT_SECRET")
    if missing := [name for name in credentials if not environ.get(name)]:
        raise TargetError(f"--target xero needs a custom connection: set {' and '.join(missing)}")
    if "PYTEST_XDIST_WORKER" in environ:
        raise TargetError("--target xero counts the calls of one process: leave -n out")
    needed = {name: environ[name] for name in credentials}
    session = session_at(XERO, {**needed, "XERO_TOKEN_URL": XERO_TOKEN_URL})
    refuse_real_books(session)
    return Target(session, Pace())


def refuse_real_books(session: Session) -> None:
    """The stories write and void invoices, and their amounts are those of New Zealand's GST."""
    reply = RawClient(session).call("getOrganisations")
    found = reply.body.get("Organisations", []) if isinstance(reply.body, dict) else []
    if len(found) != 1:
        raise TargetError(f"GET /Organisation was answered with {reply.status} {reply.text[:200]}")
    (organisation,) = found
    if organisation.get("IsDemoCompany") is not True:
        raise TargetError(f"{organisation.get('Name')} is no Demo Company: it stays untouched")
    if organisation.get("CountryCode") != "NZ":
        raise TargetError(f"{organisation.get('Name')} is not the Demo Company (NZ) of the stories")


def session_at(url: str, environ: Mapping[str, str]) -> Session:
    """Sign in at this URL with what the environment holds, and choose its organisation."""
    base = url.rstrip("/")
    accounting_url = base if "/api.xro/" in base else f"{base}/api.xro/2.0"
    session = Session(accounting_url, environ.get("XERO_ACCESS_TOKEN"))
    if not session.access_token:
        token_url = environ.get("XERO_TOKEN_URL") or f"{session.origin}/connect/token"
        session = replace(session, access_token=client_credentials(token_url, environ))
    return replace(session, tenant_id=environ.get("XERO_TENANT_ID") or only_tenant(session))


def client_credentials(token_url: str, environ: Mapping[str, str]) -> str:
    """A token for the client in the environment, or for any name if the server lets all in."""
    client = (
        environ.get("XERO_CLIENT_ID", "contracts"),
        environ.get("XERO_CLIENT_SECRET", "contracts"),
    )
    response = requests.post(
        token_url, data={"grant_type": "client_credentials"}, auth=client, timeout=TIMEOUT
    )
    if not response.ok:
        raise TargetError(
            f"{token_url} gave no token: {response.status_code} {response.text[:200]}"
        )
    token: str = response.json()["access_token"]
    return token


def only_tenant(session: Session) -> str | None:
    """The first organisation that the token reaches."""
    reply = RawClient(session).call("getConnections")
    if not isinstance(reply.body, list) or not reply.body:
        raise TargetError(f"GET /connections was answered with {reply.status} {reply.text[:200]}")
    tenant_id: str = reply.body[0]["tenantId"]
    return tenant_id


@contextmanager
def started_mock() -> Iterator[str]:
    """A fresh mock in a process of its own, on a free port; its URL."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "told")
        with told.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "mockxero", "serve", "--port", "0"],
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        try:
            yield _ready(process, told)
        finally:
            _stop(process)


def mock_environment(url: str) -> dict[str, str]:
    """What `mockxero env` prints for a running mock."""
    printed = subprocess.run(
        [sys.executable, "-m", "mockxero", "env", "--url", url],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    words = (shlex.split(line, comments=True) for line in printed.splitlines())
    pairs = (found[-1].partition("=") for found in words if found[:1] == ["export"])
    return {name: value for name, _, value in pairs}


def _ready(process: subprocess.Popen[bytes], told: Path) -> str:
    """Wait until the mock has printed its URL and answers there."""
    until = time.monotonic() + START_UP
    while time.monotonic() < until and process.poll() is None:
        found = re.search(r"http://[\w.\-]+:\d+", told.read_text("utf-8"))
        if found and _healthy(found[0]):
            return found[0]
        time.sleep(0.02)
    raise TargetError(f"the mock did not start: {told.read_text('utf-8').strip()[-500:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=START_UP)
    except subprocess.TimeoutExpired:
        process.kill()


def _healthy(url: str) -> bool:
    try:
        return requests.get(f"{url}/_mockxero/health", timeout=2).ok
    except requests.RequestException:
        return False
