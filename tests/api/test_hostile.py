"""Whatever is sent: the answer is a refusal in Xero's words, nothing is left behind, and the mock
goes on answering."""

import http.client
import json
import random
import socket
from contextlib import ExitStack, closing, suppress
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockxero.primitives.clock import FrozenClock
from mockxero.server import LARGEST_BODY, Mock
from tests.api.client import API, FORM, JSON, XML, Xero, as_xml
from tests.api.conftest import NOON
from tests.api.targets import fingerprint, targets

FUZZ = settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def mock(open_mock):
    return open_mock(FrozenClock(NOON), "nz")


@pytest.fixture(scope="module")
def all_targets(mock):
    return targets(mock)


@pytest.fixture(scope="module")
def xero(mock, all_targets):
    return Xero(mock)


SEEN: "WeakKeyDictionary[Mock, Any]" = WeakKeyDictionary()
"""What the books held after the last attack: nothing else writes to them."""


def attack(xero, method, path, body=None, **more):
    """Send it, and hold the mock to its manners."""
    before = SEEN.get(xero.mock) or fingerprint(xero.mock)
    reply = xero.call(method, path, body, **more)
    after = SEEN[xero.mock] = fingerprint(xero.mock)
    assert reply.status < 500 or reply.status == 501, f"{method} {path} {body!r:.300}"
    if reply.status >= 400:
        assert after == before, f"{method} {path} {body!r:.300} left a trace"
    if reply.status == 400:
        expected = {10, 14, 17} if body is not None else {16}
        assert reply.json["ErrorNumber"] in expected, reply.text
    return reply


def can_be_read(xero, reply, target):
    """What was accepted can be shown, alone and in its list, in both tongues."""
    collection, *key = target.path.split("/")[:2]
    if target.plural == "Setups":
        collection = "Accounts"  # what a setup leaves
    elif not key and reply.status == 200:
        first = reply.json[target.plural][0]
        key = [value for name, value in first.items() if name.endswith("ID")][:1]
    for accept in (JSON, XML):
        headers = {"Accept": accept}
        assert xero.get(collection, headers=headers, page=1, pageSize=1000).status == 200
        for one in key:
            assert xero.get(f"{collection}/{one}", headers=headers).status in (200, 404)


# --- values of the wrong type ---------------------------------------------------------------------

WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    10**40,
    1e300,
    1e-300,
    "",
    "x" * 5000,
    "\ud800\udfff\ud800",
    "\0\ufffe",
    "2026-13-45",
    [],
    [[None], {}],
    {},
    {"Name": {}},
]


class TestWrongTypes:
    """Generated from the declared members: a new one is attacked by itself."""

    @pytest.mark.parametrize("place", range(71))
    def test_every_member_may_hold_anything_in_json(self, xero, all_targets, place):
        """Refused in Xero's words, or taken; taken records can be read."""
        target = all_targets[place]
        for member in target.members():
            for wrong in random.Random(f"{target.path} {member}").sample(WRONG, 3):
                body = json.dumps(target.with_member(member, wrong))
                reply = attack(xero, target.method, target.path, body)
        can_be_read(xero, reply, target)

    @pytest.mark.parametrize("place", range(71))
    def test_every_element_may_hold_anything_in_xml(self, xero, all_targets, place):
        """The same."""
        target = all_targets[place]
        for member in target.members():
            for wrong in random.Random(f"{target.path} {member}").sample(WRONG_XML, 2):
                body = wrong
                for name in reversed(member):
                    body = f"<{name}>{body}</{name}>"
                body = f"<{target.singular}>{body}</{target.singular}>"
                reply = attack(xero, target.method, target.path, body, type=XML)
                assert reply.status in (200, 400, 404)

    def test_every_route_is_attacked(self, all_targets):
        """The count above is the count of the targets."""
        assert len(all_targets) == 71


WRONG_XML = [
    "",
    "x",
    "&#xD;&#xA;",
    "NaN",
    "-1e9",
    "9" * 5000,
    "2026-02-30T00:00:00",
    "<x />",
    "<Name>x</Name>",
    '<Name xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true" />',
    "<![CDATA[<>&]]>",
    "<!-- x -->",
]


# --- broken bodies --------------------------------------------------------------------------------

