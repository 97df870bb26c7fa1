"""``mockxero run -- CMD``: what the program gets, how it ends, what is said of it."""

import contextlib
import hashlib
import json
import os
import pty
import shlex
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import MOCKXERO, PATIENCE, environment, told

PYTHON = sys.executable
API = "https://api.xero.com/connections"
DEMO = "a46fcb6f-2773-40c4-a119-8aa08bca1e8e"
LISTENER = """
import os, signal, sys, time
from pathlib import Path

def note(number, frame):
    with Path(sys.argv[1]).open("a") as file:
        file.write(signal.Signals(number).name + "\\n")

for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"):
    signal.signal(getattr(signal, name), note)
Path(sys.argv[1]).touch()
give_up = time.monotonic() + 15
while not Path(sys.argv[1] + ".enough").exists() and time.monotonic() < give_up:
    time.sleep(0.02)
sys.exit(7)
"""
"""A program that notes which signals it gets, until it is told that it is enough."""


def ran(*command, options=(), **variables):
    return told("run", *options, "--", *map(str, command), **variables)


def until(true):
    """Wait until something is so."""
    give_up = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.02)


class TestItEnds:
    @pytest.mark.parametrize("status", [0, 1, 3, 255])
    def test_as_the_program_ends(self, status):
        assert ran("sh", "-c", f"exit {status}").returncode == status

    @pytest.mark.parametrize("how", ["KILL", "TERM", "SEGV", "INT"])
    def test_by_the_signal_that_killed_the_program(self, how):
        assert ran("sh", "-c", f"kill -{how} $$").returncode == -signal.Signals[f"SIG{how}"]

    def test_at_once_where_there_is_no_such_program(self):
        said = ran("no-such-program")

        assert said.returncode == 127
        assert said.stderr == "Error: no-such-program: command not found\n"
        assert said.stdout == ""

    def test_at_once_where_it_cannot_be_run(self, tmp_path):
        text = tmp_path / "text"
        text.write_text("no program")

        for what in (tmp_path, text):
            said = ran(what)

            assert said.returncode == 126
            assert said.stderr.startswith(f"Error: {what} cannot be run: ")
            assert said.stderr.count("\n") == 1

    @pytest.mark.parametrize("arguments", [[], ["--"], ["--limits", "some", "--", "true"]])
    def test_in_words_of_use_where_nothing_is_to_run(self, arguments):
        said = told("run", *arguments)

        assert said.returncode == 2
        assert said.stderr.startswith("Usage: ")

    @pytest.mark.parametrize("option", ["--org", "--app"])
    def test_in_one_sentence_where_there_is_no_such_thing(self, option):
        said = ran("true", options=[option, "atlantis"])

        assert said.returncode == 1
        assert said.stderr.startswith("Error: ")
        assert said.stderr.count("\n") == 1

    def test_and_leaves_nothing_behind(self):
        """The files of a run are for its user's eyes only, and end with it."""
        script = 'dirname "$SSL_CERT_FILE"; stat -c %a "$(dirname "$SSL_CERT_FILE")"'

        folder, mode = ran("sh", "-c", script).stdout.split()

        assert mode == "700"
        assert not Path(folder).exists()


