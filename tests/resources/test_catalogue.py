"""Every resource is declared whole and without contradictions."""

from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from mockxero.accounting.rulebooks import rulebooks
from mockxero.books.organisation import _derivations
from mockxero.operations import operations
from mockxero.primitives.fields import By, Derived, Hidden, Linked, Nested, Twin
from mockxero.primitives.kinds import Day, Moment, Text
from mockxero.primitives.records import Record
from mockxero.query.order import order
from mockxero.query.where import where
from mockxero.resources import catalogue
from mockxero.wire.negotiate import JSON, XML
from tests.strategies import declared

EVERY_RESOURCE = pytest.mark.parametrize("resource", catalogue(), ids=lambda one: one.__name__)
EVERY_RECORD = pytest.mark.parametrize("record", declared(), ids=lambda one: one.__name__)

METHODS = {"GET", "PUT", "POST", "DELETE"}
RESOURCES = {
    "Accounts", "BrandingThemes", "ContactGroups", "Contacts", "CreditNotes", "Currencies",
    "Invoices", "Items", "Options", "Organisations", "Payments", "PurchaseOrders", "Quotes",
    "TaxRates", "TrackingCategories",
}  # fmt: skip
"""What there was when this was written; there may be more by now."""


def test_the_catalogue_knows_its_resources():
    plurals = [resource.about.plural for resource in catalogue()]

    assert set(plurals) >= RESOURCES
    assert plurals == sorted(set(plurals))


# --- one resource ---------------------------------------------------------------------------------


@EVERY_RESOURCE
def test_a_resource_has_its_key(resource):
    """Declared, shown to whoever reads it, and found under ``key``."""
    field = resource.fields[resource.about.key]

    assert field.stored
    assert resource(**{resource.about.key: "the key"}).key == "the key"
    assert field in [*JSON.fields(resource)]
    assert field in [*XML.fields(resource)]


@EVERY_RESOURCE
def test_a_bare_record_can_be_indexed(resource):
    """No index breaks on a record that says nothing; each key can be looked up."""
    bare = resource()

    for key_of in resource.about.indexes.values():
        hash(key_of(bare))


@EVERY_RESOURCE
def test_what_a_resource_says_of_itself_names_its_members(resource):
    """Indexes to be found by, filters, searched texts and hidden statuses."""
    about = resource.about
    attrs = [
        *about.filters.values(),
        *about.searched,
        *about.spans.values(),
        *(attr for pair in about.either.values() for attr in pair),
        *(one.attr for one in about.unlisted),
        *filter(None, [about.offset_by, about.since and about.stamp]),
    ]

    assert set(about.found_by) <= about.indexes.keys()
    assert set(attrs) <= resource.fields.keys()
    assert set(about.collection) | set(about.item) <= METHODS
    assert {name.lower() for name in about.filters} >= set(about.paging_forced_by)
    assert all(type(resource.fields[attr].kind) is Text for attr in about.searched)


@EVERY_RESOURCE
def test_the_order_of_its_lists_can_be_followed(resource):
    if resource.about.order:
        ordered = order(resource, resource.about.order)
        assert ordered.sort([resource(**{resource.about.key: "1"})], lambda *_: None)


@EVERY_RESOURCE
def test_its_key_can_be_asked_for(resource):
    """Where ``where`` is heard."""
    if resource.about.where:
        wire = resource.fields[resource.about.key].wire
        assert where(resource, f"{wire} != null").collections == set()


@EVERY_RESOURCE
def test_what_can_be_written_has_rules(resource):
    about = resource.about
    writable = {"PUT", "POST", "DELETE"} & {*about.collection, *about.item}

    assert not writable or resource in rulebooks()


@EVERY_RESOURCE
def test_what_can_be_asked_since_is_stamped(resource):
    """If-Modified-Since looks at UpdatedDateUTC, and paged lists are in its order.

    What is never changed is looked at by the moment it was made.
    """
    about = resource.about
    if about.since or about.order == "UpdatedDateUTC":
        expected = {"updated": "UpdatedDateUTC", "created": "CreatedDateUTC"}[about.stamp]
        assert resource.fields[about.stamp].wire == expected


# --- one record -----------------------------------------------------------------------------------


@EVERY_RECORD
def test_names_on_the_wire_are_unique(record):
    """In each tongue; a link and what is derived to stand in for it are one member."""
    fields = [field for field in record.fields.values() if not isinstance(field, Derived | Hidden)]
    in_json = [field.wire for field in fields] + [field.twin for field in fields if field.twin]
    in_xml = [field.xml_wire or field.wire for field in fields if not field.json_only]

    assert all(in_json)
    assert len({name.lower() for name in in_json}) == len(in_json)
    assert len(set(in_xml)) == len(in_xml)


@EVERY_RECORD
def test_companions_belong_to_dates(record):
    for field in record.fields.values():
        of = record.fields[field.of] if isinstance(field, Twin) else field
        if field.twin or isinstance(field, Twin):
            assert isinstance(of.kind, Day | Moment)


@EVERY_RECORD
def test_what_follows_a_name_names_a_member(record):
    """A name beside an id follows renames of a resource that is there."""
    for field in record.fields.values():
        if field.via is not None:
            link, resource, attr = field.via
            assert link in record.fields
            assert resource in catalogue()
            assert attr in resource.fields


