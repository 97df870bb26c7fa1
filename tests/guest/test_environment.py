"""What the environment of a program says, variable by variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mockxero.guest.bundle import bundles
from mockxero.guest.environment import environment
from mockxero.guest.ground import Ground
from mockxero.guest.interpreters import PRELOAD, PYTHON
from mockxero.guest.java import java
from mockxero.guest.proxies import proxies
from tests.cli.running import told
from tests.guest.conftest import skipped_without

NAMES = ("api.xero.com", "identity.xero.com", "login.xero.com")


@pytest.fixture
def ground(tmp_path):
    """Makes the ground of a run, by the environment without us."""
    certificate = tmp_path / "kept" / "ca.pem"
    certificate.parent.mkdir()
    certificate.write_text("OURS\n")
    folder = tmp_path / "run"
    folder.mkdir()

    def made(offline=False, **theirs):
        return Ground(theirs, NAMES, 4711, "http://127.0.0.1:4712", certificate, folder, offline)

    return made


class TestNoProxy:
    @pytest.mark.parametrize(
        ("theirs", "ours"),
        [
            ({}, "localhost,127.0.0.1,::1"),
            ({"NO_PROXY": "intra, .corp"}, "intra,.corp,localhost,127.0.0.1,::1"),
            ({"NO_PROXY": "a", "no_proxy": "b"}, "b,localhost,127.0.0.1,::1"),
            ({"NO_PROXY": "localhost,::1"}, "localhost,::1,127.0.0.1"),
            ({"NO_PROXY": "*"}, "localhost,127.0.0.1,::1"),
            ({"NO_PROXY": "a,.xero.com,*.xero.com,xero.com"}, "a,localhost,127.0.0.1,::1"),
            ({"NO_PROXY": "API.xero.com:443,com"}, "localhost,127.0.0.1,::1"),
            ({"NO_PROXY": "notxero.com"}, "notxero.com,localhost,127.0.0.1,::1"),
        ],
    )
    def test_what_was_there_stays_but_for_xeros_names(self, ground, theirs, ours):
        said = proxies(ground(**theirs))

        assert said["NO_PROXY"] == said["no_proxy"] == ours

    def test_offline_nothing_else_is_spared(self, ground):
        said = proxies(ground(offline=True, NO_PROXY="intra", ALL_PROXY="socks5://corp"))

        assert said["NO_PROXY"] == "localhost,127.0.0.1,::1"
        assert said["ALL_PROXY"] == said["https_proxy"] == "http://127.0.0.1:4711"


class TestBundles:
    def test_hold_what_was_trusted_and_ours(self, ground, tmp_path):
        theirs = tmp_path / "theirs.pem"
        theirs.write_text("THEIRS")

        said = bundles(ground(REQUESTS_CA_BUNDLE=str(theirs), NODE_EXTRA_CA_CERTS=str(theirs)))

        assert Path(said["REQUESTS_CA_BUNDLE"]).read_text() == "THEIRS\nOURS\n"
        assert Path(said["NODE_EXTRA_CA_CERTS"]).read_text() == "THEIRS\nOURS\n"
        assert Path(said["DENO_CERT"]).read_text().strip() == "OURS"
        assert "BEGIN CERTIFICATE" in Path(said["SSL_CERT_FILE"]).read_text()

    def test_of_curl_and_requests_follow_others(self, ground, tmp_path):
        """As both do themselves."""
        theirs = tmp_path / "theirs.pem"
        theirs.write_text("THEIRS")

        by_openssl = bundles(ground(SSL_CERT_FILE=str(theirs)))
        by_curl = bundles(ground(CURL_CA_BUNDLE=str(theirs)))

        assert Path(by_openssl["CURL_CA_BUNDLE"]).read_text().startswith("THEIRS")
        assert Path(by_curl["REQUESTS_CA_BUNDLE"]).read_text().startswith("THEIRS")

    def test_may_have_been_folders(self, ground, tmp_path):
        """Of which OpenSSL reads the files with hashes for names."""
        for name in ("0123abcd.0", "README"):
            (tmp_path / name).write_text(name)

        said = bundles(ground(REQUESTS_CA_BUNDLE=str(tmp_path)))

        assert Path(said["REQUESTS_CA_BUNDLE"]).read_text() == "0123abcd.0\nOURS\n"

    def test_may_have_been_nowhere(self, ground):
        said = bundles(ground(REQUESTS_CA_BUNDLE="/no/such/file"))

        assert Path(said["REQUESTS_CA_BUNDLE"]).read_text().endswith("OURS\n")


class TestInterpreters:
    def test_what_was_there_stays(self, ground):
        theirs = {"PYTHONPATH": "a::b", "NODE_OPTIONS": "--max-old-space-size=64"}

        said = environment(ground(**theirs, PATH=""), {})

        assert said["PYTHONPATH"] == f"{PYTHON}:a::b"
        assert said["NODE_OPTIONS"] == f'--max-old-space-size=64 --require "{PRELOAD}"'

    def test_an_old_node_is_left_alone(self):
        """It could not even read what a newer one runs."""
        script = PRELOAD.read_text()

        assert "?." not in script
        assert "=>" not in script
        assert "versions.node, 10) >= 18" in script

    def test_twice_is_once(self, ground):
        once = environment(ground(PATH=""), {})
        twice = environment(ground(**once), {})

        for name in ("PYTHONPATH", "NODE_OPTIONS"):
            assert once[name] == twice[name]

    def test_the_users_own_sitecustomize_runs(self, tmp_path):
        """Its mistakes are shown as ever; and ours leaves no trace on the path."""
        (tmp_path / "sitecustomize.py").write_text("import sys; sys.mine = __file__; 1 / 0")
        ask = f"import sys; print(sys.mine); print({str(PYTHON)!r} in sys.path)"

        said = told("run", "--quiet", "--", sys.executable, "-c", ask, PYTHONPATH=str(tmp_path))

        assert said.stdout.split() == [str(tmp_path / "sitecustomize.py"), "False"]
        assert "ZeroDivisionError" in said.stderr

    @pytest.mark.parametrize("told_to_guests", [None, "", "{}", "nonsense", '{"names": 7}'])
    def test_nothing_of_ours_can_harm_a_program(self, told_to_guests):
        """Not even a program that outlives the run, or an environment of which half is left."""
        here = {"PYTHONPATH": str(PYTHON), "NODE_OPTIONS": f'--require "{PRELOAD}"'}
        if told_to_guests is not None:
            here["MOCKXERO_GUEST"] = told_to_guests
        ask = "import ssl, socket; print(socket.getaddrinfo('127.0.0.1', 1)[0][4])"

        said = subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, **here},
            capture_output=True,
            text=True,
            check=True,
        )

        assert said.stdout == "('127.0.0.1', 1)\n"
        assert said.stderr == ""

    def test_nothing_is_imported_that_the_program_does_not_import(self):
        ask = "import sys; print(sorted({'ssl', 'socket', 'json'} & set(sys.modules)))"

        assert told("run", "--", sys.executable, "-c", ask).stdout == "[]\n"

    def test_modules_look_as_they_are(self):
        """Whoever asks where they come from hears the truth."""
        ask = (
            "import ssl, inspect; "
            "print(ssl.__spec__.loader is ssl.__loader__, inspect.getsource(ssl)[:3])"
        )

        assert told("run", "--", sys.executable, "-c", ask).stdout == "True # W\n"


class TestJava:
    def test_gets_options_beside_its_own(self, ground, tmp_path):
        """The last word on a property counts; the user's trust store is where ours begins."""
        home = fake_java(tmp_path / "jdk")
        own = tmp_path / "own.jks"
        own.write_text("THEIRS")
        theirs = (
            f"-Xmx64m -Djavax.net.ssl.trustStore={own} -Djavax.net.ssl.trustStorePassword=other"
        )

        said = java(ground(JAVA_HOME=str(home), JAVA_TOOL_OPTIONS=theirs))["JAVA_TOOL_OPTIONS"]

        assert said.startswith(f"{theirs} ")
        assert '-Djavax.net.ssl.trustStorePassword="other"' in said
        assert '-Dhttps.proxyPort="4711"' in said
        (store,) = (tmp_path / "kept").glob("java-*")
        assert store.read_text() == "THEIRS and other\n"

    def test_makes_its_trust_store_once(self, ground, tmp_path):
        home = fake_java(tmp_path / "jdk")

        first, second = (java(ground(JAVA_HOME=str(home))) for _ in range(2))

        assert first == second
        assert (home / "made").read_text() == "x\n"

    def test_is_left_alone_where_none_can_be_made(self, ground, tmp_path, caplog):
        """Which is said, without the password."""
        home = fake_java(tmp_path / "jdk")
        (home / "bin" / "keytool").unlink()

        assert java(ground(JAVA_HOME=str(home))) == {}
        assert "their trust store cannot be copied" in caplog.text
        assert "changeit" not in caplog.text

    def test_in_a_run_within_a_run_speaks_to_the_inner_mock(self):
        skipped_without("java")
        program = Path(__file__).parent / "programs" / "SignIn.java"
        inner = [sys.executable, "-m", "mockxero", "run", "--"]

        said = told("run", "--", *inner, "java", str(program))

        assert said.stdout == "Demo Company (NZ)\n", said.stderr
        assert said.stderr.endswith("mockxero: no call reached the mock.\n")

    def test_may_not_be_there(self, ground):
        assert java(ground(PATH="")) == {}


def fake_java(home):
    """A JDK whose keytool notes its password."""
    (home / "bin").mkdir(parents=True)
    (home / "lib" / "security").mkdir(parents=True)
    (home / "lib" / "security" / "cacerts").write_text("USUAL")
    (home / "bin" / "java").touch()
    keytool = home / "bin" / "keytool"
    note = f'echo " and $8" >> "$6"; echo x >> {home}/made'
    keytool.write_text(f"#!/bin/sh\n{note}\n")
    keytool.chmod(0o700)
    return home