class TestTheProgram:
    def test_has_its_own_options(self):
        assert ran("echo", "--help", "-x", "--").stdout == "--help -x --\n"
        assert told("run", "echo", "--quiet").stdout == "--quiet\n"

    def test_has_its_streams_to_itself(self):
        """Megabytes in and out, and what it says to stderr; nothing of the mock's in between."""
        sent = os.urandom(1 << 20) * 16
        copy = "import shutil, sys; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)"
        loud = f"{copy}; print('done', file=sys.stderr)"

        said = subprocess.run(
            [*MOCKXERO, "run", "--quiet", "--", PYTHON, "-c", loud],
            input=sent,
            capture_output=True,
            env=environment(),
            timeout=PATIENCE,
            check=True,
        )

        assert hashlib.sha256(said.stdout).digest() == hashlib.sha256(sent).digest()
        assert said.stderr == b"done\n"

    def test_has_what_else_was_open(self, tmp_path):
        """Such as a shell's ``<(...)``, or the job server of make."""
        (tmp_path / "open").write_text("yes")
        script = f"exec {shlex.join(MOCKXERO)} run --quiet -- cat /dev/fd/3 3<{tmp_path}/open"

        said = subprocess.run(
            ["sh", "-c", script], env=environment(), capture_output=True, text=True, check=True
        )

        assert said.stdout == "yes"

    def test_has_the_files_that_are_open(self):
        """As a shell hands them on."""
        script = "$MOCKXERO run --quiet -- cat <(echo from the shell)"
        told = environment(MOCKXERO=shlex.join(MOCKXERO))

        said = subprocess.run(["bash", "-c", script], env=told, capture_output=True, check=False)

        assert said.stdout == b"from the shell\n"

    def test_finds_what_an_integration_needs(self):
        """And nothing that would lead it elsewhere than to Xero."""
        said = environment_of(told("run", "--app", "web", "--", "env", "-0"))

        assert len(said["XERO_CLIENT_ID"]) == 32
        assert said["XERO_CLIENT_SECRET"]
        assert said["XERO_TENANT_ID"] == DEMO
        assert said["XERO_WEBHOOK_KEY"]
        assert said["XERO_REDIRECT_URI"].startswith("http://localhost:")
        assert said["MOCKXERO_URL"].startswith("http://127.0.0.1:")
        assert not said.keys() & {"XERO_BASE_URL", "XERO_TOKEN_URL", "XERO_ACCESS_TOKEN"}

    def test_keeps_what_its_user_has_set(self):
        """Id and secret belong together: ours would not fit to theirs."""
        theirs = {"XERO_CLIENT_ID": "mine", "XERO_TENANT_ID": "mine, too"}

        said = environment_of(told("run", "--", "env", "-0", **theirs))

        assert theirs.items() <= said.items()
        assert "XERO_CLIENT_SECRET" not in said

    def test_may_ask_the_mock_itself(self):
        """``mockxero`` inside finds the mock outside."""
        said = ran(*MOCKXERO, "env")

        assert f"export XERO_TENANT_ID={DEMO}\n" in said.stdout

    def test_may_be_mockxero_run(self):
        """The inner mock answers; the outer one hears nothing."""
        said = ran(*MOCKXERO, "run", "--", "curl", "-sS", API)

        assert '"AuthenticationUnsuccessful"' in said.stdout
        inner, outer = said.stderr.split("mockxero: ")[1:]
        assert "api.xero.com/connections" in inner
        assert outer == "no call reached the mock.\n"

    def test_stays_in_the_foreground(self):
        """A program at a terminal is asked, and not stopped for reading."""
        status, shown = at_a_terminal(["sh", "-c", "read line; echo got $line"], b"hello\n")

        assert "got hello" in shown
        assert status == 0


def environment_of(said):
    """What ``env -0`` has printed."""
    assert said.returncode == 0, said.stderr
    return dict(pair.split("=", 1) for pair in said.stdout.split("\0") if pair)


class TestSignals:
    @pytest.mark.parametrize(
        "how", ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"]
    )
    def test_are_passed_on(self, tmp_path, how):
        """The program decides what comes of it, and mockxero waits for it."""
        notes = tmp_path / "notes"
        command = [*MOCKXERO, "run", "--quiet", "--", PYTHON, "-c", LISTENER, str(notes)]
        with subprocess.Popen(command, env=environment()) as running:
            until(notes.exists)
            running.send_signal(signal.Signals[how])
            until(notes.read_text)
            time.sleep(0.2)
            assert running.poll() is None
            notes.with_name("notes.enough").touch()

        assert running.returncode == 7
        assert notes.read_text() == f"{how}\n"

    @pytest.mark.parametrize(("key", "name"), [(b"\x03", "SIGINT"), (b"\x1c", "SIGQUIT")])
    def test_that_are_typed_come_once(self, tmp_path, key, name):
        """The terminal has told the program already."""
        notes = tmp_path / "notes"

        def enough():
            until(notes.exists)
            yield key
            until(notes.read_text)
            time.sleep(0.3)
            notes.with_name("notes.enough").touch()

        status, _ = at_a_terminal([PYTHON, "-c", LISTENER, str(notes)], enough())

        assert notes.read_text() == f"{name}\n"
        assert status == 7

    def test_a_terminal_that_hangs_up_is_passed_on(self, tmp_path):
        """As when ssh -t goes: only the leader of the session is told of it."""
        notes = tmp_path / "notes"
        command = [*MOCKXERO, "run", "--quiet", "--", PYTHON, "-c", LISTENER, str(notes)]
        child, terminal = pty.fork()
        if child == 0:
            os.execvpe(command[0], command, environment())
        until(notes.exists)
        os.close(terminal)
        until(notes.read_text)
        notes.with_name("notes.enough").touch()

        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
        assert set(notes.read_text().split()) == {"SIGHUP"}

    def test_that_are_ignored_stay_so(self):
        """As under nohup."""
        ask = "import signal; print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)"
        script = f"trap '' HUP; exec {PYTHON} -m mockxero run -- {PYTHON} -c '{ask}'"

        said = subprocess.run(
            ["sh", "-c", script], env=environment(), capture_output=True, text=True, check=True
        )

        assert said.stdout == "True\n"

    def test_none_is_held_from_the_program(self):
        """It starts as it would without us."""
        ask = "import signal; print(*signal.pthread_sigmask(signal.SIG_BLOCK, ()))"

        assert ran(PYTHON, "-c", ask).stdout == "\n"


