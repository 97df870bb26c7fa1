"""Answers: records in their envelope, verdicts on what was sent, and bare statuses."""

from collections.abc import Iterable

from flask import Response

from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import Outcome
from mockxero.primitives.complaints import Refusal
from mockxero.primitives.records import Draft, Record
from mockxero.primitives.views import Look, View
from mockxero.wire.envelope import ELEMENT
from mockxero.wire.refused import ELEMENT_REFUSED, refused


class Refused(Refusal):
    """What the rules turned down: error 10, with the records, if any, sent back."""

    def __init__(
        self, elements: list[str], message: str = "A validation exception occurred"
    ) -> None:
        super().__init__(10, "ValidationException", message)
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


def element(visit: Visit, singular: str, record: Record, view: View = View.SINGLE) -> str:
    """A record without a collection of its own, in a look that nobody will ask for again."""
    text = visit.press.once(record, Look(view, depth=ELEMENT.depth))
    return visit.press.language.element(singular, text)


def verdict(visit: Visit, outcome: Outcome, *, told: bool) -> str:
    """One draft as it is answered; ``told`` is whether each says if it went well."""
    press = visit.press
    if outcome.record is None:
        text, status = press.language.record(_members(visit, outcome), ELEMENT), "ERROR"
    else:
        text = press.once(outcome.record, Look(View.WRITE, visit.unitdp, ELEMENT.depth))
        status = "WARNING" if outcome.warnings else "OK"
    return press.language.element(
        outcome.singular, text, status if told else None, outcome.errors, outcome.warnings
    )


def all_or_nothing(visit: Visit, outcomes: Iterable[Outcome]) -> None:
    """Raises Refused where any draft was refused, and shows only those."""
    spell = visit.press.language.refused_element
    if wrong := [one for one in outcomes if one.errors]:
        raise Refused(
            [spell(one.singular, _members(visit, one), one.errors, one.warnings) for one in wrong]
        )


def refused_element(visit: Visit, singular: str, draft: Draft, errors: Iterable[str]) -> str:
    """A refused part of a record inside an exception."""
    press = visit.press
    members = refused(press.language, draft, None, press.show)
    return press.language.refused_element(singular, members, errors, ())


def _members(visit: Visit, outcome: Outcome) -> list[str]:
    """A refused record: as it was sent, or as it would have been."""
    press = visit.press
    if outcome.attempt is not None:
        return press.members(outcome.attempt, ELEMENT_REFUSED)
    return refused(press.language, outcome.draft, outcome.before, press.show)
