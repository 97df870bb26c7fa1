"""Whether an answer has the shape that Xero gives it, by the JSON Schemas in `schemas/`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource

from .clients import Reply
from .faults import shown
from .flaws import lines
from .operations import Operation, operation

REFUSALS = {
    400: "error.json#/$defs/refusal",
    401: "error.json#/$defs/problem",
    403: "error.json#/$defs/problem",
}


def flaws(operation_id: str, arguments: Mapping[str, Any], reply: Reply) -> list[str]:
    """One line for each kind of thing that is wrong with the shape of this answer."""
    schema = schema_for(operation(operation_id), arguments, reply.status)
    if schema is None:
        return []
    subject = f"{operation_id} shape"
    body, validator = _as_sent(reply), (_exact if reply.raw else _loose)(json.dumps(schema))
    if body is None:
        return [f"{subject}: body expected JSON, got {shown(reply.text)}"]
    return [f"{subject}: {line}" for line in lines(validator.iter_errors(body))]


def schema_for(asked: Operation, arguments: Mapping[str, Any], status: int) -> Any:
    """The schema of a whole body, or None where Xero sends no JSON or we know of no shape."""
    if status in REFUSALS:
        return {"$ref": REFUSALS[status]}
    if status != 200 or not asked.shape:
        return None
    if not asked.collection:
        return {"$ref": asked.shape}
    paged = "page" in arguments
    record = asked.paged if paged and asked.paged else asked.shape
    return {
        "allOf": [
            {"$ref": "envelope.json"},
            {"$ref": f"envelope.json#/$defs/{'paged' if paged else 'unpaged'}"},
        ],
        "required": [asked.collection],
        "properties": {asked.collection: {"type": "array", "items": {"$ref": record}}},
    }


def schemas() -> dict[str, Any]:
    """Every schema file, by its name."""
    folder = files(__package__) / "schemas"
    return {
        file.name: json.loads(file.read_text("utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".json")
    }


def _as_sent(reply: Reply) -> Any:
    """The body with the digits of its numbers kept, where the client still has the bytes."""
    if reply.raw is None:
        return reply.body
    try:
        return json.loads(reply.raw, parse_float=Decimal)
    except ValueError:
        return None


def _decimals(
    validator: Any, allowed: list[int], instance: Any, schema: Any
) -> Iterator[ValidationError]:
    """Xero writes 0.00 where a careless server writes 0.0 or 0."""
    if isinstance(instance, Decimal | int) and not isinstance(instance, bool):
        exponent = Decimal(instance).as_tuple().exponent
        if -int(exponent) not in allowed:
            yield ValidationError("wrong number of decimals")


_Exact: Any = extend(Draft202012Validator, {"decimals": _decimals})  # type: ignore[no-untyped-call]


@cache
def _registry() -> Registry[Any]:
    return Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas().items()
    )


@cache
def _exact(schema: str) -> Any:
    return _Exact(json.loads(schema), registry=_registry())


@cache
def _loose(schema: str) -> Any:
    return Draft202012Validator(json.loads(schema), registry=_registry())
