"""Addresses as clients really write them."""

import re
from uuid import UUID

import pytest

from mockxero.api.routes import routes
from mockxero.api.tolerance import TolerantPaths
from mockxero.resources import catalogue
from tests.api.client import API, JSON, XML, credit_note, invoice

LISTED = sorted(
    resource.about.path or resource.about.plural
    for resource in catalogue()
    if "GET" in resource.about.collection
)
"""Every list that there is."""


def same(left, right):
    """Two answers that say the same, envelopes aside."""
    assert (left.status, left.type) == (right.status, right.type)
    assert left.records == right.records


@pytest.fixture
def shared_invoice(shared):
    return shared.get("Invoices", page=1, pageSize=1).record


class TestThePath:
    @pytest.mark.parametrize("path", LISTED)
    def test_its_letters_may_have_any_case(self, shared, path):
        """``/invoices`` and ``/INVOICES`` are ``/Invoices``."""
        for spelled in (path.lower(), path.upper(), path.swapcase()):
            same(shared.get(spelled), shared.get(path))

    @pytest.mark.parametrize("spell", [str.lower, str.upper, str.swapcase])
    def test_so_may_those_of_every_address(self, spell):
        """``/setup``, ``/organisation/actions``; keys and the names of files stay as they are."""
        paths = TolerantPaths(lambda environ, start: [])
        for route in routes():
            words = [
                re.sub("<.*>", "Key/Name" if "path:" in word else "Key", word)
                for word in route.path.split("/")
            ]
            spelled = [word if word.startswith("Key") else spell(word) for word in words]

            assert paths.canonical(API[:-1] + "/".join(spelled)) == API[:-1] + "/".join(words)

    @pytest.mark.parametrize("path", ["/connect/token", "/.well-known/openid-configuration/jwks"])
    def test_so_may_those_of_identity(self, path):
        """IdentityServer compares them without looking at it."""
        paths = TolerantPaths(lambda environ, start: [])

        assert {paths.canonical(path.upper()), paths.canonical(path.title())} == {path}

    @pytest.mark.parametrize("root", ["/API.XRO/2.0/", "/Api.Xro/2.0/"])
    def test_so_may_those_of_the_api(self, shared, root):
        """The version's address too."""
        same(shared.get("Organisation", root=root), shared.get("Organisation"))

    @pytest.mark.parametrize("path", LISTED)
    def test_a_slash_may_stand_at_its_end(self, shared, path):
        """Without a redirect, on which some clients lose their body."""
        same(shared.get(f"{path}/"), shared.get(path))
        same(shared.get(f"{path}//"), shared.get(path))

    @pytest.mark.parametrize("path", LISTED)
    def test_slashes_may_be_doubled(self, shared, path):
        """A base URL that ends in a slash is a common mistake."""
        for spelled in (f"//{path}", f"/{path}/"):
            same(shared.get(spelled, root=API.rstrip("/")), shared.get(path))
        same(shared.get(path, root="//api.xro//2.0///"), shared.get(path))

    def test_the_plural_of_the_organisation_is_understood(self, shared):
        """SDKs call /Organisation and /Organisations."""
        same(shared.get("Organisations"), shared.get("Organisation"))
        same(shared.get("organisations/"), shared.get("Organisation"))

    def test_a_record_has_all_these_addresses_too(self, shared, shared_invoice):
        """With its id, and what lies below it."""
        key = shared_invoice["InvoiceID"]
        for spelled in (f"invoices/{key}", f"INVOICES/{key}/", f"/Invoices//{key}//"):
            same(shared.get(spelled), shared.get(f"Invoices/{key}"))
        for spelled in (f"invoices/{key}/history", f"Invoices/{key}//HISTORY/"):
            same(shared.get(spelled), shared.get(f"Invoices/{key}/History"))

    @pytest.mark.parametrize("path", ["contacts", "/Contacts/", "CONTACTS//"])
    def test_a_body_survives_all_that(self, xero, path):
        """Nothing is redirected, so nothing is lost."""
        assert xero.put(path, {"Name": "Ada"}).record["Name"] == "Ada"

    @pytest.mark.parametrize(
        "below", ["allocations", "ALLOCATIONS/", "/Allocations", "Allocations//"]
    )
    def test_what_lies_below_a_record_may_be_written_too(self, xero, customer, below):
        """Allocations, as PUT by a client in lower case."""
        note = xero.put("CreditNotes", credit_note(customer)).record
        owed = xero.put("Invoices", invoice(customer)).record
        made = {"Amount": 10, "Invoice": {"InvoiceID": owed["InvoiceID"]}}

        assert xero.put(f"creditnotes/{note['CreditNoteID']}/{below}", made).status == 200

    def test_options_and_members_may_be_written_too(self, xero, customer):
        """``/trackingcategories/…/options``, ``/contactgroups/…/contacts``."""
        category = xero.get("TrackingCategories").record["TrackingCategoryID"]
        group = xero.put("ContactGroups", {"Name": "Friends"}).record["ContactGroupID"]
        who = {"Contacts": [{"ContactID": customer["ContactID"]}]}

        assert xero.put(f"trackingcategories/{category}/options/", {"Name": "A"}).status == 200
        assert xero.put(f"contactgroups/{group}/contacts", who).status == 200
        assert xero.delete(f"CONTACTGROUPS/{group}/CONTACTS/{customer['ContactID']}").status == 204

    @pytest.mark.parametrize("path", ["connections", "Connections", "connections/", "/CONNECTIONS"])
    def test_connections_may_be_written_too(self, shared, path):
        """Python calls /Connections, Ruby /connections/."""
        assert len(shared.get(path, root="/").json) == 1


