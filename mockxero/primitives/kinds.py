"""Kinds of value: each reads what a client sends and writes what Xero prints, and nothing else."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, ClassVar, TypeVar

from mockxero.primitives.dates import milliseconds, milliseconds_of_day, read_day, read_moment
from mockxero.primitives.ids import as_guid
from mockxero.primitives.money import PLACES
from mockxero.primitives.views import NOWHERE, Look, View

D = TypeVar("D", bound=date)

Printer = Callable[[Any], str]

quoted: Printer = encode_basestring
"""A string as JSON prints it: non-ASCII and ``/`` stand as they are."""

_TOO_LARGE = Decimal("1e12")
_TOO_SMALL = -29
"""The decimal place from which on .NET's decimals know nothing but 0."""
_TRUTH = {"true": True, "false": False, "1": True, "0": False}


class Unfit(ValueError):
    """A value that is not of the kind; ``dotnet`` names the type that Xero wanted."""

    def __init__(self, sent: object, dotnet: str) -> None:
        super().__init__(sent, dotnet)
        self.sent, self.dotnet = sent, dotnet


class Kind:
    """A kind of scalar value."""

    nothing: Any = ""
    """What a member without a value says where it has to say something."""
    linq = "String"
    """The type's name in the messages of Xero's query parser."""
    dotnet = "System.String"
    """The type's name in the messages of Xero's body reader."""
    schema: ClassVar[dict[str, Any]] = {"type": "string"}

    def read(self, sent: Any) -> Any:
        """The value of a JSON member or of an XML text; None where nothing was said.

        Raises Unfit.
        """
        raise NotImplementedError

    def json(self, look: Look, label: str = "") -> Printer:
        """How to print a value in JSON, behind its label."""
        raise NotImplementedError

    def xml(self, look: Look) -> Printer:
        """How to print a value as XML text, not yet escaped."""
        return self.json(look)

    def twin(self, value: Any) -> str:
        """The JSON companion of a date or a moment, in readable form."""
        raise NotImplementedError


class Text(Kind):
    """Characters."""

    def read(self, sent: Any) -> str:
        """Strings as they are; numbers and booleans as .NET would spell them."""
        if isinstance(sent, str):
            return sent if sent.isascii() else _whole_characters(sent)
        if isinstance(sent, bool | int | Decimal):
            return str(sent)
        raise Unfit(sent, self.dotnet)

    def json(self, look: Look, label: str = "") -> Printer:
        """A JSON string."""
        return lambda text: label + quoted(text)

    def xml(self, look: Look) -> Printer:
        """The characters."""
        return str


class Texts(Kind):
    """Several texts, one after another; a tongue knows how to print them."""

    def read(self, sent: Any) -> tuple[str, ...]:
        """A list of strings."""
        if not isinstance(sent, list | tuple):
            raise Unfit(sent, "System.Collections.Generic.List`1[System.String]")
        return tuple(map(Text().read, sent))


class Guid(Kind):
    """An identifier."""

    linq = dotnet = "Guid"
    schema: ClassVar[dict[str, Any]] = {"type": "string", "format": "uuid"}

    def read(self, sent: Any) -> str | None:
        """With or without dashes, in either case."""
        if sent == "":
            return None
        guid = as_guid(sent.strip()) if isinstance(sent, str) else None
        if guid is None:
            raise Unfit(sent, self.dotnet)
        return guid

    def json(self, look: Look, label: str = "") -> Printer:
        """A JSON string."""
        return f'{label}"{{}}"'.format

    def xml(self, look: Look) -> Printer:
        """The characters."""
        return str