BROKEN_JSON = {
    "nothing closed": '{"Contacts": [{"Name": "x"',
    "single quotes": "{'Name': 'x'}",
    "no quotes": "{Name: 1}",
    "a comma too many": '{"Name": "x",}',
    "two values": '{"Name": "x"} {"Name": "y"}',
    "a comment": '{"Name": "x" /* y */}',
    "NaN": '{"Name": "x", "IsCustomer": NaN}',
    "infinity": '{"Amount": -Infinity}',
    "a bare word": "Contacts",
    "a number": "7",
    "a string": '"Contacts"',
    "a truth": "true",
    "a control character": '{"Name": "a\nb"}',
    "a bad escape": r'{"Name": "\x"}',
    "half an escape": r'{"Name": "\u12"}',
    "a byte that is no UTF-8": b'{"Name": "\xff"}',
    "a surrogate in UTF-8": b'{"Name": "\xed\xa0\x80"}',
    "UTF-16": '{"Name": "x"}'.encode("utf-16"),
    "UTF-32": '{"Name": "x"}'.encode("utf-32"),
    "NULs": b"\0" * 100,
    "a mountain of brackets": "[" * 200_000,
    "a mountain of braces": '{"Contacts":' * 100_000,
    "a mountain of both": '[{"Contacts":' * 100_000 + "1" + "}]" * 100_000,
    "a number without end": '{"Name": ' + "9" * 100_000 + "}",
    "an exponent without end": '{"IsCustomer": 1e' + "9" * 1000 + "}",
    "a tiny exponent": '{"IsCustomer": 1e-' + "9" * 1000 + "}",
}

BROKEN_XML: dict[str, str | bytes] = {
    "nothing closed": "<Contacts><Contact><Name>x",
    "closed crosswise": "<Contact><Name></Contact></Name>",
    "two roots": "<Contact><Name>x</Name></Contact><Contact />",
    "no root": "<!-- nothing -->",
    "a bare ampersand": "<Contact><Name>a & b</Name></Contact>",
    "an unknown entity": "<Contact><Name>&nbsp;</Name></Contact>",
    "a NUL by number": "<Contact><Name>&#0;</Name></Contact>",
    "a control character by number": "<Contact><Name>&#2;</Name></Contact>",
    "a surrogate by number": "<Contact><Name>&#xD800;</Name></Contact>",
    "a NUL": b"<Contact><Name>\0</Name></Contact>",
    "a control character": "<Contact><Name>\x02</Name></Contact>",
    "a byte that is no UTF-8": b"<Contact><Name>\xff</Name></Contact>",
    "an unknown encoding": '<?xml version="1.0" encoding="klingon"?><Contact />',
    "a false encoding": '<?xml version="1.0" encoding="utf-16"?><Contact><Name>x</Name></Contact>',
    "an encoding of no characters": '<?xml version="1.0" encoding="hex"?><Contact />',
    "an encoding of several bytes": '<?xml version="1.0" encoding="utf-7"?><Contact />',
    "a declaration in the middle": "<Contact><?xml version='1.0'?></Contact>",
    "a document type": "<!DOCTYPE Contact><Contact><Name>x</Name></Contact>",
    "a document type from elsewhere": (
        '<!DOCTYPE Contact SYSTEM "http://127.0.0.1:1/x.dtd"><Contact><Name>x</Name></Contact>'
    ),
    "an entity": '<!DOCTYPE C [<!ENTITY x "y">]><Contact><Name>&x;</Name></Contact>',
    "a file": (
        '<!DOCTYPE C [<!ENTITY x SYSTEM "file:///etc/passwd">]><Contact><Name>&x;</Name></Contact>'
    ),
    "a parameter entity": (
        '<!DOCTYPE C [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><Contact><Name>x</Name>'
        "</Contact>"
    ),
    "a billion laughs": (
        '<!DOCTYPE C [<!ENTITY l0 "lol">'
        + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        + "]><Contact><Name>&l9;</Name></Contact>"
    ),
    "a quadratic blow-up": (
        f'<!DOCTYPE C [<!ENTITY x "{"x" * 50_000}">]><Contact><Name>{"&x;" * 50_000}</Name>'
        "</Contact>"
    ),
    "an inclusion": (
        '<Contact xmlns:i="http://www.w3.org/2001/XInclude"><Name>'
        '<i:include href="file:///etc/passwd" parse="text" /></Name><X /></Contact>'
    ),
    "a prefix that nobody declared": "<a:Contact><Name>x</Name></a:Contact>",
    "an attribute twice": "<Contact a='1' a='2'><Name>x</Name></Contact>",
    "a mountain of elements": "<Contact>" * 100_000,
    "a mountain with a summit": "<Contact>" * 50_000 + "</Contact>" * 50_000,
    "a stylesheet and no record": '<?xml-stylesheet href="file:///etc/passwd"?><Contact><X/></Contact>',
}