def at_a_terminal(command, typed):
    """Run a program under mockxero at a terminal; its exit status, and what was shown."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(PYTHON, [*MOCKXERO, "run", "--", *command], environment())
    for keys in [typed] if isinstance(typed, bytes) else typed:
        os.write(terminal, keys)
    shown = b""
    with contextlib.suppress(OSError):
        while more := os.read(terminal, 65536):
            shown += more
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown.decode()


class TestTheSummary:
    def test_counts_by_host_method_path_and_status(self):
        script = f"for i in 1 2 3; do curl -sS {API}; done; curl -sS {API}/{DEMO}; true"

        said = ran("sh", "-c", script)

        assert said.stderr.splitlines() == [
            "",
            "mockxero: 4 calls, 3 of them refused for their token.",
            "      3 x 401  GET    api.xero.com/connections",
            "      1 x 405  GET    api.xero.com/connections/{id}",
            "  never called: identity.xero.com, login.xero.com",
        ]

    def test_speaks_of_one_call_as_of_one(self):
        assert "mockxero: 1 call, refused for its token." in ran("curl", "-sS", API).stderr

    def test_is_never_long(self):
        script = f"curl -sS '{API}[1-30]'; exit 3"

        said = ran("sh", "-c", script)

        assert said.returncode == 3
        assert len(said.stderr.splitlines()) <= 15
        assert "x other calls" in said.stderr

    def test_needs_nobody_to_read_it(self):
        """The exit status is the program's all the same."""
        reads, writes = os.pipe()
        os.close(reads)
        command = [*MOCKXERO, "run", "--", "sh", "-c", "exit 3"]

        with subprocess.Popen(command, env=environment(), stderr=writes) as running:
            os.close(writes)

        assert running.returncode == 3

    def test_can_be_silenced(self):
        assert ran("curl", "-sS", API, options=["--quiet"]).stderr == ""


def test_every_run_has_a_mock_of_its_own(tmp_path):
    """Two at once do not meet."""
    script = "echo $MOCKXERO_URL; sleep 0.5"
    command = [*MOCKXERO, "run", "--quiet", "--", "sh", "-c", script]
    both = [
        subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]

    urls = {one.communicate(timeout=PATIENCE)[0] for one in both}

    assert len(urls) == 2


@pytest.mark.parametrize("end", ["exit 0", "kill -KILL $$"])
def test_a_ca_that_cannot_be_kept_goes_with_the_run(tmp_path, end):
    """There is no folder for it: a file stands where it would be."""
    folders = {"XDG_STATE_HOME": "/dev/null", "TMPDIR": str(tmp_path)}

    said = ran("sh", "-c", f"curl -sS {API}; {end}", **folders)

    assert json.loads(said.stdout)["Status"] == 401
    assert list(tmp_path.iterdir()) == []


def test_the_first_run_of_a_user_works(tmp_path):
    """A CA is made, and kept where only they can read it."""
    home = {"XDG_STATE_HOME": str(tmp_path)}

    said = ran("curl", "-sS", API, **home)

    assert json.loads(said.stdout)["Status"] == 401
    keys = [one for one in (tmp_path / "mockxero").iterdir() if b"PRIVATE" in one.read_bytes()]
    assert keys
    assert {stat.S_IMODE(one.stat().st_mode) for one in keys} == {0o600}
