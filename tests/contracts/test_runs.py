"""The kit as it is run: from the repository, as an installed copy, against whatever listens."""

import os
import re
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
import requests

from tests.contracts.tiny_xero import TinyXero

TREE = Path(__file__).parents[2]
RIVAL = os.environ.get("MOCKXERO_RIVAL", "")
DOZEN = 12


def told(command, **how):
    """A command that has ended, well or badly."""
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, **how)


def pytest_told(*arguments, cwd=TREE, **environ):
    """What a run of pytest prints, and how it ends."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, arguments)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("XERO_")}
    return told(command, cwd=cwd, env={**clean, **environ})


def fault_lines(run):
    """The lines of the section at the end."""
    section = run.stdout.partition(" contract faults ")[2]
    return re.findall(r"^FAULT .*", section.partition("\n===")[0], re.MULTILINE)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_fault_is_one_line_in_a_section_of_its_own(tiny_xero):
    """No traceback: who reads the report wants to know what the server did."""
    tiny_xero.books = TinyXero("tax is rounded on the sum")

    run = pytest_told("contracts", "--target", tiny_xero.url, "-k", "tax_on_top")

    assert run.returncode == 1
    assert "Traceback" not in run.stdout
    assert fault_lines(run) == [
        "FAULT invoice totals: TotalTax expected 16.75, got 16.74 [raw and sdk]",
        "FAULT invoice totals: Total expected 128.37, got 128.36 [raw and sdk]",
        "FAULT invoice totals: AmountDue expected 128.37, got 128.36 [raw and sdk]",
    ]


def test_a_story_that_stumbles_over_an_answer_says_so(tiny_xero, monkeypatch):
    """A member that is missing altogether is the server's fault and no error of the kit."""
    asked = tiny_xero.books.get_invoices

    def without_number(key, query, body):
        status, answer = asked(key, query, body)
        for invoice in answer["Invoices"]:
            del invoice["InvoiceID"]
        return status, answer

    monkeypatch.setattr(tiny_xero.books, "get_invoices", without_number)

    run = pytest_told(
        "contracts", "--target", tiny_xero.url, "--client", "raw", "-k", "list_without_pages"
    )

    assert [line for line in fault_lines(run) if "KeyError 'InvoiceID', at ids =" in line]
    assert "Traceback" not in run.stdout


def test_one_client_can_be_chosen(tiny_xero):
    run = pytest_told("contracts", "--target", tiny_xero.url, "--client", "raw", "-k", "tax_on_top")

    assert "1 passed" in run.stdout, run.stdout


def test_a_client_of_your_own_lives_through_the_stories(tiny_xero, tmp_path):
    """One class in one file, named on the command line."""
    (tmp_path / "mine.py").write_text(
        "from contracts.clients.raw import RawClient\n\n\nclass Mine(RawClient):\n    pass\n"
    )

    run = pytest_told(
        *("contracts", "--target", tiny_xero.url, "--client", "mine:Mine", "-k", "tax_on_top"),
        PYTHONPATH=str(tmp_path),
    )

    assert "test_tax_on_top_is_rounded_line_by_line[mine:Mine]" not in run.stdout
    assert "1 passed" in run.stdout, run.stdout


def test_a_target_that_cannot_be_used_ends_the_run_with_a_reason():
    run = pytest_told("contracts", "--target", "xero")

    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "needs a custom connection: set XERO_CLIENT_ID and XERO_CLIENT_SECRET" in run.stdout


@pytest.mark.skipif(not find_spec("mockxero.contracts"), reason="mockxero is not installed")
@pytest.mark.parametrize(
    "arguments",
    [
        ["-m", "mockxero.contracts"],
        ["-m", "pytest", "-p", "mockxero.contracts.plugin", "--pyargs", "mockxero.contracts"],
    ],
    ids=["by its name", "by pytest"],
)
def test_an_installed_copy_runs_from_anywhere(arguments, tiny_xero, tmp_path):
    """Outside the repository the same stories go by the name of their package."""
    options = ["--target", tiny_xero.url, "-k", "tax_on_top", "-q"]

    run = told([sys.executable, *arguments, *options], cwd=tmp_path)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 passed" in run.stdout


@pytest.mark.skipif(not find_spec("mockxero.__main__"), reason="there is no mock to start")
def test_the_mock_keeps_every_contract():
    """All stories, through both clients, and not one fault line."""
    run = pytest_told("contracts", "--target", "mock", "-q")

    assert fault_lines(run) == []
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.skipif(not RIVAL, reason="MOCKXERO_RIVAL does not name another mock's executable")
def test_another_mock_is_found_out():
    """A foreign implementation is red for faults of its own, and never for a crash of the kit."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environ = {**os.environ, "XERO_HOST": "127.0.0.1", "XERO_PORT": str(port)}
    with subprocess.Popen([RIVAL], env=environ, stderr=subprocess.DEVNULL) as rival:
        wait_for(f"{url}/_xero/health")
        run = pytest_told("contracts", "--target", url, "-q", "--tb=short")
        rival.terminate()

    assert len(fault_lines(run)) > DOZEN
    assert "Traceback" not in run.stdout
    assert not re.search(r"\d+ errors?", run.stdout.splitlines()[-1])


def wait_for(url):
    for _ in range(200):
        try:
            if requests.get(url, timeout=1).ok:
                return
        except requests.RequestException:
            time.sleep(0.05)
    pytest.fail(f"nobody answers at {url}")