class TestBrokenBodies:
    @pytest.mark.parametrize("broken", BROKEN_JSON)
    @pytest.mark.parametrize("type", [JSON, FORM])
    def test_json_is_refused_as_unreadable(self, xero, broken, type):
        """Error 14; in a form that is no JSON, there may simply be nothing to process."""
        reply = attack(xero, "POST", "Contacts", BROKEN_JSON[broken], type=type)

        assert reply.refusal in ({(400, 14)} if type == JSON else {(400, 14), (400, 17)})

    @pytest.mark.parametrize("broken", BROKEN_XML)
    @pytest.mark.parametrize("type", [XML, FORM])
    def test_xml_is_refused_as_unreadable(self, xero, broken, type):
        """Error 14, and nothing of any file in the answer."""
        reply = attack(xero, "POST", "Contacts", BROKEN_XML[broken], type=type)

        assert reply.refusal == (400, 14)
        assert "root:" not in reply.text

    @pytest.mark.parametrize("broken", BROKEN_XML)
    def test_so_is_xml_in_a_form(self, xero, broken):
        """``xml=`` hides nothing."""
        body = BROKEN_XML[broken]
        body = body.encode() if isinstance(body, str) else body
        sent = b"xml=" + b"".join(b"%%%02X" % byte for byte in body[:200_000])

        assert attack(xero, "POST", "Contacts", sent, type=FORM).refusal == (400, 14)

    @pytest.mark.parametrize(
        "body",
        [
            b"xml=%",
            b"xml=%zz",
            b"xml=%00",
            b"&" * 100_000,
            b"=" * 1000,
            b"a=1&" * 100,
            b"xml=1&xml=2",
            b"xml=" + b"+" * 1000,
        ],
    )
    def test_a_broken_form_is_refused(self, xero, body):
        """Unreadable, or nothing to process."""
        reply = attack(xero, "POST", "Contacts", body, type=FORM)

        assert reply.refusal in {(400, 14), (400, 17)}

    def test_members_that_come_twice_are_settled(self, xero):
        """The last one counts, as in .NET."""
        body = '{"Name": "First", "Name": "Second", "name": "Third"}'

        assert attack(xero, "POST", "Contacts", body).record["Name"] == "Third"

    def test_unknown_members_are_ignored_whatever_they_hold(self, xero):
        """Deep, long, and of every type."""
        deep = '{"a":' * 200 + "1" + "}" * 200
        body = f'{{"Name": "Ignored", "x": {deep}, "__class__": [], "": null, "\\u0000": 1e999}}'

        assert attack(xero, "POST", "Contacts", body).record["Name"] == "Ignored"

    @pytest.mark.parametrize(
        "body",
        [
            "<?pi x?><Contact><Name>PI 1</Name></Contact>",
            "<Contact><?pi x?><Name>PI 2</Name></Contact>",
            "<Contact><Name>PI<?pi x?> 3</Name></Contact><?pi x?>",
        ],
    )
    def test_processing_instructions_are_ignored(self, xero, body):
        """They are instructions for somebody else."""
        assert attack(xero, "POST", "Contacts", body, type=XML).status == 200

    @pytest.mark.parametrize(
        "name", ["\0", "\ufffe\uffff", "\ud800", "\u202e", "🦉" * 50, "\u200b"]
    )
    def test_odd_characters_can_be_read_again(self, xero, name):
        """In both tongues, whatever becomes of them."""
        made = attack(xero, "POST", "Contacts", {"Name": f"odd {name} name"})
        path = f"Contacts/{made.record['ContactID']}"

        assert xero.get(path).record["Name"].startswith("odd ")
        assert xero.get(path, headers={"Accept": XML}).xml.findtext("Contacts/Contact/Name")


# --- numbers --------------------------------------------------------------------------------------

HUGE = [
    "999999999999.99",
    "-999999999999",
    "1e-28",
    "1e-9999",
    "0.00000000001",
    "1e11",
    10**12,
    1e12,
]


