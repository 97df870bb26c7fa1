"""Which tongue is answered in, how each of them looks, and which bodies are understood."""

import json
import re
from itertools import product
from urllib.parse import quote_plus

import pytest

from tests.api.client import FORM, JSON, NO_ID, NOWHERE, XML, invoice, line

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
SCHEMA = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
AS_JSON = "application/json; charset=utf-8"
AS_XML = "text/xml; charset=utf-8"
NEW = {"Name": "Ada"}


class TestTheTongue:
    @pytest.mark.parametrize(
        "accept",
        [
            None,
            "",
            "*/*",
            "text/xml",
            "application/xml",
            "text/html,application/xhtml+xml,*/*;q=0.8",
            "image/png",
            "rubbish",
        ],
    )
    def test_it_is_xml_unless_json_is_asked_for(self, shared, accept):
        """XML is the default of the Accounting API."""
        reply = shared.get("Organisation", headers={"Accept": accept})

        assert (reply.status, reply.type, reply.xml.tag) == (200, AS_XML, "Response")

    @pytest.mark.parametrize(
        "accept",
        [
            "application/json",
            "Application/JSON",
            "application/json; charset=utf-8",
            "application/json, text/plain, */*",
            "text/xml, application/json",
        ],
    )
    def test_it_is_json_where_json_is_named(self, shared, accept):
        """Wherever in the header."""
        reply = shared.get("Organisation", headers={"Accept": accept})

        assert (reply.status, reply.type, reply.json["Status"]) == (200, AS_JSON, "OK")

    @pytest.mark.parametrize(
        ("method", "path", "body", "status"),
        [
            ("GET", "Invoices", None, 200),
            ("GET", "Invoices/INV-0016/History", None, 200),
            ("PUT", "Contacts", "{}", 400),
            ("PUT", "Contacts", "{", 400),
            ("PUT", "Contacts", '{"Name": ""}', 400),
            ("POST", "Organisation", "{}", 501),
        ],
    )
    @pytest.mark.parametrize(("accept", "type"), [(None, AS_XML), (JSON, AS_JSON)])
    def test_answers_and_refusals_follow_it(self, shared, method, path, body, status, accept, type):
        """200, 400 and 501 alike."""
        reply = shared.call(method, path, body, headers={"Accept": accept})

        assert (reply.status, reply.type) == (status, type)

    @pytest.mark.parametrize("accept", [None, JSON, XML])
    def test_a_404_is_plain_text_whatever_was_asked_for(self, shared, accept):
        """Under an HTML type, as recorded."""
        for path in (f"Invoices/{NOWHERE}", "NoSuchThing", "Invoices/a/b/c"):
            reply = shared.get(path, headers={"Accept": accept})
            assert (reply.status, reply.type) == (404, "text/html; charset=utf-8")
            assert reply.text == "The resource you're looking for cannot be found"

    def test_the_body_may_be_in_the_other_one(self, xero):
        """XML in, JSON out, as pyxero has it; and the other way round."""
        sent = "<Contact><Name>Ada</Name></Contact>"
        assert xero.put("Contacts", sent, type=XML).record["Name"] == "Ada"

        reply = xero.put("Contacts", {"Name": "Grace"}, headers={"Accept": None})
        assert reply.xml.findtext("Contacts/Contact/Name") == "Grace"


class TestJson:
    def test_it_is_printed_as_xero_prints_it(self, shared):
        """Two blanks a level, CRLF, a blank after the colon, no line end at the end."""
        text = shared.get("Organisation").text

        assert text.startswith('{\r\n  "Id": "')
        assert text.endswith("\r\n  ]\r\n}")
        assert text.count("\n") == text.count("\r\n")

    def test_only_dates_have_escaped_slashes(self, shared):
        """``\\/Date(…)\\/``, but ``https://``."""
        text = shared.get("BrandingThemes").text

        assert re.search(r'"DateTimeUTC": "\\/Date\(\d+\)\\/"', text)
        assert '"https://in.xero.com/' in text
        assert set(re.findall(r"\\/\w*", text)) == {"\\/Date", "\\/"}

    def test_its_envelope_is_in_order(self, shared):
        """Id, Status, ProviderName, DateTimeUTC, then the records."""
        assert list(shared.get("Contacts").json) == [
            "Id",
            "Status",
            "ProviderName",
            "DateTimeUTC",
            "Contacts",
        ]

    def test_the_counts_of_a_page_stand_before_the_records(self, shared):
        """page, pageSize, pageCount, itemCount."""
        body = shared.get("Contacts", page=1).json

        assert list(body)[-2:] == ["pagination", "Contacts"]
        assert list(body["pagination"]) == ["page", "pageSize", "pageCount", "itemCount"]

    def test_its_envelope_tells_who_asked_and_when(self, shared):
        """ProviderName is the name of the app; the moment has no offset."""
        body = shared.get("Contacts").json

        assert body["ProviderName"] == shared.app.name
        assert body["DateTimeUTC"] == "/Date(1789378200532)/"

    def test_it_carries_characters_as_they_are(self, xero):
        """UTF-8, without escapes."""
        reply = xero.put("Contacts", {"Name": "Ōtautahi <&> 東京 🦉"})

        assert '"Name": "Ōtautahi <&> 東京 🦉"' in reply.content.decode("utf-8")

    def test_numbers_have_fixed_decimals(self, xero, customer):
        """Money two, quantities four, rates ten."""
        text = xero.put("Invoices", invoice(customer, line("7", Quantity=3))).text

        assert '"Total": 24.15' in text
        assert '"UnitAmount": 7.00' in text
        assert '"Quantity": 3.0000' in text
        assert '"CurrencyRate": 1.0000000000' in text


