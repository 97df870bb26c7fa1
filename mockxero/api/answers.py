"""Answers: records in their envelope, verdicts on what was sent, and bare statuses."""

from collections.abc import Iterable

from flask import Response

from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import Outcome
from mockxero.primitives.complaints import Refusal
from mockxero.primitives.records import Draft, Record
from mockxero.primitives.views import Look, View
from mockxero.wire.envelope import ELEMENT
from mockxero.wire.refused import refused


class Refused(Refusal):
    """Records that the rules turned down: error 10, with the records sent back."""

    def __init__(self, elements: list[str]) -> None:
        super().__init__(10, "ValidationException", "A validation exception occurred")
        self.elements = elements


def answer(
    visit: Visit, plural: str, elements: list[str], counts: dict[str, int] | None = None
) -> Response:
    """200 with elements, already printed."""
    language = visit.press.language
    body = language.answer(visit.head, plural, elements, counts)
    return Response(body.encode(), content_type=language.content_type)


def empty(status: int) -> Response:
    """A status and nothing else."""
    response = Response(status=status)
    del response.headers["Content-Type"]
    return response


def verdict(visit: Visit, outcome: Outcome, *, told: bool) -> str:
    """One draft as it is answered; ``told`` is whether each says if it went well."""
    press = visit.press
    if outcome.record is None:
        members = refused(press.language, outcome.draft, outcome.before, press.show)
        text, status = press.language.record(members, ELEMENT), "ERROR"
    else:
        text = press.once(outcome.record, Look(View.WRITE, visit.unitdp, ELEMENT.depth))
        status = "WARNING" if outcome.warnings else "OK"
    return press.language.element(
        outcome.singular, text, status if told else None, outcome.errors, outcome.warnings
    )


def refusal_of(visit: Visit, outcomes: Iterable[Outcome]) -> Refused:
    """The refusal of a whole request, which shows only what was wrong."""
    return Refused(
        [
            refused_element(
                visit, one.singular, one.draft, one.errors, one.warnings, before=one.before
            )
            for one in outcomes
            if one.errors
        ]
    )


def refused_element(
    visit: Visit,
    singular: str,
    draft: Draft,
    errors: Iterable[str],
    warnings: Iterable[str] = (),
    before: Record | None = None,
) -> str:
    """A refused record inside an exception."""
    press = visit.press
    members = refused(press.language, draft, before, press.show)
    return press.language.refused_element(singular, members, errors, warnings)
