"""Which currency a document is in, and at what rate."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from mockxero.accounting.currency_names import NAMES
from mockxero.accounting.rulebook import Books, Filled, Proposal
from mockxero.primitives.complaints import Complaint
from mockxero.primitives.money import ONE, ZERO, cents, to_places
from mockxero.resources.accounts import Account
from mockxero.resources.bank_transactions import BankTransaction
from mockxero.resources.contacts import Contact
from mockxero.resources.currencies import Currency
from mockxero.resources.documents import RATE_PLACES


def currency_and_rate(proposal: Proposal[Any], books: Books) -> Filled:
    """The contact's currency, else the base currency; at the rate of the day unless one is sent."""
    return _at_rate(proposal, currency_of(proposal.now, books), books)


def currency_of(document: Any, books: Books) -> str:
    """The currency that a document names, else its contact's, else that of the organisation."""
    contact = books.find(Contact, document.contact)
    theirs = contact.default_currency if contact is not None else None
    code: str = document.currency_code or theirs or books.organisation.base_currency
    return code.upper()


def currency_of_bank_account(proposal: Proposal[BankTransaction], books: Books) -> Filled:
    """The currency of the bank account; only an overpayment may be in another."""
    now = proposal.now
    account = books.find(Account, now.bank_account)
    chosen = now.currency_code if (now.type or "").endswith("-OVERPAYMENT") else None
    usual = account.currency_code if account is not None else None
    return _at_rate(proposal, chosen or usual, books)


def _at_rate(proposal: Proposal[Any], code: str | None, books: Books) -> Filled:
    base = books.organisation.base_currency
    code = (code or base).upper()
    rate = ONE if code == base else _rate(proposal, code, books)
    return {"currency_code": code, "currency_rate": to_places(rate, RATE_PLACES)}


def _rate(proposal: Proposal[Any], code: str, books: Books) -> Decimal:
    """What was sent; else what stands already; else the rate of the day.

    # guess: a rate that was looked up follows the date of its document, one that was sent stays
    """
    now, before = proposal.now, proposal.before
    sent = proposal.creating or "currency_rate" in proposal.sent
    if sent and now.currency_rate is not None:
        return Decimal(now.currency_rate)
    if before is not None and before.currency_rate is not None and before.currency_code == code:
        looked_up = before.currency_rate == rate_of(code, before.date, books)
        if not (looked_up and proposal.moves("date")):
            return Decimal(before.currency_rate)
    return rate_of(code, now.date, books)


def rate_of(code: str | None, day: date | None, books: Books) -> Decimal:
    """What one unit of the base currency buys on a day. A currency without any rate counts as 1."""
    return books.rates.on(code, day or books.today) or ONE


def in_base(amount: Decimal | None, rate: Decimal | None) -> Decimal:
    """An amount at a rate: so many units of its currency for one of the organisation's own."""
    if not rate or rate == ONE:
        return amount or ZERO
    return cents((amount or ZERO) / rate)


def worth_today(amount: Decimal | None, document: Any, books: Books) -> Decimal:
    """The same at the rate of today, as reports have it. # guess; without any, at its own rate"""
    if document.currency_code == books.organisation.base_currency:
        return amount or ZERO
    rate = books.rates.on(document.currency_code, books.today)
    return in_base(amount, rate or document.currency_rate)


def rate_is_positive(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """Every currency is worth something. # guess: the words"""
    if proposal.now.currency_rate is not None and proposal.now.currency_rate <= 0:
        yield Complaint("The CurrencyRate must be greater than zero")


def is_subscribed(proposal: Proposal[Any], books: Books) -> Iterator[Complaint]:
    """The organisation deals in the currency."""
    code = proposal.now.currency_code
    if code != books.organisation.base_currency and books.find(Currency, code) is None:
        yield not_subscribed(code)


def not_subscribed(code: str | None) -> Complaint:
    """Of a currency that the organisation does not deal in."""
    return Complaint(f"Organisation is not subscribed to currency {code}")


def described(proposal: Proposal[Currency], books: Books) -> Filled:
    """A currency is known by its code, and has a name."""
    code = (proposal.now.code or "").strip().upper()
    return {"code": code, "description": NAMES.get(code)}


def is_a_currency(proposal: Proposal[Currency], books: Books) -> Iterator[Complaint]:
    """The code is one of ISO 4217. # guess: the words"""
    if proposal.now.code not in NAMES:
        yield Complaint(f"Currency code '{proposal.now.code}' is not valid")
