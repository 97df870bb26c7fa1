"""What a record declares of each member: wire name, kind, who gives it, where it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from mockxero.primitives.kinds import (
    Choice,
    Day,
    Flag,
    Guid,
    Kind,
    Moment,
    Number,
    Text,
    Texts,
    Whole,
)
from mockxero.primitives.views import NOWHERE, View

if TYPE_CHECKING:
    from mockxero.primitives.records import Record


class By(Enum):
    """Who gives a member its value."""

    CALLER = "the caller may send it"
    XERO = "read-only: what a caller sends is ignored"


@dataclass(slots=True, eq=False, kw_only=True)
class Field:
    """One member of a record, declared once for JSON, XML, queries, schema and docs."""

    wire: str
    """Its name on the wire."""
    kind: Kind
    default: Any = None
    by: By = By.CALLER
    shows: View | None = None
    """The views that print it (where it has a value); by default its record's ``usually_shows``."""
    limit: int | None = None
    """The longest text that Xero takes."""
    twin: str | None = None
    """The JSON companion of a date, printed just before it."""
    json_only: bool = False
    """Not in XML: neither written nor, when read, recognised."""
    xml_wire: str = ""
    """Its name in XML, where that differs."""
    always: View = NOWHERE
    """The views that print it where it has no value, too: ``""`` or 0."""
    echo: bool = False
    """Shown from the store when a change of the record is refused."""
    via: "tuple[str, type[Record], str] | None" = None
    """(attribute with an id, its resource, attribute there): what is shown follows renames."""
    attr: str = ""
    """The attribute that holds it; set when the record is declared."""

    def shown_in(self, view: View) -> bool:
        """Whether a view prints it."""
        return self.shows is not None and view in self.shows

    @property
    def stored(self) -> bool:
        """Whether records keep a value for it."""
        return True


@dataclass(slots=True, eq=False, kw_only=True)
class Nested(Field):
    """A record, or a list of records, that lives inside this one."""

    kind: Kind = Kind()  # noqa: RUF009 - never used: the nested record has kinds of its own
    record: "type[Record]"
    many: bool = False
    singular: str = ""
    """The XML element around each of many."""
    looks: Mapping[View, View] | None = None
    """The view in which the nested record shows, by the view of this one; by default the same."""
    empty: View = NOWHERE
    """Views that print ``[]`` whatever there is."""
    omit_empty: View = NOWHERE
    """Views that leave the member out when there are none."""

    def look_of(self, view: View) -> View:
        """The view in which the nested record shows."""
        return (self.looks or {}).get(view, view)


@dataclass(slots=True, eq=False, kw_only=True)
class Linked(Nested):
    """A record kept elsewhere, of which this one holds the id and shows a view."""


@dataclass(slots=True, eq=False, kw_only=True)
class Derived(Nested):
    """Records that the books work out whenever this one is shown."""

    by: By = By.XERO

    @property
    def stored(self) -> bool:
        """Nothing is kept."""
        return False


@dataclass(slots=True, eq=False, kw_only=True)
class Twin(Field):
    """The JSON companion of a date that stands elsewhere in the order than its date."""

    kind: Kind = Kind()  # noqa: RUF009 - prints through the kind of its date
    of: str
    by: By = By.XERO
    json_only: bool = True

    @property
    def stored(self) -> bool:
        """Nothing is kept."""
        return False


@dataclass(slots=True, eq=False, kw_only=True)
class Hidden(Field):
    """Something the books remember about a record and no client ever sees."""

    wire: str = ""
    kind: Kind = Kind()  # noqa: RUF009 - never read or printed
    by: By = By.XERO
    shows: View | None = NOWHERE


@dataclass(slots=True, eq=False, kw_only=True)
class Constant(Field):
    """A member that Xero always prints and that never says anything else here."""

    kind: Kind = Kind()  # noqa: RUF009 - has no value to print
    json: str
    """Its JSON text."""
    refused: str = ""
    """Its JSON text on a refused record; by default the same."""
    by: By = By.XERO
    json_only: bool = True

    @property
    def stored(self) -> bool:
        """Nothing is kept."""
        return False


