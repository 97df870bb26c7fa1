"""The desk behind the gate: takes a request in, has it handled, and sends the answer out."""

import logging
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from flask import Response
from flask.globals import request_ctx
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import http_date

from mockxero.api.answers import Refused
from mockxero.api.gate import Gate, allowed
from mockxero.api.idempotency import Kept
from mockxero.api.limits import Quota
from mockxero.api.problems import (
    Problem,
    TooManyRequests,
    exception_response,
    internal_error,
    not_found,
    problem_response,
    too_large,
    too_many_requests,
)
from mockxero.api.route import Handler, Route
from mockxero.api.visit import Visit
from mockxero.books.calendar import catch_up
from mockxero.primitives.complaints import NotFound, NotOffered, Refusal

log = logging.getLogger(__name__)

Handlers = Mapping[str, Handler]

REPLAYED = ("POST", "PUT", "PATCH")
"""Methods on which an Idempotency-Key is heard."""


def serve(gate: Gate, route: Route, **path: str) -> Response:
    """Answer one request to the Accounting API, whatever it is like."""
    request = request_ctx.request  # once: every look through the proxy costs
    if route.largest_body is not None:
        request.max_content_length = route.largest_body
    request_id = gate.world.ids.guid()
    quota: Quota | None = None
    try:
        app, holder = gate.holder(request)
        quota = gate.quota(app, request)
        if quota.problem is not None:
            raise TooManyRequests
        organisation = gate.organisation(app, holder, request)
        if route.scopes:
            allowed(holder, route.scopes, request.method)
        visit = Visit(
            request=request,
            request_id=request_id,
            moment=gate.world.clock.now(),
            app=app,
            organisation=organisation,
            press=gate.press(organisation, request.headers.get("Accept", "")),
            arguments={name.lower(): value for name, value in request.args.items()},
            newer=route.newer,
        )
        with gate.limits.in_flight(app, organisation.tenant_id) as admitted:
            if not admitted:
                quota = quota._replace(problem="concurrent")
                raise TooManyRequests
            response = _handled_once(gate, visit, route.handlers, path)
    except Problem as problem:
        response = problem_response(problem, request_id)
    except TooManyRequests:
        response = too_many_requests()
    except RequestEntityTooLarge:
        response = too_large(request_id)
    except Exception:
        log.exception("Request %s broke", request_id)
        response = internal_error(request_id)
    if route.newer and response.mimetype == _JSON:
        # seen: nz-demo-2026-quotes-page.json and 2026-nz/quote_create.json
        response.content_type = _JSON
    _stamp(response, request_id, gate.world.clock.now(), quota)
    return response


def _handled_once(
    gate: Gate, visit: Visit, handlers: Handlers, path: Mapping[str, str]
) -> Response:
    """The answer; the same one again where the request repeats its Idempotency-Key."""
    key = visit.request.headers.get("Idempotency-Key")
    if key is None or visit.request.method not in REPLAYED:
        return _handled(gate, visit, handlers, path)

    def answer() -> Kept:
        response = _handled(gate, visit, handlers, path)
        return Kept(response.status_code, response.get_data(), response.content_type)

    try:
        kept = gate.idempotency.once(visit.app.client_id, key, _fingerprint(visit), answer)
    except Refusal as refusal:
        return exception_response(refusal, visit.press.language)
    return Response(kept.body, status=kept.status, content_type=kept.content_type)


def _fingerprint(visit: Visit) -> bytes:
    """What tells requests with the same key apart, without keeping their bodies."""
    sent = visit.request
    where = f"{sent.method}\n{sent.full_path}\n{visit.organisation.tenant_id}\n"
    told = sha256(where.encode(errors="surrogateescape"))
    told.update(sent.get_data())
    return told.digest()


def _handled(gate: Gate, visit: Visit, handlers: Handlers, path: Mapping[str, str]) -> Response:
    """What the handler of the method answers, or Xero's refusal."""
    language = visit.press.language
    try:
        if not handlers:
            raise NotFound
        handler = handlers.get(visit.request.method)
        if handler is None:
            raise NotOffered
        catch_up(visit.organisation)
        return handler(gate, visit, **path)
    except NotFound:
        return not_found()
    except Refused as refused:
        return exception_response(refused, language, refused.elements)
    except Refusal as refusal:
        return exception_response(refusal, language)


def _stamp(response: Response, request_id: str, now: datetime, quota: Quota | None) -> None:
    """The headers that every answer carries. # seen: cassettes of xero-python, 2020"""
    response.headers.extend(_NEVER_STORED)
    response.headers.add("Expires", http_date(now))
    response.headers.add("Xero-Correlation-Id", request_id)
    if quota is not None:
        response.headers.extend(quota.headers())


_JSON = "application/json"
_NEVER_STORED = (("Cache-Control", "max-age=0, no-cache, no-store"), ("Pragma", "no-cache"))
