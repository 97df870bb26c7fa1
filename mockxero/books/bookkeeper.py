"""Every change passes here: merge, complete, check, store, announce, or undo it all."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from mockxero.accounting.rulebook import Complete, Effect, Entails, Line, Proposal, Rulebook
from mockxero.accounting.rulebooks import rulebooks
from mockxero.books.changes import Change
from mockxero.books.organisation import Organisation, Series
from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.complaints import Complaint, NotFound
from mockxero.primitives.fields import By, Linked
from mockxero.primitives.records import Draft, settled


class Who(NamedTuple):
    """Who asks for a change, in which request."""

    client_id: str = ""
    provider: str = "mockxero"
    """The name of the app."""
    request_id: str = ""


class Outcome(NamedTuple):
    """What became of one draft."""

    draft: Draft
    before: Resource | None
    record: Resource | None
    """What to show of it; None where it was refused."""
    complaints: tuple[Complaint, ...] = ()
    attempt: Resource | None = None
    """The refused record as it would have been, where the refusal shows that."""

    @property
    def singular(self) -> str:
        """What the record is called on the wire."""
        about: About = self.draft.record.about  # type: ignore[attr-defined]
        return about.singular

    @property
    def errors(self) -> list[str]:
        """Why it was refused."""
        return [one.message for one in self.complaints if not one.warning]

    @property
    def warnings(self) -> list[str]:
        """What Xero remarks without refusing."""
        return [one.message for one in self.complaints if one.warning]


class Bookkeeper:
    """Changes one organisation's records, within one transaction."""

    def __init__(self, organisation: Organisation, who: Who) -> None:
        self.books = organisation
        self.who = who
        self.now = organisation.now
        self._undo: list[Callable[[], object]] = []
        self._changes: list[Change] = []

    # --- one record ---

    def record(
        self,
        draft: Draft,
        before: Resource | None = None,
        *,
        create: bool = False,
        unitdp: int = 2,
        backorders: bool = False,
        preset: Mapping[str, Any] | None = None,
        along: Resource | None = None,
    ) -> Outcome:
        """Create or update what a draft means, by the rules of its resource.

        ``before`` is the record that the URL names, if it names one; with ``create`` a draft
        without an id is new even if its number is known; ``preset`` are members that the place of
        the request gives; ``along`` is the record on whose account this happens. A refused draft
        leaves no trace. Raises NotFound for an id that nobody has, where Xero answers the whole
        request with a 404.
        """
        rulebook = rulebooks()[draft.record]  # type: ignore[index]
        try:
            before = before or self._existing(rulebook, draft, create)
        except _Unknown as unknown:
            return Outcome(draft, None, None, (Complaint(str(unknown)),))
        savepoint = self.savepoint()
        proposal = self._proposal(rulebook, draft, before, preset or {})
        proposal.unitdp, proposal.backorders, proposal.along = unitdp, backorders, along
        _fill(proposal, rulebook.complete, self.books)
        complaints = [*proposal.complaints]  # a rule may look at what came to light before it
        for check in rulebook.check:
            if against := [*check(proposal, self.books)]:
                said = {*complaints}  # by another rule: what two of them mean is said once
                complaints += [one for one in against if one not in said]
        if rulebook.entails:
            complaints += self._entailed(rulebook.entails, proposal)
            complaints = [*dict.fromkeys(complaints)]  # what holds for both is said once
        if complaints and not all(one.warning for one in complaints):
            self.roll_back(savepoint)
            attempt = rulebook.refusal(proposal) if rulebook.refusal else None
            return Outcome(draft, before, None, tuple(complaints), attempt)
        _fill(proposal, rulebook.conclude, self.books)
        self._accept(rulebook, proposal)
        shown = rulebook.answer(proposal) if rulebook.answer else proposal.now
        return Outcome(draft, before, shown, tuple(complaints))

    def delete(self, record: Resource) -> Outcome:
        """Delete a record: gone, or marked as its rules say."""
        rulebook = rulebooks()[type(record)]
        draft = Draft(type(record), {})
        proposal = Proposal(sent=draft, before=record, now=record)
        if rulebook.deletable and (against := tuple(rulebook.deletable(proposal, self.books))):
            return Outcome(draft, record, None, against)
        after = rulebook.deleted(record, self.books) if rulebook.deleted else None
        if after is None:
            self.take_out(record)
        else:
            after = self.put(after, Line("Deleted", ""))
        return Outcome(draft, record, after)

    def put(self, record: Resource, line: Line | None, silent: bool = False) -> Resource:
        """Store a record that the rules have made, stamped with the time unless ``silent``."""
        if not silent and "updated" in type(record).fields:
            record = record.but(updated=self.now)
        self._store(type(record), record.key, record, silent)
        if line is not None and not silent and record.about.history:
            self.write_history(record.key, line)
        return record

    def take_out(self, record: Resource) -> None:
        """Let a record be gone, as if it had never been there."""
        self._store(type(record), record.key, None)

    def write_history(self, record_id: str, line: Line) -> None:
        """Add a line to a record's history."""
        self.books.histories.setdefault(record_id, []).append((self.now, line))
        self._undo.append(lambda: self._unwrite_history(record_id))

    def _unwrite_history(self, record_id: str) -> None:
        history = self.books.histories[record_id]
        history.pop()
        if not history:
            del self.books.histories[record_id]

    def keep_file(self, file_id: str, content: bytes) -> None:
        """Keep the bytes of an attachment, in place of those it had."""
        files = self.books.files
        before = files.get(file_id)
        files[file_id] = content
        self._undo.append(
            lambda: files.pop(file_id) if before is None else files.update({file_id: before})
        )

    def count_email(self, limit: int) -> bool:
        """Count an e-mail of today; false, and not counted, where no more may be sent."""
        before, today = self.books.emails, self.books.today
        sent = before[1] if before[0] == today else 0
        if sent >= limit:
            return False
        self.books.emails = (today, sent + 1)
        self._undo.append(lambda: setattr(self.books, "emails", before))
        return True

    # --- the steps ---

    def _existing(self, rulebook: Rulebook, draft: Draft, create: bool) -> Resource | None:
        """The record that a draft means."""
        resource = rulebook.resource
        record_id = draft.get(resource.key_attr)
        if record_id is not None:
            known = self.books.find(resource, record_id)
            if known is not None or create or rulebook.keys_are_given:
                return known
            if rulebook.unknown_id is None:
                raise NotFound
            raise _Unknown(rulebook.unknown_id)
        return None if create else rulebook.recognise(draft, self.books)

    def _proposal(
        self,
        rulebook: Rulebook,
        draft: Draft,
        before: Resource | None,
        preset: Mapping[str, Any],
    ) -> Proposal[Any]:
        """The draft laid over what is there."""
        resource, replacing = rulebook.resource, _replacing(rulebook.resource)
        members = {
            attr: settled(value)
            for attr, value in draft.sent.items()
            if attr in replacing and attr not in rulebook.laid_by_rules
        }
        members.update(preset)
        if "updated" in resource.fields:
            members["updated"] = self.now
        if before is not None:
            members = dict.fromkeys(rulebook.clears) | members
            members.pop(resource.key_attr, None)
        else:
            if not rulebook.keys_are_given:
                members[resource.key_attr] = self.books.new_id()
            if "made_by" in resource.fields:
                members["made_by"] = self.who.client_id
        complaints: list[Complaint] = []
        for attr, resolve in rulebook.links.items():
            if (sent := draft.get(attr)) is not None:
                members[attr] = self._linked(resolve(sent, draft, self.books), complaints)
        now = resource(**members) if before is None else before.but(**members)
        return Proposal(draft, before, now, self.who.client_id, complaints)

    def _linked(self, found: str | Draft | None, complaints: list[Complaint]) -> str | None:
        """The id of a linked record, which may have to be recorded or changed first."""
        if not isinstance(found, Draft):
            return found
        resource: type[Resource] = found.record  # type: ignore[assignment]
        known = self.books.find(resource, found.get(resource.key_attr))
        savepoint = self.savepoint()
        outcome = self.record(found, known, create=True)
        complaints.extend(outcome.complaints)
        if known is None:
            return outcome.record.key if outcome.record is not None else None
        if outcome.record == _at(known, self.now):
            self.roll_back(savepoint)  # nothing new was said of it
        return known.key

    def _entailed(self, entails: Entails, proposal: Proposal[Any]) -> Iterator[Complaint]:
        """Record what a proposal brings along; what is said against it."""
        for draft, before, preset in entails(proposal, self.books):
            outcome = self.record(
                draft, before, create=before is None, preset=preset, along=proposal.now
            )
            yield from outcome.complaints

    def _accept(self, rulebook: Rulebook, proposal: Proposal[Any]) -> None:
        """Store a proposal and whatever changes with it."""
        now = proposal.now
        self._store(type(now), now.key, now)
        if rulebook.history is not None and now.about.history:
            self.write_history(now.key, rulebook.history(proposal, self.books))
        for consequence in rulebook.consequences:
            for effect in consequence(proposal, self.books):
                self.apply(effect)

    def apply(self, effect: Effect) -> Resource:
        """Store a record that changes along with another."""
        return self.put(effect.record, Line(effect.words, effect.details), effect.silent)

    def _store(
        self, resource: type[Resource], key: str, after: Resource | None, silent: bool = False
    ) -> None:
        collection = self.books.collections[resource]
        if after is None:
            order = [*collection.records]
            self._undo.append(lambda: collection.stand(order))
        before = collection.put(key, after)
        self._undo.append(lambda: collection.put(key, before))
        self._changes.append(
            Change(
                len(self.books.changes) + len(self._changes) + 1,
                self.now,
                self.books.tenant_id,
                self.who.client_id,
                self.who.request_id,
                resource.about.plural,
                key,
                before,
                after,
                silent,
            )
        )

    # --- all or nothing ---

    def savepoint(self) -> "Savepoint":
        """Where things stand."""
        return Savepoint(len(self._undo), len(self._changes), dict(self.books.series))

    def roll_back(self, to: "Savepoint") -> None:
        """Undo everything since."""
        while len(self._undo) > to.undo:
            self._undo.pop()()
        del self._changes[to.changes :]
        self.books.series = dict(to.series)

    def commit(self) -> None:
        """Make it so, and tell whoever listens."""
        if self._changes:
            self.books.changes.extend(self._changes)
            self.books.announce(self._changes)