class TestHugeNumbers:
    @pytest.mark.parametrize("quantity", HUGE)
    @pytest.mark.parametrize("unit", HUGE)
    def test_any_quantity_at_any_price_is_taken_or_refused(self, xero, all_targets, quantity, unit):
        """With any discount, or with an amount that does not match."""
        target = next(one for one in all_targets if one.path == "Invoices")
        for rest in (
            {},
            {"DiscountRate": "999999999999"},
            {"DiscountRate": "-999999999999"},
            {"DiscountAmount": "1e-28"},
            {"LineAmount": "999999999999"},
            {"LineAmount": "1e-28", "TaxAmount": "-1e11"},
        ):
            line = {"Quantity": quantity, "UnitAmount": unit, "AccountCode": "200"} | rest
            body = target.with_member(("LineItems",), [line])
            attack(xero, "PUT", "Invoices", body)
            del line["UnitAmount"]
            attack(xero, "PUT", "Invoices", body, unitdp=4)

    @pytest.mark.parametrize("rate", [*HUGE, 0, "-1", "1e-300"])
    def test_any_rate_is_taken_or_refused(self, xero, all_targets, rate):
        """And the contact's balances can still be worked out."""
        target = next(one for one in all_targets if one.path == "Invoices")
        body = target.good | {"CurrencyCode": "USD", "CurrencyRate": rate, "Status": "AUTHORISED"}
        attack(xero, "PUT", "Invoices", body)

        assert xero.get(f"Contacts/{body['Contact']['ContactID']}").status == 200

    @pytest.mark.parametrize("amount", [*HUGE, 0, "-1", "0.001", "1e-300"])
    def test_any_payment_is_taken_or_refused(self, xero, all_targets, amount):
        """And its invoice can still be read."""
        target = next(one for one in all_targets if one.path == "Payments")
        attack(xero, "PUT", "Payments", target.good | {"Amount": amount})
        rates = {"CurrencyRate": amount, "BankAmount": amount}
        attack(xero, "PUT", "Payments", target.good | rates | {"Amount": "0.01"})

        assert xero.get(f"Invoices/{target.good['Invoice']['InvoiceID']}").status == 200

    @pytest.mark.parametrize("rate", [*HUGE, "100", "100.00001", "-0.0001"])
    def test_any_tax_is_taken_or_refused(self, xero, rate):
        """And the rates can still be listed."""
        component = {"Name": "GST", "Rate": rate}
        body = {
            "Name": f"Tax {rate}",
            "ReportTaxType": "OUTPUT",
            "TaxComponents": [component, component | {"Name": "More", "IsCompound": True}],
        }
        attack(xero, "PUT", "TaxRates", body)

        assert xero.get("TaxRates").status == 200


# --- queries --------------------------------------------------------------------------------------

QUERIES = [
    "(" * 10_000,
    ")" * 10_000,
    "(" * 5_000 + "Total==1" + ")" * 5_000,
    "!" * 10_000 + "true",
    "-" * 10_000 + "1>0",
    "Total" + "+1" * 10_000 + ">1",
    " OR ".join(f'Name=="{number}"' for number in range(2_000)),
    "Name" + ".ToLower()" * 1_000 + '=="x"',
    "Name.Contains(" * 500 + '"x"' + ")" * 500,
    "x" * 200_000,
    '"' + "x" * 100_000,
    "'" * 101,
    "Total==" + "9" * 5_000,
    "Total==0." + "9" * 5_000,
    "Total>1e999999999",
    "Total/0>1",
    "Total%0>1",
    "1/0>1",
    "9223372036854775807*9223372036854775807>1",
    "Total*99999999999999999999999999999999>1",
    "DateTime(0,0,0)<Date",
    "DateTime(99999,1,1)<Date",
    "DateTime(2026,2,30)<Date",
    'DateTime.Parse("yesterday")<Date',
    'DateTime.Parse("")<Date',
    'Guid("nonsense")==ContactID',
    'Name.Substring(1000)=="x"',
    'Name.Substring(-1,-1)=="x"',
    'Name.Replace("","x")=="y"',
    'Name.Length>"x"',
    "Name[0]=='x'",
    "__class__",
    "Name.__class__==null",
    'Name.GetType().Assembly.GetType("System.Diagnostics.Process")!=null',
    "r.name==1",
    "follow(k0)",
    "';DROP TABLE Contacts;--",
    'Name=="x" UNION SELECT 1',
    "Contact.Contact.Contact==null",
    "Name==\0",
    "\ud800",
    "\uff2eame==1",
    "Name==\u201cx\u201d",
    "true==false==true==false",
    "null",
    "null==null",
    "null>null",
    "it==null",
    "@",
    "${7*7}",
    "{{7*7}}",
    "%00",
    "*",
    "[]",
    "?:",
]

TOKENS = st.sampled_from(
    [
        *"()!=<>+-*/%&|.,\"'@[]?:",
        "==",
        "&&",
        "AND",
        "or",
        "NOT",
        "null",
        "true",
        "1",
        "2.5",
        "1e9",
        '"x"',
        "'c'",
        "Name",
        "Total",
        "Date",
        "Status",
        "Contact",
        "InvoiceID",
        "IsDiscounted",
        "DateTime",
        "Guid",
        "Parse",
        "Contains",
        "Substring",
        "ToString",
        "Length",
        "Value",
        "HasValue",
    ]
)


