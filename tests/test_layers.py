"""The floors of the house: each may look down, never up."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "mockxero"

BOOKS = {"primitives", "resources", "accounting", "books"}
TONGUE = BOOKS | {"query", "wire"}
BELOW = {
    "primitives": set(),
    "resources": {"primitives"},
    "accounting": {"primitives", "resources"},
    "books": {"primitives", "resources", "accounting"},
    "query": {"primitives"},
    "wire": BOOKS | {"query"},
    "api": TONGUE,
    "identity": TONGUE,
    "webhooks": TONGUE,
    "control": TONGUE,
    "front": set(),
    "guest": set(),
}
"""What each floor may see; a file beside the floors (server.py, serving.py …) may see them all."""
RIM = {"api", "identity", "webhooks", "control"}
"""Where Flask is known; the front sees bytes only."""
HEAVY = {
    "cryptography",
    "defusedxml",
    "faker",
    "fontTools",
    "fpdf",
    "jsonschema",
    "jwt",
    "lark",
    "requests",
}

MODULES = [path.relative_to(HOUSE) for path in sorted(HOUSE.rglob("*.py"))]
ROOF = {"cli"}
"""Joins the parts, as the files beside the floors do."""
ON_A_FLOOR = [m for m in MODULES if len(m.parts) > 1 and m.parts[0] not in ROOF]


def imported(module, *, at_start=False):
    """The dotted names that a module imports; ``at_start`` leaves functions out."""
    waiting = [ast.parse((HOUSE / module).read_text("utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = ("mockxero", *module.parts)[: -node.level] if node.level else ()
            source = ".".join([*here, *filter(None, [node.module])])
            yield from (f"{source}.{alias.name}" for alias in node.names)
        elif at_start and is_late(node):
            continue
        waiting += ast.iter_child_nodes(node)


def is_late(node):
    """Whether what stands in here does not run at import."""
    for_types = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
    return for_types or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


@pytest.mark.parametrize("module", ON_A_FLOOR, ids=str)
def test_each_floor_looks_down(module):
    """The rules stay pure and the rim stays thin only while nobody looks up or sideways."""
    floor = module.parts[0]
    assert floor in BELOW, f"{floor} is a new floor: say in test_layers.py what it may see"
    above = {name.removesuffix(".py") for name in (m.parts[0] for m in MODULES)} - {"__init__"}
    forbidden = above - BELOW[floor] - {floor}

    for name in imported(module):
        package, _, rest = name.partition(".")
        seen = rest.partition(".")[0]
        assert package != "mockxero" or seen not in forbidden, (
            f"{module} imports {name}, but {floor} may see only "
            f"{sorted(BELOW[floor]) or 'itself'}: what both need belongs further down"
        )


@pytest.mark.parametrize("module", [m for m in ON_A_FLOOR if m.parts[0] not in RIM], ids=str)
def test_flask_stays_in_the_rim(module):
    """The books must serve a test, a script or another web framework just as well."""
    used = {name.partition(".")[0] for name in imported(module)} & {"flask", "werkzeug"}

    assert not used, f"{module} imports {used}: HTTP is known in the rim and nowhere below"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_heavy_modules_come_late(module):
    """Start-up is a feature: what takes long to import is imported where it is first needed."""
    heavy = {name.partition(".")[0] for name in imported(module, at_start=True)} & HEAVY

    assert not heavy, f"{module} imports {heavy} at its top: move it into the function in need"


@pytest.mark.parametrize("module", [m for m in MODULES if m.parts[0] != "front"], ids=str)
def test_the_front_comes_late(module):
    """It brings asyncio and ssl, and most mocks have neither TLS nor a proxy."""
    early = {name for name in imported(module, at_start=True) if "mockxero.front" in name}

    assert not early, f"{module} imports {early} at its top: move it into the function in need"
