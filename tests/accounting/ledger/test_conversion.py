"""Conversion balances: which day they are of, and what their parts are worth."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from mockxero.accounting.day_rates import DayRate, DayRates
from mockxero.accounting.setup import coded, day_of_balances
from mockxero.resources.organisations import Organisation
from mockxero.resources.setup import BalanceDetail, Conversion, ConversionBalance, ConversionDate
from tests.builders import BANK

JULY = ConversionDate(month=7, year=2026)
JANUARY = ConversionDate(month=1, year=2026)


def organisation(created):
    return Organisation(
        organisation_id="o",
        created=created,
        financial_year_end_day=31,
        financial_year_end_month=3,
    )


@pytest.mark.parametrize(
    ("told", "created", "day"),
    [
        (Conversion(date=JULY), None, date(2026, 6, 30)),
        (Conversion(date=JANUARY), None, date(2025, 12, 31)),
        (Conversion(date=JULY, as_at=date(2026, 6, 21)), None, date(2026, 6, 21)),
        (Conversion(), datetime(2026, 3, 31, 12), date(2025, 3, 31)),
        (Conversion(), datetime(2026, 4, 1, 12), date(2026, 3, 31)),
        (Conversion(), None, date.min),
    ],
)
def test_balances_are_those_of_the_day_before_an_organisation_begins(told, created, day):
    """With a month; else with the financial year in which it was made."""
    assert day_of_balances(told, organisation(created)) == day


def test_parts_are_worth_what_is_told_or_what_the_day_says(books):
    """The base currency is always worth itself."""
    dollars = {"currency_code": "usd", "balance": Decimal(140)}
    told = ConversionBalance(
        account_code="090",
        details=(
            BalanceDetail(balance=Decimal(100), currency_rate=Decimal(9)),
            BalanceDetail(**dollars, currency_rate=Decimal("0.7")),
            BalanceDetail(**dollars),
        ),
    )
    books.rates = DayRates([DayRate("USD", date(2026, 6, 1), Decimal("0.56"))])
    (kept,) = coded(Conversion(date=JULY, balances=(told,)), books).balances

    assert kept.account_id == BANK
    assert [(one.currency_code, one.currency_rate) for one in kept.details] == [
        ("NZD", Decimal(1)),
        ("USD", Decimal("0.7")),
        ("USD", Decimal("0.56")),
    ]
