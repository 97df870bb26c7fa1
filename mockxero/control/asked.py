"""What a call of ``/_mockxero/…`` asks about and tells. What cannot be is refused in a sentence."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from mockxero.books.organisation import Organisation
from mockxero.books.world import World

LONGEST_NAME = 100


class Mistold(ValueError):
    """Somebody told the mock what cannot be; the words are one sentence."""


class NotHere(ValueError):
    """Somebody named what the mock does not have; the words are one sentence."""


def organisation_called(world: World, tenant: str | None) -> Organisation:
    """An organisation by tenant id or name; the first where none is named. Raises NotHere."""
    for tenant_id, organisation in world.organisations.items():
        if tenant is None or tenant.casefold() in (tenant_id, organisation.name.casefold()):
            return organisation
    raise NotHere(f"there is no organisation '{tenant}'")


def json_object(body: bytes) -> dict[str, Any]:
    """The members of a JSON object, fractions as Decimal. Raises Mistold."""
    try:
        told = json.loads(body, parse_float=Decimal, parse_constant=str)
        json.dumps(told, ensure_ascii=False, default=str).encode()  # half a character is no text
    except (ValueError, ArithmeticError, RecursionError) as wrong:
        raise Mistold(f"the body is not JSON: {wrong}") from wrong
    if not isinstance(told, dict):
        raise Mistold("the body is a JSON object")
    return told


def has_only(told: Mapping[str, Any], what: str, names: Collection[str]) -> None:
    """Nothing else is told of something. Raises Mistold."""
    for name in told:
        if name not in names:
            raise Mistold(f"{what} has no '{name}'; it has: {', '.join(names)}")


def name(told: Any, what: str) -> str:
    """What something is called, and can be called by in a URL. Raises Mistold."""
    if not isinstance(told, str) or not told.isprintable() or told != told.strip():
        raise Mistold(f"the name of {what} is text, without blanks around it")
    if len(told) > LONGEST_NAME or "/" in told or not any(sign.isalnum() for sign in told):
        raise Mistold(f"the name of {what} has letters or digits, {LONGEST_NAME} at most, and no /")
    return told


def texts(told: Any, sentence: str) -> tuple[str, ...]:
    """A list of texts, each once. Raises Mistold with the sentence, which says that it is one."""
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise Mistold(sentence)
    return tuple(dict.fromkeys(told))


def day(told: Any, what: str) -> date:
    """A day, as ISO 8601 has it. Raises Mistold."""
    try:
        return date.fromisoformat(told)
    except (TypeError, ValueError) as no_day:
        raise Mistold(f"{what} is a day, such as 2026-03-31") from no_day