@EVERY_RECORD
def test_what_lies_inside_is_declared_whole(record):
    """Lists name their elements; links lead to resources; what is derived, some rule derives."""
    for field in record.fields.values():
        if isinstance(field, Nested):
            assert bool(field.singular) == field.many
        if isinstance(field, Linked):
            assert field.record in catalogue()
        if isinstance(field, Derived):
            assert field.attr in _derivations()


@EVERY_RECORD
def test_what_xero_gives_no_caller_gives(record):
    """Hidden, derived and constant members are Xero's."""
    for field in record.fields.values():
        if isinstance(field, Hidden) or not field.stored:
            assert field.by is By.XERO


@EVERY_RESOURCE
def test_what_lies_below_a_resource_is_what_xero_has_there(resource):
    """History, files and paper: each of Xero's resources has its own choice of them."""
    about = resource.about
    path = f"/{about.path or about.plural}/{{"
    below = {one.path.rpartition("/")[2] for one in operations() if one.path.startswith(path)}

    assert about.history == ("History" in below)
    assert about.attachments == ("Attachments" in below)


# --- against Xero's own description ---------------------------------------------------------------

OPENAPI = Path(__file__).parents[3] / "shared" / "xero" / "openapi" / "xero_accounting.yaml"

SCHEMAS = {
    "Balance": "AccountsReceivable",
    "ItemMention": "LineItemItem",
    "LineTracking": "LineItemTracking",
    "PaymentTerm": "Bill",
    "PaymentTerms": "PaymentTerm",
    "PriceDetails": "Purchase",
    "TrackingDefault": "SalesTrackingCategory",
}
"""What a record is called there, where that differs."""
VERDICT = {"StatusAttributeString", "ValidationErrors", "Warnings"}
"""What is printed around any record."""
UNITED_KINGDOM = "the Construction Industry Scheme"
UNITED_STATES = "sales tax worked out by Avalara"
NOT_YET = "there are no such documents yet"
LEFT_OUT = {
    "Allocation": {
        "CreditNote": "AllocationMade has it",
        "IsDeleted": "AllocationDeleted has it",
        "Overpayment": "AllocationMade has it",
        "Prepayment": "AllocationMade has it",
    },
    "BatchPayment": {"Amount": "TotalAmount has it"},
    "Contact": {
        "TrackingCategoryName": "it stands in SalesTrackingCategories",
        "TrackingCategoryOption": "it stands in SalesTrackingCategories",
    },
    "CreditNote": {
        "AppliedAmount": "AppliedCredit has it",
        "CISDeduction": UNITED_KINGDOM,
        "CISRate": UNITED_KINGDOM,
    },
    "ExpenseClaim": {"ReceiptID": "its receipts have it"},
    "ExternalLink": {"LinkType": "those of employees have none"},
    "Invoice": {"CISDeduction": UNITED_KINGDOM, "CISRate": UNITED_KINGDOM},
    "LineItem": {
        "RepeatingInvoiceID": NOT_YET,
        "SalesTaxCodeId": UNITED_STATES,
        "TaxBreakdown": UNITED_STATES,
        "Taxability": UNITED_STATES,
    },
    "Overpayment": {"AppliedAmount": "AppliedOverpayment has it"},
    "Organisation": {
        "APIKey": "private apps are gone",
        "LineOfBusiness": "no recording has it",
    },
    "Prepayment": {"AppliedAmount": "AppliedPrepayment has it"},
    "Report": {"Contacts": "TaxForm has it", "ReportTitle": "ReportTitles has it"},
    "TrackingCategory": {
        "Option": "LineTracking has it",
        "TrackingOptionID": "LineTracking has it",
    },
    "TrackingOption": {"TrackingCategoryID": "the path says it"},
}
"""Members that a record lacks, and why."""


def test_records_have_the_members_that_xero_describes():
    """Or there is a reason why not; and no reason outlives what it excuses."""
    yaml = pytest.importorskip("yaml")
    if not OPENAPI.is_file():
        pytest.skip("Xero's OpenAPI description is not here")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    schemas = yaml.load(OPENAPI.read_text("utf-8"), loader)["components"]["schemas"]

    described = ((record, SCHEMAS.get(record.__name__, record.__name__)) for record in declared())
    missing = {
        record.__name__: members(schemas[schema], schemas) - names(record) - VERDICT
        for record, schema in described
        if schema in schemas
    }

    assert {name: absent for name, absent in missing.items() if absent} == {
        name: set(reasons) for name, reasons in LEFT_OUT.items()
    }


def members(schema: Any, schemas: dict[str, Any]) -> set[str]:
    """The members of a schema, those it inherits too."""
    if "$ref" in schema:
        return members(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    inherited = (members(part, schemas) for part in schema.get("allOf", []))
    return set(schema.get("properties", {})).union(*inherited)


def names(record: type[Record]) -> set[str]:
    """Everything a record may be called on the wire, in either tongue."""
    fields = record.fields.values()
    return set(chain.from_iterable((f.wire, f.twin or "", f.xml_wire) for f in fields))
