"""Which tongue is spoken, and which is heard."""

from urllib.parse import quote

import pytest

from mockxero.primitives.complaints import Unreadable
from mockxero.resources.contacts import Contact
from mockxero.wire.negotiate import JSON, XML, drafts, tongue_for

JSON_BODY = b'{"Contacts": [{"Name": "Ada"}]}'
XML_BODY = b"<Contacts><Contact><Name>Ada</Name></Contact></Contacts>"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("accept", "tongue"),
    [
        ("application/json", JSON),
        ("Application/JSON; charset=utf-8", JSON),
        ("text/html, application/json;q=0.5", JSON),
        ("", XML),
        ("*/*", XML),
        ("application/xml", XML),
        ("text/xml", XML),
        ("application/klingon", XML),
    ],
)
def test_xml_is_spoken_unless_json_is_asked_for(accept, tongue):
    assert tongue_for(accept) is tongue


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", JSON_BODY),
        ("application/xml", XML_BODY),
        ("text/xml; charset=utf-8", XML_BODY),
        ("application/json", XML_BODY),
        ("", b" \r\n" + JSON_BODY),
        ("application/json", b"\xef\xbb\xbf" + JSON_BODY),
        ("application/xml", XML_BODY.decode().encode("utf-16")),
        (FORM, JSON_BODY),
        (FORM, XML_BODY),
        (FORM, b"xml=" + quote(XML_BODY).encode()),
        (FORM, b"a=b&xml=" + quote(XML_BODY).encode()),
        ("application/x-www-FORM-urlencoded; charset=utf-8", b"xml=" + quote(XML_BODY).encode()),
    ],
)
def test_the_first_character_tells_what_is_heard(content_type, body):
    """Whatever the Content-Type says; an old form holds its document in a field."""
    (heard,) = drafts(Contact, "Contacts", "Contact", content_type, body)

    assert heard.sent == {"name": "Ada"}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("application/json", b""), ("application/xml", b"  \n"), (FORM, b""), (FORM, b"yml=a")],
)
def test_nothing_is_heard_in_an_empty_body(content_type, body):
    assert drafts(Contact, "Contacts", "Contact", content_type, body) == []


def test_a_form_with_too_much_in_it_is_refused():
    with pytest.raises(Unreadable, match=r"^Xml for post data was invalid, "):
        drafts(Contact, "Contacts", "Contact", FORM, b"a=1&" * 20)
