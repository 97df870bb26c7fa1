"""List, get, create, update, delete: once, for every resource."""

from collections.abc import Iterable
from functools import partial
from typing import TypeVar

from flask import Response

from mockxero.accounting.rulebooks import rulebooks
from mockxero.api.answers import all_or_nothing, answer, empty, verdict
from mockxero.api.bodies import sent_if_any
from mockxero.api.gate import Gate
from mockxero.api.listing import find, is_paged, modified_since
from mockxero.api.parameters import period
from mockxero.api.visit import Visit
from mockxero.books.bookkeeper import transaction
from mockxero.primitives.catalogue import Resource
from mockxero.primitives.complaints import NotFound, NothingToProcess, TooMany
from mockxero.primitives.ids import as_guid
from mockxero.primitives.records import Draft
from mockxero.primitives.views import Look, View
from mockxero.wire.envelope import ELEMENT

R = TypeVar("R", bound=Resource)


def list_all(gate: Gate, visit: Visit, resource: type[Resource]) -> Response:
    """``GET /Resource``."""
    with visit.organisation.lock:
        found = find(visit, resource)
        if found.nothing and modified_since(visit, resource) and gate.nothing_modified == 304:
            return empty(304)
        look = Look(_view(visit, resource), visit.unitdp)
        elements = [visit.press.element(record, look) for record in found.records]
    return answer(visit, resource.about.plural, elements, found.counts)


def get_one(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``GET /Resource/{id or number}``."""
    with visit.organisation.lock:
        record = named(visit, resource, key)
        rules = rulebooks().get(resource)
        if rules is not None and rules.within is not None:
            return _within(visit, rules.within(record, period(visit), visit.organisation))
        element = visit.press.element(record, Look(View.SINGLE, visit.unitdp))
    return answer(visit, resource.about.plural, [element])


def _within(visit: Visit, record: Resource) -> Response:
    """A record of which only the days asked for are shown."""
    text = visit.press.once(record, Look(View.SINGLE, visit.unitdp, ELEMENT.depth))
    element = visit.press.language.element(record.about.singular, text)
    return answer(visit, record.about.plural, [element])


def create(gate: Gate, visit: Visit, resource: type[Resource]) -> Response:
    """``PUT /Resource``: everything in the body is new."""
    return _record_all(visit, resource, _sent(visit, resource), new=True)


def create_or_update(gate: Gate, visit: Visit, resource: type[Resource]) -> Response:
    """``POST /Resource``: what is known is updated, the rest is new."""
    return _record_all(visit, resource, _sent(visit, resource))


def update(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``POST /Resource/{id or number}``: the body need not repeat the id."""
    with visit.organisation.lock:
        record = named(visit, resource, key)
        try:
            sent = _sent(visit, resource)[:1]
        except NothingToProcess:
            if not _says_something(visit):
                raise
            sent = [Draft(resource, {})]
        return _record_all(visit, resource, sent, before=record)


def delete(gate: Gate, visit: Visit, resource: type[Resource], key: str) -> Response:
    """``DELETE /Resource/{id}``: shown as deleted, or 204 where nothing of it is left."""
    with transaction(visit.organisation, visit.who) as keeper:
        outcome = keeper.delete(named(visit, resource, key))
        all_or_nothing(visit, [outcome])
        if outcome.record is None:
            return empty(204)
        return answer(visit, resource.about.plural, [verdict(visit, outcome, told=False)])


def named(visit: Visit, resource: type[R], key: str) -> R:
    """The record that a path names, by id or by a number of its own. Raises NotFound."""
    books = visit.organisation
    record = books.find(resource, as_guid(key) or key)
    if record is not None:
        return record
    for index in resource.about.found_by:
        for found in books.by(resource, index, key.casefold()):
            return found
    raise NotFound


def _sent(visit: Visit, resource: type[Resource]) -> list[Draft]:
    """The drafts in the body. Raises Unreadable, NothingToProcess, TooMany."""
    about = resource.about
    sent = sent_if_any(visit, resource, about.plural, about.singular)
    if not sent:
        raise NothingToProcess(about.singular, about.nothing_sent)
    if about.most_per_call is not None and len(sent) > about.most_per_call:
        raise TooMany(about.plural, about.most_per_call)
    return sent[:1] if about.one_per_call else sent


def _says_something(visit: Visit) -> bool:
    """Whether there is JSON of which nothing is known here; Xero passes over unknown members."""
    sent = visit.request.get_json(force=True, silent=True)
    return isinstance(sent, dict) and any(value not in (None, [], {}) for value in sent.values())


def _record_all(
    visit: Visit,
    resource: type[Resource],
    sent: Iterable[Draft],
    before: Resource | None = None,
    new: bool = False,
) -> Response:
    """Record drafts; unless errors go unsummarised, one that is refused refuses them all."""
    summarised = visit.flag("summarizeErrors", default=True)
    with transaction(visit.organisation, visit.who) as keeper:
        record = partial(
            keeper.record,
            before=before,
            create=new,
            unitdp=visit.unitdp,
            backorders=visit.flag("allowBackorders"),
        )
        outcomes = [record(draft) for draft in sent]
        if summarised:
            all_or_nothing(visit, outcomes)
        elements = [verdict(visit, outcome, told=not summarised) for outcome in outcomes]
    return answer(visit, resource.about.plural, elements)


def _view(visit: Visit, resource: type[Resource]) -> View:
    if resource.about.summary and visit.flag("summaryOnly"):
        return View.SUMMARY
    return View.PAGE if is_paged(visit, resource) else View.LIST