class TestTheNameOfARecord:
    def test_a_guid_may_lack_dashes_and_be_upper_case(self, shared, shared_invoice):
        """Thirty-two digits are enough."""
        key = shared_invoice["InvoiceID"]
        for spelled in (UUID(key).hex, key.upper(), UUID(key).hex.upper()):
            same(shared.get(f"Invoices/{spelled}"), shared.get(f"Invoices/{key}"))

    def test_a_document_is_found_by_its_number(self, xero, customer):
        """Invoices and credit notes, in any case."""
        owed = xero.put("Invoices", invoice(customer)).record
        note = xero.put("CreditNotes", credit_note(customer)).record
        for path, record, number in (
            ("Invoices", owed, owed["InvoiceNumber"]),
            ("Invoices", owed, owed["InvoiceNumber"].lower()),
            ("CreditNotes", note, note["CreditNoteNumber"]),
        ):
            found = xero.get(f"{path}/{number}").record
            assert found[path[:-1] + "ID"] == record[path[:-1] + "ID"]

    @pytest.mark.parametrize("number", ["A 1", "A&B?C#D", "100%", "Ünïcode", "a+b", "x;y,z=1"])
    def test_a_contact_is_found_by_its_number_percent_encoded(self, xero, number):
        """Whatever characters it is made of."""
        made = xero.put("Contacts", {"Name": "N", "ContactNumber": number}).record
        found = xero.get("Contacts/" + "".join(f"%{byte:02X}" for byte in number.encode()))

        assert found.record["ContactID"] == made["ContactID"]

    def test_an_item_is_found_by_its_code(self, xero):
        """Blanks and all."""
        made = xero.put("Items", {"Code": "Nuts & Bolts"}).record

        assert xero.get("Items/Nuts%20%26%20Bolts").record["ItemID"] == made["ItemID"]

    def test_a_tax_rate_is_found_by_its_type(self, shared):
        """The only name it has."""
        assert shared.get("TaxRates/OUTPUT2").record["Name"] == "15% GST on Income"


class TestTheQuery:
    @pytest.mark.parametrize("name", ["SummarizeErrors", "summarizeErrors", "SUMMARIZEERRORS"])
    @pytest.mark.parametrize("no", ["false", "False", "FALSE"])
    def test_flags_may_be_written_in_any_case(self, xero, name, no):
        """Name and value: Python sends ``False``."""
        reply = xero.post("Contacts", {"Name": ""}, **{name: no})

        assert reply.record["StatusAttributeString"] == "ERROR"

    @pytest.mark.parametrize("yes", ["true", "True", "TRUE"])
    def test_yes_may_be_written_in_any_case(self, xero, customer, yes):
        """``includeArchived=True`` finds the archived."""
        archived = {"ContactStatus": "ARCHIVED"}
        xero.post(f"Contacts/{customer['ContactID']}", archived)
        only = f'Name=="{customer["Name"]}"'

        assert len(xero.get("Contacts", where=only, includeArchived=yes).records) == 1
        assert xero.get("Contacts", where=only).records == []

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("Where", 'InvoiceNumber=="INV-0016"'),
            ("WHERE", 'InvoiceNumber=="INV-0016"'),
            ("searchterm", "INV-0016"),
            ("SearchTerm", "INV-0016"),
            ("invoicenumbers", "INV-0016"),
            ("INVOICENUMBERS", "INV-0016"),
        ],
    )
    def test_names_may_be_written_in_any_case(self, shared, name, value):
        """Specification and documentation do not agree themselves."""
        found = shared.get("Invoices", **{name: value}).records

        assert {one["InvoiceNumber"] for one in found} == {"INV-0016"}

    def test_what_nobody_knows_is_ignored(self, shared):
        """A parameter of tomorrow does no harm today."""
        same(shared.get("Invoices", allowBackorders="true", x="1"), shared.get("Invoices"))


@pytest.mark.parametrize("type", [JSON, XML, "application/x-www-form-urlencoded", "rubbish"])
def test_a_get_may_have_a_content_type(shared, type):
    """SDKs send one with every call, body or no body."""
    same(shared.get("Contacts", headers={"Content-Type": type}), shared.get("Contacts"))


def test_a_get_may_have_a_body(shared):
    """It is not looked at."""
    same(shared.call("GET", "Contacts", "{"), shared.get("Contacts"))
