"""``mockxero serve --tls`` and ``mockxero ca``, as users type them."""

import re
import signal
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.cli.running import running, told

BIG = b"%PDF" + bytes(range(256)) * 36 * 1024
"""Nine megabytes."""


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    return {"XDG_STATE_HOME": str(tmp_path_factory.mktemp("state"))}


@pytest.fixture(scope="module")
def mock(state):
    with running("--port", "0", "--tls", "--tls-port", "0", **state) as mock:
        yield mock


@pytest.fixture(scope="module")
def url(mock):
    (found,) = re.findall(r"https://localhost:\d+", mock.screen)
    return found


@pytest.fixture(scope="module")
def trusted(state):
    """What a client is told to trust."""
    return Path(told("ca", "--path", **state).stdout.strip())


@pytest.fixture
def client(mock, trusted):
    with requests.Session() as session:
        session.verify = str(trusted)
        session.trust_env = False  # which may name other certificates
        session.headers["Authorization"] = f"Bearer {mock.env()['XERO_ACCESS_TOKEN']}"
        session.headers["Accept"] = "application/json"
        yield session


class TestServing:
    def test_both_ports_are_up(self, mock, url, client):
        plain = requests.get(f"{mock.url}/_mockxero/health", timeout=10)
        secure = client.get(f"{url}/_mockxero/health", timeout=10)

        assert plain.json() == secure.json()

    def test_the_screen_says_how_to_trust_it(self, mock, url):
        line = next(line for line in mock.screen.splitlines() if "--cacert" in line)

        assert line.endswith(f'ca --path)" {url}/_mockxero/health')

    def test_what_it_tells_of_itself_is_under_the_name_it_was_asked_by(self, url, client):
        configuration = client.get(f"{url}/.well-known/openid-configuration", timeout=10).json()

        assert configuration["token_endpoint"] == f"{url}/connect/token"
        env = client.get(f"{url}/_mockxero/env", timeout=10).json()
        assert env["XERO_BASE_URL"] == f"{url}/api.xro/2.0"

    def test_files_as_large_as_xero_takes_go_there_and_back(self, url, client):
        contact = client.get(f"{url}/api.xro/2.0/Contacts", timeout=10).json()["Contacts"][0]
        file = f"{url}/api.xro/2.0/Contacts/{contact['ContactID']}/Attachments/big.pdf"

        client.put(
            file, data=BIG, headers={"Content-Type": "application/pdf"}, timeout=60
        ).raise_for_status()

        assert client.get(file, headers={"Accept": "application/pdf"}, timeout=60).content == BIG

    def test_one_connection_serves_many_requests(self, url, client):
        ports = set()
        for _ in range(5):
            with client.get(f"{url}/api.xro/2.0/Organisation", timeout=10, stream=True) as answer:
                ports.add(answer.raw.connection.sock.getsockname()[1])
                assert answer.json()["Organisations"]
        assert len(ports) == 1

    def test_ten_write_at_once(self, url, client):
        def write(number):
            body = {"Name": f"By TLS {number}"}
            answer = requests.put(
                f"{url}/api.xro/2.0/Contacts",
                json=body,
                headers=dict(client.headers),
                verify=client.verify,
                timeout=30,
            )
            return answer.json()["Contacts"][0]["Name"]

        with ThreadPoolExecutor(10) as pool:
            names = list(pool.map(write, range(40)))
        assert names == [f"By TLS {number}" for number in range(40)]

    def test_who_speaks_no_tls_is_told(self, url):
        answer = requests.get(url.replace("https", "http"), timeout=10)

        assert answer.status_code == 400
        assert answer.text == "This port speaks TLS: ask for an https:// URL.\n"

    def test_it_is_no_proxy(self, url):
        proxies = {"http": url.replace("https", "http")}
        answer = requests.get("http://example.com/", proxies=proxies, timeout=10)

        assert (answer.status_code, answer.text) == (
            400,
            "This port speaks TLS, and is no proxy.\n",
        )

    def test_who_does_not_trust_it_does_not_speak_to_it(self, url):
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(url, timeout=10)

    def test_connections_that_are_kept_keep_nobody_out(self, mock, url, trusted):
        """More than a browser, a pool of workers or a load test would keep."""
        context = ssl.create_default_context(cafile=str(trusted))
        port = urlsplit(url).port
        with ExitStack() as kept:
            for _ in range(150):
                client = HTTPSConnection("localhost", port, context=context, timeout=10)
                kept.callback(client.close)
                client.request("GET", "/_mockxero/health")
                assert client.getresponse().read()
            assert requests.get(f"{mock.url}/_mockxero/health", timeout=5).status_code == 200

    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
    def test_a_signal_stops_it(self, state, trusted, how):
        """At once and in silence, though clients hold connections open."""
        with running("--port", "0", "--tls", "--tls-port", "0", **state) as mock:
            (url,) = re.findall(r"https://localhost:\d+", mock.screen)
            with requests.Session() as session:
                session.trust_env = False
                session.verify = str(trusted)
                session.get(f"{url}/_mockxero/health", timeout=10)
                with socket.create_connection(("localhost", urlsplit(url).port)) as half_open:
                    half_open.sendall(b"\x16\x03")
                    began = time.monotonic()

                    assert mock.stop(how) == (0, "")
        assert time.monotonic() - began < 2

    def test_it_can_be_turned_on_by_the_environment(self, state):
        with running(MOCKXERO_PORT="0", MOCKXERO_TLS="1", MOCKXERO_TLS_PORT="0", **state) as mock:
            assert "https://localhost:" in mock.screen

    def test_a_port_that_is_taken_is_one_sentence(self, state):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            said = told("serve", "--port", "0", "--tls", "--tls-port", port, **state)

        assert said.returncode == 1
        assert said.stderr == f"Error: cannot listen on 127.0.0.1:{port}: Address already in use\n"

    def test_without_tls_nothing_of_it_is_there(self, tmp_path):
        with running("--port", "0", XDG_STATE_HOME=str(tmp_path)) as mock:
            assert "TLS" not in mock.screen
            answer = requests.get(f"{mock.url}/_mockxero/ca", timeout=10)

        assert answer.status_code == 404
        assert answer.text == "this mock does not speak TLS: start it with --tls\n"
        assert not list(tmp_path.rglob("*authority*"))