class TestXml:
    @pytest.fixture
    def reply(self, shared):
        return shared.get("Invoices/INV-0016", headers={"Accept": XML})

    def test_it_has_no_declaration(self, reply):
        """It begins with its root."""
        assert reply.text.startswith("<Response xmlns:xsd=")
        assert 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' in reply.text

    def test_its_envelope_is_in_order(self, reply):
        """Id, Status, ProviderName, DateTimeUTC, then the records."""
        names = [node.tag for node in reply.xml]

        assert names == ["Id", "Status", "ProviderName", "DateTimeUTC", "Invoices"]

    def test_its_moment_has_seven_decimals_and_a_z(self, reply):
        """Unlike all other moments."""
        assert reply.xml.findtext("DateTimeUTC") == "2026-09-14T09:30:00.5320000Z"

    def test_dates_are_iso_without_a_zone(self, reply):
        """Zeros at the end of a fraction are dropped."""
        (found,) = reply.xml.iter("Invoice")

        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00", found.findtext("Date") or "")
        assert found.findtext("UpdatedDateUTC") == "2010-11-19T12:01:01.56"

    def test_it_has_no_readable_companions(self, reply):
        """No DateString, no UpdatedDateUTCString."""
        assert not [node.tag for node in reply.xml.iter() if node.tag.endswith("String")]

    def test_flags_are_written_small(self, reply):
        """``true``, never ``True``."""
        (found,) = reply.xml.iter("Invoice")

        assert found.findtext("SentToContact") == "true"

    def test_lists_stand_in_containers_even_when_empty(self, shared):
        """``<LineItems />`` in a list without lines."""
        reply = shared.get("Invoices", headers={"Accept": XML})
        found = next(reply.xml.iter("Invoice"))

        assert found.find("LineItems") is not None
        assert len(found.findall("LineItems/*")) == 0

    def test_an_empty_list_has_its_container(self, shared):
        """Clients look for it and stop there."""
        reply = shared.get("Invoices", headers={"Accept": XML}, page=999)
        container = reply.xml.find("Invoices")

        assert container is not None
        assert len(container) == 0

    def test_it_counts_pages_only_where_there_are_any(self, shared):
        """``pagination`` before the records."""
        paged = shared.get("Contacts", headers={"Accept": XML}, page=1).xml
        plain = shared.get("Contacts", headers={"Accept": XML}).xml

        assert [node.tag for node in paged][-2:] == ["pagination", "Contacts"]
        assert paged.findtext("pagination/page") == "1"
        assert plain.find("pagination") is None

    def test_a_line_is_tracked_under_its_category(self, reply):
        """``<Tracking><TrackingCategory>``."""
        tracked = reply.xml.find("Invoices/Invoice/LineItems/LineItem/Tracking/TrackingCategory")

        assert tracked is not None
        assert tracked.findtext("Name") == "Region"

    def test_it_escapes_what_would_be_markup(self, xero):
        """And leaves out what no document may contain."""
        name = "a<b>&\"'\u0001\r\n\ufffe\u0000 ]]> 🦉"
        reply = xero.put("Contacts", {"Name": name}, headers={"Accept": XML})

        assert reply.xml.findtext("Contacts/Contact/Name") == "a<b>&\"'\r\n ]]> 🦉"


