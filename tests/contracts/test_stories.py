"""Every story makes one claim, says where it comes from, and asks for what Xero offers."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

import contracts.stories
from contracts.operations import OPERATIONS

STORIES_FOLDER = Path(contracts.stories.__file__).parent
SHARED = Path(__file__).parents[3] / "shared" / "xero"
OPENAPI = SHARED / "openapi" / "xero_accounting.yaml"
RECORDED = SHARED / "recorded"
MODULES = [
    import_module(f"contracts.stories.{path.stem}") for path in STORIES_FOLDER.glob("test_*.py")
]
STORIES = [
    function
    for module in MODULES
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if name.startswith("test_")
]
PROVENANCE = {"recorded", "documented", "inferred", "guessed"}


def source_of(story):
    """The kind and the source that a story gives."""
    (mark,) = [mark for mark in story.pytestmark if mark.name in PROVENANCE]
    return mark.name, mark.args


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_story_says_what_it_claims_and_who_says_so(story):
    """One sentence, one kind of evidence, one source; and nothing to stand on but a client."""
    _, sources = source_of(story)

    assert (story.__doc__ or "").endswith(".")
    assert len(sources) == 1
    assert list(inspect.signature(story).parameters) == ["xero"]


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recordings are not here")
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_recording_that_is_named_is_there(story):
    kind, (source,) = source_of(story)

    elsewhere = kind != "recorded" or ", " in source
    assert elsewhere or (RECORDED / source).is_file()


def test_the_dozen_has_grown():
    assert len(STORIES) >= 12


@pytest.mark.skipif(not OPENAPI.is_file(), reason="Xero's description is not here")
def test_operations_are_those_of_xeros_description():
    """The table has the methods and the paths that OpenAPI has under the same ids."""
    described, path, method = {}, "", ""
    for line in OPENAPI.read_text("utf-8").splitlines():
        if found := re.fullmatch(r"  '?(/[^']*)'?:", line):
            path = found[1]
        elif found := re.fullmatch(r"    (get|put|post|delete):", line):
            method = found[1].upper()
        elif found := re.fullmatch(r"      operationId: (\w+)", line):
            described[found[1]] = method, path

    for name, operation in OPERATIONS.items():
        if operation.accounting:
            assert (operation.method, operation.path) == described[name]


def test_every_operation_is_used():
    """A row that no story needs is a promise that nobody keeps."""
    told = "".join(path.read_text("utf-8") for path in STORIES_FOLDER.glob("*.py"))
    of_targets, of_recordings = (
        {"getOrganisations"},
        {"getItems", "getContact", "updateOrCreateItems"},
    )

    untold = {name for name in OPERATIONS if f'"{name}"' not in told}
    assert untold == of_targets | of_recordings


@pytest.mark.parametrize("path", sorted(STORIES_FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_a_story_speaks_of_nothing_but_xero(path):
    """No client and no target is known by name inside a story: it runs unchanged through all."""
    tree = ast.parse(path.read_text("utf-8"))
    seen = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in (node.module or "").split(".")
    }

    assert not seen & {"clients", "targets", "raw", "sdk", "requests", "mockxero", "xero_python"}
    assert not re.search(r"localhost|127\.0\.0\.1", path.read_text("utf-8"))