class TestQueries:
    @pytest.mark.parametrize("query", QUERIES, ids=lambda query: f"{query!r:.30}")
    @pytest.mark.parametrize("path", ["Contacts", "Invoices"])
    def test_absurd_filters_are_answered_or_refused(self, xero, path, query):
        """200, or error 16; the same as an order."""
        for parameter in ("where", "order"):
            reply = attack(xero, "GET", path, **{parameter: query})
            assert reply.status in (200, 400)

    @FUZZ
    @given(st.lists(TOKENS, max_size=14).map(" ".join))
    def test_so_is_any_heap_of_tokens(self, xero, query):
        """With and without blanks between them."""
        for text in (query, query.replace(" ", "")):
            attack(xero, "GET", "Invoices", where=text)
            attack(xero, "GET", "Invoices", order=text)

    @settings(FUZZ, max_examples=40)
    @given(st.text(max_size=30))
    def test_so_is_any_text(self, xero, text):
        """In every parameter at once."""
        names = ("where", "order", "page", "pageSize", "IDs", "Statuses", "searchTerm", "unitdp")
        for name in names:
            reply = attack(xero, "GET", "Invoices", **{name: text})
            assert reply.status in (200, 400)
        attack(xero, "GET", "Invoices", **dict.fromkeys(names[2:], text))

    @pytest.mark.parametrize(
        "page", ["9" * 5000, "-" + "9" * 5000, "1e9", "NaN", "0x7f", "\0", "१", "²", " ", "1,2"]
    )
    def test_absurd_pages_are_answered(self, xero, page):
        """200, whatever the page."""
        assert attack(xero, "GET", "Contacts", page=page, pageSize=page).status == 200
        assert attack(xero, "GET", "Contacts", page=1, pageSize=page).status == 200

    def test_a_thousand_ids_are_answered(self, xero):
        """And ten thousand words that are none."""
        ids = ",".join(f"{number:032x}" for number in range(1000))

        assert attack(xero, "GET", "Contacts", IDs=ids).records == []
        assert attack(xero, "GET", "Invoices", Statuses="," * 10_000).status == 200

    @pytest.mark.parametrize(
        "raw",
        [
            "where=%ff%fe",
            "where=%00",
            "where=%",
            "%=%",
            "&&&===&",
            "where[]=1",
            "where=1&where=2",
            "page=1;page=2",
            "?" * 1000,
            "a=1&" * 5000,
        ],
    )
    def test_absurd_query_strings_are_answered_or_refused(self, served, raw):
        """As they stand in the address."""
        assert status_of(served, f"GET {API}Contacts?{raw} HTTP/1.1") in (200, 400)


# --- addresses and headers ------------------------------------------------------------------------

PATHS = [
    "Invoices/%00",
    "Invoices/..",
    "Invoices/../Contacts",
    "Invoices/%2e%2e%2fContacts",
    "../../../etc/passwd",
    "Invoices/" + "x" * 100_000,
    "/" * 10_000,
    "Invoices/" + "a/" * 5_000,
    "Invoices/東京",
    "Invoices/%ff%fe",
    "Invoices/%",
    "Invoices/%zz",
    "Invoices/*",
    "Invoices/{}",
    "Invoices/<key>",
    "Invoices/ ",
    "Invoices/\t",
    "Invoices/-",
    "Invoices/00000000-0000-0000-0000-000000000000",
    "Invoices/urn:uuid:00000000-0000-0000-0000-000000000000",
    "Invoices/{00000000-0000-0000-0000-000000000000}",
    "Invoices;x=y",
    "Invoices.json",
    "Invoices/History",
    "Invoices/x/History/History",
    "CreditNotes/x/Allocations/y/z",
    "İnvoices",
    "ﬁle",
]


class TestAddresses:
    @pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path:.30}")
    @pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "PATCH"])
    def test_absurd_addresses_lead_nowhere(self, xero, method, path):
        """404, 501, or a refusal of the body; never a record."""
        reply = attack(xero, method, path, "{}" if method in ("PUT", "POST") else None)

        assert reply.status in (400, 404, 501)

    @pytest.mark.parametrize("method", ["OPTIONS", "HEAD", "TRACE", "PROPFIND", "BREW", "X" * 99])
    def test_absurd_methods_do_nothing(self, xero, method):
        """They are not offered, like DELETE of a list."""
        assert attack(xero, method, "Invoices").status == 501

    @pytest.mark.parametrize(
        "path", ["%00", "..", "%2e%2e/", "x" * 60_000, "%ff", "*", "Invoices%2fx", "\\..\\"]
    )
    def test_nor_do_they_on_a_socket(self, served, path):
        """As they stand in the request line."""
        assert status_of(served, f"GET {API}{path} HTTP/1.1") in (400, 404, 414, 431)


