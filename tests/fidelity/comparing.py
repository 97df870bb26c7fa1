"""Each recording beside what the mock prints for it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from mockxero.primitives.records import Record
from mockxero.primitives.views import View
from mockxero.resources import catalogue
from mockxero.resources.allocations import AllocationDeleted
from mockxero.resources.credits import AllocationMade
from mockxero.resources.history import HistoryRecord
from mockxero.resources.online import OnlineInvoice
from mockxero.resources.settings import Action, ContactCIS, InvoiceReminder, OrganisationCIS
from mockxero.resources.setup import ImportSummary
from tests.fidelity.asking import asked
from tests.fidelity.laying import printed, printed_bare
from tests.fidelity.recordings import Recording, recordings
from tests.fidelity.shape import Shape

ENVELOPE = ("Id", "Status", "ProviderName", "DateTimeUTC", "pagination", "SummarizeErrors")
LAID, ASKED = "laid in", "asked again"


@dataclass(frozen=True)
class Compared:
    """A recording with what came of it."""

    recording: Recording
    how: str
    subject: str
    """The resource, or what else it is about."""
    shape: Shape


SORTED = ("fyle-", "au-demo-")
"""Whoever kept these sorted the names of members: their order tells nothing."""
VIEWS = {"fyle-get-contacts.json": View.PAGE}
"""Where the request is not told in full: by its Balances this was a page."""


class Unknown(LookupError):
    """Nothing is declared that could hold a body."""


@cache
def records() -> dict[str, type[Record]]:
    """What is declared, by the name of its array in a body."""
    found: dict[str, type[Record]] = {one.about.plural: one for one in catalogue()}
    return found | {
        "Allocations": AllocationMade,
        "History": HistoryRecord,
        "HistoryRecords": HistoryRecord,
        "Actions": Action,
        "CISSetting": ContactCIS,
        "CISSettings": OrganisationCIS,
        "ImportSummary": ImportSummary,
        "InvoiceReminders": InvoiceReminder,
        "OnlineInvoices": OnlineInvoice,
    }


def compared() -> list[Compared]:
    """All recordings. Raises Unknown where nothing could hold one."""
    return [compare(recording) for recording in recordings()]


def compare(recording: Recording) -> Compared:
    """One recording."""
    sorted_since = recording.file.startswith(SORTED)
    shape = Shape(published=recording.published, ordered=not sorted_since)
    how, mine = answer(recording)
    shape.compare(recording.body, mine)
    return Compared(recording, how, subject(recording), shape)


def answer(recording: Recording) -> tuple[str, Any]:
    """What the mock prints, and how it was made to."""
    body, mine = recording.body, asked(recording)
    if mine is not None:
        return ASKED, mine
    if not isinstance(body, dict):
        raise Unknown(recording.file)
    if recording.method == "DELETE" and recording.words[-2] == "Allocations":
        return LAID, printed_bare(AllocationDeleted, View.WRITE, body)
    if "CISContractorEnabled" in body:
        return LAID, printed_bare(OrganisationCIS, View.SINGLE, body)
    if "Elements" in body:
        record = of_path(recording)
        told = [printed(record, View.REFUSED, one) for one in body["Elements"]]
        return LAID, body | {"Elements": told}
    arrays = [name for name in body if name in records()]
    if not arrays:
        raise Unknown(recording.file)
    (plural,) = arrays
    record, seen = records()[plural], view(recording)
    found = body[plural]
    if isinstance(found, dict):
        return LAID, body | {plural: printed(record, seen, found)}
    return LAID, body | {plural: [printed(record, seen, one) for one in found]}


def of_path(recording: Recording) -> type[Record]:
    """What the elements of a refusal are."""
    for word in reversed(recording.words):
        if word in records():
            return records()[word]
    raise Unknown(recording.file)


def subject(recording: Recording) -> str:
    """The resource that a recording is about."""
    return "History" if recording.words[-1] == "History" else recording.words[0]


def view(recording: Recording) -> View:
    """In which view it was made."""
    if recording.file in VIEWS:
        return VIEWS[recording.file]
    if recording.method != "GET":
        return View.WRITE
    if len(recording.words) == 2:
        return View.SINGLE
    if recording.query.get("summaryOnly", "").lower() == "true":
        return View.SUMMARY
    return View.PAGE if "page" in recording.query else View.LIST
