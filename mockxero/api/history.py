"""History and notes: below every resource that keeps one."""

from datetime import datetime

from flask import Response

from mockxero.accounting.rulebook import Line
from mockxero.api.answers import Refused, answer, element, refused_element
from mockxero.api.bodies import sent
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import transaction
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.complaints import NotFound
from mockxero.primitives.records import Draft
from mockxero.primitives.views import View
from mockxero.resources.history import HistoryRecord

PLURAL, SINGULAR = "HistoryRecords", "HistoryRecord"
LONGEST_NOTE = 2500
SYSTEM = "System Generated"
"""Whom a history names for what an integration did. Source: Xero's page on History and Notes"""


def list_history(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``GET /Resource/{id}/History``: newest first."""
    with visit.organisation.lock:
        record = named(visit, resource, key)
        history = visit.organisation.histories.get(record.key, [])
        elements = [_element(visit, when, line, View.SINGLE) for when, line in reversed(history)]
    return answer(visit, PLURAL, elements)


def add_notes(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``PUT /Resource/{id}/History``: notes, which stay for good."""
    drafts = sent(visit, HistoryRecord, PLURAL, SINGULAR)
    with transaction(visit.organisation, visit.who) as keeper:
        try:
            record = named(visit, resource, key)
        except NotFound as unknown:
            raise Refused([_refused(visit, note, _NO_DOCUMENT) for note in drafts]) from unknown
        if faults := [(note, fault) for note in drafts if (fault := _fault(note))]:
            raise Refused([_refused(visit, note, fault) for note, fault in faults])
        notes = [Line("Note", note.get("details")) for note in drafts]
        for note in notes:
            keeper.write_history(record.key, note)
    elements = [_element(visit, keeper.now, note, View.WRITE) for note in notes]
    return answer(visit, PLURAL, elements)


_NO_DOCUMENT = "The document with the supplied id was not found for this endpoint."


def _fault(note: Draft) -> str | None:
    """What is wrong with a note. # guess: the words"""
    details = (note.get("details") or "").strip()
    if not details:
        return "The Details field must be specified"
    if len(details) > LONGEST_NOTE:
        return f"The length of Details must not exceed {LONGEST_NOTE} characters"
    return None


def _element(visit: Visit, when: datetime, line: Line, view: View) -> str:
    record = HistoryRecord(
        changes=line.words,
        date_utc_text=when.isoformat(timespec="seconds"),
        date_utc=when,
        user=SYSTEM,
        details=line.details,
    )
    return element(visit, SINGULAR, record, view)


def _refused(visit: Visit, note: Draft, fault: str) -> str:
    moment = {
        "date_utc_text": visit.moment.isoformat(timespec="seconds"),
        "date_utc": visit.moment,
    }
    return refused_element(visit, SINGULAR, Draft(HistoryRecord, moment | note.sent), [fault])