RUBBISH = [
    "",
    " ",
    ";",
    "/",
    ",",
    "a/b/c;d=e=f",
    'application/json; charset="',
    "application/json; charset=klingon",
    "application/json; charset=utf-16",
    "multipart/form-data; boundary=" + "x" * 1000,
    "text/html",
    "application/octet-stream",
    "x" * 60_000,
    "\xe9\xff\x80",
    "*/*;q=NaN",
    "application/json;q=-1,text/xml;q=1e99",
]


class TestHeaders:
    @pytest.mark.parametrize("rubbish", RUBBISH, ids=lambda rubbish: f"{rubbish!r:.30}")
    @pytest.mark.parametrize(
        "name",
        [
            "Accept",
            "If-Modified-Since",
            "Idempotency-Key",
            "Accept-Encoding",
            "Content-Encoding",
            "X-HTTP-Method-Override",
            "If-None-Match",
            "Range",
            "Expect",
            "Cookie",
            "Origin",
        ],
    )
    def test_rubbish_is_answered(self, xero, name, rubbish):
        """200, in one tongue or the other."""
        reply = xero.get("Organisation", headers={name: rubbish})

        assert reply.status == 200

    @pytest.mark.parametrize("rubbish", RUBBISH, ids=lambda rubbish: f"{rubbish!r:.30}")
    def test_a_content_type_does_not_decide(self, xero, rubbish):
        """The first character of a body does."""
        assert attack(xero, "POST", "Contacts", '{"Name": ""}', type=rubbish).refusal == (400, 10)
        assert attack(xero, "POST", "Contacts", "{", type=rubbish).refusal == (400, 14)

    @pytest.mark.parametrize(
        "rubbish", [*RUBBISH, "Bearer \xe9\xff", "Bearer a.b.c", "Bearer " * 99]
    )
    def test_no_rubbish_opens_the_door(self, xero, rubbish):
        """401."""
        assert xero.get("Organisation", headers={"Authorization": rubbish}).status == 401

    @pytest.mark.parametrize("rubbish", [r for r in RUBBISH if r.strip()])
    def test_no_rubbish_is_a_tenant(self, xero, rubbish):
        """403."""
        assert xero.get("Organisation", headers={"xero-tenant-id": rubbish}).status == 403


# --- any body at all ------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "Contacts", "Invoices", "Name", "ContactID", "Contact", "LineItems", "Quantity",
        "UnitAmount", "LineAmount", "TaxType", "AccountCode", "Status", "Type", "Date", "DueDate",
        "Amount", "Invoice", "InvoiceID", "Account", "Code", "Tracking", "Option", "Details",
        "TaxComponents", "Rate", "Phones", "PhoneType", "Addresses", "AddressType", "Payments",
    ]
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=12)
    | st.sampled_from(
        ["200", "090", "ACCREC", "ACCPAY", "AUTHORISED", "DRAFT", "DELETED", "PAID", "OUTPUT2",
         "NONE", "Region", "North", "2026-01-01", "1", "0", "-1", "USD", "BOOK", "DEFAULT"]
    )
)  # fmt: skip
TREES = st.recursive(
    SCALARS,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(WORDS | st.text(max_size=5), inside, max_size=6)
    ),
    max_leaves=12,
)


