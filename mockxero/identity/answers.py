"""How this service writes: compact JSON, tokens that no cache may keep, and bare statuses."""

import json

from flask import Response


def json_answer(
    body: object, status: int = 200, content_type: str = "application/json"
) -> Response:
    """JSON without white space."""
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
    return Response(text, status=status, content_type=content_type)


def token_answer(body: object, status: int = 200) -> Response:
    """JSON as the token endpoint sends it."""
    answer = json_answer(body, status, "application/json; charset=UTF-8")
    answer.headers["Cache-Control"] = "max-age=0, no-cache, no-store"
    answer.headers["Pragma"] = "no-cache"
    answer.headers["Xero-Origin-Id"] = "IdentityServer.Web"
    return answer


def empty_answer(status: int) -> Response:
    """A status and nothing else."""
    answer = Response(status=status)
    del answer.headers["Content-Type"]
    return answer
