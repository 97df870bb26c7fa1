"""What happened: every change of a record, in order, for webhooks and diffs to read."""

from datetime import datetime
from typing import NamedTuple

from mockxero.primitives.records import Record


class Change(NamedTuple):
    """One record before and after."""

    sequence: int
    """1, 2, 3 … within the organisation."""
    when: datetime
    tenant_id: str
    client_id: str
    """The app that asked."""
    request_id: str
    """The Xero-Correlation-Id of the request that did it."""
    resource: str
    """The collection, in Xero's plural: ``Invoices``."""
    record_id: str
    before: Record | None
    after: Record | None
    silent: bool = False
    """Whether Xero keeps quiet about it: UpdatedDateUTC stays, no webhook."""

    @property
    def created(self) -> bool:
        """Whether the record is new."""
        return self.before is None