class TestAnyBody:
    @FUZZ
    @given(st.data())
    def test_any_tree_is_taken_or_refused(self, xero, all_targets, data):
        """Over all write routes."""
        target = data.draw(st.sampled_from(all_targets), label="target")
        body = json.dumps(data.draw(TREES, label="body"))

        attack(xero, target.method, target.path, body)

    @FUZZ
    @given(st.data())
    def test_any_change_to_a_good_record_is_taken_or_refused(self, xero, all_targets, data):
        """A few members replaced by trees, in both modes."""
        target = data.draw(st.sampled_from(all_targets), label="target")
        body = target.good | data.draw(
            st.dictionaries(
                st.sampled_from([path[0] for path in target.members()]), TREES, max_size=3
            ),
            label="changes",
        )
        for query in ({}, {"summarizeErrors": "false"}):
            reply = attack(xero, target.method, target.path, json.dumps(body), **query)
        if reply.status == 200:
            can_be_read(xero, reply, target)

    @FUZZ
    @given(st.data())
    def test_any_mangled_body_is_taken_or_refused(self, xero, all_targets, data):
        """Bytes dropped, doubled and replaced, in JSON and in XML."""
        target = data.draw(st.sampled_from(all_targets), label="target")
        whole = data.draw(
            st.sampled_from(
                [
                    json.dumps({target.plural: [target.good]}).encode(),
                    as_xml(target.singular, target.good),
                ]
            ),
            label="whole",
        )
        start = data.draw(st.integers(0, len(whole)), label="from")
        end = data.draw(st.integers(start, min(len(whole), start + 8)), label="to")
        body = whole[:start] + data.draw(st.binary(max_size=6), label="instead") + whole[end:]

        attack(xero, target.method, target.path, body, type=JSON)

    @FUZZ
    @given(st.sampled_from([JSON, XML, FORM, None]), st.binary(max_size=60), st.data())
    def test_any_bytes_are_taken_or_refused(self, xero, all_targets, type, body, data):
        """Under any content type."""
        target = data.draw(st.sampled_from(all_targets), label="target")

        attack(xero, target.method, target.path, body, type=type)


# --- on a socket ----------------------------------------------------------------------------------


def connected(served):
    parts = urlsplit(served.url)
    return socket.create_connection((parts.hostname, parts.port), timeout=20)


def standing(served):
    return f"Host: x\r\nAuthorization: Bearer {Xero(served.mock).token}\r\nAccept: {JSON}\r\n"


def answer_to(served, sent, *, shut=True):
    """All that comes back for some bytes."""
    with closing(connected(served)) as line:
        told = b""
        with suppress(OSError):  # the server may hang up in the middle
            line.sendall(sent)
            if shut:
                line.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            while more := line.recv(65536):
                told += more
        return told


def status_of(served, request_line):
    head = f"{request_line}\r\n{standing(served)}Connection: close\r\n\r\n"
    return int(answer_to(served, head.encode()).split(b" ")[1])


def still_answers(served):
    """A plain GET, on a connection of its own."""
    assert status_of(served, f"GET {API}Organisation HTTP/1.1") == 200


