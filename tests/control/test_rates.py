"""Day rates can be told, and what cannot be one is refused in a sentence."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from mockxero.control.asked import Mistold, json_object
from mockxero.control.fixture import lay_down, names
from mockxero.control.rates import printed, read
from mockxero.primitives.clock import FrozenClock
from mockxero.primitives.ids import Ids

NOON = datetime(2026, 11, 20, 12)


def books(fixture):
    return lay_down(fixture, FrozenClock(NOON), Ids("rates"))


def parsed(body):
    """What a caller in New Zealand tells."""
    return [*read(json_object(body.encode()), "NZD")]


@pytest.mark.parametrize("fixture", names())
def test_every_fixture_knows_what_others_are_worth(fixture):
    """Up to its own day, and never what its own currency is worth."""
    organisation = books(fixture)
    base = organisation.organisation.base_currency
    days = [one.day for one in organisation.rates]

    assert {one.currency for one in organisation.rates} >= {"EUR", "JPY", "SGD"} - {base}
    assert base not in {one.currency for one in organisation.rates}
    assert date(2026, 10, 20) < max(days) <= organisation.today
    assert min(days) < date(2025, 1, 1)


def test_rates_are_believable():
    """A New Zealand dollar never cost a euro, and never less than a third of one."""
    rates = [one.rate for one in books("nz").rates if one.currency == "EUR"]

    assert len(rates) == 24
    assert all(Decimal("0.33") < rate < 1 for rate in rates)


def test_what_is_printed_can_be_told_again():
    """To the last digit, and those that hold from ever as well."""
    text = '{"EUR": {"2026-03-01": 0.5, "2026-04-01": 0.1234567891}, "JPY": 88, "USD": 0.6100}'

    known = parsed(text)

    assert printed(known) == (
        '{"EUR": {"2026-03-01": 0.5, "2026-04-01": 0.1234567891}, "JPY": 88, "USD": 0.61}\n'
    )
    assert parsed(printed(known)) == known


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("", "the body is not JSON"),
        ("[" * 100_000, "the body is not JSON"),
        ('{"EUR": 1e99999999999999999999}', "the body is not JSON"),
        ([["EUR", 1]], "the body is a JSON object"),
        ({"XXX": 1}, "XXX is not a currency of ISO 4217"),
        ({"eur": 1}, "eur is not a currency of ISO 4217"),
        ({"NZD": 1}, "NZD is the organisation's own currency"),
        ({"EUR": 0}, "EUR: a rate is a number, greater than zero"),
        ({"EUR": -0.5}, "EUR: a rate is a number, greater than zero"),
        ({"EUR": 0.00000000001}, "EUR: a rate is a number, greater than zero"),
        ({"EUR": 1e12}, "EUR: a rate is a number, greater than zero and below 10\\^12"),
        ({"EUR": "0.5"}, "EUR: a rate is a number"),
        ({"EUR": True}, "EUR: a rate is a number"),
        ({"EUR": None}, "EUR: a rate is a number"),
        ({"EUR": float("nan")}, "EUR: a rate is a number"),
        ({"EUR": {"2026-03-01": 0}}, "EUR, 2026-03-01: a rate is a number"),
        ({"EUR": {"2026-02-30": 1}}, "EUR: '2026-02-30' is a day, such as 2026-03-31"),
        ({"EUR": {"": 1}}, "EUR: '' is a day"),
    ],
)
def test_what_is_no_rate_is_refused(told, sentence):
    with pytest.raises(Mistold, match=sentence):
        parsed(told if isinstance(told, str) else json.dumps(told))
