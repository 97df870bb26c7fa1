"""Records to Xero's XML and back: strict about names where JSON is lenient."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from mockxero.primitives.complaints import Unreadable
from mockxero.primitives.fields import Constant, Field, Nested, Several, Twin
from mockxero.primitives.kinds import Day, Flag, Guid, Kind, Moment, Number, Text, Unfit, Whole
from mockxero.primitives.records import Draft, Record, said
from mockxero.primitives.views import Look, View
from mockxero.wire.envelope import ELEMENT, Counts, Head
from mockxero.wire.plan import Tongue, printable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LINES = tuple("\n" + "  " * depth for depth in range(24))
"""A line end and the indentation after it, by depth."""
_OUTSIDE = Look(View.LIST)
SCHEMAS = (
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_NO_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
"""Characters that no XML document may have, however spelled."""
_SPELLED_OUT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;", "\n": "&#xA;"})
_AS_TEXT = _NO_XML | _SPELLED_OUT
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_OF_EVERY_RECORD = frozenset({"ValidationErrors", "Warnings"})
"""Elements that every record may have, and that say nothing. # seen: XML refusals of 2011"""
_NILLABLE = (Day, Flag, Guid, Moment, Number, Whole)


class Xml(Tongue):
    """How XML spells members and records."""

    content_type = "text/xml; charset=utf-8"
    errors = "<ValidationErrors />"

    def fields(self, record: type[Record]) -> Iterable[Field]:
        """What a record inherits, then its own. # seen: XML of 2011 and 2013"""
        inherited_first = (field for generation in record.generations for field in generation)
        return [field for field in printable(inherited_first) if not field.json_only]

    def scalar(self, field: Field, look: Look) -> Callable[[Any], str]:
        """``<Name>value</Name>``."""
        spell, name = field.kind.xml(look), field.xml_wire or field.wire
        return lambda value: element(name, escaped(spell(value)))

    def constant(self, field: Constant, *, refused: bool = False) -> str:
        """No member that XML has is constant but an empty list."""
        return f"<{field.wire} />"

    def twin(self, field: Twin, of: Field) -> Callable[[Any], str]:
        """XML has no readable companions."""
        raise NotImplementedError(field.wire)

    def several(self, field: Several, look: Look) -> Callable[[Any], str]:
        """``<Names><Name>…</Name>…</Names>``."""

        def spelled(given: tuple[str, ...]) -> str:
            items = [element(field.singular, escaped(text)) for text in given]
            return element(field.wire, _lines(items, look.depth + 1))

        return spelled

    def one(self, field: Nested, text: str) -> str:
        """``<Name>…</Name>``."""
        return element(field.wire, text)

    def many(self, field: Nested, texts: list[str], look: Look) -> str:
        """``<Names><Name>…</Name>…</Names>``."""
        items = [element(field.singular, text) for text in texts]
        return element(field.wire, _lines(items, look.depth + 1))

    def record(self, members: list[str], look: Look = _OUTSIDE) -> str:
        """The members, a line each; whoever prints the record puts its element around them."""
        return _lines(members, look.depth)

    def nothing(self, field: Field) -> str | None:
        """In a refused record, a number, date, flag or id without a value says so."""
        name = field.xml_wire or field.wire
        return f'<{name} xsi:nil="true" />' if isinstance(field.kind, _NILLABLE) else None

    def text(self, name: str, value: str) -> str:
        """A member of the envelope that is a string."""
        return element(name, escaped(value))

    def messages(self, name: str, singular: str, sentences: Iterable[str], look: Look) -> str:
        """``<ValidationErrors><ValidationError><Message>…``."""
        told = [
            element(singular, _lines([self.text("Message", sentence)], look.depth + 2))
            for sentence in sentences
        ]
        return element(name, _lines(told, look.depth + 1))

    # --- the envelope ---

    def element(
        self,
        singular: str,
        text: str,
        status: str | None = None,
        errors: Iterable[str] = (),
        warnings: Iterable[str] = (),
    ) -> str:
        """A record, printed two levels in, with its verdict.

        The status is an attribute, the messages come first.
        """
        told = []
        if errors := [*errors]:
            told.append(self.messages("ValidationErrors", "ValidationError", errors, ELEMENT))
        if warnings := [*warnings]:
            told.append(self.messages("Warnings", "Warning", warnings, ELEMENT))
        if told:
            text = _LINES[3].join(["", *told]) + (text or _LINES[2])
        return element(singular, text, f'status="{status}"' if status else "")

    def answer(
        self, head: Head, plural: str, elements: list[str], pagination: Counts | None = None
    ) -> str:
        """A whole body, without a declaration."""
        members = self._before(head)
        if pagination is not None:  # guess: no XML page was ever recorded
            counts = [element(name, str(count)) for name, count in pagination.items()]
            members.append(element("pagination", _lines(counts, 1)))
        members.append(element(plural, _lines(elements, 1)))
        return element("Response", self.record(members), SCHEMAS)

    def answer_of_one(self, head: Head, name: str, text: str) -> str:
        """A whole body around an element."""
        return element("Response", self.record([*self._before(head), element(name, text)]), SCHEMAS)

    def _before(self, head: Head) -> list[str]:
        opening = []
        if head.summarised is not None:  # guess: as in JSON
            opening = [self.text("SummarizeErrors", str(head.summarised).lower())]
        return [
            *opening,
            self.text("Id", head.id),
            self.text("Status", "OK"),
            self.text("ProviderName", head.provider),
            # seen: seven decimals and a Z in XML of 2008 to 2013
            element("DateTimeUTC", f"{head.moment.isoformat(timespec='microseconds')}0Z"),
        ]

    def bare(self, singular: str, text: str) -> str:
        """The element itself, as a document."""
        return element(singular, text, SCHEMAS)

    def exception(
        self, number: int, type: str, message: str, elements: list[str] | None = None
    ) -> str:
        """``<ApiException>…``."""
        members = [
            element("ErrorNumber", str(number)),
            self.text("Type", type),
            self.text("Message", message),
        ]
        if elements is not None:
            members.append(element("Elements", _lines(elements, 1)))
        return element("ApiException", self.record(members), SCHEMAS)

    def refused_element(
        self, singular: str, members: list[str], errors: Iterable[str], warnings: Iterable[str]
    ) -> str:
        """``<DataContractBase xsi:type="Invoice">…``, the messages first."""
        told = [
            self.messages("ValidationErrors", "ValidationError", errors, ELEMENT),
            self.messages("Warnings", "Warning", warnings, ELEMENT),
        ]
        inside = self.record(told + members, ELEMENT)
        return element("DataContractBase", inside, f'xsi:type="{singular}"')