class TestRefusalsInXml:
    def test_an_exception_names_number_type_and_message(self, shared):
        """In this order, below ApiException."""
        reply = shared.get("Contacts", headers={"Accept": XML}, where="Name==")

        assert reply.text.startswith("<ApiException xmlns:")
        assert [(node.tag, node.text) for node in reply.xml] == [
            ("ErrorNumber", "16"),
            ("Type", "QueryParseException"),
            ("Message", "Expression expected"),
        ]

    def test_refused_records_are_data_contracts(self, xero):
        """Their type as an attribute, the messages first."""
        reply = xero.put("Contacts", {"Name": "", "IsCustomer": True}, headers={"Accept": XML})
        (element,) = reply.xml.findall("Elements/DataContractBase")

        assert element.get(f"{XSI}type") == "Contact"
        assert [node.tag for node in element][:2] == ["ValidationErrors", "Warnings"]
        assert element.findtext("ValidationErrors/ValidationError/Message") == (
            "Contact Name cannot be empty."
        )
        assert element.findtext("ContactID") == NO_ID

    def test_what_they_lack_is_nil(self, xero):
        """Numbers, dates, flags and ids that have no value say so."""
        reply = xero.put("Contacts", {"Name": ""}, headers={"Accept": XML})
        nil = {node.tag for node in reply.xml.iter() if node.get(f"{XSI}nil") == "true"}

        assert {"UpdatedDateUTC", "IsSupplier"} <= nil

    def test_an_unsummarised_verdict_is_an_attribute(self, xero):
        """``<Contact status="ERROR">``, with the messages inside."""
        sent = {"Contacts": [NEW, {"Name": ""}]}
        reply = xero.put("Contacts", sent, headers={"Accept": XML}, summarizeErrors="false")
        good, bad = reply.xml.findall("Contacts/Contact")

        assert (good.get("status"), bad.get("status")) == ("OK", "ERROR")
        assert bad.findtext("ValidationErrors/ValidationError/Message") == (
            "Contact Name cannot be empty."
        )


BODIES = {
    "wrapped JSON": (JSON, '{"Contacts": [{"Name": "Ada"}]}'),
    "a bare object": (JSON, '{"Name": "Ada"}'),
    "a bare list": (JSON, '[{"Name": "Ada"}]'),
    "a wrapped object": (JSON, '{"Contacts": {"Name": "Ada"}}'),
    "a wrapper in lower case": (JSON, '{"contacts": [{"Name": "Ada"}]}'),
    "members in lower case": (JSON, '{"name": "Ada"}'),
    "unknown members": (JSON, '{"Name": "Ada", "HasErrors": {"a": [1]}, "x": null}'),
    "JSON with a charset": (f"{JSON}; charset=utf-8", '{"Name": "Ada"}'),
    "JSON with a mark": (JSON, b'\xef\xbb\xbf{"Name": "Ada"}'),
    "JSON among blanks": (JSON, '\r\n\t {"Name": "Ada"}\n'),
    "JSON as plain text": ("text/plain", '{"Name": "Ada"}'),
    "JSON without a type": (None, '{"Name": "Ada"}'),
    "wrapped XML": (XML, "<Contacts><Contact><Name>Ada</Name></Contact></Contacts>"),
    "bare XML": (XML, "<Contact><Name>Ada</Name></Contact>"),
    "XML as text": ("text/xml", "<Contact><Name>Ada</Name></Contact>"),
    "XML with a charset": ("text/xml; charset=utf-8", "<Contact><Name>Ada</Name></Contact>"),
    "XML with a declaration": (
        XML,
        '<?xml version="1.0" encoding="utf-8"?>\n<Contact><Name>Ada</Name></Contact>',
    ),
    "XML with a mark": (XML, b"\xef\xbb\xbf<Contact><Name>Ada</Name></Contact>"),
    "XML in Latin-1": (
        XML,
        "<?xml version='1.0' encoding='iso-8859-1'?><Contact><Name>Ada</Name></Contact>",
    ),
    "XML with a namespace": (
        XML,
        '<Contact xmlns="http://api.xero.com"><Name>Ada</Name></Contact>',
    ),
    "XML with schemas": (
        XML,
        f'<Contact {SCHEMA}><Name>Ada</Name><UpdatedDateUTC i:nil="true" /></Contact>',
    ),
    "XML with character data": (XML, "<Contact><Name><![CDATA[Ada]]></Name></Contact>"),
    "XML with comments": (XML, "<!-- x --><Contact><!-- y --><Name>Ada</Name></Contact>"),
    "a form with XML": (FORM, f"xml={quote_plus('<Contact><Name>Ada</Name></Contact>')}"),
    "a form with more": (
        f"{FORM}; charset=utf-8",
        f"a=b&xml={quote_plus('<Contact><Name>Ada</Name></Contact>')}",
    ),
    "JSON under the type of a form": (FORM, '{"Name": "Ada"}'),
    "a list under the type of a form": (FORM, '[{"Name": "Ada"}]'),
    "XML under the type of a form": (FORM, "<Contact><Name>Ada</Name></Contact>"),
}


