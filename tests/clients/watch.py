"""Runs a client's program and notes what it says, and what the mock says to that.

    python -m tests.clients.watch "xero-node (web, mockxero run)" report.json

It is the child of ``mockxero run`` in the place of the program, which inherits all it was given.
The program's output passes through; so does its exit status. Where it waits for that, an address
that it prints is opened, and where that led is typed into it.
"""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

from tests.clients.checks import CHECKS, Mock
from tests.clients.clients import clients


def main(title: str, report: str) -> int:
    """Run it."""
    (client,) = (client for client in clients() if client.title == title)
    mock = Mock(client)
    noted: list[tuple[str, str, str | None]] = []
    stdin = subprocess.PIPE if client.pastes else None
    with subprocess.Popen(client.argv, stdin=stdin, stdout=subprocess.PIPE, text=True) as program:
        for line in program.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            address = re.search(r"https://login\.xero\.com/(\S+)", line)
            if address and program.stdin:
                program.stdin.write(clicked(f"{mock.url}/{address[1]}"))
                program.stdin.flush()
            step, colon, words = line.partition(":")
            if colon and step in CHECKS:
                program.send_signal(signal.SIGSTOP)  # or it would be further on while we look
                noted.append((step, words.strip(), wrong_with(mock, step, words.strip())))
                Path(report).write_text(json.dumps(noted), "utf-8")
                program.send_signal(signal.SIGCONT)
    return program.returncode


def clicked(address: str) -> str:
    """Where somebody who says yes ends up, as a line."""
    browser = [sys.executable, "-m", "tests.browser", address]
    return subprocess.run(browser, stdout=subprocess.PIPE, text=True, check=True).stdout


def wrong_with(mock: Mock, step: str, words: str) -> str | None:
    """What the mock has to say against it."""
    try:
        CHECKS[step](mock, words)
    except Exception as complaint:  # noqa: BLE001 - whatever it is, it belongs to this step
        return f"{type(complaint).__name__}: {complaint}"
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