@dataclass(slots=True, eq=False, kw_only=True)
class Several(Field):
    """A list of texts."""

    kind: Kind = Texts()  # noqa: RUF009 - it has no state
    singular: str
    """The XML element around each."""


# --- one short word per kind ----------------------------------------------------------------------


def text(wire: str, **traits: Any) -> Any:
    """Characters."""
    return Field(wire=wire, kind=Text(), **traits)


def texts(wire: str, singular: str, **traits: Any) -> Any:
    """A list of texts."""
    return Several(wire=wire, singular=singular, default=(), **traits)


def guid(wire: str, **traits: Any) -> Any:
    """An identifier."""
    return Field(wire=wire, kind=Guid(), **traits)


def choice(
    wire: str, name: str, *words: str, open: bool = False, loud: bool = False, **traits: Any
) -> Any:
    """One of a few words; ``name`` is the enum's name in Xero's messages."""
    return Field(wire=wire, kind=Choice(name, *words, open=open, loud=loud), **traits)


def money(wire: str, **traits: Any) -> Any:
    """An amount with two decimals."""
    return Field(wire=wire, kind=Number(2), **traits)


def unit_price(wire: str, **traits: Any) -> Any:
    """An amount with two decimals, or four with ``unitdp=4``."""
    return Field(wire=wire, kind=Number(2, fine=4), **traits)


def number(wire: str, places: int, **traits: Any) -> Any:
    """A number with a fixed count of decimals."""
    return Field(wire=wire, kind=Number(places), **traits)


def whole(wire: str, **traits: Any) -> Any:
    """A count."""
    return Field(wire=wire, kind=Whole(), **traits)


def flag(wire: str, **traits: Any) -> Any:
    """Yes or no."""
    return Field(wire=wire, kind=Flag(), **traits)


def day(wire: str, *, twin: str | None = None, bare: View = NOWHERE, **traits: Any) -> Any:
    """A calendar day; ``twin`` is the ``…String`` that JSON prints just before it.

    ``bare`` are the views without ``+0000``.
    """
    return Field(wire=wire, kind=Day(bare), twin=twin, **traits)


def moment(wire: str, *, bare: View = NOWHERE, zoned: bool = False, **traits: Any) -> Any:
    """A point in time; ``bare`` are the views without ``+0000``, ``zoned`` has a Z in XML."""
    return Field(wire=wire, kind=Moment(bare, zoned=zoned), **traits)


def twin_of(attr: str, wire: str, **traits: Any) -> Any:
    """The ``…String`` of a date that JSON prints somewhere else."""
    return Twin(wire=wire, of=attr, **traits)


def one(wire: str, record: "type[Record]", **traits: Any) -> Any:
    """A record inside this one."""
    return Nested(wire=wire, record=record, **traits)


def many(wire: str, record: "type[Record]", singular: str, **traits: Any) -> Any:
    """A list of records inside this one."""
    return Nested(wire=wire, record=record, singular=singular, many=True, default=(), **traits)


def link(wire: str, record: "type[Record]", **traits: Any) -> Any:
    """Another record, held by id."""
    return Linked(wire=wire, record=record, **traits)


def hidden(default: Any) -> Any:
    """Something that is remembered and never shown."""
    return Hidden(default=default)


def derived(wire: str, record: "type[Record]", singular: str = "", **traits: Any) -> Any:
    """A record (with a ``singular``, a list) that the rules work out: ``Rulebook.derive``."""
    return Derived(wire=wire, record=record, singular=singular, many=bool(singular), **traits)


def constant(wire: str, json: str, **traits: Any) -> Any:
    """A member that always says the same."""
    return Constant(wire=wire, json=json, **traits)


def error_flag(wire: str, shows: View) -> Any:
    """``HasErrors`` or ``HasValidationErrors``: false, unless the record was refused."""
    return Constant(wire=wire, json="false", refused="true", shows=shows)
