"""What a webhook says: changes of records in Xero's words."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from mockxero.books.changes import Change

Event = dict[str, Any]
"""One event as the app reads it, in the order of Xero's keys."""

CATEGORIES = {
    "Contacts": "CONTACT",
    "Invoices": "INVOICE",
    "CreditNotes": "CREDITNOTE",
    "Prepayments": "PREPAYMENT",
    "Overpayments": "OVERPAYMENT",
}
"""The category of each resource that has webhooks."""
_CLASSIC = ("CONTACT", "INVOICE")
_TELL_WHEN = ("PREPAYMENT", "OVERPAYMENT")
"""The categories whose data has an UpdatedDateUTCString. Source: Xero's guides of August 2026"""


def event(change: Change) -> Event | None:
    """What an app hears of one change; None where Xero says nothing.

    There is no DELETE: whatever is deleted, voided or archived was updated.
    """
    category = CATEGORIES.get(change.resource)
    if category is None or change.silent:
        return None
    what = {
        # The name of the real host, wherever the mock listens.
        "resourceUrl": f"https://api.xero.com/api.xro/2.0/{change.resource}/{change.record_id}",
        "resourceId": change.record_id,
    }
    when = {"eventDateUtc": change.when.isoformat(timespec="milliseconds")}
    how = {"eventType": "CREATE" if change.created else "UPDATE"}
    whose = {"tenantId": change.tenant_id, "tenantType": "ORGANISATION"}
    if category in _CLASSIC:
        return what | when | how | {"eventCategory": category} | whose
    # Credit comes out of a newer pipeline of Xero's, with an order of its own.
    # seen: xero-webhooks.yaml 16.1.0, the example of publishCreditNoteEvent
    data = _document(change)
    if category in _TELL_WHEN:
        data["UpdatedDateUTCString"] = f"{change.when.isoformat(timespec='seconds')}Z"
    return what | whose | {"eventCategory": category} | how | when | {"data": data}


def _document(change: Change) -> dict[str, Any]:
    record = change.after or change.before
    told = {} if record is None else dict(record.items())
    return {"Type": told.get("type"), "Status": told.get("status")}


def events(changes: Iterable[Change]) -> list[Event]:
    """What an app hears of the changes of one transaction: one event a record.

    A record that was created and then changed is told once, as CREATE, with what it was in the
    end. Events keep the order in which their records first appeared.  # guess
    """
    told: dict[tuple[str, str], Event] = {}
    for change in changes:
        news = event(change)
        if news is None:
            continue
        record = (news["tenantId"], news["resourceUrl"])
        earlier = told.get(record)
        if earlier is not None and earlier["eventType"] == "CREATE":
            news["eventType"] = "CREATE"
        told[record] = news
    return list(told.values())


def body(events: Sequence[Event], first: int, last: int, entropy: str) -> bytes:
    """The bytes to sign and send; ``first`` and ``last`` are the sequence numbers of these events.

    The blanks are Xero's: none among the events, a few after them. A receiver that hashes JSON it
    has written anew must fail here as it does there.  # seen: XeroWebhooksReceiver#1
    """
    told = json.dumps(events, separators=(",", ":"))
    numbers = f'"firstEventSequence": {first},"lastEventSequence": {last}'
    return f'{{"events":{told},{numbers}, "entropy": "{entropy}"}}'.encode()
