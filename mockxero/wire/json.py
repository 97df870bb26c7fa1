"""Records to Xero's JSON and back, byte for byte: two spaces, CRLF, fixed decimals."""

import json
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any, NamedTuple

from mockxero.primitives.complaints import Unreadable
from mockxero.primitives.dates import milliseconds
from mockxero.primitives.fields import By, Constant, Field, Nested, Several, Twin
from mockxero.primitives.kinds import Unfit, quoted
from mockxero.primitives.records import Draft, Record, said
from mockxero.primitives.views import Look, View
from mockxero.wire.envelope import ELEMENT, Counts, Head
from mockxero.wire.plan import Tongue, printable, readable

_LINES = tuple("\r\n" + "  " * depth for depth in range(24))
"""A line end and the indentation after it, by depth."""


_OUTSIDE = Look(View.LIST)
_SUMMARISED = {True: '"SummarizeErrors": true', False: '"SummarizeErrors": false'}


class Json(Tongue):
    """How JSON spells members and records."""

    content_type = "application/json; charset=utf-8"
    errors = '"ValidationErrors": []'

    def fields(self, record: type[Record]) -> Iterable[Field]:
        """A record's own members, then those it inherits. # seen: every recording of a document"""
        return printable(record.fields.values())

    def scalar(self, field: Field, look: Look) -> Callable[[Any], str]:
        """``"Name": value``, with the readable companion of a date before it."""
        label = f'"{field.wire}": '
        if field.twin is None:
            return field.kind.json(look, label)
        twin, twin_label = field.kind.twin, f'"{field.twin}": '
        spell = field.kind.json(look, f",{_LINES[look.depth + 1]}{label}")
        return lru_cache(512)(lambda value: twin_label + twin(value) + spell(value))

    def constant(self, field: Constant, *, refused: bool = False) -> str:
        """A member that always says the same."""
        return f'"{field.wire}": {(refused and field.refused) or field.json}'

    def twin(self, field: Twin, of: Field) -> Callable[[Any], str]:
        """``"UpdatedDateUTCString": "…Z"``."""
        spell, label = of.kind.twin, f'"{field.wire}": '
        return lru_cache(512)(lambda value: label + spell(value))

    def several(self, field: Several, look: Look) -> Callable[[Any], str]:
        """``"Names": ["…", "…"]``, one a line."""
        depth = look.depth + 1
        return lambda given: f'"{field.wire}": {_array([quoted(text) for text in given], depth)}'

    def one(self, field: Nested, text: str) -> str:
        """``"Name": {…}``."""
        return f'"{field.wire}": {text}'

    def many(self, field: Nested, texts: list[str], look: Look) -> str:
        """``"Name": […]``."""
        return f'"{field.wire}": {_array(texts, look.depth + 1)}'

    def record(self, members: list[str], look: Look = _OUTSIDE) -> str:
        """``{…}``, a member a line."""
        if not members:
            return "{}"
        line = _LINES[look.depth + 1]
        return f"{{{line}{(',' + line).join(members)}{_LINES[look.depth]}}}"

    def nothing(self, field: Field) -> str | None:
        """A member without a value is left out."""
        return None

    def text(self, name: str, value: str) -> str:
        """A member of the envelope that is a string."""
        return f'"{name}": {quoted(value)}'

    def messages(self, name: str, singular: str, sentences: Iterable[str], look: Look) -> str:
        """``"ValidationErrors": [{"Message": …}]``."""
        inner = look.inside(look.view, 2)
        told = [self.record([self.text("Message", sentence)], inner) for sentence in sentences]
        return f'"{name}": {_array(told, look.depth + 1)}'

    # --- the envelope ---

    def element(
        self,
        singular: str,
        text: str,
        status: str | None = None,
        errors: Iterable[str] = (),
        warnings: Iterable[str] = (),
    ) -> str:
        """A record, printed two levels in, with its verdict."""
        verdict = [self.text("StatusAttributeString", status)] if status else []
        if errors := [*errors]:
            verdict.append(self.messages("ValidationErrors", "ValidationError", errors, ELEMENT))
        if warnings := [*warnings]:
            verdict.append(self.messages("Warnings", "Warning", warnings, ELEMENT))
        if not verdict:
            return text
        if text == "{}":
            return self.record(verdict, ELEMENT)
        members = "".join(f",{_LINES[3]}{member}" for member in verdict)
        return f"{text[: -len(_LINES[2]) - 1]}{members}{_LINES[2]}}}"

    def answer(
        self, head: Head, plural: str, elements: list[str], pagination: Counts | None = None
    ) -> str:
        """A whole body."""
        members = self._before(head)
        if pagination is not None:
            counts = [f'"{name}": {count}' for name, count in pagination.items()]
            members.append(f'"pagination": {self.record(counts, _OUTSIDE.inside(View.LIST, 1))}')
        # One join: a page is large, and every copy of it costs.
        start = "".join(f"{_LINES[1]}{member}," for member in members)
        array = f",{_LINES[2]}".join(elements)
        opening, closing = (_LINES[2], _LINES[1]) if elements else ("", "")
        return "".join(
            ("{", start, _LINES[1], f'"{plural}": [', opening, array, closing, "]", _LINES[0], "}")
        )

    def answer_of_one(self, head: Head, name: str, text: str) -> str:
        """A whole body around an object."""
        return self.record([*self._before(head), f'"{name}": {text}'])

    def _before(self, head: Head) -> list[str]:
        return [
            *([] if head.summarised is None else [_SUMMARISED[head.summarised]]),
            self.text("Id", head.id),
            self.text("Status", "OK"),
            self.text("ProviderName", head.provider),
            f'"DateTimeUTC": "\\/Date({milliseconds(head.moment)})\\/"',
        ]

    def bare(self, singular: str, text: str) -> str:
        """The object itself."""
        return text

    def exception(
        self, number: int, type: str, message: str, elements: list[str] | None = None
    ) -> str:
        """``{"ErrorNumber": 10, "Type": "ValidationException", …}``."""
        members = [
            f'"ErrorNumber": {number}',
            self.text("Type", type),
            self.text("Message", message),
        ]
        if elements is not None:
            members.append(f'"Elements": {_array(elements, 1)}')
        return self.record(members)

    def refused_element(
        self, singular: str, members: list[str], errors: Iterable[str], warnings: Iterable[str]
    ) -> str:
        """The members, then the messages."""
        return self.element(singular, self.record(members, ELEMENT), None, errors, warnings)


