import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.primitives.ids import Ids
from mockxero.webhooks.payload import body, event, events
from mockxero.webhooks.signing import sign, verify
from tests.webhooks.builders import Document, change, created, names, updated

ONE, TWO = names(1, 2)

documents = st.builds(
    Document,
    type=st.sampled_from(["ACCPAYCREDIT", "ACCRECCREDIT"]),
    status=st.sampled_from(["DRAFT", "AUTHORISED", "VOIDED"]),
)
changes = st.builds(
    change,
    st.sampled_from(["Contacts", "Invoices", "CreditNotes", "Payments"]),
    st.uuids(version=4).map(str) | st.sampled_from([ONE, TWO]),
    before=st.none() | documents,
    after=documents,
    when=st.datetimes(),
    silent=st.booleans(),
)


def test_a_contact_is_told_in_the_classic_order_of_keys():
    """The event of a contact is, to the byte, what Xero's specification shows."""
    told = event(updated("Contacts", ONE, when=datetime(2017, 6, 21, 1, 15, 39, 902000)))

    assert json.dumps(told, separators=(",", ":")) == (
        '{"resourceUrl":"https://api.xero.com/api.xro/2.0/Contacts/'
        '00000000-0000-4000-8000-000000000001",'
        '"resourceId":"00000000-0000-4000-8000-000000000001",'
        '"eventDateUtc":"2017-06-21T01:15:39.902","eventType":"UPDATE","eventCategory":"CONTACT",'
        '"tenantId":"c2cc9b6e-9458-4c7d-93cc-f02b81b0594f","tenantType":"ORGANISATION"}'
    )


def test_a_credit_note_is_told_in_the_newer_order_with_its_type_and_status():
    """The event of a credit note has another order of keys, and data."""
    note = Document(type="ACCPAYCREDIT", status="DRAFT")
    told = event(change("CreditNotes", ONE, after=note))

    assert json.dumps(told, separators=(",", ":")) == (
        '{"resourceUrl":"https://api.xero.com/api.xro/2.0/CreditNotes/'
        '00000000-0000-4000-8000-000000000001",'
        '"resourceId":"00000000-0000-4000-8000-000000000001",'
        '"tenantId":"c2cc9b6e-9458-4c7d-93cc-f02b81b0594f","tenantType":"ORGANISATION",'
        '"eventCategory":"CREDITNOTE","eventType":"CREATE","eventDateUtc":"2026-03-04T12:00:00.923",'
        '"data":{"Type":"ACCPAYCREDIT","Status":"DRAFT"}}'
    )


@pytest.mark.parametrize("kind", ["Prepayment", "Overpayment"])
def test_what_is_paid_ahead_tells_when_it_changed_too(kind):
    """In the order of credit notes, which is guessed; the data is from Xero's guides of 2026."""
    credit = Document(type=f"RECEIVE-{kind.upper()}", status="AUTHORISED")
    told = event(change(f"{kind}s", ONE, before=credit, after=credit))

    assert told is not None
    assert told["resourceUrl"] == f"https://api.xero.com/api.xro/2.0/{kind}s/{ONE}"
    assert (told["eventCategory"], told["eventType"]) == (kind.upper(), "UPDATE")
    assert [*told][2:] == [
        "tenantId", "tenantType", "eventCategory", "eventType", "eventDateUtc", "data",
    ]  # fmt: skip
    assert told["data"] == {
        "Type": f"RECEIVE-{kind.upper()}",
        "Status": "AUTHORISED",
        "UpdatedDateUTCString": "2026-03-04T12:00:00Z",
    }


def test_a_whole_second_has_its_milliseconds_too():
    """The date always has three decimals and no Z."""
    told = event(created("Invoices", ONE, when=datetime(2026, 1, 2, 3, 4, 5)))

    assert told is not None
    assert told["eventDateUtc"] == "2026-01-02T03:04:05.000"


def test_what_is_gone_was_updated():
    """There is no DELETE: a record that went away is reported as UPDATE."""
    told = event(change("Invoices", ONE, before=Document(id=ONE)))

    assert told is not None
    assert told["eventType"] == "UPDATE"


@pytest.mark.parametrize("resource", ["Payments", "Items", "BankTransactions", "Accounts"])
def test_other_resources_have_no_webhooks(resource):
    """Nothing is told of a payment, an item, a bank transaction, an account."""
    assert event(created(resource, ONE)) is None


def test_a_silent_change_is_not_told():
    """Where Xero keeps quiet, so does the webhook."""
    assert event(updated("Contacts", ONE, silent=True)) is None


def test_what_is_created_and_changed_at_once_is_told_once_as_created():
    """CREATE wins, the final status shows, and the order is that of first appearance."""
    told = events(
        [
            change("CreditNotes", ONE, after=Document(type="ACCRECCREDIT", status="DRAFT")),
            created("Contacts", TWO),
            change(
                "CreditNotes",
                ONE,
                before=Document(type="ACCRECCREDIT", status="DRAFT"),
                after=Document(type="ACCRECCREDIT", status="AUTHORISED"),
            ),
        ]
    )

    assert [(one["resourceId"], one["eventType"]) for one in told] == [
        (ONE, "CREATE"),
        (TWO, "CREATE"),
    ]
    assert told[0]["data"]["Status"] == "AUTHORISED"


def test_one_id_in_two_organisations_is_two_records():
    """Only changes of the same record of the same organisation are told together."""
    told = events([updated("Contacts", ONE), updated("Contacts", ONE, tenant_id=TWO)])

    assert len(told) == 2


def test_the_blanks_of_a_body_are_those_of_xero():
    """A body without events is the captured one, all 95 bytes of it."""
    captured = (
        b'{"events":[],"firstEventSequence": 0,"lastEventSequence": 0, '
        b'"entropy": "LUWDSUDGSWNZVALZXBEV"}'
    )

    assert body([], 0, 0, "LUWDSUDGSWNZVALZXBEV") == captured
    assert len(captured) == 95


@given(st.lists(changes), st.integers(1, 2_000_000_000), st.text())
def test_a_body_says_what_happened(happened, first, seed):
    """Whatever happened, the body holds its events, their numbers and a signature that fits."""
    told = events(happened)
    last = first + len(told) - 1
    entropy = Ids(seed).letters(20)

    raw = body(told, first, last, entropy)

    assert json.loads(raw) == {
        "events": told,
        "firstEventSequence": first,
        "lastEventSequence": last,
        "entropy": entropy,
    }
    assert verify(seed, raw, sign(seed, raw))


@given(st.lists(changes))
def test_each_record_is_told_once(happened):
    """One transaction yields one event for each record that was not changed in silence."""
    loud = [c for c in happened if not c.silent and c.resource != "Payments"]

    assert [one["resourceUrl"].split("/2.0/")[1] for one in events(happened)] == list(
        dict.fromkeys(f"{c.resource}/{c.record_id}" for c in loud)
    )