class TestOnASocket:
    @pytest.fixture(autouse=True)
    def afterwards(self, served):
        """Whatever a test does: the next caller is served."""
        yield
        still_answers(served)

    @pytest.fixture
    def before(self, served):
        return fingerprint(served.mock)

    @pytest.mark.parametrize(
        ("type", "piece"),
        [
            (JSON, b'{"Name": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},'),
            (XML, b"<Contact><Name>xxxxxxxxxxxxxxxxx</Name></Contact>"),
            (FORM, b"xml=%3CContact%3E%3CName%3Exxxxxx%3C%2FName%3E&x="),
        ],
    )
    def test_twenty_megabytes_are_too_much(self, served, before, type, piece):
        """413, and nothing is left of them."""
        xero = Xero(served.mock)
        parts = urlsplit(served.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        body = piece * (2 * LARGEST_BODY // len(piece))
        headers = {"Authorization": f"Bearer {xero.token}", "Content-Type": type}
        with closing(connection):
            connection.request("POST", f"{API}Contacts", body, headers)
            response = connection.getresponse()
            response.read()

        assert response.status == 413
        assert fingerprint(served.mock) == before

    def test_twenty_megabytes_in_chunks_are_too_much_too(self, served, before):
        """Without a Content-Length to go by."""
        head = (
            f"POST {API}Contacts HTTP/1.1\r\n{standing(served)}Transfer-Encoding: chunked\r\n"
            "Connection: close\r\n\r\n"
        )
        chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        told = answer_to(served, head.encode() + chunk * 320 + b"0\r\n\r\n")

        assert told.split(b" ")[1] == b"413"
        assert fingerprint(served.mock) == before

    def test_a_body_in_chunks_is_understood(self, served):
        """Some clients send nothing else."""
        body = b'{"Name": "In chunks"}'
        head = (
            f"POST {API}Contacts HTTP/1.1\r\n{standing(served)}Transfer-Encoding: chunked\r\n"
            "Connection: close\r\n\r\n"
        )
        chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"
        told = answer_to(served, head.encode() + chunks)

        assert told.split(b" ")[1] == b"200"
        assert b'"Name": "In chunks"' in told

    @pytest.mark.parametrize(
        "length",
        ["-1", "x", "1.5", "1e3", "+5", "", "99999999999999999999999999", "5, 6", "0x10"],
    )
    def test_a_length_that_is_none_is_refused(self, served, before, length):
        """400 or 413; what follows is never taken for a body."""
        body = '{"Name": "Smuggled"}'
        head = f"POST {API}Contacts HTTP/1.1\r\n{standing(served)}Content-Length: {length}\r\n\r\n"
        told = answer_to(served, (head + body).encode())

        assert not told or 400 <= int(told.split(b" ")[1]) < 500
        assert fingerprint(served.mock) == before

    def test_a_body_shorter_than_its_length_is_no_body(self, served, before):
        """Who hangs up in the middle has sent nothing."""
        head = f"POST {API}Contacts HTTP/1.1\r\n{standing(served)}Content-Length: 500\r\n\r\n"
        told = answer_to(served, head.encode() + b'{"Name": "Half"}')

        assert b" 200 " not in told[:20]
        assert fingerprint(served.mock) == before

    def test_a_body_longer_than_its_length_ends_there(self, served, before):
        """The rest is the beginning of another request, and makes no sense as one."""
        head = f"POST {API}Contacts HTTP/1.1\r\n{standing(served)}Content-Length: 2\r\n\r\n"
        told = answer_to(served, head.encode() + b'{}{"Name": "Rest"}\r\n\r\n')

        assert told.split(b" ")[1] == b"400"
        assert b" 200 " not in told
        assert fingerprint(served.mock) == before

    @pytest.mark.parametrize(
        "headers",
        [
            "Transfer-Encoding: klingon\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n",
        ],
    )
    def test_two_lengths_are_not_played_against_each_other(self, served, before, headers):
        """No record comes out of it."""
        head = f"POST {API}Contacts HTTP/1.1\r\n{standing(served)}{headers}\r\n"
        told = answer_to(served, head.encode() + b'14\r\n{"Name": "Smuggled"}\r\n0\r\n\r\n')

        assert not told or told.split(b" ")[1] in (b"400", b"501")
        assert fingerprint(served.mock) == before

    @pytest.mark.parametrize(
        "sent",
        [
            b"\r\n" * 1000,
            b"\0" * 1000,
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
            b"GET / HTTP/1.1\r\n: no name\r\n\r\n",
            b"GET / HTTP/1.1\r\nX: " + b"x" * 300_000 + b"\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50_000 + b"\r\n",
            b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET http://[::1/ HTTP/1.1\r\nHost: x\r\n\r\n",
            b"G" * 300_000,
        ],
        ids=lambda sent: f"{sent!r:.30}",
    )
    def test_what_is_no_http_is_no_harm(self, served, sent):
        """4xx, or nothing at all."""
        told = answer_to(served, sent)

        assert not told or 400 <= int(told.split(b" ")[1]) < 500

    def test_a_token_need_not_be_latin(self, served):
        """401 for bytes of any kind."""
        head = f"GET {API}Organisation HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        told = answer_to(served, head.encode() + b"Authorization: Bearer \xff\xfe\x80\r\n\r\n")

        assert told.split(b" ")[1] == b"401"

    def test_two_tenants_are_none(self, served):
        """403, though the first of them would do."""
        tenant = next(iter(served.mock.world.organisations))
        two = f"xero-tenant-id: {tenant}\r\n" * 2
        head = f"GET {API}Organisation HTTP/1.1\r\n{standing(served)}{two}Connection: close\r\n\r\n"

        assert answer_to(served, head.encode()).split(b" ")[1] == b"403"

    def test_requests_may_be_sent_one_after_the_other_without_waiting(self, served):
        """Each is answered, in order."""
        one = f"GET {API}Organisation HTTP/1.1\r\n{standing(served)}\r\n"
        last = f"GET {API}NoSuchThing HTTP/1.1\r\n{standing(served)}Connection: close\r\n\r\n"
        told = answer_to(served, (one * 3 + last).encode())

        assert [part[2:5] for part in told.split(b"HTTP/1.")[1:]] == [b"200"] * 3 + [b"404"]

    def test_fifty_silent_callers_keep_nobody_from_being_answered(self, served):
        """They have begun a request, or a body, and do not go on."""
        beginnings = (
            f"GET {API}Inv",
            f"GET {API}Invoices HTTP/1.1\r\nHost: x\r\nAuthoriz",
            f"POST {API}Contacts HTTP/1.1\r\n{standing(served)}Content-Length: 1000\r\n\r\n{{",
            "",
        )
        with ExitStack() as open_ends:
            for number in range(50):
                line = open_ends.enter_context(closing(connected(served)))
                line.sendall(beginnings[number % len(beginnings)].encode())
            for _ in range(10):
                still_answers(served)
