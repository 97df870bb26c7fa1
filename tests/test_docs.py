"""What the documents tell to do works, and what they say of the code is so."""

import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import tomllib
from decimal import Decimal
from itertools import chain, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from flask import Flask
from werkzeug.test import Client

from contracts.clients import Session
from contracts.clients.raw import RawClient
from contracts.stories import given
from contracts.story import Story
from mockxero import accounting, resources, supported
from mockxero.accounting import rulebooks
from mockxero.books.world import World
from mockxero.cli import main
from mockxero.control.needs import needs
from mockxero.control.routes import control_api
from mockxero.identity.keys import KeyRing
from mockxero.identity.passes import Passes
from mockxero.identity.portal import Portal
from mockxero.primitives.clock import SystemClock
from mockxero.server import Mock, Settings

TREE = Path(__file__).parents[1]
README, ARCHITECTURE, KIT, CONTRIBUTING = (
    (TREE / name).read_text("utf-8")
    for name in ("README.md", "ARCHITECTURE.md", "contracts/README.md", "CONTRIBUTING.md")
)
DOCUMENTS = {
    path.relative_to(TREE).as_posix(): path.read_text("utf-8")
    for path in chain(TREE.glob("*.md"), TREE.glob("[a-z]*/README.md"))
}
COMPOSE = (TREE / "docker" / "compose.yaml").read_text("utf-8")
PAGES = {
    path.relative_to(TREE).as_posix(): path.read_text("utf-8")
    for path in sorted(TREE.glob("tests/clients/*/README.md"))
}
"""One for each client."""
DEFAULT = "http://127.0.0.1:9376"


def blocks(document, language):
    """The fenced snippets of a document. ``bash`` is run; ``sh`` is looked at, command by command.

    The difference is for this file only: a reader may paste both.
    """
    return re.findall(rf"^```{language}\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)


def ran(command, **how):
    """What a command prints, once it has ended well."""
    told = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, **how)
    assert told.returncode == 0, f"{told.stdout}\n{told.stderr}"
    return told.stdout


@pytest.fixture(scope="module")
def mock(serve):
    return serve()


@pytest.fixture(scope="module")
def variables(mock):
    """The environment of a shell in which the mock is where it always is."""
    world = mock.mock.world
    clean = {name: value for name, value in os.environ.items() if "XERO_" not in name}
    return clean | needs(world, mock.url, mock.mock.mint) | {"MOCKXERO_URL": mock.url}


# --- what is run ----------------------------------------------------------------------------------


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="needs bash, curl")
def test_the_readme_can_be_pasted(mock, variables):
    """Every line, twice: after a reset the mock is as on its first day."""
    lines = blocks(README, "bash")[0]
    mockxero = f"{shlex.quote(sys.executable)} -m mockxero"
    script = lines.replace(".venv/bin/mockxero", mockxero).replace(DEFAULT, mock.url)
    bare = {name: value for name, value in variables.items() if not name.startswith("XERO_")}

    for _ in range(2):
        told = ran(["bash", "-euo", "pipefail", "-c", script], env=bare, cwd=TREE)

        assert '"token_type":"Bearer"' in told
        assert '"tenantName":"Demo Company (NZ)"' in told
        assert '"EmailAddress": "ada@example.com"' in told
        assert '"AmountDue": 115.00' in told
        assert "Payment amount exceeds the amount outstanding on this document" in told
        assert told.count('"Status": "PAID"') == 2  # once in the payment, once in the list
        assert "No property or field 'AmountDew' exists in type 'Invoice'" in told
        ran([sys.executable, "-m", "mockxero", "reset"], env=bare)


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="needs bash, curl")
def test_the_chapter_on_apps_can_be_pasted(mock, variables, tmp_path):
    """Every line, twice: what it makes, it removes. The file that it writes, a mock can read."""
    lines = blocks(README, "bash")[1]
    program = f'mockxero() {{ {shlex.quote(sys.executable)} -m mockxero "$@"; }}\n'
    bare = {name: value for name, value in variables.items() if not name.startswith("XERO_")}

    for _ in range(2):
        script = ["bash", "-euo", "pipefail", "-c", program + lines]
        told = ran(script, env=bare, cwd=tmp_path)

        assert "ada@example.com works in Demo Company (NZ)." in told
        assert '"Name": "ABC Furniture"' in told
        assert re.search(r"^ci +Shop +ada@example.com +Demo Company \(NZ\)", told, re.MULTILINE)
        assert [app.name for app in mock.mock.world.apps.values() if app.name == "Shop"] == []
        known = json.loads((tmp_path / "apps.json").read_text("utf-8"))
        again = Mock(Settings(apps=[one for one in known if one["name"] != "Shop"]))
        assert [app.client_id for app in again.world.apps.values()] == [
            one["client_id"] for one in known if one["name"] != "Shop"
        ]


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "```python" in page])
def test_a_client_finds_its_way(name, variables):
    """Of the pages of clients, those of Python's; `make test-clients` runs them all."""
    for snippet in blocks(PAGES[name], "python"):
        assert "Demo Company (NZ)" in ran([sys.executable, "-c", snippet], env=variables)


