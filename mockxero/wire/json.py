"""Records to Xero's JSON and back, byte for byte: two spaces, CRLF, fixed decimals."""

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from mockxero.primitives.complaints import Unreadable
from mockxero.primitives.dates import milliseconds
from mockxero.primitives.fields import Constant, Field, Nested, Twin
from mockxero.primitives.kinds import Unfit, quoted
from mockxero.primitives.records import Draft, Record
from mockxero.primitives.views import Look
from mockxero.wire.envelope import Counts, Head
from mockxero.wire.plan import Tongue, printable, readable

NEWLINE = "\r\n"
INDENT = NEWLINE + "  "


class Json(Tongue):
    """How JSON spells members and records."""

    content_type = "application/json; charset=utf-8"
    errors = '"ValidationErrors": []'

    def fields(self, record: type[Record]) -> Iterable[Field]:
        """A record's own members, then those it inherits. # seen: every recording of a document"""
        return printable(record.fields.values())

    def scalar(self, field: Field, look: Look) -> Callable[[Any], str]:
        """``"Name": value``, with the readable companion of a date before it."""
        spell, label = field.kind.json(look), f'"{field.wire}": '
        if field.twin is None:
            return lambda value: label + spell(value)
        twin, twin_label = field.kind.twin, f'"{field.twin}": '
        return lambda value: f"{twin_label}{twin(value)},{INDENT}{label}{spell(value)}"

    def constant(self, field: Constant, *, refused: bool = False) -> str:
        """A member that always says the same."""
        return f'"{field.wire}": {(refused and field.refused) or field.json}'

    def twin(self, field: Twin, of: Field) -> Callable[[Any], str]:
        """``"UpdatedDateUTCString": "…Z"``."""
        spell, label = of.kind.twin, f'"{field.wire}": '
        return lambda value: label + spell(value)

    def one(self, field: Nested, text: str) -> str:
        """``"Name": {…}``."""
        return f'"{field.wire}": {_deeper(text)}'

    def many(self, field: Nested, texts: list[str]) -> str:
        """``"Name": […]``."""
        return f'"{field.wire}": {_array(texts)}'

    def record(self, members: list[str]) -> str:
        """``{…}``, a member a line."""
        return f"{{{INDENT}{(',' + INDENT).join(members)}{NEWLINE}}}" if members else "{}"

    def nothing(self, field: Field) -> str | None:
        """A member without a value is left out."""
        return None

    def text(self, name: str, value: str) -> str:
        """A member of the envelope that is a string."""
        return f'"{name}": {quoted(value)}'

    def messages(self, name: str, singular: str, sentences: Iterable[str]) -> str:
        """``"ValidationErrors": [{"Message": …}]``."""
        told = [self.record([self.text("Message", sentence)]) for sentence in sentences]
        return f'"{name}": {_array(told)}'

    # --- the envelope ---

    def element(
        self,
        singular: str,
        text: str,
        status: str | None = None,
        errors: Iterable[str] = (),
        warnings: Iterable[str] = (),
    ) -> str:
        """A record with its verdict, two levels in."""
        verdict = [self.text("StatusAttributeString", status)] if status else []
        if errors := [*errors]:
            verdict.append(self.messages("ValidationErrors", "ValidationError", errors))
        if warnings := [*warnings]:
            verdict.append(self.messages("Warnings", "Warning", warnings))
        if verdict:
            text = text[: -len(NEWLINE) - 1] + "".join(f",{INDENT}{member}" for member in verdict)
            text += NEWLINE + "}"
        return text.replace(NEWLINE, INDENT + "  ")

    def answer(
        self, head: Head, plural: str, elements: list[str], pagination: Counts | None = None
    ) -> str:
        """A whole body."""
        members = [
            self.text("Id", head.id),
            self.text("Status", "OK"),
            self.text("ProviderName", head.provider),
            f'"DateTimeUTC": "\\/Date({milliseconds(head.moment)})\\/"',
        ]
        if pagination is not None:
            text = self.record([f'"{name}": {count}' for name, count in pagination.items()])
            members.append(f'"pagination": {_deeper(text)}')
        members.append(f'"{plural}": {_elements(elements)}')
        return self.record(members)

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
            members.append(f'"Elements": {_elements(elements)}')
        return self.record(members)

    def refused_element(
        self, singular: str, members: list[str], errors: Iterable[str], warnings: Iterable[str]
    ) -> str:
        """The members, then the messages."""
        return self.element(singular, self.record(members), None, errors, warnings)


def _elements(elements: list[str]) -> str:
    """Records that are two levels in already."""
    if not elements:
        return "[]"
    inside = ("," + INDENT + "  ").join(elements)
    return f"[{INDENT}  {inside}{INDENT}]"


def _array(texts: list[str]) -> str:
    """``[…]`` as the value of a member: an element a line, one level further in."""
    if not texts:
        return "[]"
    inside = ("," + INDENT).join(map(_deeper, texts))
    return _deeper(f"[{INDENT}{inside}{NEWLINE}]")


def _deeper(text: str) -> str:
    """The same text, one level further in. Raw line ends never stand inside a JSON string."""
    return text.replace(NEWLINE, INDENT)


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
    return [one for one in drafts if one.sent]


def _loads(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as unreadable:
        raise Unreadable(f"JSON request body could not be read, Error {unreadable}") from unreadable


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def draft(record: type[Record], sent: Any, path: str = "") -> Draft:
    """What one object, already parsed, says about a record. Raises Unreadable."""
    if not isinstance(sent, dict):
        raise _mistyped(sent, f"Xero.API.Library..{record.__name__}", path)
    members, found = _members(record), Draft(record, {})
    for name, value in sent.items():
        member = members.get(name.lower())
        if member is None or value is None or (member.companion and member.attr in found):
            continue
        read = member.read(value, f"{path}.{name}" if path else name)
        if read is not None:
            found.sent[member.attr] = read
    return found


class _Member(NamedTuple):
    """How one member of a body is read."""

    attr: str
    read: Callable[[Any, str], Any]
    companion: bool = False
    """A ``DateString``: it counts only where there is no ``Date``."""


@cache
def _members(record: type[Record]) -> dict[str, _Member]:
    """Every member a body may have, by its name in lower case."""
    members: dict[str, _Member] = {}
    for field in readable(record):
        read = _nested_reader(field) if isinstance(field, Nested) else _scalar_reader(field)
        members.setdefault(field.wire.lower(), _Member(field.attr, read))
        if field.twin is not None:
            members[field.twin.lower()] = _Member(field.attr, read, companion=True)
    return members


def _scalar_reader(field: Field) -> Callable[[Any, str], Any]:
    read = field.kind.read

    def scalar(sent: Any, path: str) -> Any:
        try:
            return read(sent)
        except Unfit as unfit:
            raise _mistyped(sent, unfit.dotnet, path) from unfit

    return scalar


def _nested_reader(field: Nested) -> Callable[[Any, str], Any]:
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
