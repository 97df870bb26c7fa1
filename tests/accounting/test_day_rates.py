"""The table of day rates: which rate is that of a day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.accounting.day_rates import DayRate, DayRates

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
TABLE = DayRates(
    [
        DayRate("EUR", APRIL, Decimal("0.55")),
        DayRate("EUR", MARCH, Decimal("0.5")),
        DayRate("USD", date.min, Decimal("0.6")),
    ]
)


@pytest.mark.parametrize(
    ("currency", "day", "rate"),
    [
        ("EUR", MARCH, "0.5"),
        ("EUR", date(2026, 3, 31), "0.5"),
        ("EUR", APRIL, "0.55"),
        ("EUR", date(2030, 1, 1), "0.55"),
        ("EUR", date(2026, 2, 28), "0.5"),
        ("USD", date(1999, 1, 1), "0.6"),
        ("GBP", MARCH, None),
        (None, MARCH, None),
    ],
)
def test_a_day_has_the_latest_rate_up_to_it(currency, day, rate):
    """Before the first there is, that one counts; of a currency without any there is none."""
    assert TABLE.on(currency, day) == (None if rate is None else Decimal(rate))


def test_a_rate_replaces_that_of_the_same_day():
    """And the table that was there stays as it is."""
    more = TABLE.and_also([DayRate("EUR", MARCH, Decimal(2)), DayRate("GBP", MARCH, Decimal(3))])

    assert more.on("EUR", MARCH) == 2
    assert more.on("EUR", APRIL) == Decimal("0.55")
    assert more.on("GBP", MARCH) == 3
    assert TABLE.on("EUR", MARCH) == Decimal("0.5")
    assert [one.currency for one in more] == ["EUR", "EUR", "GBP", "USD"]


@given(st.dictionaries(st.integers(0, 60), st.integers(1, 99), min_size=1), st.integers(-9, 70))
def test_the_table_answers_as_looking_through_it_would(known, asked):
    """Whatever is in it, and in whichever order it came."""
    table = DayRates(DayRate("EUR", MARCH + timedelta(d), Decimal(r)) for d, r in known.items())
    earlier = [day for day in known if day <= asked]

    expected = known[max(earlier) if earlier else min(known)]

    assert table.on("EUR", MARCH + timedelta(asked)) == expected