class Savepoint(NamedTuple):
    """A place in a transaction to go back to."""

    undo: int
    changes: int
    series: dict[str, Series]


class _Unknown(Exception):
    """An id that nobody has, where Xero says so about the record rather than the request."""


@contextmanager
def transaction(organisation: Organisation, who: Who) -> Iterator[Bookkeeper]:
    """All that happens inside happens, or none of it does; others wait meanwhile."""
    with organisation.lock:
        keeper = Bookkeeper(organisation, who)
        start = keeper.savepoint()
        try:
            yield keeper
        except BaseException:
            keeper.roll_back(start)
            raise
        keeper.commit()


def _fill(proposal: Proposal[Any], rules: tuple[Complete, ...], books: Organisation) -> None:
    """Have some rules fill in, one after another, what they know."""
    for rule in rules:
        if filled := rule(proposal, books):
            proposal.now = proposal.now.but(**filled)


def _at(record: Resource, moment: datetime) -> Resource:
    """A record as if it had been changed just now."""
    return record.but(updated=moment) if "updated" in type(record).fields else record


@cache
def _replacing(resource: type[Resource]) -> frozenset[str]:
    """The members that what a caller sends simply replaces."""
    return frozenset(
        attr
        for attr, field in resource.fields.items()
        if field.by is By.CALLER and field.stored and not isinstance(field, Linked)
    )
