"""SUPPORTED.md claims of each operation what is so."""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mockxero.api.routes import routes
from mockxero.identity.routes import ROUTES as IDENTITY
from mockxero.notes import NOTES, SIGNING_IN
from mockxero.operations import Finder, example, operations
from mockxero.primitives.clock import FrozenClock
from mockxero.server import Mock, Settings
from mockxero.supported import page
from tests.api.client import NOWHERE, Xero
from tests.api.conftest import NOON

XERO = Path(__file__).parents[2] / "shared" / "xero"
OPENAPI = XERO / "openapi" / "xero_accounting.yaml"
RECORDED = XERO / "recorded"
METHODS = {"get", "put", "post", "delete"}


@pytest.fixture(scope="module")
def published():
    """Xero's own list: operation id, method, path."""
    if not OPENAPI.is_file():
        pytest.skip("Xero's OpenAPI description is not here")
    yaml = pytest.importorskip("yaml")
    paths = yaml.load(OPENAPI.read_text("utf-8"), yaml.CSafeLoader)["paths"]
    return {
        one["operationId"]: (method.upper(), path, one)
        for path, offered in paths.items()
        for method, one in offered.items()
        if method in METHODS
    }


def test_xero_has_235_operations():
    """Each once."""
    names = [one.operation for one in operations()]

    assert len(names) == len(set(names)) == 235


def test_the_list_of_operations_is_xeros(published):
    """Names, methods and paths."""
    told = {one.operation: (one.method, one.path) for one in operations()}

    assert told == {name: (method, path) for name, (method, path, _) in published.items()}


def test_what_is_called_documented_has_an_example(published):
    """And what has one is not called inferred."""
    for one in operations():
        answers = published[one.operation][2]["responses"]
        contents = [
            content
            for code in answers
            for content in answers[code].get("content", {}).values()
            if code.startswith("2")
        ]
        has_one = any({"example", "examples"} & content.keys() for content in contents)
        assert has_one == (one.seen == "documented") or one.seen == "recorded", one


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recordings are not here")
def test_what_is_called_recorded_was():
    """Some real organisation answered that method on that path."""
    asked = {
        (entry["method"], urlsplit(entry["path"]).path.removeprefix("/api.xro/2.0"))
        for folder in (RECORDED, RECORDED / "2026-nz")
        for entry in json.loads((folder / "index.json").read_text("utf-8"))["entries"]
        if entry.get("kind", "recording") == "recording"
    }

    for one in operations():
        if one.seen == "recorded":
            path = re.compile(re.sub(r"{\w+}", "[^/]+", one.path))
            assert any(m == one.method and path.fullmatch(p) for m, p in asked), one


def test_an_operation_is_there_when_a_route_answers_it():
    """One ``yes`` for each, and no other."""
    finder = Finder(routes())
    answered = [one for one in operations() if finder.route(one.method, one.path)]
    rows = re.findall(r"^\| `(\w+)` \| [A-Z]+ `.*?` \| (yes|no) \|", page(), re.MULTILINE)

    assert [name for name, there in rows if there == "yes"] == sorted(
        (one.operation for one in answered), key=[name for name, _ in rows].index
    )
    assert Counter(name for name, _ in rows) == Counter(one.operation for one in operations())
    assert f"**{len(answered)} of 235** operations answer" in page()


def test_every_operation_that_is_described_is_answered(published):
    """None is an address or a method that is not there; an id that nobody has is not found."""
    finder = Finder(routes())
    xero = Xero(Mock(Settings(fixtures=("nz",)), FrozenClock(NOON)))

    for name, (method, path, _) in published.items():
        assert finder.route(method, path) is not None, name
        body: dict[str, str] | None = None if method in {"GET", "DELETE"} else {}
        status = xero.call(method, example(path, NOWHERE).lstrip("/"), body).status
        assert status != 501, name
        assert status != 404 or "{" in path, name


def test_a_route_that_is_not_there_is_not_found():
    """By path or by method."""
    finder = Finder(routes())

    assert finder.route("GET", "/Invoices/{InvoiceID}") is not None
    assert finder.route("DELETE", "/Invoices/{InvoiceID}") is None
    assert finder.route("GET", "/Invoices/{InvoiceID}/Smell") is None


def test_every_address_for_signing_in_is_told_of():
    """Once each, and none that is not there."""
    assert [*SIGNING_IN] == list(dict.fromkeys(path for _, path, _ in IDENTITY))


@pytest.mark.parametrize("name", NOTES)
def test_what_an_operation_leaves_out_is_told_of_operations_of_the_resource(name):
    """A misspelt one would never be printed."""
    mine = {one.operation for one in operations() if one.path.split("/")[1] == name}

    assert NOTES[name].but.keys() <= mine