class TestBodies:
    @pytest.mark.parametrize("sent", BODIES)
    @pytest.mark.parametrize("method", ["PUT", "POST"])
    def test_every_form_is_understood(self, shared, method, sent):
        """Whatever a client of the last fifteen years sends."""
        content_type, body = BODIES[sent]
        made = shared.call(method, "Contacts", body, type=content_type).record
        shared.post(f"Contacts/{made['ContactID']}", {"ContactStatus": "ARCHIVED"})

        assert made["Name"] == "Ada"

    @pytest.mark.parametrize(
        ("type", "body"),
        [
            (JSON, '{"ContactGroups": [{"Name": "A"}, {}, {"Name": "C"}]}'),
            (JSON, '[{"Name": "A"}, {"x": 1}, {"Name": "C"}]'),
            (
                XML,
                f"<ContactGroups>{'<ContactGroup>%s</ContactGroup>' * 3}</ContactGroups>"
                % ("<Name>A</Name>", "", "<Name>C</Name>"),
            ),
        ],
    )
    def test_several_records_keep_their_places(self, xero, type, body):
        """The answer lists them as they were sent, an empty one too."""
        reply = xero.put("ContactGroups", body, type=type, summarizeErrors="false")

        assert [one.get("Name") for one in reply.records] == ["A", None, "C"]

    @pytest.mark.parametrize(
        ("element", "name"),
        [
            ("<Contact><Nam>x</Nam></Contact>", "Nam"),
            ("<Contact><name>x</name></Contact>", "name"),
            ("<Contact><Name>x</Name><Name>x</Name></Contact>", "Name"),
            ("<Contact><StatusAttributeString /></Contact>", "StatusAttributeString"),
            ("<Contact><HasValidationErrors /></Contact>", "HasValidationErrors"),
            ("<Contact><Phones><Number /></Phones></Contact>", "Number"),
            ("<Contact><Phones><Phone><X /></Phone></Phones></Contact>", "X"),
            ("<Contacts><Customer /></Contacts>", "Customer"),
        ],
    )
    def test_xml_is_strict_about_names(self, shared, element, name):
        """Unknown, misspelt and repeated elements are refused in Xero's words."""
        reply = shared.put("Contacts", element, type=XML)

        assert reply.refusal == (400, 14)
        assert reply.json["Type"] == "PostDataInvalidException"
        assert reply.json["Message"] == (
            f"The element '{name}' was not recognised. Ensure the element name has the correct "
            "case and that there are no duplicate elements of the same name."
        )

    def test_xml_may_repeat_what_only_xero_gives(self, xero, customer):
        """A contact as it was read can be sent back."""
        read = xero.get(f"Contacts/{customer['ContactID']}", headers={"Accept": XML})
        element = re.search(r"<Contact>.*</Contact>", read.text, re.DOTALL)
        assert element is not None

        assert xero.post("Contacts", element[0], type=XML).record["Name"] == customer["Name"]

    def test_json_may_repeat_what_only_xero_gives(self, xero, customer):
        """An invoice as it was read can be sent back, and stays as it is."""
        made = xero.put("Invoices", invoice(customer)).record
        read = xero.get(f"Invoices/{made['InvoiceID']}").record
        again = xero.post("Invoices", json.dumps(read, default=float)).record

        assert (again["Total"], again["Status"]) == (made["Total"], made["Status"])

    @pytest.mark.parametrize(
        ("type", "body"),
        [
            *product([JSON, XML, FORM, "text/xml", None], [None, "", "   "]),
            (FORM, "xml="),
            (FORM, "x=y"),
            *product([JSON, FORM, None], ["{}", "[]", "[{}, {}]", "null", '{"Invoices": null}']),
            (JSON, '{"Invoices": []}'),
            (JSON, '{"Invoices": [{}, null]}'),
            (JSON, '{"Contacts": [{"Name": "x"}]}'),
        ],
    )
    def test_an_empty_one_is_told_what_was_expected(self, shared, type, body):
        """Error 17, with Xero's spelling of ``specifed``."""
        reply = shared.post("Invoices", body, type=type)

        assert reply.refusal == (400, 17)
        assert reply.json["Type"] == "NoDataProcessedException"
        assert reply.json["Message"] == (
            "No data has been processed for this endpoint. This endpoint is expecting Invoice "
            "data to be specifed in the request body."
        )

    @pytest.mark.parametrize("body", ["<Invoices />", "<Invoice />", "<Contacts />", "<Bills />"])
    def test_one_about_something_else_is_told_so_too(self, shared, body):
        """Another root names no invoice."""
        assert shared.post("Invoices", body, type=XML).refusal == (400, 17)