def test_a_program_needs_no_change(tmp_path, variables):
    """The one that the README runs, as it says."""
    (app,) = blocks(README, "python")
    (tmp_path / "app.py").write_text(app, "utf-8")
    bare = {name: value for name, value in variables.items() if "XERO_" not in name}
    run = [sys.executable, "-m", "mockxero", "run", "--"]

    told = ran([*run, sys.executable, "app.py"], env=bare, cwd=tmp_path)

    assert app.startswith("# app.py\n")
    assert told == "Demo Company (NZ)\n"


def test_the_integration_beside_the_mock_signs_in(serve):
    """The credentials in the compose file are those that its seed draws."""
    (seed,) = re.findall(r"MOCKXERO_SEED: (\w+)", COMPOSE)
    server = serve(seed=seed)
    told = dict(re.findall(r"^ +(XERO_\w+): (\S+)$", COMPOSE, re.MULTILINE))
    drawn = needs(server.mock.world, "http://mockxero:9376", mint=lambda app, user: "")
    assert told == {name: drawn[name] for name in told}
    script = textwrap.dedent(COMPOSE.partition("- |\n")[2].partition("    depends_on:")[0])
    here = {name: value.replace("http://mockxero:9376", server.url) for name, value in told.items()}

    assert ran([sys.executable, "-c", script], env={**os.environ, **here}) == "Demo Company (NZ)\n"


def test_an_adapter_is_one_small_class():
    """The one that the contract kit shows, on top of a library that is easily pleased."""
    adapter = next(snippet for snippet in blocks(KIT, "python") if "class MyClient" in snippet)
    answered = SimpleNamespace(status=200, headers={}, json={"Items": []}, bytes=b"{}")
    connected = SimpleNamespace(perform=lambda operation_id, **arguments: answered)
    library = SimpleNamespace(connect=lambda url, access_token, tenant_id: connected)
    written: dict[str, Any] = {"my_library": library}

    exec(adapter, written)
    reply = written["MyClient"](Session("http://127.0.0.1/api.xro/2.0", "token")).call("getItems")

    assert (reply.status, reply.body, reply.raw) == (200, {"Items": []}, b"{}")


def test_a_story_is_one_function(variables):
    """The one that the contract kit shows, told to the mock."""
    snippet = next(one for one in blocks(KIT, "python") if "def test_" in one)
    names = {"recorded": recorded_in, "Story": Story, "given": given, "Decimal": Decimal}
    written: dict[str, Any] = {**names}
    session = Session(
        *(variables[f"XERO_{it}"] for it in ("BASE_URL", "ACCESS_TOKEN", "TENANT_ID"))
    )
    xero = Story(RawClient, session)

    exec(snippet, written)
    for name in written.keys() - names.keys() - {"__builtins__"}:
        written[name](xero)

    xero.tidy()
    assert xero.faults == []


def recorded_in(source):
    """The marker without pytest's eye on it: here the kit's markers are not known."""
    return lambda story: story


# --- a new resource -------------------------------------------------------------------------------

SNIPPETS = {
    snippet.partition("\n")[0].removeprefix("# "): snippet
    for snippet in blocks(ARCHITECTURE, "python")
}


def test_a_resource_is_two_small_files_and_its_rules(tmp_path):
    for name, snippet in SNIPPETS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(snippet, "utf-8")

    apart = f"from tests.test_docs import use_what_was_added; use_what_was_added({str(tmp_path)!r})"
    ran([sys.executable, "-c", apart], cwd=TREE)


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_new_resource_is_written_as_the_others(name):
    for habit in (["check"], ["format", "--check"]):
        command = [sys.executable, "-m", "ruff", *habit, "--stdin-filename", TREE / name, "-"]
        ran(command, input=SNIPPETS[name], cwd=TREE)


