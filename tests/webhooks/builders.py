"""Changes to tell of, made in few words."""

from datetime import datetime
from typing import Any

from mockxero.books.changes import Change
from mockxero.primitives.fields import guid, text
from mockxero.primitives.records import Record

NOON = datetime(2026, 3, 4, 12, 0, 0, 923000)
TENANT = "c2cc9b6e-9458-4c7d-93cc-f02b81b0594f"
APP = "0A2B4C6D8E"
KEY = "LR+QgKlbRciIPYpi65tTKLaZ3FzLLofCNEQWrRXqWXJeDFrfexzfVI9SmnVuCWDJ4jnjHB9ECtOyxZSofRxwWw=="


class Document(Record):
    """As much of a record as a webhook can tell."""

    id: str = guid("ID", default="")
    type: str | None = text("Type", default=None)
    status: str | None = text("Status", default=None)


def change(
    resource: str,
    record_id: str,
    *,
    before: Document | None = None,
    after: Document | None = None,
    **more: Any,
) -> Change:
    about: dict[str, Any] = {
        "sequence": 1,
        "when": NOON,
        "tenant_id": TENANT,
        "client_id": APP,
        "request_id": "",
    }
    return Change(
        resource=resource, record_id=record_id, before=before, after=after, **(about | more)
    )


def created(resource: str, record_id: str, **more: Any) -> Change:
    return change(resource, record_id, after=Document(id=record_id), **more)


def updated(resource: str, record_id: str, **more: Any) -> Change:
    record = Document(id=record_id)
    return change(resource, record_id, before=record, after=record, **more)


def names(first: int, last: int) -> list[str]:
    """Ids that count."""
    return [f"00000000-0000-4000-8000-{number:012}" for number in range(first, last + 1)]
