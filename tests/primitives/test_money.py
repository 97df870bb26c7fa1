"""Rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.primitives.money import cents, to_places

AMOUNTS = st.decimals(-(10**13), 10**13, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("20.625", "20.63"), ("53.625", "53.63"), ("70.125", "70.13"), ("-20.625", "-20.63"),
     ("0.005", "0.01"), ("0.0049999", "0.00"), ("2.675", "2.68"), ("1", "1.00")],
)  # fmt: skip
def test_ties_go_away_from_zero(amount, rounded):
    """The first three were recorded in May 2020."""
    assert str(cents(Decimal(amount))) == rounded


@pytest.mark.parametrize(
    ("amount", "places", "rounded"),
    [("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("0.00005", 4, "0.0001"), ("2.5", 0, "3")],
)
def test_ties_go_away_from_zero_at_any_place(amount, places, rounded):
    assert str(to_places(Decimal(amount), places)) == rounded


@given(AMOUNTS, st.integers(0, 10))
def test_what_is_rounded_is_as_near_as_can_be(amount, places):
    """Never off by more than half a unit, with as many decimals as were asked for."""
    rounded = to_places(amount, places)

    assert abs(Fraction(rounded) - Fraction(amount)) <= Fraction(1, 2 * 10**places)
    assert rounded.as_tuple().exponent == -places


@given(AMOUNTS)
def test_cents_are_two_places(amount):
    assert cents(amount) == to_places(amount, 2)


def test_the_absurd_is_rounded_too():
    """A rule will complain of it later."""
    assert cents(Decimal(10) ** 60) == Decimal(10) ** 60