class Choice(Kind):
    """One of a few words, in either case; where it is ``open``, a rule judges the word.

    One that is ``loud`` is printed in capitals, however the books spell it.
    """

    def __init__(self, name: str, *words: str, open: bool = False, loud: bool = False) -> None:
        self.name, self.words, self.open = name, words, open
        self._printed = str.upper if loud else str
        self._as_written = {word: word for word in words}
        self._by_letters = {word.lower(): word for word in words}
        self.dotnet = f"Xero.API.Library..{name}"

    def read(self, sent: Any) -> str | None:
        """The word as Xero spells it: one string for all records, to be compared at a glance."""
        if not isinstance(sent, str):
            raise Unfit(sent, self.dotnet)
        if sent in self._as_written:
            return self._as_written[sent]
        if sent == "":
            return None
        word = self._by_letters.get(sent.strip().lower())
        if word is None and not self.open:
            raise Unfit(sent, self.dotnet)
        return word or _whole_characters(sent.upper())

    def json(self, look: Look, label: str = "") -> Printer:
        """A JSON string."""
        return lru_cache(256)(lambda word: label + quoted(self._printed(word)))

    def xml(self, look: Look) -> Printer:
        """The word."""
        return self._printed


class Number(Kind):
    """An exact amount, printed with a fixed count of decimals: ``0.00``."""

    nothing = Decimal(0)
    linq = "Decimal?"
    dotnet = "System.Nullable`1[System.Decimal]"
    schema: ClassVar[dict[str, Any]] = {"type": "number"}

    def __init__(self, places: int = 2, fine: int | None = None) -> None:
        self.places = places
        self.fine = places if fine is None else fine
        """How many decimals with ``unitdp=4``."""

    def read(self, sent: Any) -> Decimal | None:
        """JSON numbers, and numbers written as text."""
        if type(sent) is Decimal or type(sent) is int:
            number = Decimal(sent)
        elif isinstance(sent, str):
            if not sent.strip():
                return None
            number = self._written(sent)
        else:
            raise Unfit(sent, self.dotnet)
        if not -_TOO_LARGE < number < _TOO_LARGE:
            raise Unfit(sent, self.dotnet)
        return number if number.adjusted() > _TOO_SMALL else Decimal(0)

    def _written(self, sent: str) -> Decimal:
        try:
            number = Decimal(sent.strip())
        except InvalidOperation as no_number:
            raise Unfit(sent, self.dotnet) from no_number
        if not number.is_finite() or _is_pythons(sent):
            raise Unfit(sent, self.dotnet)
        return number

    def json(self, look: Look, label: str = "") -> Printer:
        """Digits with a fixed count of decimals."""
        unit = PLACES[self.fine if look.unitdp == 4 else self.places]
        nothing = f"{label}{Decimal(0).quantize(unit):f}"  # whose plain text may have an exponent

        def digits(number: Decimal) -> str:
            if not number:
                return nothing
            if number.same_quantum(unit):
                return label + str(number)
            rounded = number.quantize(unit, ROUND_HALF_UP)
            return f"{label}{rounded:f}" if rounded else nothing

        return digits


class Double(Number):
    """An amount as .NET prints its doubles: ``0.0``, ``5543.75``."""

    def json(self, look: Look, label: str = "") -> Printer:
        """Digits, one of them at least behind the point."""

        def digits(number: Decimal) -> str:
            plain = f"{number.normalize():f}"
            return label + (plain if "." in plain else f"{plain}.0")

        return digits


class Whole(Kind):
    """A count."""

    linq = "Int32?"
    dotnet = "System.Nullable`1[System.Int32]"
    schema: ClassVar[dict[str, Any]] = {"type": "integer"}

    def read(self, sent: Any) -> int | None:
        """JSON integers, and integers written as text."""
        if sent == "":
            return None
        try:
            if isinstance(sent, bool) or len(str(sent)) > 11 or _is_pythons(str(sent)):
                raise Unfit(sent, self.dotnet)
            count = int(sent)
            if not isinstance(sent, str) and count != sent:  # int(1.5) is 1
                raise Unfit(sent, self.dotnet)
        except (TypeError, ValueError) as no_count:
            raise Unfit(sent, self.dotnet) from no_count
        if not -(2**31) <= count < 2**31:
            raise Unfit(sent, self.dotnet)
        return count

    def json(self, look: Look, label: str = "") -> Printer:
        """Digits."""
        return lambda count: f"{label}{count}"


