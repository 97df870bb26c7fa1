"""Options: the values of a tracking category, which live below it."""

from flask import Response

from mockxero.api.answers import all_or_nothing, answer, verdict
from mockxero.api.bodies import sent
from mockxero.api.collection import named
from mockxero.api.gate import Gate
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import Outcome, transaction
from mockxero.primitives.complaints import NotFound
from mockxero.primitives.records import Draft
from mockxero.resources.tracking import TrackingCategory, TrackingOption

PLURAL, SINGULAR = "Options", "Option"


def create_options(gate: Gate, visit: Visit, key: str) -> Response:
    """``PUT /TrackingCategories/{id}/Options``."""
    category = named(visit, TrackingCategory, key)
    with transaction(visit.organisation, visit.who) as keeper:
        outcomes = [
            keeper.record(draft, create=True, preset={"category_id": category.key})
            for draft in _sent(visit)
        ]
        return _answer(visit, outcomes)


def update_option(gate: Gate, visit: Visit, key: str, option_key: str) -> Response:
    """``POST /TrackingCategories/{id}/Options/{id}``: a new name or status."""
    option = _option(visit, key, option_key)
    with transaction(visit.organisation, visit.who) as keeper:
        return _answer(visit, [keeper.record(_sent(visit)[0], option)])


def delete_option(gate: Gate, visit: Visit, key: str, option_key: str) -> Response:
    """``DELETE /TrackingCategories/{id}/Options/{id}``: 200, with what is left of it."""
    option = _option(visit, key, option_key)
    with transaction(visit.organisation, visit.who) as keeper:
        return _answer(visit, [keeper.delete(option)])


def _sent(visit: Visit) -> list[Draft]:
    return sent(visit, TrackingOption, PLURAL, SINGULAR, TrackingOption.about.singular)


def _option(visit: Visit, key: str, option_key: str) -> TrackingOption:
    """The option that a path names; it must be one of the category. Raises NotFound."""
    category = named(visit, TrackingCategory, key)
    option = named(visit, TrackingOption, option_key)
    if option.category_id != category.key:
        raise NotFound
    return option


def _answer(visit: Visit, outcomes: list[Outcome]) -> Response:
    all_or_nothing(visit, outcomes)
    return answer(visit, PLURAL, [verdict(visit, outcome, told=False) for outcome in outcomes])
