"""Records: declared once, never changed; and drafts, which know only what a caller sent."""

from collections import _tuplegetter  # type: ignore[attr-defined]
from collections.abc import Iterator
from typing import Any, ClassVar, Self

from mockxero.primitives.fields import Field
from mockxero.primitives.views import EVERYWHERE, View


class RecordType(type):
    """Turns the fields declared in a class into places of a tuple, and remembers them.

    What a record declares anew replaces what it inherits: in XML at the old place, in JSON at the
    new one.
    """

    fields: dict[str, Field]
    """Every field by attribute, in the order of JSON: own members first, inherited ones after."""
    generations: tuple[tuple[Field, ...], ...]
    """The same fields, base record first: the order of XML."""
    places: dict[str, int]
    """Where each stored attribute stands in the tuple."""
    defaults: tuple[Any, ...]
    """What stands there when nothing is given."""

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]
    ) -> "RecordType":
        """Declare a record."""
        base = bases[0] if isinstance(bases[0], RecordType) else None
        own = {attr: value for attr, value in namespace.items() if isinstance(value, Field)}
        shows = namespace.get("usually_shows") or getattr(base, "usually_shows", EVERYWHERE)
        places, defaults = dict(base.places) if base else {}, [*base.defaults] if base else []
        for attr, field in own.items():
            field.attr = attr
            field.shows = shows if field.shows is None else field.shows
            del namespace[attr]
            if field.stored:
                if attr not in places:
                    places[attr] = len(defaults)
                    defaults.append(None)
                defaults[places[attr]] = field.default
                namespace[attr] = _tuplegetter(places[attr], field.wire)
        namespace["__slots__"] = ()
        cls = super().__new__(mcls, name, bases, namespace)
        inherited = base.fields if base else {}
        cls.fields = own | {attr: field for attr, field in inherited.items() if attr not in own}
        before = base.generations if base else ()
        cls.generations = (
            *(tuple(own.get(field.attr, field) for field in fields) for fields in before),
            tuple(field for attr, field in own.items() if attr not in inherited),
        )
        cls.places, cls.defaults = places, tuple(defaults)
        return cls


class Record(tuple[Any, ...], metaclass=RecordType):  # noqa: SLOT001 - the metaclass sees to it
    """Something Xero keeps. Immutable: a change is a new record, made by ``but``.

    A tuple inside, which is the smallest and quickest thing to make, copy and compare.
    """

    usually_shows: ClassVar[View] = EVERYWHERE
    """The views that print a member which does not say."""
    tells_errors: ClassVar[View] = View.REFUSED
    """The views that print an (empty) ``ValidationErrors``."""

    def __new__(cls, **values: Any) -> Self:
        """A record with some members given, and defaults for the others."""
        return cls._of([*cls.defaults], values)

    def but(self, **changes: Any) -> Self:
        """A copy with some members changed."""
        return self._of([*self], changes)

    @classmethod
    def _of(cls, members: list[Any], changes: dict[str, Any]) -> Self:
        places = cls.places
        try:
            for attr, value in changes.items():
                members[places[attr]] = value
        except KeyError as unknown:
            raise TypeError(f"{cls.__name__} has no {unknown}") from None
        return tuple.__new__(cls, members)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = tuple.__hash__

    def __repr__(self) -> str:
        told = ", ".join(
            f"{attr}={value!r}" for attr, value in self.items() if value not in (None, ())
        )
        return f"{type(self).__name__}({told})"

    def items(self) -> Iterator[tuple[str, Any]]:
        """Each stored attribute with its value."""
        return zip(type(self).places, self, strict=True)


class Draft:
    """What a caller sent about one record: only the members that were there.

    A nested record is a Draft, a list of them a list of Drafts, a link a Draft of its target.
    """

    __slots__ = ("record", "sent")

    def __init__(self, record: type[Record], sent: dict[str, Any]) -> None:
        self.record = record
        self.sent = sent

    def __contains__(self, attr: str) -> bool:
        return attr in self.sent

    def get(self, attr: str, default: Any = None) -> Any:
        """A member, if it was sent."""
        return self.sent.get(attr, default)

    def whole(self) -> Any:
        """The record that the draft makes on its own; links stay as drafts."""
        return self.record(**{attr: settled(value) for attr, value in self.sent.items()})


def settled(value: Any) -> Any:
    """Nested drafts made into records."""
    if isinstance(value, Draft):
        return value.whole()
    if isinstance(value, list):
        return tuple(item.whole() for item in value)
    return value


def said(drafts: list[Draft]) -> list[Draft]:
    """Drafts in their order, so that answers can be told apart by it; none if all are empty."""
    return drafts if any(draft.sent for draft in drafts) else []