def _array(texts: list[str], depth: int) -> str:
    """``[…]`` as the value of a member at some depth: an element a line, one level further in."""
    if not texts:
        return "[]"
    line = _LINES[depth + 1]
    return f"[{line}{(',' + line).join(texts)}{_LINES[depth]}]"


# --- reading --------------------------------------------------------------------------------------


def read(record: type[Record], plural: str, body: bytes) -> list[Draft]:
    """The drafts in a body: ``{"Invoices": […]}``, a bare object, or a bare list.

    Member names are matched in any letter case; unknown ones are passed over. Raises Unreadable.
    """
    sent, path = _loads(body), ""
    if isinstance(sent, dict):
        wrapper = next((name for name in sent if name.lower() == plural.lower()), None)
        if wrapper is not None:
            sent, path = sent[wrapper], wrapper
    elements = sent if isinstance(sent, list) else [sent]
    drafts = [
        draft(record, element, f"{path}[{place}]" if path else "")
        for place, element in enumerate(elements)
        if element is not None
    ]
    return said(drafts)


def _loads(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as unreadable:
        raise Unreadable(f"JSON request body could not be read, Error {unreadable}") from unreadable
    except InvalidOperation as beyond:
        raise Unreadable("JSON request body could not be read, Error number too large") from beyond


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def draft(record: type[Record], sent: Any, path: str = "") -> Draft:
    """What one object, already parsed, says about a record. Raises Unreadable."""
    if not isinstance(sent, dict):
        raise _mistyped(sent, f"Xero.API.Library..{record.__name__}", path)
    members, values = _members(record), {}
    for name, value in sent.items():
        member = members.get(name) or members.get(name.lower())
        if member is None or value is None:
            continue
        attr, scalar, nested, is_companion = member
        if is_companion and attr in values:
            continue
        try:
            if scalar is not None:
                read = scalar(value)
            else:
                read = nested(value, f"{path}.{name}" if path else name)
        except Unfit as unfit:
            where = f"{path}.{name}" if path else name
            raise _mistyped(value, unfit.dotnet, where) from unfit
        if read is not None:
            values[attr] = read
    return Draft(record, values)


class _Member(NamedTuple):
    """How one member of a body is read."""

    attr: str
    scalar: Callable[[Any], Any] | None
    nested: Callable[[Any, str], Any]
    """Where it is no scalar; given the path for what is wrong inside."""
    companion: bool = False
    """A ``DateString``: it counts only where there is no ``Date``."""


@cache
def _members(record: type[Record]) -> dict[str, _Member]:
    """Every member a body may have, by its name as Xero spells it and in lower case."""
    members: dict[str, _Member] = {}
    for field in readable(record):
        scalar = None if isinstance(field, Nested) else field.kind.read
        member = _Member(field.attr, scalar, _nested_reader(field))
        for name in (field.wire, field.wire.lower()):
            members.setdefault(name, member)
        for name in (field.twin, field.twin.lower()) if field.twin else ():
            members[name] = member._replace(companion=True)
    for twin in record.fields.values():
        if isinstance(twin, Twin) and record.fields[twin.of].by is By.CALLER:
            member = members[record.fields[twin.of].wire]._replace(companion=True)
            members[twin.wire] = members[twin.wire.lower()] = member
    return members


def _nested_reader(field: Field) -> Callable[[Any, str], Any]:
    if not isinstance(field, Nested):
        return lambda sent, path: None
    if not field.many:
        return lambda sent, path: draft(field.record, sent, path)

    def listed(sent: Any, path: str) -> list[Draft]:
        if not isinstance(sent, list):
            raise _mistyped(
                sent, f"System.Collections.Generic.List`1[{field.record.__name__}]", path
            )
        return [
            draft(field.record, element, f"{path}[{place}]")
            for place, element in enumerate(sent)
            if element is not None
        ]

    return listed


def _mistyped(sent: Any, dotnet: str, path: str) -> Unreadable:
    shown = "..." if isinstance(sent, dict | list) else json.dumps(sent, default=str)
    return Unreadable(f"Error converting value {shown} to type '{dotnet}'. Path '{path}'.")