class Flag(Kind):
    """Yes or no."""

    linq = "Boolean?"
    dotnet = "System.Nullable`1[System.Boolean]"
    schema: ClassVar[dict[str, Any]] = {"type": "boolean"}

    def read(self, sent: Any) -> bool | None:
        """JSON booleans, and the words for them."""
        if isinstance(sent, bool):
            return sent
        if sent == "":
            return None
        word = str(sent).strip().lower() if isinstance(sent, str | int) else ""
        if word not in _TRUTH:
            raise Unfit(sent, self.dotnet)
        return _TRUTH[word]

    def json(self, look: Look, label: str = "") -> Printer:
        """``true`` or ``false``."""
        return {True: f"{label}true", False: f"{label}false"}.__getitem__


class Day(Kind):
    """A calendar day, without a zone.

    ``bare`` names the views in which Xero leaves out the ``+0000``.
    """

    linq = "DateTime?"
    dotnet = "System.Nullable`1[System.DateTime]"

    def __init__(self, bare: View = NOWHERE) -> None:
        self.bare = bare

    def read(self, sent: Any) -> date | None:
        """ISO 8601 or ``/Date(ms)/``; the time of day is cut off."""
        return _moment_or_day(sent, self.dotnet, read_day)

    def json(self, look: Look, label: str = "") -> Printer:
        """Midnight UTC of that day, in .NET's spelling."""
        offset = "" if look.view in self.bare else "+0000"
        return lru_cache(512)(
            lambda day: f'{label}"\\/Date({milliseconds_of_day(day)}{offset})\\/"'
        )

    def xml(self, look: Look) -> Printer:
        """ISO 8601 without a zone."""
        return lambda day: f"{day.isoformat()}T00:00:00"

    def twin(self, day: date) -> str:
        """The JSON companion: ``DateString`` beside ``Date``."""
        return _readable_day(day)


class Moment(Kind):
    """A point in time, in UTC.

    ``bare`` names the views in which Xero leaves out the ``+0000``. In XML, one that is ``zoned``
    has seven decimals and a Z.
    """

    linq = "DateTime?"
    dotnet = "System.Nullable`1[System.DateTime]"

    def __init__(self, bare: View = NOWHERE, *, zoned: bool = False) -> None:
        self.bare, self.zoned = bare, zoned

    def read(self, sent: Any) -> datetime | None:
        """ISO 8601 or ``/Date(ms)/``."""
        return _moment_or_day(sent, self.dotnet, read_moment)

    def json(self, look: Look, label: str = "") -> Printer:
        """Milliseconds since 1970, in .NET's spelling."""
        offset = "" if look.view in self.bare else "+0000"
        return lru_cache(512)(lambda moment: f'{label}"\\/Date({milliseconds(moment)}{offset})\\/"')

    def xml(self, look: Look) -> Printer:
        """ISO 8601; without a zone, trailing zeros of the fraction are dropped."""
        if self.zoned:
            return lambda moment: f"{moment.isoformat(timespec='microseconds')}0Z"
        return lambda moment: (
            moment.isoformat().rstrip("0") if moment.microsecond else moment.isoformat()
        )

    def twin(self, moment: datetime) -> str:
        """The JSON companion, cut off (not rounded) to the second. # seen: 2026-nz/invoice.json"""
        return f'"{moment.isoformat(timespec="seconds")}Z"'


def _is_pythons(number: str) -> bool:
    """Whether Python alone takes it for a number: ``1_000``, or digits of another script."""
    return "_" in number or not number.isascii()


@lru_cache(4096)
def _readable_day(day: date) -> str:
    return f'"{day.isoformat()}T00:00:00"'


def _whole_characters(sent: str) -> str:
    """Half a surrogate pair has no UTF-8; .NET puts a replacement character there."""
    return sent.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _moment_or_day(sent: Any, dotnet: str, read: Callable[[str], D]) -> D | None:
    if sent == "":
        return None
    try:
        if isinstance(sent, str) and (value := read(sent)).year >= 1753:  # SQL Server's first year
            return value
    except ValueError:
        pass
    raise Unfit(sent, dotnet)
