"""A record that was refused, sent back the way Xero understood it.

What was sent comes back in Xero's spelling; a few members that were not sent are filled in from the
store when it was an update. # seen: 2026-nz/contact_create_duplicate_name.json,
nz-demo-2026-invoice-delete-authorised.json
"""

from mockxero.primitives.catalogue import Resource
from mockxero.primitives.fields import Constant, Field, Nested, Twin
from mockxero.primitives.ids import NOBODY
from mockxero.primitives.records import Draft, Record
from mockxero.primitives.views import Look, View
from mockxero.wire.plan import Print, Tongue

_LOOK = Look(View.REFUSED)
_FROM_THE_STORE = Look(View.PAGE)


def refused(tongue: Tongue, draft: Draft, before: Record | None, show: Print) -> list[str]:
    """The members of the element that goes back, without its messages."""
    members = (
        _member(tongue, field, draft, before, show, top=True)
        for field in tongue.fields(draft.record)
    )
    return [member for member in members if member is not None]


def _member(
    tongue: Tongue, field: Field, draft: Draft, before: Record | None, show: Print, top: bool
) -> str | None:
    if isinstance(field, Constant):
        shown = field.shown_in(View.REFUSED)
        return tongue.constant(field, refused=top) if shown else None
    if isinstance(field, Twin):
        return None
    value = draft.get(field.attr)
    if top and _is_key(field, draft):
        value = getattr(before, field.attr) if before is not None else value or NOBODY
    if value is not None:
        return _sent(tongue, field, value, show)
    if before is not None and field.echo and getattr(before, field.attr) not in (None, ()):
        return _stored(tongue, field, getattr(before, field.attr), show)
    if isinstance(field, Nested):
        return tongue.many(field, []) if field.many and field.shown_in(View.REFUSED) else None
    return tongue.nothing(field) if top else None


def _is_key(field: Field, draft: Draft) -> bool:
    return issubclass(draft.record, Resource) and field.attr == draft.record.key_attr


def _sent(tongue: Tongue, field: Field, value: object, show: Print) -> str:
    if isinstance(value, Draft) and isinstance(field, Nested):
        return tongue.one(field, nested(tongue, value, show))
    if isinstance(value, list) and isinstance(field, Nested):
        return tongue.many(field, [nested(tongue, item, show) for item in value])
    return tongue.scalar(field, _LOOK)(value)


def nested(tongue: Tongue, draft: Draft, show: Print) -> str:
    """A record inside a refused one, or one that is answered by hardly more than its id."""
    members = (
        _member(tongue, field, draft, None, show, top=False)
        for field in tongue.fields(draft.record)
    )
    told = [tongue.errors] if View.REFUSED in draft.record.tells_errors else []
    return tongue.record([member for member in members if member is not None] + told)


def _stored(tongue: Tongue, field: Field, value: object, show: Print) -> str:
    if isinstance(value, tuple) and isinstance(field, Nested):
        return tongue.many(field, [show(item, _FROM_THE_STORE) for item in value])
    return tongue.scalar(field, _LOOK)(value)
