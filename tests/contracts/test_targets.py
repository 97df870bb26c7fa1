"""Where the stories may be told, and where they must not."""

import json
import subprocess
from types import SimpleNamespace

import pytest
import requests

from contracts.clients import Session
from contracts.clients.raw import RawClient
from contracts.targets import (
    Pace,
    TargetError,
    mock_environment,
    opened,
    refuse_real_books,
    session_at,
)
from tests.contracts.tiny_xero import TinyXero


class Time:
    """A clock that only moves when somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


def test_the_real_xero_is_never_asked_too_often():
    """Of two hundred calls in a row no minute holds more than its share."""
    time, made = Time(), []
    pace = Pace(calls=55, window=60, clock=time.clock, sleep=time.sleep)

    for _ in range(200):
        pace()
        made.append(time.now)

    for start in made:
        assert sum(start <= moment < start + 60 for moment in made) <= 55
    assert time.now == 180


def test_slow_callers_are_not_held_up():
    time = Time()
    pace = Pace(calls=2, window=60, clock=time.clock, sleep=time.sleep)

    for _ in range(9):
        pace()
        time.now += 40

    assert not any(time.slept)


def test_a_server_that_lets_anybody_in_needs_no_environment(tiny_xero):
    """A token for any name, and the first organisation that it reaches."""
    session = session_at(f"{tiny_xero.url}/", {})

    expected = Session(f"{tiny_xero.url}/api.xro/2.0", "tiny", TinyXero.tenant_id)
    assert session == expected
    assert session.origin == tiny_xero.url


def test_the_environment_decides_who_calls(tiny_xero):
    environ = {"XERO_ACCESS_TOKEN": "mine", "XERO_TENANT_ID": "ours"}

    session = session_at(f"{tiny_xero.url}/api.xro/2.0", environ)

    assert session == Session(f"{tiny_xero.url}/api.xro/2.0", "mine", "ours")


@pytest.mark.parametrize(
    "name", ["xero", "https://api.xero.com", "https://api.xero.com/api.xro/2.0"]
)
def test_the_real_xero_needs_a_custom_connection(name):
    """Also when it is named by its URL, and whatever token lies around."""
    with (
        pytest.raises(TargetError, match="set XERO_CLIENT_SECRET"),
        opened(name, {"XERO_CLIENT_ID": "id", "XERO_ACCESS_TOKEN": "token"}),
    ):
        pass


def test_the_real_xero_is_asked_by_one_process_only():
    """Two paces side by side would be too fast together."""
    environ = {"XERO_CLIENT_ID": "i", "XERO_CLIENT_SECRET": "s", "PYTEST_XDIST_WORKER": "gw0"}

    with pytest.raises(TargetError, match="leave -n out"), opened("xero", environ):
        pass


def test_an_unknown_target_is_explained():
    with pytest.raises(TargetError, match="mock, xero or a URL, not 'demo'"), opened("demo", {}):
        pass


@pytest.mark.parametrize(
    ("organisation", "reason"),
    [
        ({"Name": "Hull & Sons", "CountryCode": "NZ"}, "Hull & Sons is no Demo Company"),
        ({"Name": "Hull & Sons", "IsDemoCompany": False}, "Hull & Sons is no Demo Company"),
        ({"Name": "Hull & Sons", "IsDemoCompany": "true"}, "Hull & Sons is no Demo Company"),
        (
            {"Name": "Demo Company (UK)", "IsDemoCompany": True, "CountryCode": "GB"},
            r"not the Demo Company \(NZ\)",
        ),
    ],
)
def test_other_peoples_books_stay_closed(organisation, reason, monkeypatch):
    """Nothing but a Demo Company (NZ) is ever written to."""
    answer = SimpleNamespace(status=200, body={"Organisations": [organisation]}, text="")
    monkeypatch.setattr(RawClient, "call", lambda self, operation_id: answer)

    with pytest.raises(TargetError, match=reason):
        refuse_real_books(Session("https://api.xero.com/api.xro/2.0", "token"))


def test_books_that_cannot_be_seen_stay_closed(monkeypatch):
    answer = SimpleNamespace(status=403, body={"Title": "Forbidden"}, text="Forbidden")
    monkeypatch.setattr(RawClient, "call", lambda self, operation_id: answer)

    with pytest.raises(TargetError, match="answered with 403 Forbidden"):
        refuse_real_books(Session("https://api.xero.com/api.xro/2.0", "token"))


def test_the_demo_company_is_welcome(monkeypatch):
    organisation = {"Name": "Demo Company (NZ)", "IsDemoCompany": True, "CountryCode": "NZ"}
    answer = SimpleNamespace(status=200, body={"Organisations": [organisation]}, text="")
    monkeypatch.setattr(RawClient, "call", lambda self, operation_id: answer)

    refuse_real_books(Session("https://api.xero.com/api.xro/2.0", "token"))


def test_the_environment_of_the_mock_is_read_as_a_shell_reads_it(monkeypatch):
    """Quotes and comments are the shell's, and so they are ours."""
    printed = "# for your shell\nexport XERO_CLIENT_ID=ABC\nexport XERO_WEBHOOK_KEY='a=b c'\n"
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=printed))

    found = mock_environment("http://127.0.0.1:1")

    assert found == {"XERO_CLIENT_ID": "ABC", "XERO_WEBHOOK_KEY": "a=b c"}


def test_a_refused_client_is_told_why(tiny_xero, monkeypatch):
    """The reason of the identity server is worth more than a traceback."""
    refused = 400, json.loads('{"error": "invalid_client"}')
    monkeypatch.setattr(tiny_xero.books, "answer", lambda *_: refused)

    with pytest.raises(TargetError, match=r"gave no token: 400 .*invalid_client"):
        session_at(tiny_xero.url, {})


STAND_IN = """
import http.server, sys

class Healthy(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/_mockxero/health" else 404)
        self.end_headers()

if sys.argv[1:3] == ["env", "--url"]:
    print(f"export XERO_BASE_URL={sys.argv[3]}/api.xro/2.0")
    print("export XERO_ACCESS_TOKEN='ready'\\nexport XERO_TENANT_ID=ours")
elif sys.argv[1:] == ["serve", "--port", "0"]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Healthy)
    print(f"mockxero listens on http://127.0.0.1:{server.server_port}")
    server.serve_forever()
"""


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """A folder whose `python -m mockxero` is ours to write."""
    monkeypatch.chdir(tmp_path)
    program = tmp_path / "mockxero" / "__main__.py"
    program.parent.mkdir()
    return program


def test_the_mock_is_started_entered_and_stopped(stand_in):
    """Its URL is read from what it prints, its credentials from what `env` prints."""
    stand_in.write_text(STAND_IN)

    with opened("mock") as target:
        url = target.session.origin
        assert target.session == Session(f"{url}/api.xro/2.0", "ready", "ours")
        assert requests.get(f"{url}/_mockxero/health", timeout=5).ok

    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)


def test_a_mock_that_does_not_start_says_why(stand_in):
    stand_in.write_text("raise SystemExit('port 0 is taken')")

    with pytest.raises(TargetError, match="did not start: port 0 is taken"), opened("mock"):
        pass