def use_what_was_added(folder):
    """Run in a process of its own, because a resource that is once declared stays declared."""
    for package in (resources, accounting, rulebooks):
        package.__path__.append(str(Path(folder, *package.__name__.split("."))))
    mock = Mock(Settings(fixtures=["empty"]))
    told = needs(mock.world, "", mock.mint)
    client, headers = Client(mock.wsgi), {"Authorization": f"Bearer {told['XERO_ACCESS_TOKEN']}"}

    def ask(method, path, sent=None, **more):
        accept = {"Accept": "application/json"}
        how = {"method": method, "headers": {**headers, **accept, **more}, "json": sent}
        return client.open(f"/api.xro/2.0/{path}", **how)

    nameless = ask("PUT", "Warehouses", {"Code": "AKL"})
    assert nameless.status_code == 400
    assert "Name must be specified" in nameless.text
    too_long = ask("PUT", "Warehouses", {"Code": "A" * 11, "Name": "Auckland"})
    assert "The length of Code must not exceed 10 characters" in too_long.text
    keeper = {"Name": "Ada", "EmailAddress": "ada@example.com"}
    places = [
        {"Code": "WLG", "Name": "Wellington", "Keeper": keeper},
        {"Code": "AKL", "Name": "Auckland"},
    ]
    wellington, auckland = ask("PUT", "Warehouses", {"Warehouses": places}).json["Warehouses"]
    assert (wellington["Status"], wellington["Keeper"]["Name"]) == ("ACTIVE", "Ada")
    changed = ask("POST", f"warehouses/{auckland['WarehouseID']}", {"Status": "ARCHIVED"})
    assert changed.json["Warehouses"][0]["Name"] == "Auckland"
    everywhere = ask("GET", "Warehouses").json["Warehouses"]
    assert [one["Code"] for one in everywhere] == ["AKL", "WLG"]
    active = ask("GET", 'Warehouses?where=Status=="ACTIVE"').json["Warehouses"]
    assert [one["Code"] for one in active] == ["WLG"]
    assert "<Name>Wellington</Name>" in ask("GET", "Warehouses", Accept="text/xml").text
    later = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert ask("GET", "Warehouses", **later).status_code == 304
    assert len(next(iter(mock.world.organisations.values())).changes) == 3
    with pytest.raises(LookupError, match="says nothing about Warehouses"):
        supported.page()


# --- what is looked at ----------------------------------------------------------------------------

VARIABLES = {
    variable: param
    for command in main.commands.values()
    for param in command.params
    for variable in param.envvar or ()
}
MAKE = set(re.findall(r"^([\w-]+):", (TREE / "Makefile").read_text("utf-8"), re.MULTILINE))
PROJECT = tomllib.loads((TREE / "pyproject.toml").read_text("utf-8"))["project"]
COMMAND = re.compile(r"(?:make|mockxero|\.venv/bin/\w+|python -m|pip install|docker) \S")


def commands(document):
    """Every command line that a document names, in snippets and in the text."""
    lines = "".join(blocks(document, "sh")).splitlines()
    lines += [code for code in re.findall(r"`([^`\n]+)`", document) if COMMAND.match(code)]
    for line in lines:
        words = shlex.split(line, comments=True)
        while "&&" in words:
            yield words[: words.index("&&")]
            words = words[words.index("&&") + 1 :]
        if words:
            yield words


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_are_spelled_as_they_must_be(name):
    for words in commands(DOCUMENTS[name]):
        assert known(*words), f"{name} says {shlex.join(words)}"


def known(program, *words):
    """Whether there is such a command with such options."""
    program = program.removeprefix(".venv/bin/")
    if program == "make":
        return words[0] in MAKE
    if program == "mockxero":
        return known_command(main.commands[words[0]], list(words[1:]))
    if program == "python":
        return words[0] == "-m" and known_module(*words[1:])
    if program == "pip":
        name, _, extra = words[-1].rstrip("]").partition("[")
        extras = PROJECT["optional-dependencies"]
        return words[0] == "install" and name == PROJECT["name"] and (not extra or extra in extras)
    if program == "docker":
        named = dict(pairwise(words))
        return (TREE / named.get("--file", "")).exists()
    return False


