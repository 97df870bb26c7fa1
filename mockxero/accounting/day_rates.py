"""The table of day rates: how much of another currency one unit of the organisation's own buys."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class DayRate(NamedTuple):
    """A rate, from a day on."""

    currency: str
    day: date
    """The first day there is, where the rate holds from ever."""
    rate: Decimal
    """Foreign units for one of the organisation's own."""


class DayRates:
    """Rates by currency and day. A table never changes; a change is a new table."""

    def __init__(self, rates: Iterable[DayRate] = ()) -> None:
        """Of several rates of one currency and day the last counts."""
        known = {(one.currency, one.day): one for one in rates}
        self._rates = tuple(known[place] for place in sorted(known))
        self._days: dict[str, list[date]] = {}
        self._by_day: dict[str, list[Decimal]] = {}
        for currency, day, rate in self._rates:
            self._days.setdefault(currency, []).append(day)
            self._by_day.setdefault(currency, []).append(rate)

    def __iter__(self) -> Iterator[DayRate]:
        return iter(self._rates)

    def on(self, currency: str | None, day: date) -> Decimal | None:
        """The rate of a day: the latest up to it, or else the first there is.

        None where there is no rate of the currency at all.
        """
        days = self._days.get(currency or "")
        if days is None:
            return None
        return self._by_day[currency or ""][max(bisect_right(days, day) - 1, 0)]

    def and_also(self, rates: Iterable[DayRate]) -> "DayRates":
        """A table with more rates; they replace those of the same currency and day."""
        return DayRates((*self._rates, *rates))
