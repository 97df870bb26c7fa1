"""What a story holds in its hands: a client, and the list of what went otherwise than told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from .clients import Connect, Reply, Session, Unreadable
from .faults import MISSING, Fault, agrees, fault, shown
from .operations import operation
from .shapes import flaws


def at_once() -> None:
    """Wait for nothing: only the real Xero asks us to go slowly."""


class Story:
    """A client in a story; what does not agree is noted in `faults`, and the story goes on."""

    def __init__(
        self,
        connect: Connect,
        session: Session,
        pace: Callable[[], None] = at_once,
        claim: str = "refusal",
    ) -> None:
        self.session = session
        self.claim = claim
        self.faults: list[str] = []
        self._connect = connect
        self._client = connect(session)
        self._pace = pace
        self._tidying: list[tuple[str, dict[str, Any]]] = []

    def call(self, operation_id: str, /, expecting: int = 200, **arguments: Any) -> Reply:
        """Perform an operation and look at its answer's shape; another status ends the story."""
        self._pace()
        try:
            reply = self._client.call(operation_id, **arguments)
        except Unreadable as unreadable:
            self._look_at(operation_id, expecting, arguments, unreadable.reply)
            raise Fault(f"{operation_id}: the client cannot read this: {unreadable}") from None
        self._look_at(operation_id, expecting, arguments, reply)
        return reply

    def records(self, operation_id: str, /, **arguments: Any) -> list[dict[str, Any]]:
        """The records that an operation answers with; none where nothing is as new as asked for."""
        collection = operation(operation_id).collection
        reply = self.call(operation_id, **arguments)
        if reply.status == 304:
            return []
        body = reply.body
        found = body.get(collection) if isinstance(body, dict) else None
        if not isinstance(found, list):
            raise Fault(f"{operation_id}: {collection} expected a list, got {shown(body)}")
        return found

    def record(self, operation_id: str, /, **arguments: Any) -> dict[str, Any]:
        """The one record that an operation answers with."""
        found = self.records(operation_id, **arguments)
        if len(found) != 1:
            raise Fault(f"{operation_id}: answer expected one record, got {len(found)}")
        return found[0]

    def agree(self, subject: str, got: dict[str, Any], /, **expected: Any) -> None:
        """Compare members by name; an amount is told as Decimal, a day as date."""
        for member, value in expected.items():
            self.same(subject, member, value, got.get(member, MISSING))

    def same(self, subject: str, member: str, expected: Any, got: Any) -> None:
        """Compare one value, under the name it shall have in the fault line."""
        if not agrees(expected, got):
            self.faults.append(fault(subject, member, expected, got))

    def says(self, subject: str, refusal: Reply | dict[str, Any], sentence: str) -> None:
        """A refusal, or a refused record, gives this reason; the full stop comes and goes."""
        told = _sentences(refusal if isinstance(refusal, dict) else refusal.body)
        if sentence.rstrip(".") not in {one.rstrip(".") for one in told}:
            self.faults.append(fault(subject, "message", sentence, "; ".join(told) or MISSING))

    def later(self, operation_id: str, /, **arguments: Any) -> None:
        """Do this when the story is over, last things first."""
        self._tidying.append((operation_id, arguments))

    def tidy(self) -> list[str]:
        """Undo what the story did, as far as Xero lets us; what could not be undone is named."""
        left = []
        while self._tidying:
            operation_id, arguments = self._tidying.pop()
            self._pace()
            try:
                status = self._client.call(operation_id, **arguments).status
            except Unreadable as unreadable:
                status = unreadable.reply.status
            if status >= 300:
                left.append(f"{operation_id} was answered with {status}")
        return left

    def elsewhere(self, **changes: Any) -> Story:
        """The same story with another session, such as `tenant_id="…"` or `access_token=None`."""
        other = Story(self._connect, replace(self.session, **changes), self._pace, self.claim)
        other.faults = self.faults
        return other

    def unique(self, label: str) -> str:
        """A name that nobody used before."""
        return f"{label}-{uuid4().hex[:8]}"

    def _look_at(
        self, operation_id: str, expecting: int, arguments: dict[str, Any], reply: Reply
    ) -> None:
        if reply.status == 304 and "If-Modified-Since" in arguments:
            return
        if reply.status != expecting:
            claim = f"{self.claim}: " if expecting >= 400 else ""
            told = f" {shown(_told(reply))}" if reply.status >= 400 else ""
            raise Fault(
                f"{claim}{operation_id} status expected {expecting}, got {reply.status}{told}"
            )
        self.faults += flaws(operation_id, arguments, reply)


def _told(reply: Reply) -> str:
    """What an error answer says: Xero's sentences, or the first text between its tags."""
    texts = (text.strip() for text in re.split(r"<[^>]*>", reply.text))
    return "; ".join(_sentences(reply.body)) or next(filter(None, texts), "")


def _sentences(body: Any) -> list[str]:
    """Every message of a refusal, wherever Xero puts it."""
    if isinstance(body, list):
        return [sentence for element in body for sentence in _sentences(element)]
    if not isinstance(body, dict):
        return []
    own = [e["Message"] for e in body.get("ValidationErrors") or [] if "Message" in e]
    inner = _sentences(body.get("Elements"))
    return own or inner or [body[key] for key in ("Detail", "Message") if body.get(key)][:1]
