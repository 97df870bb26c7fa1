"""Which currency a document is in, at what rate, and which ones there are."""

from decimal import Decimal

import pytest

from mockxero.resources.contacts import Contact
from mockxero.resources.credit_notes import CreditNote
from mockxero.resources.currencies import Currency
from mockxero.resources.invoices import Invoice
from tests.builders import ADA, CREDIT, SALE, invoice, keep


@pytest.mark.parametrize(
    ("members", "currency", "rate"),
    [
        ({}, "NZD", "1"),
        ({"currency_code": "USD"}, "USD", "1"),
        ({"currency_code": "usd", "currency_rate": "0.65"}, "USD", "0.65"),
        ({"currency_code": "NZD", "currency_rate": "0.65"}, "NZD", "1"),
        ({"currency_rate": "0.65"}, "NZD", "1"),
        ({"currency_code": "USD", "currency_rate": "0.12345678909"}, "USD", "0.1234567891"),
    ],
)
def test_a_document_is_in_base_currency_unless_it_says_otherwise(made, members, currency, rate):
    """Whose rate is always 1."""
    known = made(Invoice, **SALE, **members)

    assert (known.currency_code, known.currency_rate) == (currency, Decimal(rate))


def test_a_contact_may_have_a_currency_of_its_own(made, books):
    keep(books, books.find(Contact, ADA).but(default_currency="USD"))

    assert made(Invoice, **SALE).currency_code == "USD"
    assert made(CreditNote, **CREDIT).currency_code == "USD"
    assert made(Invoice, **SALE, currency_code="NZD").currency_code == "NZD"


def test_an_edit_keeps_currency_and_rate(made, books):
    known = invoice(books, currency_code="USD", currency_rate="0.65")

    after = made(Invoice, known, reference="x")

    assert (after.currency_code, after.currency_rate) == ("USD", Decimal("0.65"))


@pytest.mark.parametrize(
    ("code", "messages"),
    [
        ("USD", []),
        ("NZD", []),
        ("EUR", ["Organisation is not subscribed to currency EUR"]),
        ("eur", ["Organisation is not subscribed to currency EUR"]),
    ],
)
@pytest.mark.parametrize(("resource", "members"), [(Invoice, SALE), (CreditNote, CREDIT)])
def test_the_organisation_deals_in_it(complaints, resource, members, code, messages):
    assert complaints(resource, **members, currency_code=code) == messages


def test_a_currency_has_xeros_name(made):
    known = made(Currency, code=" eur ")

    assert (known.code, known.description) == ("EUR", "Euro")


@pytest.mark.parametrize(
    ("members", "messages"),
    [
        ({"code": "GBP"}, []),
        ({"code": "USD"}, []),
        ({"code": "XXX"}, ["Currency code 'XXX' is not valid"]),
        ({"description": "Euro"}, ["Currency code '' is not valid"]),
    ],
)
def test_a_currency_is_one_of_iso_4217(complaints, members, messages):
    assert complaints(Currency, create=True, **members) == messages


def test_no_currency_is_worth_less_than_nothing(complaints):
    """# guess: the words"""
    told = complaints(Invoice, **(SALE | {"currency_code": "USD", "currency_rate": "-0.5"}))

    assert told == ["The CurrencyRate must be greater than zero"]
