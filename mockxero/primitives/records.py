"""Records: declared once, never changed; and drafts, which know only what a caller sent."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, ClassVar, Self

from mockxero.primitives.fields import Field
from mockxero.primitives.views import EVERYWHERE, View


class RecordType(type):
    """Turns the fields declared in a class into slots, and remembers them in their order."""

    fields: dict[str, Field]
    """Every field by attribute, in the order of JSON: own members first, inherited ones after."""
    generations: tuple[tuple[Field, ...], ...]
    """The same fields, base record first: the order of XML."""

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]
    ) -> "RecordType":
        """Declare a record."""
        own = {attr: value for attr, value in namespace.items() if isinstance(value, Field)}
        shows = namespace.get("usually_shows") or bases[0].usually_shows  # type: ignore[attr-defined]
        for attr, field in own.items():
            field.attr = attr
            field.shows = shows if field.shows is None else field.shows
            del namespace[attr]
        namespace["__slots__"] = tuple(attr for attr, field in own.items() if field.stored)
        cls = super().__new__(mcls, name, bases, namespace)
        inherited = next((base for base in bases if isinstance(base, RecordType)), None)
        cls.fields = own | (inherited.fields if inherited else {})
        cls.generations = (*(inherited.generations if inherited else ()), tuple(own.values()))
        stored = [attr for attr, field in cls.fields.items() if field.stored]
        cls.stores = tuple(
            (attr, getattr(cls, attr).__set__, cls.fields[attr].default) for attr in stored
        )
        cls.store_of = {attr: put for attr, put, _ in cls.stores}
        cls.all_values = staticmethod(values_of(stored))
        return cls

    stores: tuple[tuple[str, Any, Any], ...]
    """Attribute, setter and default of each stored field."""
    store_of: dict[str, Any]
    """The setters by attribute."""
    all_values: Any
    """Gives all values of a record at once."""


def values_of(attrs: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Gives several attributes of a record at once, always as a tuple."""
    if len(attrs) > 1:
        return attrgetter(*attrs)
    return lambda record: tuple(getattr(record, attr) for attr in attrs)


class Record(metaclass=RecordType):
    """Something Xero keeps. Immutable: a change is a new record, made by ``but``."""

    usually_shows: ClassVar[View] = EVERYWHERE
    """The views that print a member which does not say."""
    tells_errors: ClassVar[View] = View.REFUSED
    """The views that print an (empty) ``ValidationErrors``."""

    def __init__(self, **values: Any) -> None:
        for attr, put, default in type(self).stores:
            put(self, values.pop(attr, default))
        if values:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values)}")

    def __setattr__(self, attr: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def but(self, **changes: Any) -> Self:
        """A copy with some members changed."""
        return self._copy().fill_in(changes)

    def _copy(self) -> Self:
        copy = object.__new__(type(self))
        for (_, put, _), value in zip(type(self).stores, type(self).all_values(self), strict=True):
            put(copy, value)
        return copy

    def fill_in(self, changes: dict[str, Any]) -> Self:
        """Write into this very record: only for one that nobody else has seen yet."""
        for attr, value in changes.items():
            type(self).store_of[attr](self, value)
        return self

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and type(self).all_values(self) == type(self).all_values(
            other
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        told = ", ".join(
            f"{attr}={value!r}" for attr, value in self.items() if value not in (None, ())
        )
        return f"{type(self).__name__}({told})"

    def items(self) -> Iterator[tuple[str, Any]]:
        """Each stored attribute with its value."""
        return ((attr, getattr(self, attr)) for attr, _, _ in type(self).stores)


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