def known_command(command, words):
    """Whether a command takes these words, and the command below it the rest of them."""
    context = command.make_context(command.name, words)
    if isinstance(command, click.Group) and context.args:
        below = [*getattr(context, "_protected_args", ()), *context.args]
        return known_command(command.commands[below[0]], below[1:])
    return True


def known_module(module, *words):
    """Whether there is such a module, with such options if it is the contract kit."""
    options = (TREE / "contracts" / "plugin.py").read_text("utf-8")
    flags = [word for word in words if word.startswith("--")]
    files = [word for word in words if word.endswith(".py")]
    return (
        importlib.util.find_spec(module) is not None
        and (module != "mockxero.contracts" or all(f'"{flag}"' in options for flag in flags))
        and all((TREE / file).is_file() for file in files)
    )


def test_the_options_of_serve_are_all_there():
    """Names, variables and defaults, as the command line has them."""
    rows = re.findall(r"^\| (`--.+?) \| (`.+?`) \|(?: `(\w\S*)`)? \|", README, re.MULTILINE)
    told = [
        (names.replace("`", "").split(", "), *variables.replace("`", "").split(", "), default)
        for names, variables, default in rows
    ]
    params = [param for param in main.commands["serve"].params if param.envvar]

    assert told == [(param.opts, *(param.envvar or ()), default_of(param)) for param in params]


def default_of(param):
    value = param.default
    if isinstance(value, tuple):
        return " ".join(value)
    return str(value) if isinstance(value, str | int) and value is not False else ""


def test_the_readme_tells_of_every_call_to_the_mock_itself():
    """Each route below ``/_mockxero`` with its methods, and each command beside it."""
    rows = re.findall(
        r"^\| (`(?:GET|POST|DELETE)\b.+?) \| (?:`(\w+).*?`)? ?\|", README, re.MULTILINE
    )
    told = {
        (method, re.sub("{.+?}", "<>", path))
        for call, _ in rows
        for path in re.findall("/[^`]+", call)
        for method in re.findall("[A-Z]{3,}", call.partition("/")[0])
    }
    app = Flask("told")
    world = World(SystemClock())
    portal = Portal(Passes(world, KeyRing()))
    app.register_blueprint(control_api(world, print, lambda app, user: "", portal))
    there = {
        (method, re.sub("<.+?>", "<>", rule.rule.removeprefix("/_mockxero")))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("control.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert told == there
    assert {command for _, command in rows} - {""} == main.commands.keys() - {"serve", "run"}


@pytest.mark.parametrize(
    "name",
    [*DOCUMENTS, "docker/Dockerfile", "docker/compose.yaml", "docker/compose.intercept.yaml"],
)
def test_variables_are_heard(name):
    named = set(re.findall(r"MOCKXERO_[A-Z]\w+", (TREE / name).read_text("utf-8")))

    assert named <= VARIABLES.keys()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", DOCUMENTS[name])

    missing = [target for target in targets if not (TREE / name).parent.joinpath(target).exists()]
    assert missing == []


def test_files_that_the_architecture_names_are_there():
    """All but those of the resource that it invents."""
    prose = re.sub(r"^```.*?^```$", "", ARCHITECTURE, flags=re.MULTILINE | re.DOTALL)
    floors = "\n".join(re.findall(r"^    \S.*", prose, re.MULTILINE))
    named = re.findall(r"`(\w[\w./-]*(?:/|\.py|\.lark|\.md))`", prose)
    named += re.findall(r"^    ((?:\S+(?:/|\.py) +)+)", floors, re.MULTILINE)
    paths = [path for words in named for path in words.split()]

    assert len(paths) > 40
    missing = [
        path for path in paths if not any((at / path).exists() for at in (TREE / "mockxero", TREE))
    ]
    assert missing == []


def test_what_is_supported_is_up_to_date():
    written = DOCUMENTS["SUPPORTED.md"]

    assert written == supported.page(), "say python -m mockxero.supported > SUPPORTED.md"


def test_the_changelog_counts_right():
    """The Demo Company's documents are counted in two places."""
    for count, what in re.findall(
        r"(\d+) (invoices|payments|credit notes)", DOCUMENTS["CHANGELOG.md"]
    ):
        there = TREE / "fixtures" / "nz" / f"{what.replace(' ', '_')}.json"
        assert len(json.loads(there.read_text("utf-8"))) == int(count)