def _lines(elements: list[str], depth: int) -> str:
    """Elements inside one that stands at some depth: a line each, one level further in."""
    return _LINES[depth + 1].join(["", *elements]) + _LINES[depth] if elements else ""


def element(name: str, inside: str, attributes: str = "") -> str:
    """An element around what is inside it; empty in the short form."""
    start = f"{name} {attributes}" if attributes else name
    return f"<{start}>{inside}</{name}>" if inside else f"<{start} />"


def escaped(value: str) -> str:
    """Characters as XML text; line ends are spelled out, so that nobody re-wraps them."""
    return value.translate(_AS_TEXT)


# --- reading --------------------------------------------------------------------------------------


def read(record: type[Record], plural: str, singular: str, body: bytes) -> list[Draft]:
    """The drafts in ``<Invoices><Invoice>…`` or a bare ``<Invoice>``.

    Names count to the letter. Raises Unreadable, for entities and document types too.
    """
    root = _parse(body)
    if root.tag not in (singular, plural):
        return []
    nodes = [root] if root.tag == singular else [*root]
    for node in nodes:
        if node.tag != singular:
            raise _unrecognised(node)
    return said([_draft(record, node) for node in nodes])


_NO_DTD = (
    "For security reasons DTD is prohibited in this XML document. To enable DTD processing set the "
    "DtdProcessing property on XmlReaderSettings to Parse and pass the settings into "
    "XmlReader.Create method."
)
"""What .NET's reader says. # guess: that Xero hands it on, as it does with JSON"""


def _parse(body: bytes) -> "Element":
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (DefusedXmlException, SyntaxError, ValueError, LookupError) as invalid:
        told = _NO_DTD if isinstance(invalid, DefusedXmlException) else invalid
        raise Unreadable(f"Xml for post data was invalid, {told}") from invalid
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    return root


def _draft(record: type[Record], node: "Element") -> Draft:
    members, draft, seen = _members(record), Draft(record, {}), set[str]()
    for child in node:
        field = members.get(child.tag)
        if child.tag in seen or (field is None and child.tag not in _OF_EVERY_RECORD):
            raise _unrecognised(child)
        seen.add(child.tag)
        value = _value(field, child) if field is not None and field.stored else None
        if field is not None and value is not None:
            draft.sent[field.attr] = value
    return draft


def _value(field: Field, node: "Element") -> Any:
    if node.get(_NIL, "").strip() in ("true", "1"):
        return None
    if isinstance(field, Nested) and field.many:
        for child in node:
            if child.tag != field.singular:
                raise _unrecognised(child)
        return [_draft(field.record, child) for child in node]
    if isinstance(field, Nested):
        return _draft(field.record, node)
    if isinstance(field, Several):
        return tuple(child.text or "" for child in node)
    for child in node:
        raise _unrecognised(child)
    text = node.text or ""
    try:
        return field.kind.read(text if isinstance(field.kind, Text) else text.strip())
    except Unfit as unfit:
        raise Unreadable(_unfit(field.kind, text)) from unfit


@cache
def _members(record: type[Record]) -> dict[str, Field]:
    """Every element that Xero's schema knows, the read-only ones too."""
    known = [f for f in printable(record.fields.values()) if not f.json_only or _is_list(f)]
    return {field.xml_wire or field.wire: field for field in reversed(known)}


def _is_list(field: Field) -> bool:
    return isinstance(field, Constant) and field.json == "[]"


def _unfit(kind: Kind, text: str) -> str:
    if isinstance(kind, Guid):
        return "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)."
    return f"The string '{text}' is not a valid AllXsd value."


def _unrecognised(node: "Element") -> Unreadable:
    return Unreadable(
        f"The element '{node.tag}' was not recognised. Ensure the element name has the "
        "correct case and that there are no duplicate elements of the same name."
    )