class TestTheCertificate:
    def test_the_same_one_wherever_it_is_asked_for(self, mock, url, client, state, trusted):
        """Printed, by its path, and fetched over plain HTTP, as a container would."""
        pem = trusted.read_text("ascii")

        assert told("ca", **state).stdout == pem
        assert requests.get(f"{mock.url}/_mockxero/ca", timeout=10).text == pem
        assert client.get(f"{url}/_mockxero/ca", timeout=10).text == pem

    @pytest.mark.parametrize("name", ["ca.pem", "ca.crt", "ca"])
    def test_it_is_written_to_a_file(self, state, trusted, tmp_path, name):
        said = told("ca", "--export", str(tmp_path / name), **state)

        assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
        assert (tmp_path / name).read_bytes() == trusted.read_bytes()

    @pytest.mark.parametrize("name", ["ca.der", "CA.CER"])
    def test_some_want_it_in_binary(self, state, trusted, tmp_path, name):
        told("ca", "--export", str(tmp_path / name), **state)

        der = ssl.PEM_cert_to_DER_cert(trusted.read_text("ascii"))
        assert (tmp_path / name).read_bytes() == der

    def test_where_it_cannot_be_written_is_said(self, state, tmp_path):
        said = told("ca", "--export", str(tmp_path / "no" / "ca.pem"), **state)

        assert said.returncode == 1
        assert said.stderr.startswith("Error: cannot write it: ")
        assert len(said.stderr.splitlines()) == 1

    def test_its_key_is_never_shown(self, state, mock, url, client):
        shown = [told("ca", **state), told("ca", "--path", **state)]

        assert "PRIVATE" not in "".join(one.stdout + one.stderr for one in shown)
        assert "PRIVATE" not in client.get(f"{url}/_mockxero/ca", timeout=10).text
        assert "PRIVATE" not in mock.screen
