"""What a tax type comes to."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockxero.accounting.tax import display_rate, effective_rate, fits, rate, tax_on
from mockxero.primitives.money import cents
from mockxero.resources.accounts import Account
from mockxero.resources.tax_rates import TaxComponent, TaxRate
from tests.builders import ACCOUNT_IDS

AMOUNTS = st.integers(-(10**9), 10**9).map(lambda units: Decimal(units) / 100)
PERCENTS = st.integers(0, 10**6).map(lambda units: Decimal(units) / 10**4)


@pytest.mark.parametrize(
    ("amount", "tax"),
    [("89.00", "11.61"), ("97.00", "12.65"), ("500.00", "65.22"), ("420.00", "54.78"),
     ("50.00", "6.52"), ("541.25", "70.60")],
)  # fmt: skip
def test_recorded_inclusive_tax(amount, tax):
    """At 15%. # seen: Demo Company (NZ), 2020 and 2026"""
    assert tax_on(Decimal(amount), Decimal(15), "Inclusive") == Decimal(tax)


@pytest.mark.parametrize(
    ("amount", "percent", "types", "tax"),
    [
        ("100.00", "15", "Exclusive", "15.00"),
        ("25.06", "15", "Exclusive", "3.76"),
        ("25.61", "15", "Exclusive", "3.84"),
        ("25.63", "15", "Exclusive", "3.84"),
        ("165.00", "12.5", "Exclusive", "20.63"),
        ("-165.00", "12.5", "Exclusive", "-20.63"),
        ("100.00", "8.25", "Exclusive", "8.25"),
        ("115.00", "15", "Inclusive", "15.00"),
        ("-115.00", "15", "Inclusive", "-15.00"),
        ("100.00", "15", "NoTax", "0.00"),
        ("100.00", "0", "Exclusive", "0.00"),
        ("100.00", "0", "Inclusive", "0.00"),
    ],
)
def test_tax_on_a_line(amount, percent, types, tax):
    """165.00 at 12.5% is a tie that was recorded: 20.625 became 20.63."""
    assert tax_on(Decimal(amount), Decimal(percent), types) == Decimal(tax)


@given(AMOUNTS, PERCENTS)
def test_tax_is_never_off_by_more_than_half_a_cent(amount, percent):
    exclusive = Fraction(amount) * Fraction(percent) / 100
    inclusive = Fraction(amount) * Fraction(percent) / (100 + Fraction(percent))

    assert abs(Fraction(tax_on(amount, percent, "Exclusive")) - exclusive) <= Fraction(1, 200)
    assert abs(Fraction(tax_on(amount, percent, "Inclusive")) - inclusive) <= Fraction(1, 200)


@given(AMOUNTS, PERCENTS)
def test_tax_included_is_the_tax_that_was_put_on_top(amount, percent):
    """To the cent that two roundings may cost."""
    gross = cents(amount) + tax_on(amount, percent, "Exclusive")

    assert abs(gross - tax_on(gross, percent, "Inclusive") - amount) <= Decimal("0.01")


# --- rates ----------------------------------------------------------------------------------------


def components(*percents, compound=None):
    parts = [TaxComponent(name=str(one), rate=Decimal(one)) for one in percents]
    if compound is not None:
        parts.append(TaxComponent(name="on top", rate=Decimal(compound), is_compound=True))
    return parts


@pytest.mark.parametrize(
    ("parts", "displayed", "effective"),
    [
        (components(), "0", "0"),
        (components("15"), "15", "15"),
        (components("4.00", "4.25"), "8.25", "8.25"),
        (components("5", compound="8"), "13", "13.4"),
        (components("5", "2", compound="10"), "17", "17.7"),
        (components(compound="10"), "10", "10"),
    ],
)
def test_components_add_up_and_a_compound_one_goes_on_top(parts, displayed, effective):
    assert display_rate(parts) == Decimal(displayed)
    assert effective_rate(parts) == Decimal(effective)


@given(st.lists(PERCENTS, max_size=3), PERCENTS)
def test_the_effective_rate_is_what_two_steps_come_to(simple, compound):
    parts = components(*simple, compound=compound)
    on_net = 1 + Fraction(sum(simple)) / 100

    expected = on_net * (1 + Fraction(compound) / 100) - 1

    assert abs(Fraction(effective_rate(parts)) - expected * 100) <= Fraction(5, 10**5)


@pytest.mark.parametrize(
    ("tax_type", "percent"),
    [("OUTPUT2", "15"), ("INPUT", "12.5"), ("NONE", "0"), ("UNKNOWN", "0"), (None, "0")],
)
def test_the_rate_of_a_tax_type(books, tax_type, percent):
    """A deleted one still has its rate; an unknown one has none."""
    assert rate(tax_type, books) == Decimal(percent)


@pytest.mark.parametrize(
    ("tax_type", "code", "fitting"),
    [
        ("OUTPUT2", "200", True),
        ("OUTPUT2", "400", False),
        ("INPUT2", "400", True),
        ("INPUT2", "200", False),
        ("ZERORATED", "090", False),
        ("NONE", "880", True),
    ],
)
def test_a_rate_fits_some_classes_of_accounts(books, tax_type, code, fitting):
    found = books.find(TaxRate, tax_type)

    assert fits(found, books.find(Account, ACCOUNT_IDS[code])) is fitting


def test_a_rate_that_does_not_say_fits_everything():
    assert fits(TaxRate(tax_type="X"), Account(account_class="ASSET"))
    assert fits(TaxRate(tax_type="X", applies_to_assets=False), Account())