class TestDates:
    @pytest.mark.parametrize(
        "written",
        [
            "2026-01-31",
            "2026-01-31T00:00:00",
            "2026-01-31T23:59:59.9999999",
            "2026-01-31T00:00:00Z",
            "2026-01-31T00:00:00+00:00",
            "/Date(1769817600000)/",
            "/Date(1769817600000+0000)/",
            "\\/Date(1769817600000+1300)\\/",
        ],
    )
    def test_each_spelling_means_the_same_day(self, xero, customer, written):
        """ISO 8601 and .NET's own."""
        made = xero.put("Invoices", invoice(customer, Date=written)).record

        assert made["DateString"] == "2026-01-31T00:00:00"
        assert made["Date"] == "/Date(1769817600000+0000)/"

    def test_the_readable_companion_will_do(self, xero, customer):
        """``DateString`` where there is no ``Date``."""
        sent = invoice(customer, DateString="2026-01-31", DueDateString="2026-02-01")
        del sent["Date"], sent["DueDate"]
        made = xero.put("Invoices", sent).record

        assert made["DateString"] == "2026-01-31T00:00:00"
        assert made["DueDateString"] == "2026-02-01T00:00:00"

    def test_the_date_wins_over_its_companion(self, xero, customer):
        """In whichever order they stand."""
        for names in (("Date", "DateString"), ("DateString", "Date")):
            sent = invoice(customer)
            del sent["Date"]
            days = {"Date": "2026-01-31", "DateString": "2025-01-01"}
            made = xero.put("Invoices", sent | {name: days[name] for name in names}).record
            assert made["DateString"] == "2026-01-31T00:00:00"

    @pytest.mark.parametrize("written", ["31/01/2026", "2026-02-30", "20260131", "today", 5, True])
    def test_what_is_no_date_is_refused(self, xero, customer, written):
        """Error 14."""
        assert xero.put("Invoices", invoice(customer, Date=written)).refusal == (400, 14)

    def test_xml_names_what_is_no_date(self, xero):
        """``The string '20100510' is not a valid AllXsd value.``"""
        reply = xero.put("Invoices", "<Invoice><Date>20100510</Date></Invoice>", type=XML)

        assert reply.refusal == (400, 14)
        assert reply.json["Message"] == "The string '20100510' is not a valid AllXsd value."


class TestWhatCannotBeRead:
    def test_a_word_that_is_none_of_a_few_is_named_with_its_path(self, xero):
        """As .NET says it."""
        sent = {"Invoices": [{"Type": "ACCREC", "LineAmountTypes": "NO_TAX"}]}
        reply = xero.put("Invoices", sent)

        assert reply.refusal == (400, 14)
        assert reply.json["Message"] == (
            "Error converting value \"NO_TAX\" to type 'Xero.API.Library..LineAmountType'. "
            "Path 'Invoices[0].LineAmountTypes'."
        )

    def test_a_malformed_guid_in_xml_is_described(self, xero):
        """``Guid should contain 32 digits with 4 dashes``."""
        reply = xero.post("Contacts", "<Contact><ContactID>1</ContactID></Contact>", type=XML)

        assert reply.refusal == (400, 14)
        assert reply.json["Message"] == (
            "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)."
        )

    def test_broken_json_is_said_to_be_json(self, xero):
        """``JSON request body could not be read``."""
        reply = xero.post("Contacts", '{"Name": ')

        assert reply.refusal == (400, 14)
        assert reply.json["Message"].startswith("JSON request body could not be read, Error ")

    def test_broken_xml_is_said_to_be_xml(self, xero):
        """``Xml for post data was invalid``."""
        reply = xero.post("Contacts", "<Contact><Name>", type=XML)

        assert reply.refusal == (400, 14)
        assert reply.json["Message"].startswith("Xml for post data was invalid, ")
