"""A record that was refused, sent back the way Xero understood it.

What was sent comes back in Xero's spelling; a few members that were not sent are filled in from the
store when it was an update. # seen: 2026-nz/contact_create_duplicate_name.json,
nz-demo-2026-invoice-delete-authorised.json
"""

from typing import Any, NamedTuple

from mockxero.primitives.catalogue import Resource
from mockxero.primitives.fields import Constant, Field, Nested, Twin
from mockxero.primitives.ids import NOBODY
from mockxero.primitives.kinds import Guid
from mockxero.primitives.records import Draft, Record
from mockxero.primitives.views import Look, View
from mockxero.wire.plan import Print, Tongue

ELEMENT_REFUSED = Look(View.REFUSED, depth=2)


def refused(
    tongue: Tongue,
    draft: Draft,
    before: Record | None,
    show: Print,
    look: Look = ELEMENT_REFUSED,
) -> list[str]:
    """The members of the element that goes back, without its messages."""
    walk = _Walk(tongue, show, look)
    members = (walk.member(field, draft, before) for field in tongue.fields(draft.record))
    return [member for member in members if member is not None]


def nested(tongue: Tongue, draft: Draft, show: Print, look: Look) -> str:
    """A record inside a refused one, or one that is answered by hardly more than its id."""
    walk = _Walk(tongue, show, look, top=False)
    members = [walk.member(field, draft, None) for field in tongue.fields(draft.record)]
    told = [tongue.errors] if View.REFUSED in draft.record.tells_errors else []
    return tongue.record([member for member in members if member is not None] + told, look)


class _Walk(NamedTuple):
    """Goes through the members of one refused record."""

    tongue: Tongue
    show: Print
    look: Look
    top: bool = True
    """Whether this is the record that was refused, not one inside it."""

    def member(self, field: Field, draft: Draft, before: Record | None) -> str | None:
        """A member, if it goes back."""
        if isinstance(field, Constant):
            shown = field.shown_in(View.REFUSED)
            return self.tongue.constant(field, refused=self.top) if shown else None
        if isinstance(field, Twin):
            return None
        value = draft.get(field.attr)
        if self.top and _is_key(field, draft):
            value = getattr(before, field.attr) if before is not None else value or NOBODY
        if value is not None:
            return self._sent(field, value)
        if before is not None and field.echo and getattr(before, field.attr) not in (None, ()):
            return self._stored(field, getattr(before, field.attr))
        if not isinstance(field, Nested):
            return self._unsaid(field) if self.top else None
        if field.many and field.shown_in(View.REFUSED):
            return self.tongue.many(field, [], self.look)
        return None

    def _unsaid(self, field: Field) -> str | None:
        """A member that has no value: a few, such as IsDiscounted, always have one."""
        if field.default is not None and field.shown_in(View.REFUSED):
            return self.tongue.scalar(field, self.look)(field.default)
        return self.tongue.nothing(field)

    def _sent(self, field: Field, value: Any) -> str:
        if not isinstance(field, Nested):
            return self.tongue.scalar(field, self.look)(value)
        if not isinstance(value, list):
            return self.tongue.one(field, self._inside(value, 1))
        return self.tongue.many(field, [self._inside(item, 2) for item in value], self.look)

    def _inside(self, draft: Draft, levels: int) -> str:
        return nested(self.tongue, draft, self.show, self.look.inside(View.REFUSED, levels))

    def _stored(self, field: Field, value: Any) -> str:
        if not isinstance(field, Nested):
            return self.tongue.scalar(field, self.look)(value)
        inner = self.look.inside(View.PAGE, 2)
        return self.tongue.many(field, [self.show(item, inner) for item in value], self.look)


def _is_key(field: Field, draft: Draft) -> bool:
    """Whether it is the id; a key with a meaning of its own, such as TaxType, is just a member."""
    record = draft.record
    return (
        issubclass(record, Resource)
        and field.attr == record.key_attr
        and isinstance(field.kind, Guid)
    )
