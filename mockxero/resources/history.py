"""History: what was done to a record, and the notes people leave on it."""

from datetime import datetime

from mockxero.primitives.fields import moment, text
from mockxero.primitives.records import Record
from mockxero.primitives.views import READ, View


class HistoryRecord(Record):
    """One line of a record's history."""

    # seen: 2026-nz/invoice_history.json and nz-demo-2026-invoice-history-create.json
    tells_errors = View.WRITE | View.REFUSED

    changes: str | None = text("Changes", shows=READ)
    date_utc_text: str | None = text("DateUTCString", json_only=True)
    date_utc: datetime | None = moment("DateUTC", bare=View.WRITE | View.REFUSED)
    user: str | None = text("User", shows=READ)
    details: str | None = text("Details", limit=2500)
