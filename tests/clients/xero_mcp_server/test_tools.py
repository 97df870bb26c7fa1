"""Every tool of the server, behind the configuration that its page shows to hosts."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import environment
from tests.clients.clients import Missing
from tests.clients.xero_mcp_server.client import CLIENTS

HERE = Path(__file__).parent
PAYROLL = re.compile(r"payroll|timesheet")


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """The first line that each tool answered."""
    try:
        CLIENTS[0].ready()
    except Missing as reason:
        pytest.skip(str(reason))
    (block,) = re.findall(
        r"^```json\n(.*?)^```$", (HERE / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    server = json.loads(block)["mcpServers"]["xero"]
    assert server["command"] == "mockxero"
    server = {"command": sys.executable, "args": ["-m", "mockxero", *server["args"]]}
    told = subprocess.run(
        ["node", "tools.mjs", json.dumps(server)],
        cwd=HERE,
        env=environment(HOME=str(tmp_path_factory.mktemp("home"))),
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return dict(re.findall(r"^(\S+): (.*)$", told.stdout, re.MULTILINE))


def test_no_tool_is_left_but_those_of_payroll(answers):
    """Payroll is another API, which the mock does not have."""
    assert [tool for tool in answers["left"].split() if not PAYROLL.search(tool)] == []


def test_each_does_what_it_is_for(answers):
    """None of them reports an error."""
    assert len(answers) > 35
    assert {tool: said for tool, said in answers.items() if said.startswith("Error")} == {}
