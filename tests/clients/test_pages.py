"""Each client has a page, and what the page shows works."""

import re
import shlex
import subprocess
import sys

import pytest

from mockxero.cli import main
from tests.cli.running import environment, running
from tests.clients.clients import HERE, RUN, Missing, clients

RUNNERS = {
    "bash": ["bash", "-euo", "pipefail", "-c"],
    "js": ["node", "--input-type=module", "--eval"],
    "php": ["php", "--run"],
    "python": [sys.executable, "-c"],
    "ruby": ["ruby", "-e"],
}
FILES = {"go": ["go", "run", "snippet.go"], "java": ["java", "Snippet.java"]}
"""What runs a snippet, as an argument or as a file; others, such as `sh`, are only looked at."""
SNIPPETS = [
    pytest.param(client, language, snippet, id=f"{client.folder.name}-{number}-{language}")
    for client in {client.folder: client for client in reversed(clients())}.values()
    for number, (language, snippet) in enumerate(
        re.findall(
            r"^```(\w+)\n(.*?)^```$",
            (client.folder / "README.md").read_text("utf-8"),
            re.MULTILINE | re.DOTALL,
        )
    )
    if language in {**RUNNERS, **FILES}
]


@pytest.fixture(scope="module")
def variables():
    """The environment of a shell beside a mock."""
    with running("--port", "0") as mock:
        yield environment(**mock.env(), MOCKXERO_URL=mock.url)


@pytest.mark.parametrize("client", clients(), ids=lambda client: client.title)
def test_a_page_says_what_the_test_runs(client):
    """The command with which its story was told, word by word."""
    page = (client.folder / "README.md").read_text("utf-8")
    options = "" if client.app == "custom" else f"--app {client.app} "

    assert (f"mockxero run {options}-- " if client.how == RUN else "") + client.command in page


def test_every_page_is_in_the_table():
    """The one of the clients' README."""
    index = (HERE / "README.md").read_text("utf-8")

    pages = [page.parent.name for page in HERE.glob("*/README.md")]
    assert [page for page in pages if f"({page}/README.md)" not in index] == []


@pytest.mark.parametrize("folder", sorted(HERE.glob("*/README.md")), ids=lambda f: f.parent.name)
def test_links_lead_somewhere(folder):
    page = (folder.parent / "README.md").read_text("utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", page)

    assert [target for target in targets if not (folder.parent / target).exists()] == []


@pytest.mark.parametrize("folder", sorted(HERE.glob("*/README.md")), ids=lambda f: f.parent.name)
def test_commands_are_spelled_as_they_must_be(folder):
    """Those of mockxero, with their options."""
    for shown in re.findall(
        r"^```sh\n(.*?)^```$", folder.read_text("utf-8"), re.MULTILINE | re.DOTALL
    ):
        for command in re.findall(r"\bmockxero ([^\n)|]+)", shown):
            name, *words = shlex.split(command, comments=True)
            main.commands[name].make_context(name, words)  # raises what is wrong with it


@pytest.mark.parametrize(("client", "language", "snippet"), SNIPPETS)
def test_a_snippet_works(client, language, snippet, variables, tmp_path):
    """Each brings the name of the organisation back."""
    try:
        client.ready()
    except Missing as reason:
        pytest.skip(str(reason))
    if language in FILES:
        runner, where = FILES[language], tmp_path
        (tmp_path / runner[-1]).write_text(snippet, "utf-8")
    else:
        runner, where = [*RUNNERS[language], snippet.removeprefix("<?php\n")], client.folder
    told = subprocess.run(
        runner,
        cwd=where,
        env={**variables, **dict(client.variables)},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert "Demo Company (NZ)" in told.stdout, told.stderr
