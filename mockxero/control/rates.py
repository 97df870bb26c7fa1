"""Day rates as a file or a caller tells them: by currency, one for ever or one from each day.

For instance ``{"USD": 0.61, "EUR": {"2026-09-01": 0.52, "2026-10-01": 0.53}}``.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mockxero.accounting.currency_names import NAMES
from mockxero.accounting.day_rates import DayRate, DayRates
from mockxero.books.organisation import Organisation
from mockxero.control import asked
from mockxero.control.asked import Mistold
from mockxero.primitives.money import to_places
from mockxero.resources.documents import RATE_PLACES

_MOST = Decimal(10**12)
"""What a rate stays below, as any number does that callers send."""


def read(told: Mapping[str, Any], base: str, later: timedelta = timedelta(0)) -> Iterator[DayRate]:
    """The rates that JSON tells to an organisation of a base currency. Raises Mistold.

    ``later``: what is told of a day holds so much later.
    """
    for currency, rates in told.items():
        if currency not in NAMES:
            raise Mistold(f"{currency} is not a currency of ISO 4217")
        if currency == base:
            raise Mistold(f"{currency} is the organisation's own currency: it is always worth 1")
        if not isinstance(rates, dict):
            yield DayRate(currency, date.min, _rate(rates, currency))
            continue
        for day, rate in rates.items():
            known = asked.day(day, f"{currency}: '{day}'")
            yield DayRate(currency, known + later, _rate(rate, f"{currency}, {day}"))


def _rate(told: Any, what: str) -> Decimal:
    rate = Decimal(told) if type(told) in (int, Decimal) else Decimal(0)
    rate = to_places(rate, RATE_PLACES) if abs(rate) < _MOST else Decimal(0)
    if rate <= 0:
        raise Mistold(f"{what}: a rate is a number, greater than zero and below 10^12")
    return rate


def printed(rates: Iterable[DayRate]) -> str:
    """The rates as JSON that ``read`` takes, exact to the last digit."""
    told: dict[str, dict[date, Decimal]] = {}
    for currency, day, rate in rates:
        told.setdefault(currency, {})[day] = rate
    return _object((currency, _days(known)) for currency, known in told.items()) + "\n"


def _days(rates: dict[date, Decimal]) -> str:
    if [*rates] == [date.min]:
        return _number(rates[date.min])
    return _object((day, _number(rate)) for day, rate in rates.items())


def _object(members: Iterable[tuple[object, str]]) -> str:
    return "{" + ", ".join(f'"{name}": {text}' for name, text in members) + "}"


def _number(rate: Decimal) -> str:
    return f"{rate.normalize():f}"


def tell(books: Organisation, told: Mapping[str, Any], *, instead: bool = False) -> None:
    """Have an organisation know more rates, or these instead of those it knew. Raises Mistold."""
    rates = [*read(told, books.organisation.base_currency)]
    with books.lock:
        books.rates = DayRates(rates) if instead else books.rates.and_also(rates)
