"""The schemas know Xero's answers, and say in one line what is wrong with another's."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from contracts.clients import Reply
from contracts.operations import OPERATIONS
from contracts.shapes import flaws, schema_for, schemas

RECORDED = Path(__file__).parents[3] / "shared" / "xero" / "recorded"
PAGED = {"page": 1}
RECORDINGS = [
    ("2026-nz/contact.json", "getContact", {}),
    ("2026-nz/contact_create.json", "createContacts", {}),
    ("2026-nz/contact_create_duplicate_name.json", "createContacts", {}),
    ("2026-nz/invoice.json", "getInvoice", {}),
    ("2026-nz/invoice_create.json", "createInvoices", {}),
    ("2026-nz/invoice_void.json", "updateOrCreateInvoices", {}),
    ("2026-nz/invoice_history.json", "getInvoiceHistory", {}),
    ("2026-nz/invoices_page.json", "getInvoices", PAGED),
    ("2026-nz/item_create.json", "updateOrCreateItems", {}),
    ("2026-nz/items.json", "getItems", {}),
    ("nz-demo-2026-contact-update.json", "updateContact", {}),
    ("nz-demo-2026-invoice-delete-authorised.json", "updateOrCreateInvoices", {}),
    ("nz-demo-2026-invoice-history-create.json", "createInvoiceHistory", {}),
    ("fyle-get-connections.json", "getConnections", {}),
]
needs_recordings = pytest.mark.skipif(not RECORDED.is_dir(), reason="the recordings are not here")


@pytest.mark.parametrize("name", schemas())
def test_every_schema_is_a_schema(name):
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("operation_id", OPERATIONS)
@pytest.mark.parametrize("arguments", [{}, PAGED], ids=["unpaged", "paged"])
def test_every_operation_names_a_schema_that_is_there(operation_id, arguments):
    """A misspelt reference would be met only when the operation is first called."""
    reply = Reply(200, {}, body={})

    flaws(operation_id, arguments, reply)

    operation = OPERATIONS[operation_id]
    found = json.dumps(schema_for(operation, arguments, 200))
    for shape in filter(None, [operation.shape, *([operation.paged] if arguments else [])]):
        file, _, pointer = shape.partition("#")
        assert pointer.rpartition("/")[2] in schemas()[file].get("$defs", {"": {}}), shape
    assert found


@needs_recordings
@pytest.mark.parametrize(("file", "operation_id", "arguments"), RECORDINGS)
def test_what_was_recorded_has_its_shape(file, operation_id, arguments):
    """What Xero answered in 2026 passes; its digits were not kept, so there are no bytes."""
    recording = json.loads((RECORDED / file).read_text("utf-8"))
    status = recording["response"]["status"] if "response" in recording else 200
    body = recording["body"] if "response" in recording else recording

    assert flaws(operation_id, arguments, Reply(status, {}, body)) == []


@needs_recordings
def test_the_digits_of_real_bytes_are_the_expected_ones():
    """An answer of 2020 lacks what came later, but its bytes were kept."""
    raw = (RECORDED / "xero-python-get-invoices-page-1.json").read_bytes()

    found = flaws("getInvoices", {}, Reply(200, {}, json.loads(raw), raw))

    assert found
    assert not [line for line in found if "decimals" in line or "Date expected a date" in line]


def enveloped(**more):
    return {
        "Id": "20212e47-e858-48ef-8119-3f73690169c1",
        "Status": "OK",
        "ProviderName": "Example App",
        "DateTimeUTC": "/Date(1789378199160)/",
        **more,
    }


def item(**more):
    return {
        "ItemID": "4ddfbf93-5e48-4962-ab67-290d8d4fcdc9",
        "Code": "c",
        "UpdatedDateUTC": "/Date(1789378230894+0000)/",
        "IsTrackedAsInventory": False,
        "IsSold": True,
        "IsPurchased": True,
        **more,
    }


def told(*items, **more):
    """The lines about a list of items, as they came over the wire."""
    text = json.dumps(enveloped(Items=list(items), **more))
    return flaws("getItems", {}, Reply(200, {}, json.loads(text), text.encode()))


def test_what_is_right_needs_no_line():
    assert told(item(), item()) == []


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        (item(Code=7), 'Items[0].Code expected type "string", got 7'),
        (item(IsSold="true"), 'Items[0].IsSold expected type "boolean", got "true"'),
        (item(ItemID="12"), 'Items[0].ItemID expected a GUID, got "12"'),
        (
            item(SalesDetails="2.50"),
            'Items[0].SalesDetails expected type "object", got "2.50"',
        ),
        (
            item(SalesDetails={"UnitPrice": 2.5, "AccountCode": "200"}),
            "Items[0].SalesDetails expected TaxType, got nothing of that name",
        ),
    ],
)
def test_one_line_says_where_what_and_what_instead(wrong, line):
    assert f"getItems shape: {line}" in told(wrong)


def test_digits_are_counted_in_the_bytes():
    """0.0 and 0 are not how Xero writes an amount."""
    details = {"UnitPrice": 12.5, "AccountCode": "200", "TaxType": "OUTPUT2"}

    expected = "Items[0].SalesDetails.UnitPrice expected 2 or 4 decimals, got"

    assert told(item(SalesDetails=details)) == [f"getItems shape: {expected} 12.5"]
    assert told(item(SalesDetails={**details, "UnitPrice": 12})) == [
        f"getItems shape: {expected} 12"
    ]


def test_what_is_missing_is_listed_once_for_all_records():
    lacking = item()
    del lacking["Code"], lacking["IsSold"]

    assert told(lacking, lacking, lacking) == [
        "getItems shape: Items[0] expected Code, IsSold, got nothing of that name"
    ]


def test_faults_of_a_kind_share_a_line():
    lines = told(item(IsSold=1, IsPurchased=0), item(IsSold=1))

    assert lines == [
        'getItems shape: Items[0].IsSold expected type "boolean", got 1 (so too IsPurchased)'
    ]


def test_a_list_that_was_not_paged_has_no_pagination():
    (line,) = told(item(), pagination={"page": 1})

    assert line == 'getItems shape: pagination expected no such member, got {"page": 1}'


def test_a_page_is_not_json():
    """A web page where JSON should be is one fault, not a crash."""
    reply = Reply(200, {}, None, b"<html>Oops</html>")

    assert flaws("getItems", {}, reply) == [
        'getItems shape: body expected JSON, got "<html>Oops</html>"'
    ]


def test_refusals_have_shapes_of_their_own():
    """401 and 403 come from the door, 400 from the books; 404 and 500 are not JSON of ours."""
    no_reason = Reply(401, {}, {"error": "unauthorized"})
    refusal = {"ErrorNumber": 10, "Type": "ValidationException", "Message": "m"}
    no_elements = Reply(400, {}, refusal)
    of_a_parameter = Reply(400, {}, refusal | {"Elements": []})
    of_records = refusal | {"Message": "A validation exception occurred"}

    assert flaws("getItems", {}, no_reason) == [
        "getItems shape: body expected Title, Status, Detail, Instance, got nothing of that name"
    ]
    assert flaws("getItems", {}, no_elements) == [
        "getItems shape: body expected Elements, got nothing of that name"
    ]
    assert flaws("getItems", {}, of_a_parameter) == []
    assert flaws("getItems", {}, Reply(400, {}, of_records | {"Elements": []})) == [
        "getItems shape: Elements expected at least 1 of them, got []"
    ]
    assert flaws("getItems", {}, Reply(500, {}, {"anything": 1})) == []
