"""JSON and XML tell the same story, whatever the record."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockxero.accounting.rulebooks import rulebooks
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.fields import Derived, Field, Hidden, Linked, Nested
from mockxero.primitives.ids import NOBODY
from mockxero.primitives.kinds import Guid
from mockxero.primitives.records import Draft, Record
from mockxero.primitives.views import Look, View
from mockxero.resources.allocations import Allocation
from mockxero.resources.contacts import Contact
from mockxero.wire import json, xml
from mockxero.wire.negotiate import JSON, XML
from mockxero.wire.press import Press
from mockxero.wire.refused import refused
from tests.strategies import Shelf, declared, drafts, shelved

LOOKS = [Look(view, unitdp) for view in View if view is not View.REFUSED for unitdp in (2, 4)]
SCHEMAS = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

EVERY_RECORD = pytest.mark.parametrize("record", declared(), ids=lambda record: record.__name__)
REFUSABLE = [*rulebooks(), Allocation]
"""Records that a caller may send by themselves."""


# --- writing and reading --------------------------------------------------------------------------


def through_json(known: Record, look: Look, shelf: Shelf) -> list[Draft]:
    """What a reader makes of a record, written as JSON."""
    text = Press(JSON, shelf).show(known, look)
    return json.read(type(known), "Things", text.encode())


def through_xml(known: Record, look: Look, shelf: Shelf) -> list[Draft]:
    """What a reader makes of a record, written as XML."""
    text = Press(XML, shelf).show(known, look)
    body = f"<Things><Thing>{text}</Thing></Things>"
    return xml.read(type(known), "Things", "Thing", body.encode())


def told(draft: Any) -> Any:
    """A draft as plain dictionaries."""
    if isinstance(draft, Draft):
        return {attr: told(value) for attr, value in draft.sent.items()}
    return [told(one) for one in draft] if isinstance(draft, list) else draft


def in_xml(record: type[Record], members: dict[str, Any]) -> dict[str, Any]:
    """Without the members that only JSON has."""
    return {
        attr: _part_in_xml(record.fields[attr], value)
        for attr, value in members.items()
        if not record.fields[attr].json_only
    }


def _part_in_xml(field: Field, value: Any) -> Any:
    if not isinstance(field, Nested):
        return value
    if isinstance(value, list):
        return [in_xml(field.record, one) for one in value]
    return in_xml(field.record, value)


def without_empty_lists(members: Any) -> Any:
    """Without the lists that a refused record shows although nothing was sent for them."""
    if isinstance(members, list):
        return [without_empty_lists(one) for one in members]
    if not isinstance(members, dict):
        return members
    return {attr: without_empty_lists(part) for attr, part in members.items() if part != []}


# --- what should come through ---------------------------------------------------------------------


def shown(known: Record, view: View, shelf: Shelf) -> dict[str, Any]:
    """The members that a view shows, found without any printing."""
    fields = type(known).fields.values()
    members = {
        field.attr: _part_shown(field, getattr(known, field.attr), view, shelf)
        if view not in field.always or getattr(known, field.attr) is not None
        else field.kind.nothing
        for field in fields
        if field.stored and field.shown_in(view) and not isinstance(field, Hidden)
    }
    for field in fields:  # a list that is worked out bears the name of one that can be sent
        if isinstance(field, Derived) and field.many and field.shown_in(view):
            members |= {one.attr: [] for one in fields if one.stored and one.wire == field.wire}
    return {attr: part for attr, part in members.items() if part is not None}


def _part_shown(field: Field, value: Any, view: View, shelf: Shelf) -> Any:
    if value is None or not isinstance(field, Nested):
        return value
    inner = field.look_of(view)
    if isinstance(field, Linked):
        return shown(shelf.find(field.record, value), inner, shelf)
    if not field.many:
        return shown(value, inner, shelf)
    parts = [] if view in field.empty else [shown(part, inner, shelf) for part in value]
    return None if view in field.omit_empty and not parts else parts


# --- the laws -------------------------------------------------------------------------------------


@EVERY_RECORD
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_written_can_be_read(record, data):
    """Either tongue brings every shown value through unharmed, and so both say the same."""
    known, shelf = data.draw(shelved(record))
    look = data.draw(st.sampled_from(LOOKS))
    expected = shown(known, look.view, shelf)

    by_json = [told(draft) for draft in through_json(known, look, shelf)]
    by_xml = [told(draft) for draft in through_xml(known, look, shelf)]

    assert by_json == [expected] * bool(expected)
    xml_has = in_xml(record, expected)
    assert by_xml == [xml_has] * bool(xml_has)


@pytest.mark.parametrize("record", REFUSABLE, ids=lambda record: record.__name__)
@settings(max_examples=15)
@given(data=st.data())
def test_what_is_refused_comes_back_as_it_was_sent(record, data):
    """In both tongues, beside what is always told; what was to be new has the id of nobody."""
    draft = data.draw(drafts(record).filter(lambda draft: draft.sent))
    expected = always_told(record) | told(draft)
    if issubclass(record, Resource) and isinstance(record.fields[record.key_attr].kind, Guid):
        expected = {record.key_attr: NOBODY} | expected

    by_json, by_xml = refused_through_json(draft), refused_through_xml(draft)

    assert without_empty_lists(by_json) == without_empty_lists(expected)
    assert without_empty_lists(by_xml) == without_empty_lists(in_xml(record, expected))


def always_told(record: type[Record]) -> dict[str, Any]:
    """Members that a refused record has whatever was sent, such as IsDiscounted."""
    return {
        field.attr: field.default
        for field in record.fields.values()
        if field.default not in (None, ()) and field.stored and field.shown_in(View.REFUSED)
    }


def refused_through_json(draft: Draft) -> Any:
    members = refused(JSON, draft, None, Press(JSON, Shelf()).show)
    body = JSON.refused_element("Thing", members, ["No"], []).encode()
    (back,) = json.read(draft.record, "Things", body)
    return told(back)


def refused_through_xml(draft: Draft) -> Any:
    members = refused(XML, draft, None, Press(XML, Shelf()).show)
    element = XML.refused_element("Thing", members, ["No"], [])
    body = f"<Things {SCHEMAS}>{element}</Things>".encode()
    (back,) = xml.read(draft.record, "Things", "DataContractBase", body)
    return told(back)


@pytest.mark.parametrize("control", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_xml_goes_without_characters_that_it_cannot_spell(control):
    """JSON keeps them; in XML no spelling would make a document of them."""
    known = Contact(contact_id=NOBODY, name=f"a{control}b")
    look = Look(View.SINGLE)

    (by_json,) = through_json(known, look, Shelf())
    (by_xml,) = through_xml(known, look, Shelf())

    assert (by_json.get("name"), by_xml.get("name")) == (f"a{control}b", "ab")


@pytest.mark.parametrize("half", [0xD800, 0xDBFF, 0xDC00, 0xDFFF])
def test_half_a_character_becomes_a_replacement(half):
    """JSON can spell half of a surrogate pair; UTF-8 cannot, and so nothing keeps it."""
    body = f'{{"Name": "a\\u{half:04x}b"}}'.encode()

    (read,) = json.read(Contact, "Contacts", body)

    assert read.get("name") == "a\ufffdb"
