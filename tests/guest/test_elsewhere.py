"""Other hosts: reached as before, with the program's own TLS, or with --offline not at all."""

import hashlib
import re
import subprocess
import sys

import pytest

from tests.cli.running import environment, told
from tests.guest.conftest import BODY, skipped_without

HASHED = """
import hashlib, sys, {0}
print(hashlib.sha256({1}).hexdigest())
"""
PYTHON = {
    "urllib": HASHED.format("urllib.request", "urllib.request.urlopen(sys.argv[1]).read()"),
    "requests": HASHED.format("requests", "requests.get(sys.argv[1]).content"),
    "httpx": HASHED.format("httpx", "httpx.get(sys.argv[1]).content"),
}
NODE = """
const answer = await fetch(process.argv[1]);
const {createHash} = await import('node:crypto');
console.log(createHash('sha256').update(Buffer.from(await answer.arrayBuffer())).digest('hex'));
"""
COMMANDS = {
    **{name: [sys.executable, "-c", script] for name, script in PYTHON.items()},
    "node": ["node", "--input-type=module", "-e", NODE],
    "curl": ["sh", "-c", 'curl -sS "$0" | sha256sum'],
}
TRUST = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
NO_PROXIES = {
    name: ""
    for scheme in ("http", "https", "no")
    for name in (f"{scheme}_proxy", f"{scheme}_PROXY".upper())
}


def here_or_skipped(command):
    skipped_without(command[0])
    return command


@pytest.mark.parametrize("where", ["elsewhere", "here"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_host_hears_the_same_with_us_and_without(name, where, request):
    """The certificate is the host's own, which the user trusts: nobody reads on the way."""
    host = request.getfixturevalue(where)
    command = [*here_or_skipped(COMMANDS[name]), host.url]
    trusted = {**NO_PROXIES, **dict.fromkeys(TRUST, host.certificate)}

    without = subprocess.run(
        command, env=environment(**trusted), capture_output=True, text=True, check=True
    )
    with_us = told("run", "--", *command, **trusted)

    assert with_us.stdout == without.stdout, with_us.stderr
    assert without.stdout[:64] == hashlib.sha256(BODY).hexdigest()
    assert host.heard[0] == host.heard[1]
    assert "127.0.0.1" not in with_us.stderr  # this machine is no business of ours


@pytest.mark.parametrize("name", COMMANDS)
def test_a_host_that_nobody_trusts_is_not_trusted(name, elsewhere):
    """Our CA vouches for Xero's names only."""
    said = told("run", "--", *here_or_skipped(COMMANDS[name]), elsewhere.url)

    assert hashlib.sha256(BODY).hexdigest() not in said.stdout
    assert elsewhere.heard == []


def test_proxies_of_the_user_stay_in_force(tmp_path):
    """Nobody listens at this one: so another host is not reached, and Xero is."""
    theirs = {
        **NO_PROXIES,
        "https_proxy": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
    }
    script = "curl -sS https://elsewhere.invalid; curl -s -o /dev/null -w %{http_code} https://api.xero.com/connections"

    said = told("run", "--", "sh", "-c", script, **theirs)

    assert said.stdout == "401"
    assert re.search("1 x unreachable +elsewhere.invalid", said.stderr)


def test_node_sees_the_proxies_that_it_would_see_without_us(monkeypatch):
    skipped_without("node")
    shown = "console.log(process.env.HTTPS_PROXY, process.env.NO_PROXY)"
    theirs = {**NO_PROXIES, "HTTPS_PROXY": "http://corp:3128", "NO_PROXY": "intra"}

    for name in NO_PROXIES:
        monkeypatch.delenv(name, raising=False)

    none = told("run", "--", "node", "-e", shown)
    some = told("run", "--", "node", "-e", shown, **theirs)

    assert none.stdout == "undefined undefined\n"
    assert some.stdout == ("http://corp:3128 intra,api.xero.com,identity.xero.com,login.xero.com\n")


class TestOffline:
    @pytest.mark.parametrize(
        "command",
        [
            [sys.executable, "-c", "import urllib.request as u; u.urlopen('https://example.com')"],
            [sys.executable, "-c", "import socket; socket.create_connection(('example.com', 443))"],
            [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 443))"],
            ["node", "-e", "fetch('https://example.com').catch(e => { throw e.cause })"],
            ["node", "-e", "require('net').connect(80, '192.0.2.1')"],
            ["node", "-e", "require('dns').lookup('example.com', e => { throw e })"],
            ["node", "-e", "require('dns').promises.resolve4('example.com')"],
            ["curl", "-sSv", "https://example.com"],
            ["curl", "-sS", "--fail-with-body", "http://example.com"],
        ],
        ids=lambda command: f"{command[0].rpartition('/')[2]}: {command[-1][:40]}",
    )
    def test_other_hosts_are_refused_and_it_is_said_by_whom(self, command):
        said = told("run", "--offline", "--", *here_or_skipped(command), **NO_PROXIES)

        assert said.returncode != 0
        assert "mockxero run --offline" in said.stdout + said.stderr

    @pytest.mark.parametrize("host", ["example.com", "192.0.2.1"])
    def test_another_loop_is_no_way_out(self, host):
        pytest.importorskip("uvloop")
        ask = f"import asyncio, uvloop; uvloop.run(asyncio.open_connection('{host}', 443))"

        said = told(
            "run", "--offline", "--", sys.executable, "-c", f"import asyncio, uvloop; {ask}"
        )

        assert said.returncode != 0
        assert f"mockxero run --offline: {host} is not Xero" in said.stderr

    @pytest.mark.parametrize("name", COMMANDS)
    def test_this_machine_and_xero_are_reached(self, name, here):
        trusted = {**NO_PROXIES, **dict.fromkeys(TRUST, here.certificate)}
        command = [*here_or_skipped(COMMANDS[name])]

        said = told("run", "--offline", "--", *command, here.url, **trusted)
        xero = told(
            "run",
            "--offline",
            "--",
            *command,
            "https://identity.xero.com/.well-known/openid-configuration",
        )

        assert said.stdout[:64] == hashlib.sha256(BODY).hexdigest(), said.stderr
        assert xero.returncode == 0, xero.stderr

    def test_proxies_of_the_user_are_no_way_out(self, elsewhere):
        """Not even one on this machine."""
        theirs = dict.fromkeys(NO_PROXIES, "http://127.0.0.1:9")

        said = told("run", "--offline", "--", "curl", "-sSv", "https://example.com", **theirs)

        assert "Refused by mockxero run --offline" in said.stderr
