"""Refusals as Xero words them: problem bodies of the gateway, exceptions of the API, bare texts."""

import json
import logging

from flask import Response
from werkzeug.exceptions import MethodNotAllowed

from mockxero.primitives.complaints import Refusal
from mockxero.wire.envelope import Envelope

log = logging.getLogger(__name__)

PROBLEM_TYPE = "application/json; charset=utf-8"
NOT_FOUND = "The resource you're looking for cannot be found"


class Problem(Exception):
    """The gateway does not let a request in: JSON, whatever was asked for."""

    def __init__(self, status: int, title: str, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.headers = status, title, detail, headers


class TooManyRequests(Exception):
    """A rate limit is used up."""


def unauthenticated(detail: str) -> Problem:
    """No token, or one that opens nothing."""
    return Problem(401, "Unauthorized", detail)


def out_of_scope() -> Problem:
    """A good token that lacks the scope. The misspelling is Xero's; # guess: its place."""
    return Problem(
        401,
        "Unauthorized",
        "AuthorizationUnsuccessful",
        **{"WWW-Authenticate": 'Bearer error="insufficent_scope"'},
    )


def wrong_tenant() -> Problem:
    """A tenant that is missing, unknown, or not connected to the app."""
    return Problem(403, "Forbidden", "AuthenticationUnsuccessful")


def problem_response(problem: Problem, instance: str) -> Response:
    """The gateway's body."""
    body: dict[str, object] = {
        "Type": None,
        "Title": problem.title,
        "Status": problem.status,
        "Detail": problem.detail,
        "Instance": instance,
        "Extensions": {},
    }
    text = json.dumps(body, separators=(",", ":"))
    response = Response(text, status=problem.status, content_type=PROBLEM_TYPE)
    response.headers.update(problem.headers)
    return response


def not_found() -> Response:
    """Plain text under an HTML type, even when JSON was asked for.

    # seen: 2026-nz/invoice_not_found.json; XeroAPI/Xero-OpenAPI#163
    """
    return Response(NOT_FOUND, status=404, content_type="text/html; charset=utf-8")


def method_not_allowed(refused: MethodNotAllowed) -> Response:
    """What exists, asked for in another way: 405 with nothing in it. # guess: as IdentityServer"""
    response = Response(status=405)
    del response.headers["Content-Type"]
    response.headers["Allow"] = ", ".join(sorted(refused.valid_methods or ()))
    return response


def too_many_requests() -> Response:
    """An empty 429 without a Content-Type. # seen: 2026-nz/rate_limit_minute.json"""
    response = Response(status=429)
    del response.headers["Content-Type"]
    return response


def too_large(instance: str) -> Response:
    """413 for a body beyond what Xero takes. # seen: XeroAPI/Xero-Java#349; guess: its type"""
    body = {
        "Title": "RequestEntityTooLarge",
        "Status": 413,
        "Detail": "PayloadTooLarge",
        "Instance": instance,
        "Extensions": {},
    }
    text = json.dumps(body, separators=(",", ":"))
    return Response(text, status=413, content_type=PROBLEM_TYPE)


def exception_response(
    refusal: Refusal, language: Envelope, elements: list[str] | None = None
) -> Response:
    """An ApiException."""
    body = language.exception(refusal.number, refusal.type, refusal.message, elements)
    return Response(body, status=refusal.status, content_type=language.content_type)


def internal_error(instance: str) -> Response:
    """What Xero says when something breaks. # seen: XeroAPI/xero-node#466"""
    body = {
        "Title": "An error occurred",
        "Detail": "An error occurred in Xero. Check the API Status page "
        "http://status.developer.xero.com for current service status.",
        "Status": 500,
        "Instance": instance,
    }
    return Response(
        json.dumps(body, separators=(",", ":")), status=500, content_type="application/json"
    )
