"""What an organisation has switched on. Read-only."""

from collections.abc import Iterable

from flask import Response

from mockxero.accounting import settings
from mockxero.api.answers import answer, element
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.primitives.complaints import NotFound
from mockxero.primitives.ids import as_guid
from mockxero.primitives.records import Record
from mockxero.resources.contacts import Contact


def get_actions(gate: Gate, visit: Visit) -> Response:
    """``GET /Organisation/Actions``."""
    with visit.organisation.lock:
        return _answer(visit, "Actions", "Action", settings.actions(visit.organisation))


def get_reminders(gate: Gate, visit: Visit) -> Response:
    """``GET /InvoiceReminders/Settings``."""
    with visit.organisation.lock:
        found = settings.reminders(visit.organisation)
    return _answer(visit, "InvoiceReminders", "InvoiceReminder", [found])


def get_cis_of_organisation(gate: Gate, visit: Visit, key: str) -> Response:
    """``GET /Organisation/{id}/CISSettings``: 404 outside the United Kingdom.

    # guess: that it is 404
    """
    books = visit.organisation
    with books.lock:
        found = settings.cis_of_organisation(books)
    if found is None or as_guid(key) != books.tenant_id:
        raise NotFound
    return _answer(visit, "CISSettings", "CISSetting", [found])


def get_cis_of_contact(gate: Gate, visit: Visit, key: str) -> Response:
    """``GET /Contacts/{id}/CISSettings``: 404 for who was never a subcontractor."""
    with visit.organisation.lock:
        found = settings.cis_of_contact(named(visit, Contact, key), visit.organisation)
    if found is None:
        raise NotFound
    return _answer(visit, "CISSettings", "CISSetting", [found])


def _answer(visit: Visit, plural: str, singular: str, found: Iterable[Record]) -> Response:
    return answer(visit, plural, [element(visit, singular, one) for one in found])
