"""What was recorded: which request, whose words, which body."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

RECORDED = Path(__file__).parents[3] / "shared" / "xero" / "recorded"
NEWEST = "2026-nz"


@dataclass(frozen=True)
class Recording:
    """One JSON body."""

    file: str
    method: str
    path: str
    """Below ``/api.xro/2.0``."""
    query: dict[str, str]
    published: bool
    """Whether it is a sample that Xero publishes, not an answer that somebody met."""
    body: Any

    @property
    def words(self) -> list[str]:
        """The path in pieces."""
        return [word for word in self.path.split("/") if word]


@cache
def recordings() -> tuple[Recording, ...]:
    """All that are JSON, of both folders."""
    found = []
    for entry in _entries(RECORDED):
        if entry["format"] == "json":
            text = (RECORDED / entry["file"]).read_text("utf-8-sig")
            published = entry["kind"] != "recording"
            found.append(_recording(entry["file"], entry, _read(text), published=published))
    for entry in _entries(RECORDED / NEWEST):
        file = f"{NEWEST}/{entry['file']}"
        body = _read((RECORDED / file).read_text("utf-8"))["body"]
        if body is not None:
            found.append(_recording(file, entry, body, published=False))
    return tuple(found)


def _entries(folder: Path) -> list[dict[str, Any]]:
    if not folder.is_dir():
        return []
    entries: list[dict[str, Any]] = json.loads((folder / "index.json").read_text("utf-8"))[
        "entries"
    ]
    return entries


def _recording(file: str, entry: dict[str, Any], body: Any, *, published: bool) -> Recording:
    path, _, query = entry["path"].removeprefix("/api.xro/2.0").partition("?")
    asked = entry.get("query") or dict(parse_qsl(query))
    return Recording(file, entry["method"], path, asked, published, body)


def _read(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)
