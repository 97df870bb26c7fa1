"""History and notes: below every resource that keeps one."""

from flask import Response

from mockxero.accounting.rulebook import Line
from mockxero.api.answers import Refused, answer, refused_element
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import transaction
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.complaints import NotFound, NothingToProcess
from mockxero.primitives.records import Draft
from mockxero.primitives.views import Look, View
from mockxero.resources.history import HistoryRecord
from mockxero.wire.negotiate import drafts

PLURAL, SINGULAR = "HistoryRecords", "HistoryRecord"
LONGEST_NOTE = 2500


def list_history(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``GET /Resource/{id}/History``: newest first."""
    with visit.organisation.lock:
        record = named(visit, resource, key)
        history = visit.organisation.histories.get(record.key, [])
        elements = [_element(visit, one, View.SINGLE) for one in reversed(history)]
    return answer(visit, PLURAL, elements)


def add_notes(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``PUT /Resource/{id}/History``: notes, which stay for good."""
    request = visit.request
    sent = drafts(HistoryRecord, PLURAL, SINGULAR, request.mimetype, request.get_data())
    if not sent:
        raise NothingToProcess(SINGULAR)
    with transaction(visit.organisation, visit.who) as keeper:
        try:
            record = named(visit, resource, key)
        except NotFound as unknown:
            raise Refused([_refused(visit, note, _NO_DOCUMENT) for note in sent]) from unknown
        if faults := [(note, fault) for note in sent if (fault := _fault(note))]:
            raise Refused([_refused(visit, note, fault) for note, fault in faults])
        written = [
            keeper.write_history(record.key, Line("Note", note.get("details"))) for note in sent
        ]
    return answer(visit, PLURAL, [_element(visit, one, View.WRITE) for one in written])


_NO_DOCUMENT = "The document with the supplied id was not found for this endpoint."


def _fault(note: Draft) -> str | None:
    """What is wrong with a note. # guess: the words"""
    details = (note.get("details") or "").strip()
    if not details:
        return "The Details field must be specified"
    if len(details) > LONGEST_NOTE:
        return f"The length of Details must not exceed {LONGEST_NOTE} characters"
    return None


def _element(visit: Visit, record: HistoryRecord, view: View) -> str:
    return visit.press.language.element(SINGULAR, visit.press.show(record, Look(view)))


def _refused(visit: Visit, note: Draft, fault: str) -> str:
    moment = {
        "date_utc_text": visit.moment.isoformat(timespec="seconds"),
        "date_utc": visit.moment,
    }
    return refused_element(visit, SINGULAR, Draft(HistoryRecord, moment | note.sent), [fault])
