"""Which tongue to answer in, and which one a body is written in."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from urllib.parse import parse_qs

from mockxero.primitives.complaints import Unreadable
from mockxero.primitives.records import Draft, Record
from mockxero.wire import json, xml
from mockxero.wire.json import Json
from mockxero.wire.xml import Xml

JSON, XML = Json(), Xml()

_XML_BEGINS = (b"<", BOM_UTF16_BE + b"\0<", BOM_UTF16_LE + b"<\0")


def tongue_for(accept: str) -> Json | Xml:
    """JSON where Accept names it; XML for anything else, as Xero has it."""
    return JSON if "json" in accept.lower() else XML


def drafts(
    record: type[Record], plural: str, singular: str, content_type: str, body: bytes
) -> list[Draft]:
    """What a body says about records of one kind. Raises Unreadable.

    Old clients send a form with the document in its ``xml`` field; some send JSON or XML under a
    form's content type. So the first character decides.
    """
    body = body.removeprefix(BOM_UTF8).lstrip()
    if "form-urlencoded" in content_type.lower() and body[:1] not in (b"{", b"[", b"<"):
        body = _legacy_form(body)
    if not body:
        return []
    if body.startswith(_XML_BEGINS):
        return xml.read(record, plural, singular, body)
    return json.read(record, plural, body)


def _legacy_form(body: bytes) -> bytes:
    """The document in ``xml=<url-encoded XML>``, which xeroizer still sends, byte for byte."""
    text = body.decode(errors="surrogateescape")
    try:
        fields = parse_qs(text, max_num_fields=10, errors="surrogateescape")
    except ValueError as unreadable:
        raise Unreadable(f"Xml for post data was invalid, {unreadable}") from unreadable
    return fields.get("xml", [""])[0].encode(errors="surrogateescape").lstrip()
